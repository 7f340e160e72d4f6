// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks after mappings now and then, on a thread that exists only while there are any: nobody is told of a revocation
 * that another program has caused.
 */
final class MappingWatch implements AutoCloseable {

    /** How often. What is shorter than that and caused elsewhere may go unnoticed. */
    static final Duration INTERVAL = Duration.ofSeconds(1);
    /** The name of the thread. */
    static final String THREAD = "iommu watch";

    private static final System.Logger LOG = System.getLogger(MappingWatch.class.getName());

    private final Runnable look;
    private ScheduledThreadPoolExecutor looking;

    /** @param look takes milliseconds */
    MappingWatch(Runnable look) {
        this.look = look;
    }

    /** Begins or ends to look. */
    synchronized void wanted(boolean wanted) {
        if (!wanted) {
            close();
        } else if (looking == null) {
            looking = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, THREAD);
                thread.setDaemon(true);
                return thread;
            }, new ThreadPoolExecutor.DiscardPolicy());
            looking.scheduleWithFixedDelay(this::lookNow, INTERVAL.toMillis(), INTERVAL.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void lookNow() {
        try {
            look.run();
        } catch (RuntimeException bug) {
            // The next look must take place all the same.
            LOG.log(System.Logger.Level.WARNING, "cannot look after mapped DMABUFs", bug);
        }
    }

    /** Does not wait for a look that takes place just now. */
    @Override
    public synchronized void close() {
        if (looking != null) {
            looking.shutdown();
            looking = null;
        }
    }
}
