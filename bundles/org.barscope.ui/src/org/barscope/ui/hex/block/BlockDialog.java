// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex.block;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.Armed;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.address.ExpressionException;
import org.barscope.core.memory.address.OffsetExpression;
import org.barscope.core.memory.format.Filling;
import org.barscope.core.poke.BlockWriter;
import org.barscope.core.poke.BlockWriter.Outcome;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.hex.HexPage;
import org.barscope.ui.region.RegionListener;
import org.barscope.ui.work.Work;
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
import org.eclipse.ui.PlatformUI;

/**
 * Writes a block of memory: shows at every key which range it would be, what it holds and what it would hold; writes
 * when its button is pressed, if the region is armed. Stays open beside the page, so that the region can be armed
 * meanwhile.
 */
abstract class BlockDialog extends Dialog {

    private static final String HELP = "org.barscope.ui.hex_blocks";
    private static final int WRITE = IDialogConstants.CLIENT_ID;
    private static final int STOP = WRITE + 1;
    private static final int WIDTH = 560;
    private static final int PREVIEWED = 16;
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    private final HexPage page;
    private final RegionUri uri;
    private final Explorer explorer;
    private Text from;
    private Label preview;
    private Label said;
    private Optional<Block> block = Optional.empty();
    private Optional<BlockJob> running = Optional.empty();

    /** What would be written: a range, and the bytes that make it when they are repeated. */
    record Block(Span span, Filling filling) {
    }

    BlockDialog(Shell parent, HexPage page) {
        super(parent);
        this.page = page;
        this.uri = page.region().info().uri();
        this.explorer = PlatformUI.getWorkbench().getService(Explorer.class);
        setShellStyle(SWT.DIALOG_TRIM | SWT.RESIZE | SWT.MODELESS);
        setBlockOnOpen(false);
    }

    /** What it does, as a title and a button: "Fill". */
    abstract String verb();

    /** Adds the controls that say what is to be written; they call {@link #changed}. */
    abstract void content(Composite area);

    /**
     * What is to be written as it is typed now.
     *
     * @throws IllegalArgumentException when that is not complete or makes no sense; the message is a clause
     */
    abstract Block block(long offset);

    /** The page that is written to. */
    final HexPage page() {
        return page;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(verb() + " in " + page.region().input().getName());
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().margins(12, 12).numColumns(2).applyTo(area);
        from = text(area, "F&rom:", "0x" + Long.toHexString(target().offset()));
        from.setToolTipText("An offset, as Go to Offset takes it");
        content(area);
        preview = new Label(area, SWT.WRAP);
        preview.setFont(page.canvas().getFont());
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(WIDTH, 5 * from.computeSize(SWT.DEFAULT,
                SWT.DEFAULT).y / 2).indent(0, 6).applyTo(preview);
        said = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(WIDTH, 2 * from.computeSize(SWT.DEFAULT,
                SWT.DEFAULT).y).applyTo(said);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        Registration arming = explorer.armed().listen(which -> Work.later(parent.getDisplay(), this::changed));
        Registration reading = page.region().listenToReading(snapshot -> Work.later(parent.getDisplay(),
                this::showPreview));
        Registration region = page.region().listen(new RegionListener() {
            @Override
            public void closing() {
                close();
            }
        });
        parent.addDisposeListener(event -> {
            arming.close();
            reading.close();
            region.close();
        });
        return area;
    }

    /** The bytes that are selected, or the cell at the cursor. */
    final Span target() {
        return page.canvas().getTarget().map(range -> new Span(range.first(), range.length()))
                .orElse(new Span(0, 1));
    }

    final Text text(Composite area, String label, String value) {
        Label name = new Label(area, SWT.NONE);
        name.setText(label);
        Text box = new Text(area, SWT.BORDER);
        box.setText(value);
        box.addListener(SWT.Modify, event -> changed());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(box);
        return box;
    }

