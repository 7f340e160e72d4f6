// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.write;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.journal.FieldChange;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.poke.RegisterWrite;
import org.barscope.core.poke.RegisterWriter;
import org.barscope.core.poke.WriteOutcome;
import org.barscope.core.poke.WritePreview;
import org.barscope.registers.decode.Objection;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.naming.ValueText;
import org.barscope.ui.poke.Poke;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.work.Work;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/**
 * Writes a register, by its whole word or by fields. The word that would be sent is shown at every key; nothing is read
 * or written before the button is pressed. Stays open, so that a register can be written again and again.
 */
final class WriteDialog extends TitleAreaDialog {

    private static final String HELP = "org.barscope.ui.poke.write";
    private static final Origin ORIGIN = Origin.ui("write dialog");

    private final OpenRegion region;
    private final RegionUri uri;
    private final RegisterInstance register;
    private final int bits;
    private final Set<String> accepted = new HashSet<>();
    private Text word;
    private FieldRows fields;
    private Text preview;
    private Button accept;
    private Composite bases;
    private Button now;
    private Button reset;
    private Button readAnyway;
    private Text outcome;
    private Registration reading;
    private Registration arming;
    private WritePreview last;

    WriteDialog(Shell shell, OpenRegion region, RegisterInstance register) {
        super(shell);
        this.region = region;
        this.uri = region.info().uri();
        this.register = register;
        this.bits = register.register().size();
        setShellStyle(SWT.CLOSE | SWT.MAX | SWT.RESIZE | SWT.TITLE | SWT.BORDER);
        setBlockOnOpen(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Write " + register.path());
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(register.path() + " at 0x" + Long.toHexString(register.address()) + " of " + uri);
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(12, 10).spacing(8, 8).applyTo(area);
        label(area, "&Word:");
        word = new Text(area, SWT.BORDER);
        word.setMessage("0x1f, 31 or 0b11111: all " + bits + " bits");
        word.addModifyListener(event -> changed());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(word);
        if (!register.register().flatFields().isEmpty()) {
            Label or = label(area, "or &fields:");
            GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(or);
            fields = new FieldRows(area, register.register().flatFields(), this::changed);
            GridDataFactory.fillDefaults().grab(true, true).hint(520, 190).applyTo(fields);
        }
        createBases(area);
        Label sent = label(area, "Is sent:");
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(sent);
        preview = said(area, 54);
        label(area, "");
        accept = new Button(area, SWT.CHECK);
        accept.setText("Write it &all the same");
        accept.addListener(SWT.Selection, event -> acceptance());
        GridDataFactory.fillDefaults().exclude(true).applyTo(accept);
        accept.setVisible(false);
        Label came = label(area, "What came:");
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(came);
        outcome = said(area, 54);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        follow(parent);
        return area;
    }

    private void follow(Composite parent) {
        reading = region.listenToReading(snapshot -> Work.later(parent.getDisplay(), this::present));
        arming = Poke.explorer().armed().listen(which -> Work.later(parent.getDisplay(), this::changed));
        parent.addDisposeListener(event -> {
            reading.close();
            arming.close();
        });
    }

    private static Label label(Composite area, String text) {
        Label label = new Label(area, SWT.NONE);
        label.setText(text);
        return label;
    }

    private static Text said(Composite area, int height) {
        Text text = new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        GridDataFactory.fillDefaults().grab(true, false).hint(480, height).applyTo(text);
        return text;
    }

    /** Where the other fields' values come from, for a register that must not be read to find out. */
    private void createBases(Composite area) {
        label(area, "");
        bases = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(4, 2).applyTo(bases);
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(bases);
        bases.setVisible(false);
        now = base("Other fields keep what they are &now");
        reset = base("Other fields get their &reset value, without reading");
        readAnyway = base("&Read the register although that has a side effect; the journal is told");
        now.setSelection(true);
    }

    private Button base(String text) {
        Button button = new Button(bases, SWT.RADIO);
        button.setText(text);
        button.addListener(SWT.Selection, event -> changed());
        return button;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, "&Write", true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, false);
        present();
        changed();
        word.setFocus();
    }

    private void present() {
        if (!word.isDisposed() && fields != null) {
            fields.present(latestWord());
        }
    }

    /** What the register was when it was last read for a view; nothing is read for it. */
    private OptionalLong latestWord() {
        return region.latest().word(register.address(), register.register().bytes(), region.info().byteOrder());
    }

    /** The request as typed; empty when nothing is. */
    private Optional<RegisterWrite> request() {
        RegisterWrite write;
        if (!word.getText().isBlank()) {
            write = RegisterWrite.word(register, ValueText.parse(word.getText(), bits), ORIGIN);
        } else if (fields != null && !fields.values().isEmpty()) {
            write = RegisterWrite.fields(register, fields.values(), ORIGIN);
        } else {
            return Optional.empty();
        }
        if (bases.getVisible() && reset.getSelection()) {
            write = write.on(new RegisterWrite.Base.Given(register.register().reset().map(r -> r.value()).orElse(0L),
                    "its reset value"));
        } else if (bases.getVisible() && readAnyway.getSelection()) {
            write = write.on(new RegisterWrite.Base.ReadAnyway());
        }
        return Optional.of(write.accepting(accepted));
    }

