// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.work;

import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/** Does what blocks in a job, and comes back to the UI thread with what came of it. */
public final class Work {

    /** Something that blocks and may be refused. */
    @FunctionalInterface
    public interface Task<T> {

        /** Does it; not in the UI thread. */
        T run() throws BackendException;
    }

    private Work() {
    }

    /**
     * Runs a task and hands its result to the UI thread. Called in the UI thread; returns at once.
     *
     * @param name   what is done, for the Progress view
     * @param done   is given the result in the UI thread, unless the window is gone
     * @param failed is given the refusal in the UI thread
     */
    public static <T> void start(String name, Task<T> task, Consumer<T> done, Consumer<BackendException> failed) {
        Display display = Display.getCurrent();
        new Job(name) {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                try {
                    T result = task.run();
                    later(display, () -> done.accept(result));
                } catch (BackendException refused) {
                    later(display, () -> failed.accept(refused));
                }
                return Status.OK_STATUS;
            }
        }.schedule();
    }

    /** As the other, and says what was refused in a message. */
    public static <T> void start(Shell shell, String name, Task<T> task, Consumer<T> done) {
        start(name, task, done, refused -> say(shell, refused));
    }

    /** Runs something in the UI thread, unless the window is gone. Any thread. */
    public static void later(Display display, Runnable action) {
        if (!display.isDisposed()) {
            display.asyncExec(action);
        }
    }

    /** Says what was refused, why, and what to do. */
    public static void say(Shell shell, BackendException refused) {
        Shell parent = shell == null || shell.isDisposed() ? null : shell;
        String remedy = refused.remedy().isEmpty() ? "" : "\n\n" + sentence(refused.remedy());
        MessageDialog.openError(parent, "Cannot " + refused.attempt(), sentence(refused.why()) + remedy);
    }

    /** A clause as a sentence. */
    public static String sentence(String clause) {
        if (clause.isEmpty()) {
            return "";
        }
        String end = clause.endsWith(".") || clause.contains("\n") ? "" : ".";
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + end;
    }
}
