// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.WatchItem;
import org.barscope.model.WatchList;
import org.barscope.ui.tests.harness.TablePage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.eclipse.swt.widgets.Display;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How long the window's event loop is busy at a stretch while it shows 200 watches at 20 Hz with their trends, beside
 * the same window that shows none. A watchdog thread posts an event every few milliseconds and takes the time until the
 * loop gets to it: what a user's click would have to wait.
 */
class WatchFramesTest {

    private static final String VIEW = "org.barscope.ui.poke.watch";
    private static final int WATCHES = 200;
    private static final int MILLIS = 50;
    private static final double LIMIT = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("barscope.benchmark.warmup", 5));
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("barscope.benchmark.seconds", 30));

    @Test
    void twoHundredWatchesAtTwentyHertz() {
        Workbench.demoBackend();
        TablePage watch = TablePage.show(VIEW);
        Ui.run(() -> Workbench.shell().setMaximized(true));
        park(WARM_UP);
        double[] idle = waits(MEASURED);
        Ui.run(WatchFramesTest::fill);
        watch = TablePage.show(VIEW);
        TablePage shown = watch;
        Ui.await("all are sampled", () -> shown.rows().stream().filter(row -> row.contains("every ")
                || row.contains("cannot keep")).count() == WATCHES, () -> shown.rows().toString());
        park(WARM_UP);
        double[] busy = waits(MEASURED);
        long kept = shown.rows().stream().filter(row -> !row.contains("⚠")).count();
        System.out.printf(Locale.ROOT, "window with %d watches at %d Hz: longest wait for the event loop %.1f ms "
                + "(limit %.0f ms: %s), 99 of 100 %.1f ms, median %.2f ms; without watches longest %.1f ms, 99 of 100 "
                + "%.1f ms; ratio of the longest %.2f; %d of %d watches kept their interval; %d probes%n", WATCHES,
                1000 / MILLIS, at(busy, 1), LIMIT, at(busy, 1) < LIMIT ? "kept" : "NOT KEPT", at(busy, 0.99),
                at(busy, 0.5), at(idle, 1), at(idle, 0.99), at(busy, 1) / Math.max(0.01, at(idle, 1)), kept, WATCHES,
                busy.length);
        assertTrue(busy.length > 100 && idle.length > 100, "nothing was measured");
    }

    @AfterEach
    void endAll() {
        Ui.run(() -> {
            Workbench.page().hideView(Workbench.page().findView(VIEW));
            Workbench.explorer().session().getWatchLists().getFirst().getItems().clear();
        });
    }

    private static void fill() {
        Workbench.page().hideView(Workbench.page().findView(VIEW));
        List<WatchList> lists = Workbench.explorer().session().getWatchLists();
        for (int i = 0; i < WATCHES; i++) {
            WatchItem item = BarscopeFactory.eINSTANCE.createWatchItem();
            item.setId(UUID.randomUUID().toString());
            item.setRegionUri("sim:0000:0" + (1 + i % 2) + ":00.0/config");
            // The header below the capability pointer, which has units of a byte.
            item.setOffset(4L * (i / 2 % 12));
            item.setWidth(1);
            item.setUnits(4);
            item.setIntervalMillis(MILLIS);
            lists.getFirst().getItems().add(item);
        }
    }

    /** The waits of probes, in milliseconds, ascending. */
    private static double[] waits(Duration during) {
        Display display = Ui.display();
        long end = System.nanoTime() + during.toNanos();
        double[] waits = new double[(int) (during.toMillis() / 4) + 16];
        int count = 0;
        while (System.nanoTime() < end && count < waits.length) {
            long asked = System.nanoTime();
            display.syncExec(() -> {
            });
            waits[count++] = (System.nanoTime() - asked) / 1e6;
            LockSupport.parkNanos(4_000_000);
        }
        double[] sorted = Arrays.copyOf(waits, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static void park(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Math.max(1, end - System.nanoTime()));
        }
    }

    private static double at(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }
}
