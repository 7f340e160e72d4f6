// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke;

import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Where commands find what they act on, and how they do what blocks. */
public final class Poke {

    private Poke() {
    }

    /** The model and the backends. UI thread only. */
    public static Explorer explorer() {
        return PlatformUI.getWorkbench().getService(Explorer.class);
    }

    /** The region of the editor that is in front; empty while none is open. */
    public static Optional<OpenRegion> region(ExecutionEvent event) {
        return HandlerUtil.getActiveEditor(event) instanceof RegionEditor editor ? editor.region() : Optional.empty();
    }

    /** The register in which the selection of a region begins. */
    public static Optional<RegisterInstance> register(OpenRegion region) {
        return region.selection().span().flatMap(span -> region.description().registers()
                .flatMap(known -> known.registers().stream().filter(r -> span.offset() >= r.address()
                        && span.offset() < r.address() + r.register().bytes()).findFirst()));
    }

    /** Something that blocks and may be refused. */
    @FunctionalInterface
    public interface Task<T> {

        /** Does it; not in the UI thread. */
        T run() throws BackendException;
    }

    /**
     * Runs a task in a job and comes back to the UI thread. Called in the UI thread; returns at once.
     *
     * @param name what is done, for the Progress view
     */
    public static <T> void start(String name, Task<T> task, Consumer<T> done, Consumer<BackendException> refused) {
        Display display = Display.getCurrent();
        new Job(name) {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                try {
                    T result = task.run();
                    later(display, () -> done.accept(result));
                } catch (BackendException problem) {
                    later(display, () -> refused.accept(problem));
                }
                return Status.OK_STATUS;
            }
        }.schedule();
    }

    /** Runs something in the UI thread, unless the window is gone. Any thread. */
    public static void later(Display display, Runnable action) {
        if (!display.isDisposed()) {
            display.asyncExec(action);
        }
    }

    /** Says what was refused, why, and what to do. */
    public static void say(Shell shell, BackendException refused) {
        String remedy = refused.remedy().isEmpty() ? "" : "\n\n" + sentence(refused.remedy());
        MessageDialog.openError(shell, "Cannot " + refused.attempt(), sentence(refused.why()) + remedy);
    }

    /** A clause as a sentence. */
    public static String sentence(String clause) {
        return clause.isEmpty() ? "" : Character.toUpperCase(clause.charAt(0)) + clause.substring(1)
                + (clause.endsWith(".") ? "" : ".");
    }
}
