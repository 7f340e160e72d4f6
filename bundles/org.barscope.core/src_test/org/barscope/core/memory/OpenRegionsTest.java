// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionSource;
import org.barscope.core.backend.RegionUri;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenRegionsTest {

    private static final RegionUri BAR0 = RegionUri.parse("fake:0000:01:00.0/bar0");
    private static final RegionUri BAR2 = RegionUri.parse("fake:0000:01:00.0/bar2");
    private static final RegionUri OTHER = RegionUri.parse("fake:0000:02:00.0/bar0");

    private final OpenRegions regions = new OpenRegions();
    private final Source source = new Source();

    /** Opens fake regions, on demand only once it is let. */
    private static final class Source implements RegionSource {
        final List<FakeRegion> opened = new CopyOnWriteArrayList<>();
        final List<String> threads = new CopyOnWriteArrayList<>();
        final Semaphore arrived = new Semaphore(0);
        volatile Semaphore permits;
        volatile Exception problem;

        @Override
        public Set<String> schemes() {
            return Set.of("fake");
        }

        @Override
        public MemoryRegion open(RegionUri uri, OpenOptions options) throws BackendException {
            threads.add(Thread.currentThread().getName());
            arrived.release();
            if (permits != null) {
                permits.acquireUninterruptibly();
            }
            if (problem instanceof BackendException refused) {
                throw refused;
            }
            if (problem instanceof RuntimeException bug) {
                throw bug;
            }
            FakeRegion region = new FakeRegion(RegionKind.MMIO, 0x1000, AccessMap.safe(AccessWidth.W32));
            opened.add(region);
            return region;
        }

        boolean allClosed() {
            return opened.stream().allMatch(r -> r.status.closed());
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        if (source.permits != null) {
            source.permits.release(1000);
        }
        regions.close();
        assertEquals(List.of(), deviceThreads(), "threads of closed devices have ended");
    }

    /** The device threads that do not end in time, because somebody still holds them. */
    private static List<String> deviceThreads() throws InterruptedException {
        List<String> alive = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("device fake:") && !thread.join(Duration.ofSeconds(20))) {
                alive.add(thread.getName());
            }
        }
        return alive;
    }

    private RegionSession open(RegionUri uri) throws BackendException {
        return regions.open(source, uri, OpenOptions.readOnly());
    }

    @Test
    void holdersShareOneRegionAndTheLastOneClosesIt() throws Exception {
        RegionSession one = open(BAR0);
        RegionSession two = open(BAR0);
        assertEquals(1, source.opened.size());
        assertEquals(1, regions.size());
        assertSame(one.info(), two.info());
        one.close();
        one.close();
        assertFalse(source.opened.getFirst().status.closed(), "closing one hold twice must not take the other's");
        assertEquals(0x03020100L, two.read(0, AccessWidth.W32).get(20, TimeUnit.SECONDS));
        two.close();
        assertTrue(source.allClosed());
        assertEquals(0, regions.size());
        assertEquals(List.of(), deviceThreads());
        open(BAR0).close();
        assertEquals(2, source.opened.size());
    }

    @Test
    void otherOptionsAreAnotherOpening() throws Exception {
        try (RegionSession one = open(BAR0); RegionSession two = regions.open(source, BAR0, OpenOptions.readWrite())) {
            assertNotSame(one.info(), two.info());
            assertEquals(2, regions.size());
        }
        assertTrue(source.allClosed());
    }

    @Test
    void regionsOfADeviceShareItsThreadAndDevicesDoNot() throws Exception {
        try (RegionSession one = open(BAR0); RegionSession two = open(BAR2); RegionSession three = open(OTHER)) {
            assertEquals(List.of("device fake:0000:01:00.0", "device fake:0000:01:00.0", "device fake:0000:02:00.0"),
                    source.threads);
            FakeRegion blocked = source.opened.get(0);
            blocked.permits = new Semaphore(0);
            CompletableFuture<Long> stuck = one.read(0, AccessWidth.W32);
            assertTrue(blocked.arrived.tryAcquire(20, TimeUnit.SECONDS));
            assertEquals(0x03020100L, three.read(0, AccessWidth.W32).get(20, TimeUnit.SECONDS));
            CompletableFuture<Long> behind = two.read(0, AccessWidth.W32);
            assertFalse(behind.isDone());
            blocked.permits.release();
            assertEquals(0x03020100L, behind.get(20, TimeUnit.SECONDS));
            assertTrue(stuck.isDone());
        }
    }

    @Test
    void refusalReachesTheCallerAndLeavesNothing() throws Exception {
        source.problem = new BackendException(Reason.REFUSED, "open it", "no", "");
        assertSame(source.problem, assertThrows(BackendException.class, () -> open(BAR0)));
        source.problem = new IllegalStateException("a bug, as a test wants it");
        assertSame(source.problem, assertThrows(IllegalStateException.class, () -> open(BAR0)));
        assertEquals(0, regions.size());
        assertEquals(List.of(), deviceThreads());
    }

    @Test
    void refusalOfOneDoesNotDisturbOthersOnTheDevice() throws Exception {
        try (RegionSession one = open(BAR0)) {
            source.problem = new BackendException(Reason.REFUSED, "open it", "no", "");
            assertThrows(BackendException.class, () -> open(BAR2));
            assertEquals(0x03020100L, one.read(0, AccessWidth.W32).get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void interruptedOpenGivesBackWhatItOpensLater() throws Exception {
        source.permits = new Semaphore(0);
        CompletableFuture<Reason> result = new CompletableFuture<>();
        CountDownLatch flag = new CountDownLatch(1);
        Thread opener = new Thread(() -> {
            BackendException problem = assertThrows(BackendException.class, () -> open(BAR0));
            if (Thread.currentThread().isInterrupted()) {
                flag.countDown();
            }
            result.complete(problem.reason());
        });
        opener.start();
        assertTrue(source.arrived.tryAcquire(20, TimeUnit.SECONDS));
        opener.interrupt();
        assertEquals(Reason.FAILED, result.get(20, TimeUnit.SECONDS));
        assertTrue(flag.await(20, TimeUnit.SECONDS));
        source.permits.release(1000);
        // The device's thread runs one thing after the other, so when this has been opened that has been given back.
        open(BAR2).close();
        assertTrue(source.allClosed());
        assertEquals(0, regions.size());
    }

    @Test
    void closingAllClosesWhatIsOpenAndRefusesMore() throws Exception {
        RegionSession one = open(BAR0);
        RegionSession two = open(OTHER);
        regions.close();
        assertTrue(source.allClosed());
        assertEquals(List.of(), deviceThreads());
        assertEquals(RegionState.CLOSED, one.status().state());
        assertThrows(ExecutionException.class, () -> one.read(0, AccessWidth.W32).get(20, TimeUnit.SECONDS));
        assertEquals(Reason.FAILED, assertThrows(BackendException.class, () -> open(BAR0)).reason());
        one.close();
        two.close();
        regions.close();
    }

    @Test
    void openingWhileAllIsClosedLeaksNothing() throws Exception {
        source.permits = new Semaphore(0);
        CompletableFuture<RegionSession> late = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                late.complete(open(BAR0));
            } catch (BackendException refused) {
                late.completeExceptionally(refused);
            }
        });
        assertTrue(source.arrived.tryAcquire(20, TimeUnit.SECONDS));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(regions::close);
        // Closing has begun once nothing can be opened any more; the backend answers only after that.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        boolean refused = false;
        while (!refused && System.nanoTime() < end) {
            refused = refusesOther();
        }
        assertTrue(refused);
        source.permits.release(1000);
        closing.get(20, TimeUnit.SECONDS);
        assertInstanceOf(BackendException.class,
                assertThrows(ExecutionException.class, () -> late.get(20, TimeUnit.SECONDS)).getCause());
        assertTrue(source.allClosed());
    }

    /** Whether another device can no longer be opened. */
    private boolean refusesOther() {
        RegionSource ready = new Source();
        try (RegionSession session = regions.open(ready, OTHER, OpenOptions.readOnly())) {
            assertTrue(session.status().live());
            return false;
        } catch (BackendException refused) {
            return true;
        }
    }

    @Test
    void closingEndsAnAccessThatTakesLong() throws Exception {
        RegionSession session = open(BAR0);
        FakeRegion slow = source.opened.getFirst();
        slow.permits = new Semaphore(0);
        CompletableFuture<Long> read = session.read(0, AccessWidth.W32);
        assertTrue(slow.arrived.tryAcquire(20, TimeUnit.SECONDS));
        CompletableFuture.runAsync(session::close).get(20, TimeUnit.SECONDS);
        ExecutionException ended = assertThrows(ExecutionException.class, () -> read.get(20, TimeUnit.SECONDS));
        assertEquals(AccessException.Kind.CLOSED, assertInstanceOf(AccessException.class, ended.getCause()).kind());
        open(OTHER);
        FakeRegion another = source.opened.getLast();
        another.permits = new Semaphore(0);
        CompletableFuture<Void> sampled = CompletableFuture.allOf(open(OTHER).read(0, AccessWidth.W32));
        assertTrue(another.arrived.tryAcquire(20, TimeUnit.SECONDS));
        CompletableFuture.runAsync(regions::close).get(20, TimeUnit.SECONDS);
        assertTrue(sampled.isCompletedExceptionally());
    }

    @Test
    void snapshotsAndReadsGoThroughTheSession() throws Exception {
        try (RegionSession session = open(BAR0)) {
            RegionSnapshot snapshot = session.snapshot(List.of(new Span(0x10, 4)), session.info().access())
                    .get(20, TimeUnit.SECONDS);
            assertEquals(0x13, snapshot.byteAt(0x13));
            assertEquals(0x0302_0100L, session.readTogether(reads -> reads.read(0, AccessWidth.W32))
                    .get(20, TimeUnit.SECONDS));
            List<RegionStatus> told = new CopyOnWriteArrayList<>();
            session.listen(told::add);
            source.opened.getFirst().revoked = true;
            assertThrows(ExecutionException.class, () -> session.read(0, AccessWidth.W32).get(20, TimeUnit.SECONDS));
            assertEquals(RegionState.REVOKED, session.status().state());
            assertEquals(1, told.size());
        }
    }
}
