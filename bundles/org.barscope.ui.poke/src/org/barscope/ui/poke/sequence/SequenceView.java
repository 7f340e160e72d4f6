// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.sequence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.barscope.app.poke.Poking;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.JournalEntry;
import org.barscope.core.journal.JournalExport;
import org.barscope.core.journal.JournalFilter;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.sequence.BoundSequence;
import org.barscope.core.sequence.DryTarget;
import org.barscope.core.sequence.LiveTarget;
import org.barscope.core.sequence.Sequence;
import org.barscope.core.sequence.SequenceException;
import org.barscope.core.sequence.SequenceFault;
import org.barscope.core.sequence.SequenceParser;
import org.barscope.core.sequence.SequenceRun;
import org.barscope.core.sequence.SequenceTarget;
import org.barscope.core.sequence.StepResult;
import org.barscope.ui.poke.Poke;
import org.barscope.ui.region.ActiveRegion;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.work.Work;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/**
 * A sequence, written on the left and run, stepped or rehearsed over the region of the editor in front; what each step
 * came to on the right. A rehearsal touches nothing: it runs over what was last read.
 */
public final class SequenceView extends ViewPart {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.poke.sequence";

    private static final String HELP = "org.barscope.ui.poke.sequence";
    private static final int CHECK_MILLIS = 300;

    private StyledText text;
    private Table results;
    private Label state;
    private Button run;
    private Button step;
    private Button rehearse;
    private Button stop;
    private ActiveRegion active;
    private Optional<OpenRegion> region = Optional.empty();
    private SequenceRun running;
    private boolean busy;
    private String file = "sequence";

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().numColumns(8).margins(6, 4).spacing(6, 4).applyTo(parent);
        run = button(parent, "&Run", () -> start(true, false));
        step = button(parent, "&Step", () -> start(true, true));
        rehearse = button(parent, "Re&hearse", () -> start(false, false));
        rehearse.setToolTipText("Runs it over what was last read; touches nothing");
        stop = button(parent, "S&top", this::stop);
        button(parent, "&Open…", this::open);
        button(parent, "S&ave…", this::save);
        button(parent, "From &Journal", this::fromJournal)
                .setToolTipText("What was written to this region, as a sequence");
        state = new Label(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(state);
        SashForm sash = new SashForm(parent, SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().grab(true, true).span(8, 1).applyTo(sash);
        text = new StyledText(sash, SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL | SWT.BORDER);
        text.setFont(JFaceResources.getTextFont());
        text.addModifyListener(event -> {
            running = null;
            text.getDisplay().timerExec(CHECK_MILLIS, check);
        });
        createTable(sash);
        sash.setWeights(50, 50);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(parent, HELP);
        active = new ActiveRegion(getSite().getPage(), now -> {
            region = now;
            running = null;
            check();
        });
    }

    private final Runnable check = this::check;

    private static Button button(Composite parent, String label, Runnable action) {
        Button button = new Button(parent, SWT.PUSH);
        button.setText(label);
        button.addListener(SWT.Selection, event -> action.run());
        return button;
    }

    private void createTable(Composite parent) {
        Composite frame = new Composite(parent, SWT.NONE);
        TableColumnLayout layout = new TableColumnLayout();
        frame.setLayout(layout);
        results = new Table(frame, SWT.FULL_SELECTION | SWT.BORDER);
        results.setHeaderVisible(true);
        String[] names = {"Line", "Step", "Result"};
        int[] weights = {1, 5, 6};
        for (int i = 0; i < names.length; i++) {
            TableColumn column = new TableColumn(results, SWT.NONE);
            column.setText(names[i]);
            layout.setColumnData(column, new ColumnWeightData(weights[i], 40, true));
        }
    }

    /** Parses what is typed against the region in front, and says what is wrong with it. */
    private void check() {
        if (text == null || text.isDisposed()) {
            return;
        }
        String problem = "";
        boolean ready = false;
        if (region.isEmpty()) {
            problem = "Open a region: a sequence runs over the one in front.";
        } else if (text.getText().isBlank()) {
            problem = "Type a sequence for " + region.get().info().uri() + ", or open one.";
        } else {
            try {
                BoundSequence bound = bind();
                ready = true;
                problem = bound.sequence().writes() && armed().isEmpty()
                        ? "It writes: arm the region first (Ctrl+Shift+K), or rehearse it." : "";
            } catch (SequenceException faulty) {
                problem = faulty.faults().stream().limit(3).map(SequenceFault::toString)
                        .collect(Collectors.joining("; "));
            }
        }
        state.setText(problem);
        state.setToolTipText(problem);
        run.setEnabled(ready && !busy);
        step.setEnabled(ready && !busy);
        rehearse.setEnabled(ready && !busy);
        stop.setEnabled(busy || running != null);
    }

    private BoundSequence bind() throws SequenceException {
        Sequence sequence = SequenceParser.parse(file, text.getText());
        OpenRegion over = region.orElseThrow();
        return BoundSequence.bind(sequence, over.description().registers(), over.info().size());
    }

    private Optional<RegionSession> armed() {
        return Poke.explorer().armed().session(region.orElseThrow().info().uri());
    }

    private void start(boolean live, boolean single) {
        try {
            if (running == null || !single || running.finished()) {
                BoundSequence bound = bind();
                if (live && bound.sequence().writes() && armed().isEmpty()) {
                    check();
                    return;
                }
                running = new SequenceRun(bound, live ? live() : dry());
                results.removeAll();
            }
        } catch (SequenceException faulty) {
            check();
            return;
        }
        go(running, single);
    }

    private SequenceTarget live() {
        OpenRegion over = region.orElseThrow();
        Poking poking = Poke.explorer().poking().orElseThrow();
        return new LiveTarget(armed().orElse(over.session()), over.access(), poking.arming(), poking.journal());
    }

    private SequenceTarget dry() {
        RegionSnapshot seen = region.orElseThrow().latest();
        return new DryTarget(offset -> seen.stateAt(offset).hasValue() ? seen.byteAt(offset) : -1);
    }

    private void go(SequenceRun what, boolean single) {
        Display display = text.getDisplay();
        busy = true;
        check();
        new Job("Sequence over " + region.orElseThrow().info().uri()) {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                try {
                    if (single) {
                        StepResult result = what.step();
                        Work.later(display, () -> show(result));
                    } else {
                        what.run(result -> Work.later(display, () -> show(result)));
                    }
                } catch (InterruptedException cancelled) {
                    Thread.currentThread().interrupt();
                } finally {
                    Work.later(display, () -> ended(what));
                }
                return Status.OK_STATUS;
            }

            @Override
            protected void canceling() {
                what.stop();
            }
        }.schedule();
    }

