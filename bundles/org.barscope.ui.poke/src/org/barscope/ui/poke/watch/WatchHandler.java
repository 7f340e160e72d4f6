// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.watch;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.BackendException;
import org.barscope.core.watch.Watch;
import org.barscope.core.watch.WatchCsv;
import org.barscope.ui.poke.watch.WatchColumn.NumberForm;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
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
            List<Watch> selected = view.selected();
            Work.start("Ending watches", () -> {
                selected.forEach(view.watches()::remove);
                return selected;
            }, done -> view.showRows(), refused -> Work.say(shell, refused));
        }
    }

    /** Pauses the selected watches, or all; resumes them when all of them are paused. */
    public static final class Pause extends WatchHandler {
        @Override
        void act(WatchView view, Shell shell, ExecutionEvent event) {
            List<Watch> chosen = view.selected().isEmpty() ? view.watches().all() : view.selected();
            boolean stop = chosen.stream().anyMatch(watch -> watch.state().running());
            Job.createSystem("Pausing watches",
                    (ICoreRunnable) monitor -> chosen.forEach(w -> view.watches().pause(w, stop))).schedule();
        }
    }

    /** Sets conditions. */
    public static final class Condition extends WatchHandler {
        @Override
        void act(WatchView view, Shell shell, ExecutionEvent event) {
            List<Watch> selected = view.selected();
            if (!selected.isEmpty()) {
                ConditionDialog dialog = new ConditionDialog(shell, selected.getFirst());
                if (dialog.open() == Window.OK) {
                    selected.forEach(watch -> watch.conditions(dialog.conditions()));
                }
            }
        }
    }

    /** Writes numbers in another form; the parameter names it. */
    public static final class Format extends WatchHandler {
        @Override
        void act(WatchView view, Shell shell, ExecutionEvent event) {
            NumberForm form = NumberForm.valueOf(event.getParameter("org.barscope.ui.poke.watch.form"));
            view.selected().forEach(watch -> view.form(watch, form));
        }
    }

    /** Writes all samples that are kept to a file. */
    public static final class Export extends WatchHandler {
        @Override
        void act(WatchView view, Shell shell, ExecutionEvent event) {
            List<Watch> chosen = view.selected().isEmpty() ? view.watches().all() : view.selected();
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
