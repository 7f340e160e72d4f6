// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.swt.widgets.Display;

/** Asks the UI thread again and again whether it is free, and remembers the longest time that it was not. */
public final class Heartbeat implements AutoCloseable {

    private static final long EVERY_MILLIS = 10;

    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong longestNanos = new AtomicLong();

    /** Begins to ask. */
    public Heartbeat() {
        Display display = Ui.display();
        pulse.scheduleWithFixedDelay(() -> {
            long asked = System.nanoTime();
            display.syncExec(() -> longestNanos.accumulateAndGet(System.nanoTime() - asked, Math::max));
        }, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The longest time until the UI thread answered. */
    public Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    @Override
    public void close() {
        pulse.shutdownNow();
    }
}