    final Combo combo(Composite area, String label, List<String> items, int chosen) {
        new Label(area, SWT.NONE).setText(label);
        Combo combo = new Combo(area, SWT.READ_ONLY);
        combo.setItems(items.toArray(String[]::new));
        combo.select(chosen);
        combo.addListener(SWT.Selection, event -> changed());
        return combo;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, WRITE, "&" + verb(), true);
        createButton(parent, STOP, "&Stop", false);
        createButton(parent, IDialogConstants.CLOSE_ID, IDialogConstants.CLOSE_LABEL, false);
        changed();
    }

    @Override
    protected void buttonPressed(int id) {
        switch (id) {
            case WRITE -> write();
            case STOP -> running.ifPresent(BlockJob::cancel);
            default -> close();
        }
    }

    /** A number or an expression as {@code Go to Offset} takes it. */
    final long number(String text) {
        try {
            return OffsetExpression.evaluate(text, page.scope());
        } catch (ExpressionException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    /** Looks at what is typed. UI thread. */
    final void changed() {
        if (preview == null || preview.isDisposed() || getButton(WRITE) == null) {
            return;
        }
        try {
            Block wanted = block(number(from.getText()));
            check(wanted.span());
            block = Optional.of(wanted);
            say(armed(wanted.span()));
        } catch (IllegalArgumentException incomplete) {
            block = Optional.empty();
            say(Work.sentence(String.valueOf(incomplete.getMessage())));
        }
        showPreview();
        buttons();
    }

    private void check(Span span) {
        long size = page.region().info().size();
        if (span.length() < 1) {
            throw new IllegalArgumentException("there is nothing to write");
        }
        if (span.offset() < 0 || span.length() > size || span.offset() > size - span.length()) {
            throw new IllegalArgumentException("0x" + Long.toHexString(span.length()) + " bytes from 0x"
                    + Long.toHexString(span.offset()) + " on reach past the end: the region has 0x"
                    + Long.toHexString(size) + " bytes");
        }
    }

    private String armed(Span span) {
        Optional<Armed> permit = explorer.armed().armed(uri);
        return permit.isEmpty() ? "The region is not armed for writing: arm it first (Ctrl+Shift+K in the region)."
                : permit.get().covers(span.offset(), span.length()) ? ""
                        : "Only other ranges of the region are armed.";
    }

    private void buttons() {
        boolean may = block.map(wanted -> armed(wanted.span()).isEmpty()).orElse(false);
        getButton(WRITE).setEnabled(may && running.isEmpty());
        getButton(STOP).setEnabled(running.isPresent());
    }

    private void showPreview() {
        if (preview.isDisposed()) {
            return;
        }
        preview.setText(block.map(wanted -> {
            Span span = wanted.span();
            return "0x" + Long.toHexString(span.offset()) + " – 0x" + Long.toHexString(span.end() - 1) + ", "
                    + span.length() + (span.length() == 1 ? " byte" : " bytes")
                    + "\nholds  " + held(span) + "\nwill   " + future(wanted);
        }).orElse(""));
    }

    /** From what was last read; nothing is read for it. */
    private String held(Span span) {
        RegionSnapshot latest = page.region().latest();
        StringBuilder text = new StringBuilder();
        for (long at = span.offset(); at < Math.min(span.end(), span.offset() + PREVIEWED); at++) {
            text.append(latest.stateAt(at).hasValue() ? SPACED.toHexDigits((byte) latest.byteAt(at)) : "??")
                    .append(' ');
        }
        return text.append(span.length() > PREVIEWED ? "…" : "").toString();
    }

    private static String future(Block wanted) {
        int shown = (int) Math.min(PREVIEWED, wanted.span().length());
        byte[] repeated = wanted.filling().repeated(shown);
        byte[] first = new byte[shown];
        for (int i = 0; i < shown; i++) {
            first[i] = repeated[i % repeated.length];
        }
        return SPACED.formatHex(first) + (wanted.span().length() > shown ? " …" : "");
    }

    final void say(String text) {
        said.setText(text);
        said.setToolTipText(text);
    }

    private void write() {
        Optional<RegionSession> session = explorer.armed().session(uri);
        if (block.isEmpty() || session.isEmpty() || explorer.poking().isEmpty()) {
            changed();
            return;
        }
        Block wanted = block.get();
        Span span = wanted.span();
        BlockWriter writer = explorer.poking().get().blocks(session.get());
        BlockJob job = new BlockJob("Writing " + page.region().input().getName(), getShell().getDisplay(),
                span.length(), (progress, cancelled) -> writer.fill(span.offset(), span.length(),
                        wanted.filling().repeated(span.length()),
                        Origin.ui("hex page, " + verb().toLowerCase(Locale.ROOT)), progress, cancelled),
                (outcome, why) -> ended(span, outcome, why));
        running = Optional.of(job);
        say("Writing…");
        buttons();
        job.schedule();
    }

    private void ended(Span span, Outcome outcome, String why) {
        running = Optional.empty();
        String text = outcome == null ? "Nothing was written: " + why : told(span, outcome);
        page.say(text);
        page.refresh();
        if (getShell() != null && !getShell().isDisposed()) {
            changed();
            say(text);
        }
    }

    private static String told(Span span, Outcome outcome) {
        String text = (outcome.written() < span.length() ? "Stopped: " : "") + outcome.written()
                + (outcome.written() == 1 ? " byte" : " bytes") + " written at 0x" + Long.toHexString(span.offset());
        text += outcome.different() == 0 ? ", read back the same." : ", but " + outcome.different()
                + " read back as others, the first at 0x" + Long.toHexString(outcome.first().orElse(0)) + ".";
        return text + " The Journal can write back what was there.";
    }

    /** A button within the dialog's area. */
    final Button button(Composite area, String text, Runnable pressed) {
        Button button = new Button(area, SWT.PUSH);
        button.setText(text);
        button.addListener(SWT.Selection, event -> pressed.run());
        return button;
    }

    @Override
    public boolean close() {
        running.ifPresent(BlockJob::cancel);
        return super.close();
    }
}
