// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.journal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.barscope.app.poke.Poking;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.JournalEntry;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.poke.RegisterWrite;
import org.barscope.core.poke.Undo;
import org.barscope.core.poke.UndoStep;
import org.barscope.core.poke.WriteOutcome;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.naming.ValueText;
import org.barscope.ui.poke.Poke;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.work.Work;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.PlatformUI;

/** Shows what writing previous values back would write, in which order, and what it does not restore; then does it. */
final class UndoDialog extends TitleAreaDialog {

    private static final String HELP = "org.barscope.ui.poke.undo";
    private static final Origin ORIGIN = Origin.ui("undo");

    private final List<UndoStep> steps;
    private Table table;

    UndoDialog(Shell shell, List<JournalEntry> entries) {
        super(shell);
        this.steps = Undo.plan(entries, UndoDialog::register, ORIGIN);
        setShellStyle(getShellStyle() | SWT.RESIZE | SWT.SHEET);
    }

    /** The register that a change wrote, where an editor of its region knows it. */
    private static Optional<RegisterInstance> register(Change change) {
        return change.register().flatMap(path -> editor(change.subject()).flatMap(RegionEditor::region)
                .flatMap(open -> open.description().registers())
                .flatMap(known -> known.registers().stream().filter(r -> r.path().equals(path)).findFirst()));
    }

    private static Optional<RegionEditor> editor(String uri) {
        for (IEditorReference reference : PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage()
                .getEditorReferences()) {
            if (reference.getEditor(false) instanceof RegionEditor editor && editor.region()
                    .filter(open -> open.info().uri().toString().equals(uri)).isPresent()) {
                return Optional.of(editor);
            }
        }
        return Optional.empty();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Write Previous Values Back");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle("Write previous values back, the latest first");
        Composite frame = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).hint(760, 260).applyTo(frame);
        TableColumnLayout layout = new TableColumnLayout();
        frame.setLayout(layout);
        table = new Table(frame, SWT.BORDER | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        String[] names = {"Where", "Is written", "What it does not bring back", "What came"};
        int[] weights = {5, 4, 6, 5};
        for (int i = 0; i < names.length; i++) {
            TableColumn column = new TableColumn(table, SWT.NONE);
            column.setText(names[i]);
            layout.setColumnData(column, new ColumnWeightData(weights[i], 80, true));
        }
        for (UndoStep step : steps) {
            Change change = step.entry().change();
            new TableItem(table, SWT.NONE).setText(new String[] {change.subject() + "  " + change.register()
                    .orElse("0x" + Long.toHexString(change.offset())), way(step),
                        String.join("; ", step.limits()), ""});
        }
        say();
        PlatformUI.getWorkbench().getHelpSystem().setHelp(frame, HELP);
        return frame;
    }

    private void say() {
        List<String> unarmed = steps.stream().filter(UndoStep::possible).map(s -> s.entry().change().subject())
                .distinct().filter(uri -> Poke.explorer().armed().session(RegionUri.parse(uri)).isEmpty()).toList();
        if (steps.stream().noneMatch(UndoStep::possible)) {
            setMessage("None of this can be undone.", IMessageProvider.ERROR);
        } else if (!unarmed.isEmpty()) {
            setMessage("Not armed for writing: " + String.join(", ", unarmed) + ". Arm it first (Ctrl+Shift+K).",
                    IMessageProvider.ERROR);
        } else {
            setMessage("What the writes have set off in the device stays.", IMessageProvider.WARNING);
        }
    }

    private boolean ready() {
        return steps.stream().anyMatch(UndoStep::possible) && steps.stream().filter(UndoStep::possible)
                .allMatch(s -> Poke.explorer().armed().session(RegionUri.parse(s.entry().change().subject()))
                        .isPresent());
    }

    private static String way(UndoStep step) {
        int bits = Math.max(8, step.entry().change().length() * 8);
        return step.way().map(way -> switch (way) {
            case UndoStep.Way.Value value -> ValueText.hex(value.value(), bits);
            case UndoStep.Way.Fields fields -> fields.write().content()
                    instanceof RegisterWrite.Content.Fields(var values)
                            ? values.entrySet().stream().map(e -> e.getKey() + " ← 0x"
                                    + Long.toHexString(e.getValue())).collect(Collectors.joining(", ")) : "";
            case UndoStep.Way.Bytes bytes -> bytes.hex().length() / 2 + " bytes";
        }).orElse("nothing");
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Button write = createButton(parent, IDialogConstants.OK_ID, "&Write Back", false);
        write.setEnabled(ready());
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, true);
    }

    @Override
    protected void okPressed() {
        getButton(IDialogConstants.OK_ID).setEnabled(false);
        next(0);
    }

    /** One after the other: a later one may rest on an earlier. The first that fails ends it. */
    private void next(int index) {
        if (index == steps.size() || table.isDisposed()) {
            return;
        }
        UndoStep step = steps.get(index);
        Optional<Poking> poking = Poke.explorer().poking();
        Optional<RegionSession> session = Poke.explorer().armed()
                .session(RegionUri.parse(step.entry().change().subject()));
        if (!step.possible() || poking.isEmpty() || session.isEmpty()) {
            table.getItem(index).setText(3, step.possible() ? "✗ it is no longer armed" : "left as it is");
            next(index + 1);
            return;
        }
        Undo.run(step, session.get(), poking.get().arming(), ORIGIN).whenComplete((done, failed) -> Work.later(
                PlatformUI.getWorkbench().getDisplay(), () -> ended(index, done, failed)));
    }

    private void ended(int index, WriteOutcome done, Throwable failed) {
        if (table.isDisposed()) {
            return;
        }
        if (failed != null) {
            Throwable cause = failed instanceof CompletionException && failed.getCause() != null ? failed.getCause()
                    : failed;
            table.getItem(index).setText(3, "✗ " + cause.getMessage());
            return;
        }
        table.getItem(index).setText(3, done.readBack().isEmpty() ? "✓ written" : (done.mismatch() == 0 ? "✓ " : "✗ ")
                + "0x" + Long.toHexString(done.readBack().getAsLong()) + " read back");
        next(index + 1);
    }
}