    private void show(StepResult result) {
        if (results.isDisposed()) {
            return;
        }
        TableItem item = new TableItem(results, SWT.NONE);
        item.setText(new String[] {Integer.toString(result.step().at().line()),
            text.getLineCount() >= result.step().at().line() ? text.getLine(result.step().at().line() - 1).strip() : "",
            (result.status().stops() ? "✗ " : "✓ ") + result.text()});
        results.showItem(item);
    }

    private void ended(SequenceRun what) {
        if (results.isDisposed()) {
            return;
        }
        busy = false;
        if (what.finished() && running == what) {
            running = null;
        }
        check();
        if (what.finished()) {
            state.setText(what.failed() ? "✗ It stopped at a step that did not go as it says."
                    : "✓ It ran to its end.");
        } else {
            what.next().ifPresent(next -> state.setText("Next is line " + next.at().line() + "."));
        }
    }

    private void stop() {
        SequenceRun what = running;
        if (what != null) {
            what.stop();
            running = null;
            check();
        }
    }

    private void open() {
        FileDialog dialog = new FileDialog(getSite().getShell(), SWT.OPEN);
        dialog.setText("Open Sequence");
        dialog.setFilterExtensions(new String[] {"*.seq", "*"});
        String chosen = dialog.open();
        if (chosen != null) {
            try {
                text.setText(Files.readString(Path.of(chosen)));
                file = Path.of(chosen).getFileName().toString();
            } catch (IOException unreadable) {
                MessageDialog.openError(getSite().getShell(), "Cannot open " + chosen,
                        Work.sentence("it cannot be read: " + unreadable.getMessage()));
            }
        }
    }

    private void save() {
        FileDialog dialog = new FileDialog(getSite().getShell(), SWT.SAVE);
        dialog.setText("Save Sequence");
        dialog.setFilterExtensions(new String[] {"*.seq", "*"});
        dialog.setFileName(file.endsWith(".seq") ? file : file + ".seq");
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen != null) {
            try {
                Files.writeString(Path.of(chosen), text.getText());
                file = Path.of(chosen).getFileName().toString();
            } catch (IOException unwritable) {
                MessageDialog.openError(getSite().getShell(), "Cannot save " + chosen,
                        Work.sentence("it cannot be written: " + unwritable.getMessage()));
            }
        }
    }

    private void fromJournal() {
        if (region.isEmpty()) {
            return;
        }
        RegionUri uri = region.get().info().uri();
        Work.start("Reading the journal", () -> {
            try {
                List<JournalEntry> entries = Poke.explorer().poking().orElseThrow().journal().read().entries().stream()
                        .filter(JournalFilter.ALL.of(uri.toString())).toList();
                return JournalExport.SEQUENCE.of(entries);
            } catch (IOException | IllegalArgumentException refused) {
                return "# " + refused.getMessage() + "\n";
            }
        }, recorded -> {
            if (!text.isDisposed()) {
                text.setText(recorded);
            }
        }, refused -> Work.say(getSite().getShell(), refused));
    }

    @Override
    public void setFocus() {
        text.setFocus();
    }

    @Override
    public void dispose() {
        if (active != null) {
            active.close();
        }
        stop();
        super.dispose();
    }
}