    private void changed() {
        if (word.isDisposed() || getButton(IDialogConstants.OK_ID) == null) {
            return;
        }
        if (fields != null) {
            fields.allow(word.getText().isBlank());
        }
        accepted.clear();
        accept.setSelection(false);
        check();
    }

    private void check() {
        boolean armed = Poke.explorer().armed().armed(uri)
                .filter(a -> a.covers(register.address(), register.register().bytes())).isPresent();
        Optional<RegisterWrite> request;
        try {
            request = request();
        } catch (IllegalArgumentException wrong) {
            show("", wrong.getMessage(), false);
            offer(false);
            return;
        }
        last = request.map(r -> RegisterWriter.preview(r, latestWord())).orElse(null);
        if (last == null) {
            show("", armed ? "" : "The region is not armed, or this register is outside what is armed.", false);
            offer(false);
            return;
        }
        String text = words(last);
        boolean refused = !last.objections().isEmpty();
        boolean sideEffect = last.objections().stream().anyMatch(o -> o.kind() == Objection.Kind.READ_SIDE_EFFECT);
        if (sideEffect && !bases.getVisible()) {
            show(bases, true);
        }
        offer(refused && !sideEffect && last.objections().stream().allMatch(o -> o.kind().acceptable())
                || !accepted.isEmpty());
        show(text, !armed ? "The region is not armed, or this register is outside what is armed." : refused
                ? last.objections().stream().map(Objection::reason).map(Work::sentence)
                        .collect(Collectors.joining(" ")) : "", armed && !refused);
    }

    private String words(WritePreview what) {
        String sent = what.word().isPresent() ? ValueText.hex(what.word().getAsLong(), bits)
                + (what.readsFirst() ? " (the other fields as they are read just before)" : "")
                : what.readsFirst() ? "known once the register is read, just before" : "";
        String meaning = what.fields().stream().map(FieldChange::label).collect(Collectors.joining("\n"));
        return meaning.isEmpty() ? sent : sent + "\n" + meaning;
    }

    private void show(String text, String problem, boolean ready) {
        if (!preview.getText().equals(text)) {
            preview.setText(text);
        }
        setMessage(problem.isEmpty() ? "Width " + register.register().accessBytes() * 8 + " bits, "
                + register.register().access().label() : problem, problem.isEmpty() ? IMessageProvider.NONE
                        : IMessageProvider.WARNING);
        getButton(IDialogConstants.OK_ID).setEnabled(ready);
    }

    private void offer(boolean offered) {
        if (accept.getVisible() != offered) {
            show(accept, offered);
        }
    }

    private static void show(Control control, boolean shown) {
        control.setVisible(shown);
        ((GridData) control.getLayoutData()).exclude = !shown;
        control.getParent().layout(true, true);
    }

    private void acceptance() {
        accepted.clear();
        if (accept.getSelection() && last != null) {
            last.objections().forEach(o -> accepted.add(o.subject()));
        }
        check();
    }

    @Override
    protected void okPressed() {
        Optional<RegionSession> session = Poke.explorer().armed().session(uri);
        Optional<RegisterWrite> request = request();
        if (session.isEmpty() || request.isEmpty()) {
            check();
            return;
        }
        getButton(IDialogConstants.OK_ID).setEnabled(false);
        Poke.explorer().poking().orElseThrow().registers(session.get()).write(request.get())
                .whenComplete((done, failed) -> Work.later(PlatformUI.getWorkbench().getDisplay(),
                        () -> ended(done, failed)));
    }

    private void ended(WriteOutcome done, Throwable failed) {
        if (!word.isDisposed()) {
            outcome.setText(failed == null ? words(done) : "✗ " + cause(failed).getMessage());
            check();
        }
    }

    private static Throwable cause(Throwable failed) {
        return failed instanceof CompletionException && failed.getCause() != null
                ? failed.getCause() : failed;
    }

    private String words(WriteOutcome done) {
        StringBuilder text = new StringBuilder();
        text.append(done.old().isPresent() ? ValueText.hex(done.old().getAsLong(), bits) : "(not read)").append(" → ")
                .append(ValueText.hex(done.written(), bits)).append(" → ").append(done.readBack().isPresent()
                        ? ValueText.hex(done.readBack().getAsLong(), bits) + " read back" : "not read back");
        if (done.mismatch() != 0) {
            text.append("\n✗ other than expected in the bits ").append(ValueText.hex(done.mismatch(), bits));
        }
        if (!done.note().isEmpty()) {
            text.append('\n').append(Work.sentence(done.note()));
        }
        return text.toString();
    }
}
