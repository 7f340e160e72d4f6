// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A clock that stands still until it is told to move: for tests that must see the same bytes every time. */
public final class ManualClock implements SimClock {

    private long now;
    private int waiting;

    /** A clock that shows 0. */
    public ManualClock() {
        now = 0;
    }

    @Override
    public synchronized long nanos() {
        return now;
    }

    /**
     * Moves the clock forward and lets go on whoever waited for a time that is now past.
     *
     * @throws IllegalArgumentException for a negative duration
     */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + by);
        }
        now += by.toNanos();
        notifyAll();
    }

    @Override
    public synchronized boolean awaitUntil(long deadline, BooleanSupplier cancelled) throws InterruptedException {
        waiting++;
        notifyAll();
        try {
            while (!cancelled.getAsBoolean()) {
                if (now >= deadline) {
                    return true;
                }
                wait();
            }
            return false;
        } finally {
            waiting--;
        }
    }

    @Override
    public synchronized void wake() {
        notifyAll();
    }

    /**
     * Blocks until at least that many threads wait for this clock: what a test needs to know before it advances it.
     *
     * @param timeout in real time
     * @return false when they did not come in time
     */
    public synchronized boolean awaitWaiting(int threads, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (waiting < threads) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
