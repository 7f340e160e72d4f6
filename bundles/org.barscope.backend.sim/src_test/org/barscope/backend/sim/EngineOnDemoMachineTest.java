// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import static org.barscope.core.memory.AccessWidth.W32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.barscope.backend.sim.AccessCounts.Access;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.OpenRegions;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.Sampler;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;
import org.barscope.core.pci.PciAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine that views read through, on devices that count every access. */
@Timeout(60)
class EngineOnDemoMachineTest {

    private final DemoFixture demo = new DemoFixture();
    private final OpenRegions regions = new OpenRegions();
    private final AccessCounts counts = demo.machine.accessCounts();

    @AfterEach
    void switchOff() {
        regions.close();
        demo.close();
    }

    private RegionSession open(PciAddress device, String region) throws Exception {
        return regions.open(demo.backend, DemoFixture.uri(device, region), OpenOptions.readWrite());
    }

    private static RegionSnapshot refresh(Sampler sampler) throws Exception {
        return sampler.refresh().get(20, TimeUnit.SECONDS);
    }

    @Test
    void refreshReadsEachVisibleUnitOnceWithItsWidthAndNoGuardedOne() throws Exception {
        for (PciAddress device : List.of(DemoFixture.EDU, DemoFixture.NETWORK, DemoFixture.NVME, DemoFixture.VIRTUAL)) {
            RegionUri uri = DemoFixture.uri(device, "bar0");
            try (RegionSession session = open(device, "bar0"); Sampler sampler = session.sampler(Duration.ofDays(1))) {
                AccessMap rules = session.info().access();
                List<Span> visible = List.of(new Span(0, 0x200), new Span(0x1000, 0x40));
                sampler.show(visible);
                counts.start();
                RegionSnapshot snapshot = refresh(sampler);
                Map<Access, Long> seen = counts.of(uri);
                int expected = 0;
                for (Span span : visible) {
                    long at = span.offset();
                    while (at < span.end()) {
                        AccessRule unit = rules.unitAt(at);
                        boolean safe = unit.policy() == ReadPolicy.SAFE;
                        assertEquals(safe ? 1 : 0, counts.reads(uri, unit.offset(), unit.width()), uri + " at " + at);
                        assertEquals(safe, snapshot.stateAt(at).hasValue(), uri + " at " + at);
                        expected += safe ? 1 : 0;
                        at = unit.end();
                    }
                }
                assertEquals(expected, seen.size(), "and nothing else was touched");
                assertTrue(seen.values().stream().allMatch(n -> n == 1));
                assertTrue(expected > 30);
            }
        }
    }

    @Test
    void nothingIsReadUnlessAsked() throws Exception {
        counts.start();
        try (RegionSession session = open(DemoFixture.NETWORK, "bar0");
                Sampler sampler = session.sampler(Duration.ofMillis(1))) {
            sampler.show(List.of(new Span(0, 4096)));
            session.info();
            session.status();
            sampler.latest().stateAt(0);
            demo.backend.discover();
            assertEquals(0, counts.total());
        }
        assertEquals(0, counts.total());
    }

    @Test
    void interruptCauseIsStillPendingAfterThePageWasRead() throws Exception {
        try (RegionSession session = open(DemoFixture.NETWORK, "bar0");
                Sampler sampler = session.sampler(Duration.ofDays(1))) {
            demo.advanceMillis(5);
            sampler.show(List.of(new Span(0, session.info().size())));
            RegionSnapshot snapshot = refresh(sampler);
            assertEquals(UnitState.GUARDED, snapshot.stateAt(0xc0));
            assertEquals(UnitState.GUARDED, snapshot.stateAt(0x4074));
            assertEquals(List.of(), counts.touching(session.info().uri(), 0xc0, 4));
            assertEquals(0x8000_0081L, session.read(0xc0, W32).get(20, TimeUnit.SECONDS), "read once, by name");
        }
    }

    @Test
    void otherDefaultWidthNeverTouchesAGuardedNeighbour() throws Exception {
        RegionUri uri = DemoFixture.uri(DemoFixture.NETWORK, "bar0");
        try (RegionSession session = open(DemoFixture.NETWORK, "bar0")) {
            demo.advanceMillis(5);
            counts.start();
            session.snapshot(List.of(new Span(0, 0x200), new Span(0x4000, 0x200)),
                    session.info().access().withDefaultWidth(AccessWidth.W64)).get(20, TimeUnit.SECONDS);
            for (AccessRule rule : session.info().access().rules()) {
                if (rule.policy() == ReadPolicy.GUARDED) {
                    assertEquals(List.of(), counts.touching(uri, rule.offset(), rule.length()), rule.toString());
                }
            }
            assertEquals(1, counts.reads(uri, 0, AccessWidth.W64));
        }
    }

    @Test
    void memoryIsCopiedInBlocksAndNotUnitByUnit() throws Exception {
        try (RegionSession session = open(DemoFixture.GPU, "bar0")) {
            counts.start();
            RegionSnapshot snapshot = session.snapshot(List.of(new Span(0, 0x10000)), session.info().access())
                    .get(20, TimeUnit.SECONDS);
            assertEquals(UnitState.VALUE, snapshot.stateAt(0xffff));
            assertEquals(1, counts.blocks(session.info().uri()).size());
            assertTrue(counts.of(session.info().uri()).isEmpty());
        }
    }

