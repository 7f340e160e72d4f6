// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SnapshotReaderTest {

    private static final AccessMap WORDS = AccessMap.safe(AccessWidth.W32);

    private static FakeRegion registers(AccessMap access) {
        return new FakeRegion(RegionKind.MMIO, 0x10000, access);
    }

    private static RegionSnapshot read(FakeRegion region, Span... spans) {
        return new SnapshotReader(region).read(List.of(spans), region.info().access(), 1);
    }

    private static AccessRule guard(long offset, long length) {
        return new AccessRule(offset, length, AccessWidth.W32, ReadPolicy.GUARDED, "reading clears it");
    }

    @Test
    void readsEachUnitOnceInOrder() {
        FakeRegion region = registers(WORDS);
        RegionSnapshot snapshot = read(region, new Span(0x20, 8), new Span(0x10, 0xc), new Span(0x18, 8));
        assertEquals(List.of("r32@10", "r32@14", "r32@18", "r32@1c", "r32@20", "r32@24"), region.log);
        assertEquals(List.of(new Span(0x10, 0x18)), snapshot.spans());
        for (int at = 0x10; at < 0x28; at++) {
            assertEquals(UnitState.VALUE, snapshot.stateAt(at));
            assertEquals(at, snapshot.byteAt(at));
        }
        assertEquals(UnitState.NOT_READ, snapshot.stateAt(0x28));
        assertThrows(IllegalStateException.class, () -> snapshot.byteAt(0x28));
    }

    @Test
    void widensSpansToWholeUnits() {
        FakeRegion region = registers(WORDS);
        RegionSnapshot snapshot = read(region, new Span(0x13, 2));
        assertEquals(List.of("r32@10", "r32@14"), region.log);
        assertEquals(List.of(new Span(0x10, 8)), snapshot.spans());
    }

    @Test
    void bytesAreInAddressOrderWhateverTheByteOrder() {
        FakeRegion region = new FakeRegion(RegionKind.MMIO, 0x100, AccessMap.safe(AccessWidth.W64),
                ByteOrder.BIG_ENDIAN);
        RegionSnapshot snapshot = read(region, new Span(0x40, 8));
        for (int at = 0x40; at < 0x48; at++) {
            assertEquals(at, snapshot.byteAt(at));
        }
    }

    @Test
    void neverTouchesGuardedUnitsNorNeighboursThroughThem() {
        FakeRegion region = registers(AccessMap.safe(AccessWidth.W64).with(List.of(guard(0x08, 4))));
        RegionSnapshot snapshot = read(region, new Span(0, 0x18));
        assertEquals(List.of("r64@0", "r64@10"), region.log);
        assertEquals(UnitState.GUARDED, snapshot.stateAt(0x08));
        assertEquals(UnitState.GUARDED, snapshot.stateAt(0x0f), "a 64-bit access here would read the guarded one");
        assertEquals(UnitState.VALUE, snapshot.stateAt(0x10));
    }

    @Test
    void unitsOfOtherWidthsKeepThem() {
        FakeRegion region = registers(WORDS.with(List.of(
                new AccessRule(0x04, 2, AccessWidth.W16, ReadPolicy.SAFE, ""),
                new AccessRule(0x08, 8, AccessWidth.W64, ReadPolicy.SAFE, ""),
                new AccessRule(0x10, 2, AccessWidth.W8, ReadPolicy.SAFE, ""))));
        RegionSnapshot snapshot = read(region, new Span(0, 0x18));
        assertEquals(List.of("r32@0", "r16@4", "r64@8", "r8@10", "r8@11", "r32@14"), region.log);
        assertEquals(UnitState.GUARDED, snapshot.stateAt(0x06));
        assertEquals(UnitState.GUARDED, snapshot.stateAt(0x12));
    }

    @Test
    void asksFirstAndReadsOnceAgreed() {
        FakeRegion region = registers(AccessMap.ask(AccessWidth.W32, "nobody knows"));
        assertEquals(UnitState.NOT_READ, read(region, new Span(0, 8)).stateAt(0));
        assertTrue(region.log.isEmpty());
        RegionSnapshot agreed = new SnapshotReader(region)
                .read(List.of(new Span(0, 8)), region.info().access().agreed(), 2);
        assertEquals(UnitState.VALUE, agreed.stateAt(0));
        assertEquals(2, agreed.generation());
    }

    @Test
    void faultSparesTheRestOfItsPageAndGuardsStayGuards() {
        FakeRegion region = registers(WORDS.with(List.of(guard(0x1100, 4))));
        region.faultingPages.add(1L);
        RegionSnapshot snapshot = read(region, new Span(0xff8, 0x1010));
        assertEquals(List.of("r32@ff8", "r32@ffc", "r32@1000", "r32@2000", "r32@2004"), region.log);
        assertEquals(UnitState.VALUE, snapshot.stateAt(0xfff));
        assertEquals(UnitState.FAULTED, snapshot.stateAt(0x1000));
        assertEquals(UnitState.FAULTED, snapshot.stateAt(0x10ff));
        assertEquals(UnitState.GUARDED, snapshot.stateAt(0x1100));
        assertEquals(UnitState.FAULTED, snapshot.stateAt(0x1fff));
        assertEquals(UnitState.VALUE, snapshot.stateAt(0x2000));
        assertTrue(snapshot.status().live());
    }

    @Test
    void oneRefusedUnitDoesNotSpoilItsNeighbours() {
        FakeRegion region = registers(WORDS);
        region.refused.add(0x4L);
        RegionSnapshot snapshot = read(region, new Span(0, 12));
        assertEquals(UnitState.VALUE, snapshot.stateAt(3));
        assertEquals(UnitState.FAULTED, snapshot.stateAt(4));
        assertEquals(UnitState.VALUE, snapshot.stateAt(8));
    }

    @Test
    void revokedRegionIsTouchedOnceAndShowsNoValue() {
        FakeRegion region = registers(WORDS.with(List.of(guard(0x0, 4))));
        read(region, new Span(0, 0x100));
        region.log.clear();
        region.revoked = true;
        RegionSnapshot snapshot = read(region, new Span(0, 0x100), new Span(0x1000, 0x100));
        assertEquals(List.of("r32@4"), region.log);
        assertEquals(UnitState.GUARDED, snapshot.stateAt(0));
        assertEquals(UnitState.REVOKED, snapshot.stateAt(4));
        assertEquals(UnitState.REVOKED, snapshot.stateAt(0x10ff));
        assertEquals(RegionState.REVOKED, snapshot.status().state());
        region.revoked = false;
        assertEquals(UnitState.VALUE, read(region, new Span(0, 0x100)).stateAt(4));
        assertTrue(region.status().live());
    }

    @Test
    void valuesReadBeforeARevokeInTheSameRefreshAreNotShown() {
        FakeRegion region = registers(WORDS);
        AtomicInteger asked = new AtomicInteger();
        RegionSnapshot snapshot = new SnapshotReader(region, () -> {
            region.revoked = asked.incrementAndGet() > 3;
            return false;
        }).read(List.of(new Span(0, 0x20)), WORDS, 1);
        assertEquals(4, region.log.size());
        assertEquals(UnitState.REVOKED, snapshot.stateAt(0));
        assertEquals(UnitState.REVOKED, snapshot.stateAt(0x1f));
    }

    @Test
    void lostAndClosedRegionsAreLeftAlone() {
        FakeRegion region = registers(WORDS);
        region.status.lost("gone");
        assertEquals(UnitState.REVOKED, read(region, new Span(0, 4)).stateAt(0));
        region.close();
        assertEquals(UnitState.REVOKED, read(region, new Span(0, 4)).stateAt(0));
        assertTrue(region.log.isEmpty());
    }

    @Test
    void allOnesOfAPresentDeviceAreSuspect() {
        FakeRegion region = registers(WORDS);
        region.ones.add(0x0L);
        RegionSnapshot some = read(region, new Span(0, 8));
        assertEquals(UnitState.ALL_ONES, some.stateAt(0));
        assertEquals(UnitState.VALUE, some.stateAt(4));
        assertFalse(region.log.contains("presence"), "something else answered, so the device is there");
        region.log.clear();
        RegionSnapshot only = read(region, new Span(0, 4));
        assertEquals(List.of("r32@0", "presence"), region.log);
        assertEquals(UnitState.ALL_ONES, only.stateAt(0));
        assertEquals(0xff, only.byteAt(3));
    }

    @Test
    void allOnesOfAnAbsentDeviceAreNoData() {
        FakeRegion region = registers(WORDS);
        region.present = false;
        RegionSnapshot snapshot = read(region, new Span(0, 8));
        assertEquals(RegionState.LOST, snapshot.status().state());
        assertEquals(UnitState.REVOKED, snapshot.stateAt(0));
    }

    @Test
    void endOfTheRegionIsTheEnd() {
        FakeRegion region = new FakeRegion(RegionKind.MMIO, 0x16, WORDS);
        RegionSnapshot snapshot = read(region, new Span(0x10, 0x100), new Span(0x4000, 4));
        assertEquals(List.of("r32@10"), region.log);
        assertEquals(UnitState.VALUE, snapshot.stateAt(0x13));
        assertEquals(UnitState.OUT_OF_RANGE, snapshot.stateAt(0x14));
        assertEquals(List.of(new Span(0x10, 6)), snapshot.spans());
    }

    @Test
    void hugeOffsetsWork() {
        FakeRegion region = new FakeRegion(RegionKind.MEMORY, Long.MAX_VALUE, WORDS);
        long far = Long.MAX_VALUE - 0x1000;
        RegionSnapshot snapshot = read(region, new Span(far, 0x100));
        assertEquals(UnitState.VALUE, snapshot.stateAt(far));
    }

    @Test
    void memoryIsCopiedAroundFaultingPages() {
        FakeRegion region = new FakeRegion(RegionKind.MEMORY, 0x10000, WORDS);
        region.faultingPages.add(1L);
        region.faultingPages.add(2L);
        RegionSnapshot snapshot = read(region, new Span(0x800, 0x3000));
        assertEquals(List.of("b12288@800", "b6144@2000", "b2048@3000"), region.log);
        assertEquals(UnitState.VALUE, snapshot.stateAt(0xfff));
        assertEquals(UnitState.FAULTED, snapshot.stateAt(0x1000));
        assertEquals(UnitState.FAULTED, snapshot.stateAt(0x2fff));
        assertEquals(UnitState.VALUE, snapshot.stateAt(0x3000));
    }

    @Test
    void memoryWithGuardsIsReadUnitByUnit() {
        FakeRegion region = new FakeRegion(RegionKind.MEMORY, 0x100, WORDS.with(List.of(guard(4, 4))));
        assertEquals(UnitState.GUARDED, read(region, new Span(0, 12)).stateAt(4));
        assertEquals(List.of("r32@0", "r32@8"), region.log);
    }

    @Test
    void cancelledRefreshStopsBetweenUnits() {
        FakeRegion region = registers(WORDS);
        RegionSnapshot snapshot = new SnapshotReader(region, () -> region.log.size() >= 2)
                .read(List.of(new Span(0, 0x20)), WORDS, 1);
        assertEquals(2, region.log.size());
        assertEquals(UnitState.VALUE, snapshot.stateAt(7));
        assertEquals(UnitState.NOT_READ, snapshot.stateAt(8));
    }

    @Test
    void copyFillsGapsWithNotRead() {
        FakeRegion region = registers(WORDS);
        RegionSnapshot snapshot = read(region, new Span(4, 4), new Span(0xc, 4));
        byte[] bytes = new byte[16];
        byte[] states = new byte[16];
        snapshot.copy(2, bytes, states);
        assertEquals(UnitState.NOT_READ.ordinal(), states[0]);
        assertEquals(4, bytes[2]);
        assertEquals(UnitState.VALUE.ordinal(), states[5]);
        assertEquals(UnitState.NOT_READ.ordinal(), states[6]);
        assertEquals(0, bytes[6]);
        assertEquals(0x0f, bytes[13]);
        assertEquals(UnitState.NOT_READ.ordinal(), states[14]);
    }
}
