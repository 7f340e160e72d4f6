// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import org.barscope.core.backend.RegionUri;
import org.junit.jupiter.api.Test;

class RegionSnapshotTest {

    private static final RegionUri URI = RegionUri.parse("file:/memory");

    private static RegionSnapshot snapshot(UnitState fifth, int... bytes) {
        byte[] held = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            held[i] = (byte) bytes[i];
        }
        UnitState[] states = new UnitState[bytes.length];
        Arrays.fill(states, UnitState.VALUE);
        states[4] = fifth;
        return RegionSnapshot.of(URI, Instant.EPOCH, 0x10, held, states);
    }

    @Test
    void aWordIsJoinedInTheByteOrderOfItsRegion() {
        RegionSnapshot snapshot = snapshot(UnitState.VALUE, 0x81, 2, 3, 4, 5, 6, 7, 0x88);
        assertEquals(OptionalLong.of(0x0403_0281), snapshot.word(0x10, 4, ByteOrder.LITTLE_ENDIAN));
        assertEquals(OptionalLong.of(0x8102_0304L), snapshot.word(0x10, 4, ByteOrder.BIG_ENDIAN));
        assertEquals(OptionalLong.of(0x8807_0605_0403_0281L), snapshot.word(0x10, 8, ByteOrder.LITTLE_ENDIAN));
        assertEquals(OptionalLong.of(0x8102_0304_0506_0788L), snapshot.word(0x10, 8, ByteOrder.BIG_ENDIAN));
        assertEquals(OptionalLong.of(0x81), snapshot.word(0x10, 1, ByteOrder.BIG_ENDIAN));
    }

    @Test
    void aWordWithAByteThatWasNotReadIsNone() {
        RegionSnapshot snapshot = snapshot(UnitState.GUARDED, 1, 2, 3, 4, 5, 6, 7, 8);
        assertEquals(OptionalLong.empty(), snapshot.word(0x10, 8, ByteOrder.BIG_ENDIAN));
        assertEquals(OptionalLong.empty(), snapshot.word(0x16, 4, ByteOrder.BIG_ENDIAN), "it ends within");
        assertEquals(OptionalLong.of(0x0102_0304), snapshot.word(0x10, 4, ByteOrder.BIG_ENDIAN));
        assertThrows(IndexOutOfBoundsException.class, () -> snapshot.word(0x10, 9, ByteOrder.BIG_ENDIAN));
    }
}
