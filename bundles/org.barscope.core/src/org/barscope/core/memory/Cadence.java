// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs some reads on the device's thread again and again, at times that do not drift: the n-th is due n intervals after
 * the first. What is due while the thread is busy is left out and counted, so that turns never pile up. All methods may
 * be called from any thread and return at once.
 */
public final class Cadence implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Cadence.class.getName());
    private static final Duration SHORTEST = Duration.ofNanos(100_000);

    private final DeviceThread thread;
    private final UnitReader reads;
    private final long interval;
    private final Turn turn;
    private final Object lock = new Object();
    private Future<?> next;
    private long due;
    private boolean closed;

    /** What is done each time. */
    @FunctionalInterface
    public interface Turn {

        /**
         * Runs on the device's thread.
         *
         * @param reads  used while this runs and not after
         * @param due    when it was due, by {@link System#nanoTime}
         * @param missed how many turns before this one were left out since the last
         */
        void run(UnitReader reads, long due, long missed);
    }

    Cadence(DeviceThread thread, UnitReader reads, Duration interval, Turn turn) {
        if (interval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("the shortest interval is 100 us, not " + interval);
        }
        this.thread = thread;
        this.reads = reads;
        this.interval = interval.toNanos();
        this.turn = Objects.requireNonNull(turn);
        this.due = System.nanoTime();
        schedule();
    }

    private void schedule() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            try {
                next = thread.schedule(this::run, Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            } catch (RejectedExecutionException ended) {
                // The device's thread ends while everything is closed: there is nothing left to read for.
                closed = true;
            }
        }
    }

    private void run() {
        long at;
        long missed;
        synchronized (lock) {
            if (closed) {
                return;
            }
            missed = Math.max(0, (System.nanoTime() - due) / interval);
            due += missed * interval;
            at = due;
            due += interval;
        }
        try {
            turn.run(reads, at, missed);
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, "reading at an interval failed", bug);
        }
        schedule();
    }

    /** Ends it. A turn that is under way still ends. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (next != null) {
                next.cancel(false);
            }
        }
    }
}
