// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArmingTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Origin ORIGIN = Origin.ui("test");

    private final OpenRegions regions = new OpenRegions();
    private final RamRegion region = RamRegion.mmio(0x1000);
    private final MemoryLog log = new MemoryLog(region.log);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Arming arming = new Arming(log, InstantSource.fixed(NOON), nanos::get);

    @AfterEach
    void closeRegions() {
        regions.close();
    }

    private static void write(RegionSession session, Armed permit, long offset) throws Throwable {
        try {
            session.write(permit, access -> access.write(Change.write(RamRegion.URI, offset, 32, 4, 0x11, ORIGIN)))
                    .get(20, TimeUnit.SECONDS).done();
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }

    private AccessException refused(RegionSession session, Armed permit, long offset) {
        List<String> before = List.copyOf(region.log);
        AccessException refused = assertThrows(AccessException.class, () -> write(session, permit, offset));
        assertEquals(AccessException.Kind.NOT_ARMED, refused.kind(), refused.getMessage());
        assertEquals(before, region.log, "neither the device nor the journal may be touched");
        return refused;
    }

    @Test
    void armedWholeUntilItsSessionCloses() throws Throwable {
        RegionSession session = region.open(regions);
        RegionSession other = region.open(regions);
        assertTrue(arming.armed(RamRegion.URI).isEmpty());
        List<RegionUri> told = new ArrayList<>();
        arming.listen(told::add);
        Armed permit = arming.arm(session, Arming.Request.whole());
        assertSame(permit, arming.armed(RamRegion.URI).orElseThrow());
        assertEquals(NOON, permit.since());
        assertTrue(permit.until().isEmpty());
        write(other, permit, 0x10);
        assertEquals(List.of("begin WRITE", "w32@10=11"), region.log);
        assertEquals(List.of("1 done"), log.results);
        session.close();
        assertFalse(permit.active());
        assertTrue(refused(other, permit, 0x10).getMessage().contains("the session it was armed with is closed"));
        assertTrue(arming.armed(RamRegion.URI).isEmpty());
        assertEquals(List.of(RamRegion.URI, RamRegion.URI), told);
    }

    @Test
    void endsWhenTheTimeIsOverAtTheMomentOfTheWrite() throws Throwable {
        RegionSession session = region.open(regions);
        Armed permit = arming.arm(session, Arming.Request.whole().during(Duration.ofNanos(100)));
        assertEquals(NOON.plusNanos(100), permit.until().orElseThrow());
        nanos.addAndGet(99);
        write(session, permit, 0);
        nanos.addAndGet(1);
        assertTrue(refused(session, permit, 0).getMessage().contains("the time it was armed for is over"));
        assertEquals(List.of(), arming.all());
        assertTrue(arming.armed(RamRegion.URI).isEmpty());
    }

    @Test
    void expiryCountsWhereTheWriteHappensAndNotWhereItWasAskedFor() throws Throwable {
        RegionSession session = region.open(regions);
        Armed permit = arming.arm(session, Arming.Request.whole().during(Duration.ofNanos(100)));
        ExecutionException late = assertThrows(ExecutionException.class, () -> session.write(permit, access -> {
            nanos.addAndGet(200);
            return access.write(Change.write(RamRegion.URI, 0, 32, 4, 1, ORIGIN));
        }).get(20, TimeUnit.SECONDS));
        assertEquals(AccessException.Kind.NOT_ARMED,
                assertInstanceOf(AccessException.class, late.getCause()).kind());
        assertEquals(List.of(), region.log);
    }

    @Test
    void limitedToRanges() throws Throwable {
        RegionSession session = region.open(regions);
        Armed permit = arming.arm(session, Arming.Request.whole().only(List.of(new Span(0x10, 8))));
        write(session, permit, 0x10);
        write(session, permit, 0x14);
        assertTrue(permit.covers(0x10, 8));
        assertFalse(permit.covers(0x10, 9));
        refused(session, permit, 0xc);
        refused(session, permit, 0x18);
        assertEquals(BackendException.Reason.USAGE, assertThrows(BackendException.class, () -> arming.arm(session,
                Arming.Request.whole().only(List.of(new Span(0xff8, 16))))).reason());
    }

    @Test
    void disarmedByHandByRearmingAndWithTheDevice() throws Throwable {
        RegionSession session = region.open(regions);
        Armed first = arming.arm(session, Arming.Request.whole());
        Armed second = arming.arm(session, Arming.Request.whole());
        refused(session, first, 0);
        write(session, second, 0);
        arming.disarm(RamRegion.URI);
        refused(session, second, 0);
        Armed third = arming.arm(session, Arming.Request.whole());
        region.lose();
        assertFalse(third.active());
        assertEquals(BackendException.Reason.FAILED, assertThrows(BackendException.class,
                () -> arming.arm(session, Arming.Request.whole())).reason());
    }

    @Test
    void closingDisarmsAll() throws Throwable {
        RegionSession session = region.open(regions);
        Armed permit = arming.arm(session, Arming.Request.whole());
        arming.close();
        refused(session, permit, 0);
    }

    @Test
    void aRegionThatIsReadOnlyCannotBeArmed() throws Exception {
        RamRegion fixed = new RamRegion(RegionKind.MMIO, 16, AccessMap.safe(AccessWidth.W32), false);
        BackendException asReadOnly = assertThrows(BackendException.class, () -> arming.arm(regions.open(
                fixed.source(), RamRegion.URI, OpenOptions.readOnly()), Arming.Request.whole()));
        assertEquals(BackendException.Reason.REFUSED, asReadOnly.reason());
        assertTrue(asReadOnly.getMessage().endsWith("it is open read-only"), asReadOnly.getMessage());
    }

    @Test
    void besideADriverOnlyAfterASecondConfirmation() throws Throwable {
        RegionSession session = regions.open(region.source(), RamRegion.URI,
                new OpenOptions(true, true, Optional.empty()));
        BackendException once = assertThrows(BackendException.class,
                () -> arming.arm(session, Arming.Request.whole()));
        assertEquals(BackendException.Reason.DRIVER_OWNED, once.reason());
        assertTrue(arming.armed(RamRegion.URI).isEmpty());
        write(session, arming.arm(session, Arming.Request.whole().confirmedBesideDriver()), 0);
    }

    @Test
    void nothingIsWrittenThatCannotBePutDown() throws Throwable {
        RegionSession session = region.open(regions);
        Armed permit = arming.arm(session, Arming.Request.whole());
        log.full = true;
        AccessException full = assertThrows(AccessException.class, () -> write(session, permit, 0));
        assertEquals(AccessException.Kind.IO, full.kind());
        assertTrue(full.getMessage().contains("nothing was done"), full.getMessage());
        assertEquals(List.of(), region.log);
    }

    @Test
    void aFailedWriteIsPutDownAsFailed() throws Throwable {
        RegionSession session = region.open(regions);
        Armed permit = arming.arm(session, Arming.Request.whole());
        region.broken.add(0x20L);
        assertThrows(AccessException.class, () -> write(session, permit, 0x20));
        assertEquals(List.of("1 failed: broken at 0x20"), log.results);
    }

    @Test
    void theAccessEndsWithItsTask() throws Throwable {
        RegionSession session = region.open(regions);
        Armed permit = arming.arm(session, Arming.Request.whole());
        AtomicReference<ArmedAccess> kept = new AtomicReference<>();
        session.write(permit, access -> {
            kept.set(access);
            return null;
        }).get(20, TimeUnit.SECONDS);
        assertThrows(IllegalStateException.class,
                () -> kept.get().write(Change.write(RamRegion.URI, 0, 32, 4, 1, ORIGIN)));
        assertThrows(IllegalStateException.class, () -> kept.get().read(0, AccessWidth.W32));
    }

    @Test
    void aWideValueIsWrittenLowestBytesFirstAndOthersRegionsAreNot() throws Throwable {
        RegionSession session = region.open(regions);
        Armed permit = arming.arm(session, Arming.Request.whole());
        session.write(permit, access -> access.write(Change.write(RamRegion.URI, 8, 32, 8, 0x1122334455667788L,
                ORIGIN))).get(20, TimeUnit.SECONDS);
        assertEquals(List.of("begin WRITE", "w32@8=55667788", "w32@c=11223344"), region.log);
        ExecutionException strange = assertThrows(ExecutionException.class, () -> session.write(permit,
                access -> access.write(Change.write(RamRegion.URI.sibling("bar1"), 0, 32, 4, 1, ORIGIN)))
                .get(20, TimeUnit.SECONDS));
        assertInstanceOf(IllegalArgumentException.class, strange.getCause());
        ExecutionException crooked = assertThrows(ExecutionException.class, () -> session.write(permit,
                access -> access.write(Change.write(RamRegion.URI, 2, 32, 4, 1, ORIGIN))).get(20, TimeUnit.SECONDS));
        assertEquals(AccessException.Kind.MISALIGNED, ((AccessException) crooked.getCause()).kind());
    }
}
