// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.search.Search;
import org.barscope.ui.region.OpenRegion;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;

/** Looks for something in a region, with progress, until it is found or cancelled. */
final class FindJob extends Job {

    private static final int STEPS = 1000;

    private final RegionSession session;
    private final AccessMap rules;
    private final Search.Request request;
    private final Display display;
    private final Consumer<Search.Result> found;
    private final Runnable ended;

    /**
     * @param found told in the UI thread, unless the region was closed meanwhile
     * @param ended told in the UI thread when there is no result
     */
    FindJob(OpenRegion region, Search.Request request, Display display, Consumer<Search.Result> found, Runnable ended) {
        super("Searching " + region.input().getName());
        this.session = region.session();
        this.rules = region.access();
        this.request = request;
        this.display = display;
        this.found = found;
        this.ended = ended;
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        monitor.beginTask(getName(), STEPS);
        try {
            Search.Result result = new Search(session, rules, request, new Search.Progress() {
                private long shown;

                @Override
                public void done(long bytes, long of) {
                    long step = (long) ((double) bytes / of * STEPS);
                    monitor.worked((int) (step - shown));
                    shown = step;
                }

                @Override
                public boolean cancelled() {
                    return monitor.isCanceled();
                }
            }).run();
            later(() -> found.accept(result));
        } catch (ExecutionException closed) {
            later(ended);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            later(ended);
        }
        return Status.OK_STATUS;
    }

    private void later(Runnable action) {
        if (!display.isDisposed()) {
            display.asyncExec(action);
        }
    }
}
