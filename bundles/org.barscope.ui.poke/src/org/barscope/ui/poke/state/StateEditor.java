// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barscope.app.poke.TakeState.Request;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.state.DeviceState;
import org.barscope.core.state.StateComparison;
import org.barscope.core.state.StateFile;
import org.barscope.core.state.StateReport;
import org.barscope.ui.work.Work;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.EditorPart;

/**
 * A snapshot of a device, by region, register and field, as its file has it: neither the device nor its description is
 * needed. Beside it another snapshot, or the device as it is now.
 */
public final class StateEditor extends EditorPart {

    /** The editor's id. */
    public static final String ID = "org.barscope.ui.poke.stateEditor";

    private static final String HELP = "org.barscope.ui.poke.state";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneId.systemDefault());

    private Label facts;
    private Label compared;
    private Text filter;
    private Button onlyDifferent;
    private Button end;
    private final List<Button> needState = new ArrayList<>();
    private StateTree tree;
    private Optional<DeviceState> state = Optional.empty();
    private Optional<DeviceState> other = Optional.empty();
    private String otherName = "";

    /** Opens a file. UI thread only. */
    public static void open(IWorkbenchPage page, Path file, boolean activate) {
        try {
            page.openEditor(new StateInput(file.toAbsolutePath()), ID, activate);
        } catch (PartInitException problem) {
            ILog.of(StateEditor.class).log(problem.getStatus());
        }
    }

    @Override
    public void init(IEditorSite site, IEditorInput input) throws PartInitException {
        if (!(input instanceof StateInput)) {
            throw new PartInitException("this editor shows snapshots of devices only");
        }
        setSite(site);
        setInput(input);
        setPartName(input.getName().replace("." + StateFile.EXTENSION, ""));
    }

    private Path file() {
        return ((StateInput) getEditorInput()).file();
    }

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().spacing(0, 4).margins(8, 6).applyTo(parent);
        facts = line(parent, "Reading " + file() + " …");
        compared = line(parent, "");
        Composite tools = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(3).spacing(6, 0).applyTo(tools);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(tools);
        new Label(tools, SWT.NONE).setText("Fil&ter:");
        filter = new Text(tools, SWT.SEARCH | SWT.ICON_CANCEL);
        filter.setMessage("register or field");
        filter.addModifyListener(event -> show());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(filter);
        onlyDifferent = new Button(tools, SWT.CHECK);
        onlyDifferent.setText("Only &differences");
        onlyDifferent.addListener(SWT.Selection, event -> show());
        // Beside each other where there is room.
        Composite buttons = new Composite(parent, SWT.NONE);
        RowLayout row = new RowLayout();
        row.marginLeft = 0;
        row.marginTop = 0;
        row.spacing = 6;
        buttons.setLayout(row);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(buttons);
        needState.add(button(buttons, "Compare with &File…", this::compareWithFile));
        needState.add(button(buttons, "Compare with &Device Now", this::compareWithLive));
        end = button(buttons, "&End Comparison", this::endComparison);
        needState.add(button(buttons, "&Report…", this::report));
        tree = new StateTree(parent);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(tree.control());
        PlatformUI.getWorkbench().getHelpSystem().setHelp(parent, HELP);
        show();
        Path file = file();
        Work.start("Opening " + file.getFileName(), () -> SnapshotWork.read(file), this::arrived, refused -> {
            if (!facts.isDisposed()) {
                facts.setText("✗ " + refused.getMessage());
            }
        });
    }

    private static Label line(Composite parent, String text) {
        Label label = new Label(parent, SWT.WRAP);
        label.setText(text);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(label);
        return label;
    }

    private static Button button(Composite parent, String text, Runnable action) {
        Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.addListener(SWT.Selection, event -> action.run());
        return button;
    }

    private void arrived(DeviceState read) {
        if (!facts.isDisposed()) {
            state = Optional.of(read);
            String problems = read.problems().isEmpty() ? "" : "\n⚠ " + String.join("\n⚠ ", read.problems());
            facts.setText(read.device() + "  " + read.name() + "  [" + read.ids() + "], " + TIME.format(read.time())
                    + ", " + read.registersRead() + " registers read"
                    + (read.comment().isEmpty() ? "" : "\n“" + read.comment() + "”") + problems);
            setContentDescription("");
            show();
        }
    }

    private void show() {
        needState.forEach(button -> button.setEnabled(state.isPresent()));
        end.setEnabled(other.isPresent());
        onlyDifferent.setEnabled(other.isPresent());
        List<StateRow> rows = state.map(s -> StateRow.of(s, other)).orElse(List.of());
        tree.show(rows, filter.getText().strip().toLowerCase(Locale.ROOT), other.isPresent()
                && onlyDifferent.getSelection(), state.map(s -> TIME.format(s.time())).orElse("Value"),
                other.isPresent() ? otherName : "");
        String notes = "";
        if (other.isPresent()) {
            StateComparison comparison = StateComparison.of(state.orElseThrow(), other.get());
            long bytes = comparison.ranges().size();
            notes = "Compared with " + otherName + ": " + comparison.registers().size() + " registers"
                    + (bytes > 0 ? " and " + bytes + " ranges of bytes" : "") + " differ, " + comparison.same()
                    + " registers are the same"
                    + (comparison.notes().isEmpty() ? "" : "\n⚠ " + String.join("\n⚠ ", comparison.notes()));
        }
        compared.setText(notes);
        GridDataFactory.fillDefaults().grab(true, false).exclude(notes.isEmpty()).applyTo(compared);
        compared.setVisible(!notes.isEmpty());
        facts.getParent().layout(true, true);
    }

    private void compare(DeviceState with, String name) {
        if (!facts.isDisposed()) {
            other = Optional.of(with);
            otherName = name;
            onlyDifferent.setSelection(true);
            show();
            tree.control().setFocus();
        }
    }

    private void endComparison() {
        other = Optional.empty();
        show();
    }

    /** Asks for another snapshot, and shows it beside this one. */
    void compareWithFile() {
        if (state.isEmpty()) {
            return;
        }
        FileDialog dialog = new FileDialog(getSite().getShell(), SWT.OPEN);
        dialog.setText("Open Snapshot to Compare With");
        dialog.setFilterExtensions(new String[] {"*." + StateFile.EXTENSION, "*"});
        dialog.setFilterPath(file().getParent().toString());
        String chosen = dialog.open();
        if (chosen != null) {
            Path with = Path.of(chosen);
            Work.start(getSite().getShell(), "Opening " + with.getFileName(), () -> SnapshotWork.read(with),
                    read -> compare(read, TIME.format(read.time())));
        }
    }

    /** Reads what the snapshot has once more, of the device as it is now, and shows it beside. */
    void compareWithLive() {
        state.ifPresent(then -> live(then, OpenOptions.readOnly(), true));
    }

    private void live(DeviceState then, OpenOptions options, boolean ask) {
        try {
            Work.start(getSite().getShell(), "Looking at " + then.device(), SnapshotWork.offers(then.device(), options),
                    offers -> {
                        Optional<OpenOptions> more = !ask ? Optional.empty() : SnapshotWork.consent(
                                getSite().getShell(), offers.stream().filter(offer -> then.region(offer.name())
                                        .isPresent()).toList());
                        read(Request.again(then, more.orElse(options)));
                    });
        } catch (BackendException early) {
            Work.say(getSite().getShell(), early);
        }
    }

    private void read(Request request) {
        try {
            Work.start(getSite().getShell(), "Reading " + request.device(), SnapshotWork.take(request, () -> false),
                    now -> compare(now, "now"));
        } catch (BackendException early) {
            Work.say(getSite().getShell(), early);
        }
    }

    /** Writes what is shown as HTML or Markdown, and offers to open that. */
    void report() {
        if (state.isEmpty()) {
            return;
        }
        StateReport report = other.isPresent() ? StateReport.of(StateComparison.of(state.get(), other.get()))
                : StateReport.of(state.get());
        FileDialog dialog = new FileDialog(getSite().getShell(), SWT.SAVE);
        dialog.setText("Export Report");
        dialog.setFilterExtensions(new String[] {"*.html", "*.md"});
        dialog.setFilterNames(new String[] {"HTML (*.html)", "Markdown (*.md)"});
        dialog.setFileName(getPartName() + ".html");
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen != null) {
            boolean html = chosen.endsWith(".html") || chosen.endsWith(".htm")
                    || !chosen.endsWith(".md") && dialog.getFilterIndex() != 1;
            Path file = Path.of(chosen);
            Work.start(getSite().getShell(), "Writing the report", () -> write(file, html ? report.html()
                    : report.markdown()), this::offerToOpen);
        }
    }

    private static Path write(Path file, String text) throws BackendException {
        try {
            return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unwritable) {
            throw new BackendException(Reason.FAILED, "write " + file, String.valueOf(unwritable.getMessage()), "",
                    unwritable);
        }
    }

    private void offerToOpen(Path file) {
        int choice = new MessageDialog(getSite().getShell(), "Report", null, "The report is in " + file + ".",
                MessageDialog.INFORMATION, 0, "&Open It", "&Close").open();
        if (choice == 0 && !Program.launch(file.toString())) {
            MessageDialog.openInformation(getSite().getShell(), "Report", "This computer names no program that opens "
                    + file.getFileName() + ". Open " + file + " by hand.");
        }
    }

    @Override
    public void setFocus() {
        tree.control().setFocus();
    }

    @Override
    public void doSave(IProgressMonitor monitor) {
        throw new UnsupportedOperationException("a snapshot does not change");
    }

    @Override
    public void doSaveAs() {
        throw new UnsupportedOperationException("a snapshot does not change");
    }

    @Override
    public boolean isDirty() {
        return false;
    }

    @Override
    public boolean isSaveAsAllowed() {
        return false;
    }
}
