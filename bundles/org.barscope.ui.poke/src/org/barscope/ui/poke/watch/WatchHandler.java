// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.watch;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.BackendException;
import org.barscope.core.watch.Watch;
import org.barscope.core.watch.WatchCsv;
import org.barscope.model.ValueFormat;
import org.barscope.ui.poke.plot.PlotView;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** What can be done in the Watch view. */
abstract class WatchHandler extends AbstractHandler {

    @Override
    public final Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActivePart(event) instanceof WatchView view) {
            act(view, HandlerUtil.getActiveShell(event), event);
        }
        return null;
    }

    abstract void act(WatchView view, Shell shell, ExecutionEvent event);

    /** Ends the selected watches. */
    public static final class Remove extends WatchHandler {
        @Override
        void act(WatchView view, Shell shell, ExecutionEvent event) {
            view.watches().remove(view.selected());
        }
    }

    /** Pauses the selected watches, or all; resumes them when all of them are paused. */
    public static final class Pause extends WatchHandler {
        @Override
        void act(WatchView view, Shell shell, ExecutionEvent event) {
            List<WatchRow> chosen = view.chosen();
            view.watches().pause(chosen, chosen.stream().anyMatch(row -> row.watch()
                    .filter(watch -> watch.state().running()).isPresent()));
        }
    }

    /** Looks again for regions that were not there. */
    public static final class Look extends WatchHandler {
        @Override
        void act(WatchView view, Shell shell, ExecutionEvent event) {
            view.watches().look();
        }
    }

    /** Sets conditions. */
    public static final class Condition extends WatchHandler {
        @Override
        void act(WatchView view, Shell shell, ExecutionEvent event) {
            List<WatchRow> selected = view.selected();
            if (!selected.isEmpty()) {
                ConditionDialog dialog = new ConditionDialog(shell, selected.getFirst());
                if (dialog.open() == Window.OK) {
                    selected.forEach(row -> row.conditions(dialog.conditions(), dialog.sequence()));
                    view.showRows();
                }
            }
        }
    }

    /** Writes numbers in another form; the parameter names it. */
    public static final class Format extends WatchHandler {
        @Override
        void act(WatchView view, Shell shell, ExecutionEvent event) {
            ValueFormat form = ValueFormat.valueOf(event.getParameter("org.barscope.ui.poke.watch.form"));
            view.chosen().forEach(row -> row.item().setFormat(form));
            view.showRows();
        }
    }

    /** Samples at another interval; the parameter has it in milliseconds, without one it is asked for. */
    public static final class Interval extends WatchHandler {
        @Override
        void act(WatchView view, Shell shell, ExecutionEvent event) {
            List<WatchRow> chosen = view.chosen();
            if (chosen.isEmpty()) {
                return;
            }
            String given = event.getParameter("org.barscope.ui.poke.watch.millis");
            if (given == null) {
                InputDialog dialog = new InputDialog(shell, "Interval", "From one sample to the next, in milliseconds:",
                        Long.toString(chosen.getFirst().interval().toMillis()), Interval::problem);
                given = dialog.open() == Window.OK ? dialog.getValue().strip() : null;
            }
            if (given != null) {
                view.interval(chosen, Duration.ofMillis(Long.parseLong(given)));
            }
        }

        private static String problem(String text) {
            return text.strip().matches("[1-9]\\d{0,7}") ? null : "Type a number of 1 or more.";
        }
    }

    /** Shows the selected watches, or all, over time. */
    public static final class Plot extends WatchHandler {
        @Override
        void act(WatchView view, Shell shell, ExecutionEvent event) {
            try {
                PlotView plot = (PlotView) view.getSite().getPage().showView(PlotView.ID);
                plot.show(view.chosen().stream().flatMap(row -> row.watch().stream()).toList());
            } catch (PartInitException problem) {
                ILog.of(WatchHandler.class).log(problem.getStatus());
            }
        }
    }

    /** Writes all samples that are kept to a file. */
    public static final class Export extends WatchHandler {
        @Override
        void act(WatchView view, Shell shell, ExecutionEvent event) {
            List<Watch> chosen = view.chosen().stream().flatMap(row -> row.watch().stream()).toList();
            FileDialog dialog = new FileDialog(shell, SWT.SAVE);
            dialog.setText("Export Samples");
            dialog.setFilterExtensions(new String[] {"*.csv", "*"});
            dialog.setFileName("watch.csv");
            dialog.setOverwrite(true);
            String file = dialog.open();
            if (file != null) {
                Work.start("Exporting samples", () -> write(Path.of(file), chosen), done -> {
                }, refused -> Work.say(shell, refused));
            }
        }

        private static Path write(Path file, List<Watch> watches) throws BackendException {
            try (Writer out = Files.newBufferedWriter(file)) {
                WatchCsv.write(watches, out);
                return file;
            } catch (IOException refused) {
                throw new BackendException(Reason.FAILED, "export samples to " + file, refused.getMessage(), "");
            }
        }
    }
}
