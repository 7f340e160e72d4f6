// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;
import org.barscope.core.memory.search.Search;
import org.barscope.core.memory.search.SearchPattern;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/**
 * Find: stays open beside the page. What is typed is marked at once in what was last read; the device is read only by
 * Next, Previous and All.
 */
final class FindDialog extends Dialog {

    private static final int PREVIOUS = IDialogConstants.CLIENT_ID;
    private static final int ALL = PREVIOUS + 1;
    private static final int STOP = PREVIOUS + 2;
    private static final int WIDTH = 460;
    private static final int MOST_PREVIEWED = 10_000;
    private static final int MOST_LISTED = 100_000;
    private static final int[] WIDTHS = {1, 2, 4, 8};
    private static final List<Charset> CHARSETS = List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE, StandardCharsets.ISO_8859_1);

    private static String lastText = "";
    private static FindKind lastKind = FindKind.BYTES;

    private final RegionEditor editor;
    private final OpenRegion region;
    private final HexPage page;
    private final Supplier<RegionSnapshot> before;
    private Combo kind;
    private Text input;
    private Combo width;
    private Combo order;
    private Combo charset;
    private Button aligned;
    private Button ignoreCase;
    private Label status;
    private Optional<SearchPattern> pattern = Optional.empty();
    private Optional<FindJob> running = Optional.empty();

    /** @param before what bytes were earlier, to find those that have changed */
    FindDialog(Shell parent, RegionEditor editor, OpenRegion region, HexPage page, Supplier<RegionSnapshot> before) {
        super(parent);
        this.editor = editor;
        this.region = region;
        this.page = page;
        this.before = before;
        setShellStyle(SWT.DIALOG_TRIM | SWT.RESIZE | SWT.MODELESS);
        setBlockOnOpen(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Find in " + region.input().getName());
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().margins(12, 12).numColumns(2).applyTo(area);
        kind = combo(area, "&Kind:", Arrays.stream(FindKind.values()).map(FindKind::label).toList());
        kind.select(lastKind.ordinal());
        new Label(area, SWT.NONE).setText("&Find:");
        input = new Text(area, SWT.BORDER);
        input.setText(lastText);
        input.selectAll();
        GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(input);
        input.addListener(SWT.Modify, event -> changed());
        width = combo(area, "&Width:", List.of("8-bit", "16-bit", "32-bit", "64-bit"));
        width.select(2);
        order = combo(area, "B&yte order:", List.of("little-endian", "big-endian"));
        order.select(page.canvas().getOptions().order() == ByteOrder.BIG_ENDIAN ? 1 : 0);
        charset = combo(area, "&Encoding:", CHARSETS.stream().map(Charset::name).toList());
        charset.select(0);
        aligned = check(area, "A&ligned to its width", true);
        ignoreCase = check(area, "Either &case", false);
        status = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(WIDTH, 3 * input.computeSize(SWT.DEFAULT,
                SWT.DEFAULT).y).applyTo(status);
        return area;
    }

    private Combo combo(Composite area, String label, List<String> items) {
        new Label(area, SWT.NONE).setText(label);
        Combo combo = new Combo(area, SWT.READ_ONLY);
        combo.setItems(items.toArray(String[]::new));
        combo.addListener(SWT.Selection, event -> changed());
        return combo;
    }

    private Button check(Composite area, String text, boolean on) {
        Button button = new Button(area, SWT.CHECK);
        button.setText(text);
        button.setSelection(on);
        GridDataFactory.fillDefaults().span(2, 1).applyTo(button);
        button.addListener(SWT.Selection, event -> changed());
        return button;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, "&Next", true);
        createButton(parent, PREVIOUS, "&Previous", false);
        createButton(parent, ALL, "&All", false);
        createButton(parent, STOP, "&Stop", false);
        createButton(parent, IDialogConstants.CLOSE_ID, IDialogConstants.CLOSE_LABEL, false);
        changed();
        input.setFocus();
    }

    @Override
    protected void buttonPressed(int id) {
        switch (id) {
            case IDialogConstants.OK_ID -> next(false);
            case PREVIOUS -> next(true);
            case ALL -> all();
            case STOP -> running.ifPresent(FindJob::cancel);
            default -> close();
        }
    }

    private FindKind chosen() {
        return FindKind.values()[kind.getSelectionIndex()];
    }

    /** Looks at what was typed, and marks it in what was last read. */
    private void changed() {
        FindKind now = chosen();
        input.setEnabled(now.takesText());
        input.setMessage(now.hint());
        input.setToolTipText(now.hint());
        for (Control control : List.of(width, order, aligned)) {
            control.setEnabled(now.takesNumbers());
        }
        charset.setEnabled(now == FindKind.TEXT);
        ignoreCase.setEnabled(now.takesLetters());
        lastText = input.getText();
        lastKind = now;
        try {
            pattern = now.takesText() && lastText.isEmpty() ? Optional.empty()
                    : Optional.of(now.pattern(lastText, new FindKind.Settings(WIDTHS[width.getSelectionIndex()],
                            order.getSelectionIndex() == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                            aligned.getSelection(), ignoreCase.getSelection(),
                            CHARSETS.get(charset.getSelectionIndex()), before.get())));
            List<Span> visible = pattern.map(this::preview).orElse(List.of());
            page.marks().matches(visible);
            say(pattern.isEmpty() ? "Type what to look for: " + now.hint()
                    : visible.size() + (visible.size() == 1 ? " match" : " matches") + " in what is shown.");
        } catch (IllegalArgumentException senseless) {
            pattern = Optional.empty();
            page.marks().matches(List.of());
            say(Character.toUpperCase(senseless.getMessage().charAt(0)) + senseless.getMessage().substring(1) + ".");
        }
        buttons();
    }

    private void buttons() {
        for (int id : new int[] {IDialogConstants.OK_ID, PREVIOUS, ALL}) {
            if (getButton(id) != null) {
                getButton(id).setEnabled(pattern.isPresent() && running.isEmpty());
            }
        }
        if (getButton(STOP) != null) {
            getButton(STOP).setEnabled(running.isPresent());
        }
    }

    private void say(String text) {
        status.setText(text);
    }

    /** Where it stands in what was last read; reads nothing. */
    private List<Span> preview(SearchPattern wanted) {
        List<Span> found = new ArrayList<>();
        RegionSnapshot latest = region.latest();
        for (Span span : latest.spans()) {
            byte[] bytes = new byte[(int) span.length()];
            byte[] states = new byte[bytes.length];
            latest.copy(span.offset(), bytes, states);
            int from = 0;
            for (int at = 0; at <= bytes.length; at++) {
                if (at == bytes.length || !UnitState.values()[states[at]].hasValue()) {
                    wanted.scan(bytes, from, at, span.offset(), (start, length) -> {
                        found.add(new Span(span.offset() + start, length));
                        return found.size() < MOST_PREVIEWED;
                    });
                    from = at + 1;
                }
            }
        }
        return found;
    }

    private void next(boolean backward) {
        long size = region.info().size();
        Span here = region.selection().span().orElse(new Span(0, 0));
        Span first = backward ? new Span(0, Math.max(0, here.offset() + here.length() - 1))
                : new Span(Math.min(here.offset() + 1, size), Math.max(0, size - here.offset() - 1));
        search(first, 1, backward, result -> {
            if (result.matches().isEmpty() && result.complete()) {
                search(new Span(0, size), 1, backward, again -> went(again, true));
            } else {
                went(result, false);
            }
        });
    }

    private void went(Search.Result result, boolean wrapped) {
        result.matches().stream().findFirst().ifPresent(match -> {
            editor.jump(match.span());
            page.marks().matches(List.of(match.span()));
        });
        String where = result.matches().isEmpty() ? result.complete() ? "Not found." : "Stopped."
                : "Found at 0x" + Long.toHexString(result.matches().getFirst().span().offset())
                        + (wrapped ? ", past the end of the region." : ".");
        say(where + (result.skippedText().isEmpty() ? "" : "\n" + result.skippedText()));
    }

    private void all() {
        search(new Span(0, region.info().size()), MOST_LISTED, false, result -> {
            page.marks().matches(result.matches().stream().map(Search.Match::span).toList());
            boolean more = result.matches().size() == MOST_LISTED;
            String said = result.matches().size() + (more ? " matches, and more" : result.matches().size() == 1
                    ? " match" : " matches") + (result.complete() || more ? "." : " until it was stopped.");
            String text = said + (result.skippedText().isEmpty() ? "" : " " + result.skippedText());
            say(text);
            SearchResultsView.show(editor, lastKind.label() + " " + lastText, result.matches(), text);
        });
    }

    private void search(Span within, int limit, boolean backward, Consumer<Search.Result> then) {
        if (pattern.isEmpty() || running.isPresent()) {
            return;
        }
        if (region.asks() && region.description().registers().isEmpty()) {
            say("Nothing is read yet: start reading first.");
            return;
        }
        FindJob job = new FindJob(region, new Search.Request(pattern.get(), within, limit, backward),
                getShell().getDisplay(), result -> ended(() -> then.accept(result)),
                () -> ended(() -> say("The region was closed.")));
        running = Optional.of(job);
        say("Searching…");
        buttons();
        job.schedule();
    }

    private void ended(Runnable then) {
        running = Optional.empty();
        boolean stillThere = getShell() != null && !getShell().isDisposed();
        if (stillThere && editor.region().filter(region::equals).isPresent()) {
            then.run();
            if (running.isEmpty()) {
                buttons();
            }
        }
    }

    @Override
    public boolean close() {
        running.ifPresent(FindJob::cancel);
        if (editor.region().filter(region::equals).isPresent()) {
            page.marks().matches(List.of());
        }
        return super.close();
    }
}
