// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import org.barscope.registers.read.ReadMonitor;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;

/** Shows in a job how far the reading of a description has come. For the job's thread. */
final class JobReadMonitor implements ReadMonitor {

    private static final int PARTS = 100;

    private final IProgressMonitor job;
    private SubMonitor progress;
    private long total = -1;
    private int shown;

    JobReadMonitor(IProgressMonitor job) {
        this.job = job;
    }

    @Override
    public void progress(long done, long size) {
        if (size != total) {
            progress = SubMonitor.convert(job, PARTS);
            total = size;
            shown = 0;
        }
        int now = size == 0 ? PARTS : (int) (PARTS * done / size);
        progress.worked(Math.max(0, now - shown));
        shown = Math.max(shown, now);
    }

    @Override
    public boolean cancelled() {
        return job.isCanceled();
    }
}
