// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Real time, counted from when this clock was made. */
final class SystemClock implements SimClock {

    private final long origin = System.nanoTime();

    @Override
    public long nanos() {
        return System.nanoTime() - origin;
    }

    @Override
    public synchronized boolean awaitUntil(long deadline, BooleanSupplier cancelled) throws InterruptedException {
        while (!cancelled.getAsBoolean()) {
            long left = deadline - nanos();
            if (left <= 0) {
                return true;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return false;
    }

    @Override
    public synchronized void wake() {
        notifyAll();
    }
}
