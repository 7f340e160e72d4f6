// SPDX-License-Identifier: EPL-2.0
package org.barscope.rcp;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/**
 * Tells when the window can be worked with: no job of the family {@value #INITIAL_DISCOVERY} is left, what such jobs
 * posted to the UI thread has been done, and the window has been painted.
 */
final class Readiness {

    /**
     * The family of jobs that fill the window for the first time. {@code org.barscope.ui} schedules its discovery under
     * this name before the window opens.
     */
    static final String INITIAL_DISCOVERY = "org.barscope.initialDiscovery";

    private final Shell shell;
    private final Display display;

    Readiness(Shell shell) {
        this.shell = shell;
        this.display = shell.getDisplay();
    }

    /** Returns at once and runs {@code action} in the UI thread when the window is ready; never if it closes before. */
    void then(Runnable action) {
        IJobFunction waiting = monitor -> awaitDiscovery(monitor, action);
        Job.createSystem("Waiting for the first discovery", waiting).schedule();
    }

    /** Runs on a worker thread; blocks until the discovery is over. */
    private IStatus awaitDiscovery(IProgressMonitor monitor, Runnable action) {
        try {
            Job.getJobManager().join(INITIAL_DISCOVERY, monitor);
        } catch (InterruptedException | OperationCanceledException e) {
            return Status.CANCEL_STATUS;
        }
        if (!display.isDisposed()) {
            display.asyncExec(() -> paintedThen(action));
        }
        return Status.OK_STATUS;
    }

    private void paintedThen(Runnable action) {
        if (!shell.isDisposed()) {
            shell.update();
            action.run();
        }
    }
}
