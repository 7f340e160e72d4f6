// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;

import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.ui.tests.harness.Heartbeat;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Themes;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When the region editor reads, and that nothing but its refreshes does. */
@ExtendWith(LogWatch.class)
class RefreshTest {

    private static final String PAUSE = "org.barscope.ui.pause";
    /** One access. A window that waits for one stands still for as long; a busy machine holds it up for less. */
    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final Duration LONGEST_STALL = SLOW.dividedBy(2);

    private final RegionUri uri = RegionUri.parse("sim:0000:01:00.0/bar0");
    private RegionPage page;

    @BeforeEach
    void open() {
        page = RegionPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        page.register(0);
        Workbench.demo().accessCounts().start();
    }

    @AfterEach
    void close() {
        Workbench.demo().accessCounts().stop();
        Workbench.closeEditors();
    }

    /** What has reached the region since the last call, once the device's thread has nothing more to do. */
    private long reads() {
        long before = -1;
        long now = Workbench.demo().accessCounts().total();
        while (before != now) {
            Ui.settle();
            before = now;
            now = Workbench.demo().accessCounts().total();
        }
        Workbench.demo().accessCounts().reset();
        return now;
    }

    private void pause() {
        page.press("Pause");
        // A refresh that was under way is still shown.
        long shown = page.snapshot().generation();
        page.press("Refresh");
        page.await("the last refresh", shot -> shot.generation() > shown);
        reads();
    }

    @Test
    void pauseStopsReadingAndRefreshReadsOnce() {
        page.every("50 ms");
        page.awaitRefreshes(3);
        pause();
        long generation = page.snapshot().generation();
        page.press("Refresh");
        page.await("one more refresh", shot -> shot.generation() == generation + 1);
        long once = reads();
        assertTrue(once > 0, "a refresh reads");
        // The slow clock of another region shows that time passes while this one stands still.
        RegionPage other = RegionPage.open("02:00.0", "BAR0", "02:00.0 bar0");
        other.every("50 ms");
        other.awaitRefreshes(6);
        assertEquals(generation + 1, page.snapshot().generation());
        assertEquals(Map.of(), Workbench.demo().accessCounts().of(uri));
        other.close();
        page.activate();
        page.press("Pause");
        page.await("refreshes go on", shot -> shot.generation() > generation + 3);
    }

    @Test
    void theCommandPausesToo() {
        page.activate();
        Workbench.command(PAUSE, Map.of());
        Ui.await("the page is paused", () -> page.paused());
        Workbench.command(PAUSE, Map.of());
        Ui.await("the page goes on", () -> !page.paused());
    }

    @Test
    void theIntervalSetsTheRate() {
        page.every("1 s");
        page.awaitRefreshes(1);
        long started = System.nanoTime();
        page.awaitRefreshes(3);
        Duration slow = Duration.ofNanos(System.nanoTime() - started);
        assertTrue(slow.compareTo(Duration.ofMillis(2000)) > 0, () -> "3 refreshes of 1 s took " + slow);
        page.every("50 ms");
        page.awaitRefreshes(1);
        started = System.nanoTime();
        page.awaitRefreshes(10);
        Duration fast = Duration.ofNanos(System.nanoTime() - started);
        assertTrue(fast.compareTo(Duration.ofMillis(450)) > 0, () -> "10 refreshes of 50 ms took " + fast);
        assertTrue(fast.compareTo(slow.multipliedBy(2)) < 0, () -> "10 refreshes of 50 ms took " + fast);
    }

    @Test
    void paintingReadsNothing() {
        pause();
        Ui.run(() -> {
            page.canvas().redraw();
            page.canvas().update();
        });
        assertEquals(0, reads());
    }

    @Test
    void hoveringReadsNothing() {
        pause();
        Ui.run(() -> {
            for (int x = 0; x < page.canvas().getSize().x; x += 20) {
                Event event = new Event();
                event.x = x;
                event.y = 40;
                page.canvas().notifyListeners(SWT.MouseMove, event);
                page.canvas().notifyListeners(SWT.MouseHover, event);
            }
        });
        assertEquals(0, reads());
    }

    @Test
    void selectingAndScrollingWhilePausedReadNothing() {
        pause();
        Ui.run(() -> page.canvas().setCaret(4));
        page.scrollTo(0x40);
        page.scrollTo(0x8000);
        page.scrollTo(0);
        assertEquals(0, reads());
    }

    @Test
    void resizingTheWindowReadsNothing() {
        pause();
        Point size = Ui.get(() -> Workbench.shell().getSize());
        Ui.run(() -> Workbench.shell().setSize(size.x - 200, size.y - 150));
        Ui.settle();
        Ui.run(() -> Workbench.shell().setSize(size));
        assertEquals(0, reads());
    }

    @Test
    void changingColoursReadsNothing() {
        pause();
        Themes.choose(Themes.DARK);
        Ui.settle();
        Themes.choose(Themes.LIGHT);
        assertEquals(0, reads());
    }

    @Test
    void changingHowBytesAreShownReadsNothing() {
        pause();
        page.cells("32-bit");
        page.press("BE");
        page.press("BE");
        page.cells("8-bit");
        assertEquals(0, reads());
    }

    @Test
    void onlyWhatIsVisibleIsRead() {
        page.awaitRefreshes(3);
        long last = Ui.get(() -> page.canvas().getVisibleRange().orElseThrow().last());
        assertTrue(last < 0x10000, () -> "a window cannot show all up to " + Long.toHexString(last));
        long farthest = Workbench.demo().accessCounts().of(uri).keySet().stream()
                .mapToLong(access -> access.offset() + access.width().bytes()).max().orElseThrow();
        assertTrue(farthest <= last + Long.BYTES, () -> "read up to " + Long.toHexString(farthest));
    }

    @Test
    void aSlowDeviceDoesNotHoldUpTheWindow() throws BackendException {
        Workbench.demo().faults().slow(Workbench.device("01:00.0"), SLOW);
        try (Heartbeat heart = new Heartbeat()) {
            long before = Workbench.demo().accessCounts().total();
            page.press("Refresh");
            page.scrollTo(0x100);
            page.scrollTo(0);
            page.press("Pause");
            page.press("Pause");
            RegionPage other = RegionPage.open("02:00.0", "BAR0", "02:00.0 bar0");
            other.register(0);
            Ui.await("the slow device has been read", () -> Workbench.demo().accessCounts().total() > before);
            page.close();
            other.awaitRefreshes(5);
            assertTrue(heart.longest().compareTo(LONGEST_STALL) < 0,
                    () -> "the UI thread was not free for " + heart.longest());
        } finally {
            Workbench.demo().faults().slow(Workbench.device("01:00.0"), Duration.ZERO);
        }
    }
}
