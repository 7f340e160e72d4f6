// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.barscope.ui.tests.harness.Ui;
import org.eclipse.swt.widgets.Display;

/**
 * Asks the UI thread a hundred times a second whether it is free. How long it lets wait is how long its longest step
 * takes, and on a busy machine how long others take as well; the processor time it used in between is its own only.
 */
final class StepTimes implements AutoCloseable {

    private static final long EVERY_MILLIS = 10;
    private static final double LIMIT_MILLIS = 50;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final long LONG_NANOS = 15_000_000;
    private static final int FRAMES = 3;

    private final ScheduledExecutorService pulse = Executors.newScheduledThreadPool(2);
    private final List<Double> waits = Collections.synchronizedList(new ArrayList<>());
    private final List<Double> processor = Collections.synchronizedList(new ArrayList<>());
    private final List<String> slow = Collections.synchronizedList(new ArrayList<>());
    private long used;
    private volatile long waiting;
    private volatile String seen = "";

    StepTimes() {
        Display display = Ui.display();
        display.syncExec(() -> used = THREADS.getCurrentThreadCpuTime());
        pulse.scheduleWithFixedDelay(() -> {
            long asked = System.nanoTime();
            waiting = asked;
            display.syncExec(() -> {
                long now = THREADS.getCurrentThreadCpuTime();
                double took = (now - used) / 1e6;
                processor.add(took);
                used = now;
                waits.add((System.nanoTime() - asked) / 1e6);
                if (!seen.isEmpty()) {
                    slow.add(String.format(Locale.ROOT, "%.1f ms of processor time: %s", took, seen));
                }
            });
            waiting = 0;
            seen = "";
        }, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        Thread thread = display.getThread();
        pulse.scheduleWithFixedDelay(() -> {
            long since = waiting;
            if (since != 0 && System.nanoTime() - since > LONG_NANOS) {
                seen = named(thread.getStackTrace());
            }
        }, 0, EVERY_MILLIS / 2, TimeUnit.MILLISECONDS);
    }

    /** The innermost call, and the innermost of ours, as far as they can be told apart. */
    private static String named(StackTraceElement[] stack) {
        List<String> ours = Arrays.stream(stack).filter(frame -> frame.getClassName().startsWith("org.barscope."))
                .limit(FRAMES).map(frame -> frame.getFileName() + ":" + frame.getLineNumber()).toList();
        return stack.length == 0 ? "" : stack[0].getMethodName() + (ours.isEmpty() ? "" : " of " + ours);
    }

    /** What the steps were busy with that let wait for long, the longest by processor time first, a line each. */
    List<String> slowest(int most) {
        Comparator<String> time = Comparator.comparing(line -> Double.valueOf(line.split(" ")[0]));
        return List.copyOf(slow).stream().sorted(time.reversed()).limit(most).toList();
    }

    /** The longest step by its processor time, milliseconds; several short ones between two looks count as one. */
    double longest() {
        return Collections.max(List.copyOf(processor));
    }

    @Override
    public String toString() {
        return "UI thread answers, " + said(waits) + "; its processor time, " + said(processor);
    }

    private static String said(List<Double> times) {
        List<Double> sorted = List.copyOf(times).stream().sorted().toList();
        return String.format(Locale.ROOT, "%d steps: p50 %.1f ms, p95 %.1f ms, longest %.1f ms, %d over 50 ms",
                sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 95 / 100), sorted.getLast(),
                sorted.stream().filter(time -> time > LIMIT_MILLIS).count());
    }

    @Override
    public void close() {
        pulse.shutdownNow();
    }
}
