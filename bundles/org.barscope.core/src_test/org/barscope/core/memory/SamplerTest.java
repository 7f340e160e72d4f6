// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SamplerTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final List<Span> VISIBLE = List.of(new Span(0, 16));

    private final FakeRegion region = new FakeRegion(RegionKind.MMIO, 0x1000, AccessMap.safe(AccessWidth.W32));
    private final DeviceThread thread = new DeviceThread("fake:0000:01:00.0");
    private final LinkedBlockingQueue<RegionSnapshot> published = new LinkedBlockingQueue<>();

    @AfterEach
    void end() {
        if (region.permits != null) {
            region.permits.release(1_000_000);
        }
        thread.close();
    }

    private Sampler sampler(Duration interval) {
        Sampler sampler = new Sampler(region, thread, interval);
        sampler.listen(published::add);
        return sampler;
    }

    private RegionSnapshot next() throws InterruptedException {
        RegionSnapshot snapshot = published.poll(20, TimeUnit.SECONDS);
        if (snapshot == null) {
            throw new AssertionError("nothing was published in time");
        }
        return snapshot;
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    /** Returns when everything the device's thread was asked for before is done. */
    private void settle() throws Exception {
        get(thread.submit(() -> null));
    }

    private void awaitReads(int reads) throws InterruptedException {
        assertTrue(region.arrived.tryAcquire(reads, 20, TimeUnit.SECONDS), "the device was not read in time");
    }

    @Test
    void startsPausedAndEmpty() throws Exception {
        try (Sampler sampler = sampler(Duration.ofMillis(1))) {
            assertTrue(sampler.paused());
            sampler.show(VISIBLE);
            settle();
            assertTrue(region.log.isEmpty());
            assertEquals(0, sampler.latest().generation());
            assertEquals(UnitState.NOT_READ, sampler.latest().stateAt(0));
            assertEquals(Duration.ZERO, sampler.achieved());
        }
    }

    @Test
    void readsAtOnceWhenResumedAndAgainAtTheInterval() throws Exception {
        try (Sampler sampler = sampler(Duration.ofMillis(20))) {
            sampler.show(VISIBLE);
            long start = System.nanoTime();
            sampler.resume();
            assertEquals(1, next().generation());
            assertEquals(2, next().generation());
            assertEquals(3, next().generation());
            assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(40), "never faster than asked for");
            assertTrue(sampler.achieved().toMillis() >= 19, sampler.achieved().toString());
        }
    }

    @Test
    void pausedSamplerReadsNothingButOnDemand() throws Exception {
        try (Sampler sampler = sampler(Duration.ofMillis(1))) {
            sampler.show(VISIBLE);
            sampler.resume();
            next();
            sampler.pause();
            settle();
            region.log.clear();
            published.clear();
            RegionSnapshot once = get(sampler.refresh());
            assertEquals(UnitState.VALUE, once.stateAt(15));
            assertEquals(List.of("r32@0", "r32@4", "r32@8", "r32@c"), region.log);
            assertEquals(once, next());
            assertEquals(once, sampler.latest());
            settle();
            assertNull(published.poll(), "and no more of them");
        }
    }

    @Test
    void showsWhatIsVisibleNowAndOnlyWhenThatChanged() throws Exception {
        try (Sampler sampler = sampler(NEVER)) {
            sampler.show(VISIBLE);
            sampler.resume();
            next();
            region.log.clear();
            sampler.show(List.of(new Span(0, 16)));
            settle();
            assertTrue(region.log.isEmpty(), "the same ranges again");
            sampler.show(List.of(new Span(0x100, 4)));
            assertEquals(UnitState.VALUE, next().stateAt(0x100));
            assertEquals(List.of("r32@100"), region.log);
        }
    }

    @Test
    void otherRulesAndIntervalTakeEffectAtOnce() throws Exception {
        try (Sampler sampler = sampler(NEVER)) {
            sampler.show(VISIBLE);
            sampler.resume();
            next();
            region.log.clear();
            AccessMap wide = region.info().access().withDefaultWidth(AccessWidth.W64);
            sampler.access(wide);
            next();
            assertEquals(List.of("r64@0", "r64@8"), region.log);
            assertEquals(wide, sampler.access());
            sampler.interval(Duration.ofMillis(1));
            next();
            next();
            next();
            assertEquals(Duration.ofMillis(1), sampler.interval());
            assertThrows(IllegalArgumentException.class, () -> sampler.interval(Duration.ofNanos(999_999)));
        }
    }

    @Test
    void requestsDuringARefreshBecomeOne() throws Exception {
        region.permits = new Semaphore(0);
        try (Sampler sampler = sampler(NEVER)) {
            sampler.show(List.of(new Span(0, 4)));
            CompletableFuture<RegionSnapshot> first = sampler.refresh();
            awaitReads(1);
            List<CompletableFuture<RegionSnapshot>> later = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                later.add(sampler.refresh());
            }
            assertFalse(first.isDone());
            region.permits.release();
            assertEquals(1, get(first).generation());
            region.permits.release();
            for (CompletableFuture<RegionSnapshot> refresh : later) {
                assertEquals(2, get(refresh).generation(), "one that began after the call, and only one");
            }
            settle();
            assertEquals(2, region.log.size());
        }
    }

    @Test
    void slowDeviceDelaysRefreshesAndDoesNotPileThemUp() throws Exception {
        region.permits = new Semaphore(0);
        try (Sampler sampler = sampler(Duration.ofMillis(1))) {
            sampler.show(List.of(new Span(0, 4)));
            sampler.resume();
            for (int i = 1; i <= 5; i++) {
                awaitReads(1);
                assertEquals(i, region.log.size());
                region.permits.release();
                assertEquals(i, next().generation());
            }
        }
    }

    @Test
    void closingEndsASlowRefreshAfterItsUnitAndPublishesNothing() throws Exception {
        region.permits = new Semaphore(0);
        Sampler sampler = sampler(Duration.ofMillis(1));
        sampler.show(List.of(new Span(0, 0x1000)));
        CompletableFuture<RegionSnapshot> refresh = sampler.refresh();
        awaitReads(1);
        CompletableFuture<RegionSnapshot> queued = sampler.refresh();
        sampler.close();
        region.permits.release();
        assertInstanceOf(IllegalStateException.class, assertThrows(ExecutionException.class, () -> get(refresh))
                .getCause());
        assertInstanceOf(IllegalStateException.class, assertThrows(ExecutionException.class, () -> get(queued))
                .getCause());
        settle();
        assertEquals(1, region.log.size(), "1023 units were left alone");
        assertNull(published.poll());
        assertEquals(0, sampler.latest().generation());
        assertThrows(ExecutionException.class, () -> get(sampler.refresh()));
        sampler.resume();
        sampler.close();
        settle();
        assertEquals(1, region.log.size());
    }

    @Test
    void pausingEndsASlowRefreshAfterItsUnit() throws Exception {
        region.permits = new Semaphore(0);
        try (Sampler sampler = sampler(Duration.ofMillis(1))) {
            sampler.show(List.of(new Span(0, 0x1000)));
            sampler.resume();
            awaitReads(1);
            sampler.pause();
            region.permits.release();
            RegionSnapshot part = next();
            assertEquals(UnitState.VALUE, part.stateAt(0));
            assertEquals(UnitState.NOT_READ, part.stateAt(4));
            settle();
            assertEquals(1, region.log.size(), "1023 units were left alone");
        }
    }

    @Test
    void newRangesDoNotWaitForASlowRefreshOfTheOld() throws Exception {
        region.permits = new Semaphore(0);
        try (Sampler sampler = sampler(Duration.ofHours(1))) {
            sampler.show(List.of(new Span(0, 0x800)));
            sampler.resume();
            awaitReads(1);
            sampler.show(List.of(new Span(0x800, 4)));
            region.permits.release(2);
            assertEquals(UnitState.VALUE, next().stateAt(0));
            assertEquals(UnitState.VALUE, next().stateAt(0x800));
            assertEquals(2, region.log.size());
        }
    }

    @Test
    void listenerThatFailsStopsNeitherTheOthersNorTheSampler() throws Exception {
        try (Sampler sampler = new Sampler(region, thread, Duration.ofMillis(1))) {
            CountDownLatch failures = new CountDownLatch(3);
            sampler.listen(s -> {
                failures.countDown();
                throw new IllegalStateException("a view that cannot paint, as a test wants it");
            });
            var registration = sampler.listen(published::add);
            sampler.show(VISIBLE);
            sampler.resume();
            next();
            next();
            assertTrue(failures.await(20, TimeUnit.SECONDS));
            sampler.pause();
            registration.close();
            settle();
            published.clear();
            get(sampler.refresh());
            assertNull(published.poll(), "no longer registered");
        }
    }

    @Test
    void bugInARegionReachesWhoeverWaitsAndDoesNotEndRefreshing() throws Exception {
        try (Sampler sampler = sampler(Duration.ofMillis(1))) {
            sampler.show(VISIBLE);
            region.bug = new IllegalStateException("a bug, as a test wants it");
            CompletableFuture<RegionSnapshot> refresh = sampler.refresh();
            assertEquals(region.bug, assertThrows(ExecutionException.class, () -> get(refresh)).getCause());
            region.bug = null;
            sampler.resume();
            assertEquals(UnitState.VALUE, next().stateAt(0));
        }
    }

    @Test
    void endOfTheDeviceThreadFailsRefreshesInsteadOfHangingThem() throws Exception {
        try (Sampler sampler = sampler(Duration.ofMillis(1))) {
            sampler.show(VISIBLE);
            sampler.resume();
            next();
            thread.close();
            CompletableFuture<RegionSnapshot> refresh = sampler.refresh();
            assertInstanceOf(RejectedExecutionException.class,
                    assertThrows(ExecutionException.class, () -> get(refresh)).getCause());
        }
    }

    @Test
    void accessesHappenOnTheDeviceThreadOnly() throws Exception {
        try (Sampler sampler = new Sampler(region, thread, Duration.ofMillis(1))) {
            CompletableFuture<Boolean> onThread = new CompletableFuture<>();
            sampler.listen(s -> onThread.complete(thread.isCurrent()));
            sampler.show(VISIBLE);
            sampler.resume();
            assertTrue(get(onThread));
            assertFalse(thread.isCurrent());
        }
    }
}
