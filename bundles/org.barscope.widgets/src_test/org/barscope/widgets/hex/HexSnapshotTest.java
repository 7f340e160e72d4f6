// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class HexSnapshotTest {

    private static final Instant NOW = Instant.ofEpochSecond(1);

    private static HexSnapshot twoUnits(UnitState first, UnitState second) {
        return HexSnapshot.of(8, 4, TestModel.bytes(1, 2, 3, 4, 5, 6, 7, 8), new UnitState[] {first, second}, NOW, 3);
    }

    @Test
    void stateBelongsToTheWholeUnit() {
        HexSnapshot snapshot = twoUnits(UnitState.VALUE, UnitState.GUARDED);
        assertEquals(UnitState.VALUE, snapshot.state(0xb));
        assertEquals(UnitState.GUARDED, snapshot.state(0xc));
        assertEquals(UnitState.GUARDED, snapshot.state(0xf));
        assertEquals(UnitState.NOT_YET_READ, snapshot.state(0x10));
        assertEquals(UnitState.NOT_YET_READ, snapshot.state(7));
        assertEquals(UnitState.NOT_YET_READ, snapshot.state(-1));
    }

    @Test
    void neverGivesAByteThatWasNotRead() {
        HexSnapshot snapshot = twoUnits(UnitState.VALUE, UnitState.FAULTED);
        assertEquals(4, snapshot.byteAt(0xb));
        assertThrows(IllegalStateException.class, () -> snapshot.byteAt(0xc));
        assertThrows(IllegalStateException.class, () -> snapshot.byteAt(0x20));
        assertThrows(IllegalStateException.class, () -> snapshot.value(8, 8, ByteOrder.LITTLE_ENDIAN));
        assertEquals(Optional.empty(), snapshot.bytes(new HexRange(8, 0xc)));
        assertArrayEquals(TestModel.bytes(2, 3), snapshot.bytes(new HexRange(9, 0xa)).orElseThrow());
    }

    @Test
    void valuesFollowTheByteOrder() {
        HexSnapshot snapshot = twoUnits(UnitState.VALUE, UnitState.ALL_ONES);
        assertEquals(0x01020304, snapshot.value(8, 4, ByteOrder.BIG_ENDIAN));
        assertEquals(0x04030201, snapshot.value(8, 4, ByteOrder.LITTLE_ENDIAN));
        assertEquals(0x0807060504030201L, snapshot.value(8, 8, ByteOrder.LITTLE_ENDIAN));
    }

    @Test
    void doesNotFollowItsSource() {
        byte[] bytes = {1, 2};
        UnitState[] states = {UnitState.VALUE, UnitState.VALUE};
        HexSnapshot snapshot = HexSnapshot.of(0, 1, bytes, states, NOW, 1);
        bytes[0] = 9;
        states[1] = UnitState.REVOKED;
        assertEquals(1, snapshot.byteAt(0));
        assertTrue(snapshot.hasValue(1));
    }

    @Test
    void aLastShorterUnitCounts() {
        HexSnapshot snapshot = HexSnapshot.of(0, 4, new byte[6],
                new UnitState[] {UnitState.VALUE, UnitState.GUARDED}, NOW, 1);
        assertEquals(UnitState.GUARDED, snapshot.state(5));
        assertEquals(UnitState.NOT_YET_READ, snapshot.state(6));
        assertFalse(snapshot.hasValues(new HexRange(0, 4)));
        assertTrue(snapshot.hasValues(new HexRange(0, 3)));
    }

    @Test
    void worksAtTheVeryEnd() {
        HexSnapshot snapshot = HexSnapshot.ofValues(-4L, TestModel.bytes(1, 2, 3, 4), NOW, 1);
        assertEquals(4, snapshot.byteAt(-1L));
        assertEquals(Optional.of(new HexRange(-4L, -1L)), snapshot.range());
        assertFalse(snapshot.covers(0));
        assertThrows(IllegalArgumentException.class, () -> HexSnapshot.ofValues(-4L, new byte[5], NOW, 1));
    }

    @Test
    void aWholeRegionCanBeRevoked() {
        HexSnapshot snapshot = HexSnapshot.ofState(UnitState.REVOKED, NOW, 9);
        assertEquals(UnitState.REVOKED, snapshot.state(0x1234));
        assertEquals(Optional.empty(), snapshot.range());
        assertEquals(UnitState.REVOKED, twoUnits(UnitState.VALUE, UnitState.VALUE)
                .withOutside(UnitState.REVOKED).state(0));
    }

    @Test
    void refusesWhatCannotBe() {
        byte[] eight = new byte[8];
        UnitState[] two = {UnitState.VALUE, UnitState.VALUE};
        assertThrows(IllegalArgumentException.class, () -> HexSnapshot.of(0, 3, eight, two, NOW, 1));
        assertThrows(IllegalArgumentException.class, () -> HexSnapshot.of(2, 4, eight, two, NOW, 1));
        assertThrows(IllegalArgumentException.class, () -> HexSnapshot.of(0, 8, eight, two, NOW, 1));
        assertThrows(IllegalArgumentException.class, () -> twoUnits(UnitState.CHANGED, UnitState.VALUE));
        assertThrows(IllegalArgumentException.class, () -> twoUnits(UnitState.VALUE, UnitState.PENDING_EDIT));
        assertThrows(IllegalArgumentException.class, () -> HexSnapshot.ofState(UnitState.VALUE, NOW, 1));
    }
}
