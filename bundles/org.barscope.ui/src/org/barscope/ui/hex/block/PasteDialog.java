// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex.block;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.format.Filling;
import org.barscope.core.memory.format.PasteForm;
import org.barscope.ui.hex.HexPage;
import org.barscope.ui.work.Work;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Writes bytes that are given as text in one of several forms, or as a file. */
final class PasteDialog extends BlockDialog {

    private static final long MOST = 64 << 20;
    private static final int LINES = 6;

    private final String proposed;
    private Text input;
    private Combo form;
    private Combo order;
    private Label recognised;
    private Optional<byte[]> file = Optional.empty();

    /** @param proposed text to begin with */
    PasteDialog(Shell parent, HexPage page, String proposed) {
        super(parent, page);
        this.proposed = proposed;
    }

    @Override
    String verb() {
        return "Paste";
    }

    @Override
    void content(Composite area) {
        Label name = new Label(area, SWT.NONE);
        name.setText("&Bytes:");
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(name);
        input = new Text(area, SWT.BORDER | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
        input.setFont(page().canvas().getFont());
        input.setText(proposed);
        input.addListener(SWT.Modify, event -> {
            file = Optional.empty();
            changed();
        });
        // Bytes need no tabs, and the keyboard must find its way out.
        input.addListener(SWT.Traverse, event -> event.doit |= event.detail == SWT.TRAVERSE_TAB_NEXT
                || event.detail == SWT.TRAVERSE_TAB_PREVIOUS);
        GridDataFactory.fillDefaults().grab(true, true).hint(SWT.DEFAULT, LINES * input.getLineHeight())
                .applyTo(input);
        List<String> forms = new ArrayList<>(List.of("As recognised"));
        Arrays.stream(PasteForm.values()).map(known -> known.label().replace("&", "")).forEach(forms::add);
        form = combo(area, "F&orm:", forms, 0);
        new Label(area, SWT.NONE);
        recognised = new Label(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(recognised);
        order = combo(area, "Byte or&der:", List.of("little-endian", "big-endian"),
                page().order() == ByteOrder.BIG_ENDIAN ? 1 : 0);
        order.setToolTipText("Of the numbers of an array that are wider than a byte");
        new Label(area, SWT.NONE);
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER)
                .applyTo(button(area, "Bytes of a F&ile…", this::chooseFile));
    }

    @Override
    Block block(long offset) {
        recognised.setText(file.isPresent() ? "The bytes of the file, as they are." : "");
        byte[] bytes = file.orElseGet(() -> {
            if (input.getText().isBlank()) {
                throw new IllegalArgumentException("type or paste bytes, or choose a file");
            }
            PasteForm chosen = form.getSelectionIndex() == 0 ? PasteForm.guess(input.getText())
                    : PasteForm.values()[form.getSelectionIndex() - 1];
            recognised.setText("Taken for: " + chosen.label().replace("&", ""));
            return chosen.parse(input.getText(), order.getSelectionIndex() == 1 ? ByteOrder.BIG_ENDIAN
                    : ByteOrder.LITTLE_ENDIAN);
        });
        return new Block(new Span(offset, bytes.length), new Filling.Pattern(bytes));
    }

    private void chooseFile() {
        FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
        dialog.setText("Open a File to Paste");
        String chosen = dialog.open();
        if (chosen != null) {
            Path path = Path.of(chosen);
            Work.start(getShell(), "Reading " + path.getFileName(), () -> read(path), bytes -> {
                if (!input.isDisposed()) {
                    input.setText(path.getFileName() + ": " + bytes.length + " bytes");
                    file = Optional.of(bytes);
                    changed();
                }
            });
        }
    }

    private static byte[] read(Path path) throws BackendException {
        try {
            if (Files.size(path) > MOST) {
                throw new BackendException(Reason.REFUSED, "paste " + path, "it is larger than " + (MOST >> 20)
                        + " MiB", "write it in pieces");
            }
            return Files.readAllBytes(path);
        } catch (IOException unreadable) {
            throw new BackendException(Reason.FAILED, "paste " + path, "" + unreadable.getMessage(), "", unreadable);
        }
    }
}
