// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.barscope.ui.tests.harness.DiscussionPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.SampleMail;
import org.barscope.ui.tests.harness.Ui;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.jobs.IJobChangeEvent;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.jobs.JobChangeAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A search that runs is given up when something else is typed. */
@ExtendWith(LogWatch.class)
class SupersededSearchTest {

    private static final int MANY = 3_000;

    /** Counts the searches that had begun to run and ended as cancelled; one that only waited never ran. */
    private static final class GivenUp extends JobChangeAdapter {
        private final AtomicInteger count = new AtomicInteger();
        private volatile boolean ran;

        @Override
        public void running(IJobChangeEvent event) {
            if (event.getJob().getName().equals("Searching mail")) {
                ran = true;
            }
        }

        @Override
        public void done(IJobChangeEvent event) {
            if (event.getJob().getName().equals("Searching mail")) {
                if (ran && event.getResult().getSeverity() == IStatus.CANCEL) {
                    count.incrementAndGet();
                }
                ran = false;
            }
        }
    }

    @Test
    void theNextKeystrokeEndsTheSearchUnderWay() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        Path many = SampleMail.many(DiscussionPage.samples().resolveSibling("superseded.mbox"), 50_000, MANY);
        page.startImport(many);
        page.awaitText("Import of superseded: ");
        GivenUp givenUp = new GivenUp();
        Job.getJobManager().addJobChangeListener(givenUp);
        try {
            long deadline = System.nanoTime() + Ui.PATIENCE.multipliedBy(2).toNanos();
            for (int round = 0; givenUp.count.get() == 0; round++) {
                assertTrue(System.nanoTime() < deadline, "no search was given up of " + round);
                page.type("gadget_" + round % 97 + " OR wheel_" + round % 31 + " OR bulk");
                page.enter();
                // Now sooner, now later: a search takes longer on one machine than on another.
                LockSupport.parkNanos(round % 20 * 2_000_000L);
            }
        } finally {
            Job.getJobManager().removeJobChangeListener(givenUp);
        }
        page.search("wheel_13 gadget_13");
        page.awaitRow("Bulk mail number");
    }
}
