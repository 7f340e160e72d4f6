// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import org.barscope.registers.read.ReadMonitor;
import org.eclipse.core.runtime.IProgressMonitor;

/** Shows in a job how far the reading of a file has come. For the job's thread. */
final class JobMonitor implements ReadMonitor {

    private static final int PARTS = 100;

    private final IProgressMonitor job;
    private int shown = -1;

    JobMonitor(IProgressMonitor job) {
        this.job = job;
    }

    @Override
    public void progress(long done, long total) {
        int now = total == 0 ? PARTS : (int) (PARTS * done / total);
        if (shown < 0) {
            job.beginTask("", PARTS);
            shown = 0;
        }
        if (now > shown) {
            job.worked(now - shown);
            shown = now;
        }
    }

    @Override
    public boolean cancelled() {
        return job.isCanceled();
    }
}