    @Test
    void revokedWhileRefreshingShowsRevokedAndThenValuesAgain() throws Exception {
        for (String region : List.of("bar0", "dma")) {
            try (RegionSession session = open(DemoFixture.EDU, region);
                    Sampler sampler = session.sampler(Duration.ofMillis(5))) {
                BlockingQueue<RegionSnapshot> published = new ArrayBlockingQueue<>(100_000);
                sampler.listen(published::add);
                sampler.show(List.of(new Span(0x4, 0x40)));
                sampler.resume();
                await(published, s -> s.stateAt(0x4) == UnitState.VALUE);
                demo.machine.faults().revokeUnnoticed(DemoFixture.EDU, region, "pulled away");
                RegionSnapshot revoked = await(published, s -> s.stateAt(0x4) == UnitState.REVOKED);
                assertEquals(RegionState.REVOKED, revoked.status().state());
                assertEquals("pulled away", revoked.status().reason());
                assertEquals(UnitState.REVOKED, revoked.stateAt(0x43));
                assertTrue(revoked.generation() < await(published, s -> !s.status().live()).generation(), "it goes on");
                demo.machine.faults().restore(DemoFixture.EDU, region);
                await(published, s -> s.stateAt(0x4) == UnitState.VALUE && s.status().live());
            }
        }
    }

    @Test
    void removedDeviceIsLostAndNothingOfItIsPaintedAsData() throws Exception {
        try (RegionSession session = open(DemoFixture.EDU, "bar0");
                Sampler sampler = session.sampler(Duration.ofDays(1))) {
            sampler.show(List.of(new Span(0, 0x30)));
            assertEquals(UnitState.VALUE, refresh(sampler).stateAt(0));
            demo.machine.faults().remove(DemoFixture.EDU);
            RegionSnapshot lost = refresh(sampler);
            assertEquals(RegionState.LOST, lost.status().state());
            assertEquals(UnitState.REVOKED, lost.stateAt(0));
            counts.start();
            refresh(sampler);
            assertEquals(0, counts.total(), "a lost device is left alone");
        }
    }

    @Test
    void allOnesOfALiveDeviceAreSuspectAndNotLost() throws Exception {
        try (RegionSession session = open(DemoFixture.EDU, "bar0")) {
            counts.start();
            RegionSnapshot snapshot = session.snapshot(List.of(new Span(0x200, 0x40)), session.info().access())
                    .get(20, TimeUnit.SECONDS);
            assertEquals(UnitState.ALL_ONES, snapshot.stateAt(0x200));
            assertEquals(0xff, snapshot.byteAt(0x23f));
            assertTrue(snapshot.status().live());
            assertEquals(1, counts.reads(session.info().uri().sibling("config"), 0, AccessWidth.W16),
                    "the device was asked once whether it is there");
        }
    }

    @Test
    void truncatedRegionShowsWhichPartIsGone() throws Exception {
        try (RegionSession session = open(DemoFixture.GPU, "bar0")) {
            demo.machine.faults().truncate(DemoFixture.GPU, "bar0", 0x3000, "cut");
            RegionSnapshot snapshot = session.snapshot(List.of(new Span(0x2f00, 0x200)), session.info().access())
                    .get(20, TimeUnit.SECONDS);
            assertTrue(snapshot.status().live());
            assertEquals(UnitState.VALUE, snapshot.stateAt(0x2fff));
            assertEquals(UnitState.FAULTED, snapshot.stateAt(0x3000));
        }
        try (RegionSession session = open(DemoFixture.NETWORK, "bar0")) {
            demo.machine.faults().truncate(DemoFixture.NETWORK, "bar0", 0x4000, "cut");
            counts.start();
            RegionSnapshot snapshot = session.snapshot(List.of(new Span(0x3ff0, 0x20), new Span(0x5400, 8)),
                    session.info().access()).get(20, TimeUnit.SECONDS);
            assertEquals(UnitState.VALUE, snapshot.stateAt(0x3fff));
            assertEquals(UnitState.GUARDED, snapshot.stateAt(0x4000), "not touched, so nobody can say more");
            assertEquals(UnitState.FAULTED, snapshot.stateAt(0x5400));
            assertTrue(snapshot.status().live());
        }
    }

    @Test
    void slowDeviceHoldsUpItsOwnViewsOnly() throws Exception {
        try (RegionSession slow = open(DemoFixture.EDU, "bar0"); RegionSession fast = open(DemoFixture.NVME, "bar0")) {
            demo.machine.faults().slow(DemoFixture.EDU, Duration.ofHours(1));
            var pending = slow.snapshot(List.of(new Span(0, 4)), slow.info().access());
            assertTrue(demo.clock.awaitWaiting(1, DemoFixture.PATIENCE));
            assertEquals(0x0001_0300L, fast.read(8, W32).get(20, TimeUnit.SECONDS));
            assertTrue(!pending.isDone());
            demo.clock.advance(Duration.ofHours(1));
            assertEquals(UnitState.VALUE, pending.get(20, TimeUnit.SECONDS).stateAt(0));
            demo.machine.faults().slow(DemoFixture.EDU, Duration.ZERO);
        }
    }

    private static RegionSnapshot await(BlockingQueue<RegionSnapshot> published, Predicate<RegionSnapshot> wanted)
            throws InterruptedException {
        long end = System.nanoTime() + DemoFixture.PATIENCE.toNanos();
        while (true) {
            RegionSnapshot next = published.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError("no such snapshot was published in time");
            }
            if (wanted.test(next)) {
                return next;
            }
        }
    }
}
