// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.OpenRegions;
import org.barscope.core.memory.RamRegion;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchEngineTest {

    private static final AccessMap WORDS = AccessMap.safe(AccessWidth.W32);

    private final OpenRegions regions = new OpenRegions();
    private final WatchEngine engine = new WatchEngine();

    /** Counts up with each read; each read of the second word takes its time. */
    private static final class Counter extends RamRegion {
        private long reads;

        Counter() {
            super(RegionKind.MMIO, 64, WORDS, true);
        }

        @Override
        public long read(long offset, AccessWidth width) throws AccessException {
            if (offset == 4) {
                LockSupport.parkNanos(5_000_000);
            }
            return ++reads;
        }
    }

    @AfterEach
    void close() {
        engine.close();
        regions.close();
    }

    @Test
    void aConditionStopsTheWatchAtItsSampleAndTells() throws Exception {
        RegionSession session = new Counter().open(regions);
        CompletableFuture<WatchTrigger> told = new CompletableFuture<>();
        engine.listen(trigger -> {
            throw new IllegalStateException("a listener that fails keeps nobody from hearing");
        });
        engine.listen(told::complete);
        Watch watch = engine.add(session, new Watched.Range(0, 4, WORDS), Duration.ofMillis(1), List.of(
                new WatchCondition(WatchCondition.Kind.EQUALS, 25, -1, Set.of(WatchCondition.Action.STOP))));
        assertEquals(25, told.get(20, TimeUnit.SECONDS).sample().value().orElseThrow());
        assertFalse(watch.state().running());
        assertEquals(25, watch.state().samples());
        assertTrue(watch.state().timing().jitter().compareTo(Duration.ZERO) >= 0);
        engine.resume(watch);
        assertTrue(watch.state().running());
        engine.remove(watch);
        assertEquals(List.of(), engine.watches());
        engine.resume(watch);
        assertFalse(watch.state().running());
    }

    @Test
    void whatIsWatchedTogetherIsReadOnceATurn() throws Exception {
        RegionSession session = new Counter().open(regions);
        CountDownLatch turns = new CountDownLatch(20);
        Watch first = engine.add(session, new Watched.Range(0, 4, WORDS), Duration.ofMillis(2), List.of());
        engine.listen(trigger -> turns.countDown());
        Watch second = engine.add(session, new Watched.Range(0, 4, WORDS), Duration.ofMillis(2), List.of(
                new WatchCondition(WatchCondition.Kind.CHANGES, 0, -1, Set.of(WatchCondition.Action.MARK))));
        assertTrue(turns.await(20, TimeUnit.SECONDS));
        // Before anything is removed: what remains alone is read for itself. The first is sampled before the second.
        List<Sample> seen = second.samples(1);
        List<Long> others = first.samples(0).stream().map(sample -> sample.value().orElseThrow()).toList();
        for (Sample sample : seen) {
            assertTrue(others.contains(sample.value().orElseThrow()), "the two saw the same read");
        }
    }

    @Test
    void aDeviceThatIsTooSlowIsSaidToBe() throws Exception {
        RegionSession session = new Counter().open(regions);
        CountDownLatch enough = new CountDownLatch(30);
        engine.listen(trigger -> enough.countDown());
        Watch watch = engine.add(session, new Watched.Range(4, 4, WORDS), Duration.ofMillis(1), List.of(
                new WatchCondition(WatchCondition.Kind.CHANGES, 0, -1, Set.of())));
        assertTrue(enough.await(20, TimeUnit.SECONDS));
        Timing timing = watch.state().timing();
        assertFalse(timing.kept());
        assertTrue(timing.achieved().compareTo(Duration.ofMillis(5)) >= 0, timing.label());
        assertTrue(timing.missed() >= 100, timing.label());
    }
}
