// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.bits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class BitWordTest {

    private static final BitField HIGH = new BitField(63, 60, "HIGH", "", true);
    private static final BitField FLAG = new BitField(0, 0, "FLAG", "", false);

    private final BitWord word = new BitWord(64, 0xa000_0000_0000_0001L, ~(1L << 62), 1, 1L << 60,
            List.of(HIGH, FLAG));

    @Test
    void fieldsHaveMasksAndSignatures() {
        assertEquals(0xf000_0000_0000_0000L, HIGH.mask());
        assertEquals(-1L, new BitField(63, 0, "ALL", "", true).mask());
        assertEquals("HIGH[63:60]", HIGH.signature());
        assertEquals("FLAG[0]", FLAG.signature());
        assertThrows(IllegalArgumentException.class, () -> new BitField(0, 1, "X", "", true));
        assertThrows(IllegalArgumentException.class, () -> new BitField(64, 1, "X", "", true));
    }

    @Test
    void whatIsNotKnownIsNeitherSetNorPartOfAValue() {
        assertTrue(word.isSet(63));
        assertFalse(word.isKnown(62));
        assertFalse(word.isSet(62));
        assertEquals(Optional.empty(), word.valueOf(HIGH));
        assertEquals(Optional.of(1L), word.valueOf(FLAG));
        assertEquals(Optional.of(0xaL), BitWord.of(64, word.value(), word.fields()).valueOf(HIGH));
        assertFalse(BitWord.unknown(32, List.of()).isKnown(5));
    }

    @Test
    void bitsBelongToFieldsOrAreReserved() {
        assertEquals(Optional.of(HIGH), word.field(61));
        assertEquals(Optional.empty(), word.field(5));
        assertTrue(word.isWritable(60));
        assertFalse(word.isWritable(0), "the field is read-only");
        assertFalse(word.isWritable(5), "reserved");
    }

    @Test
    void refusesFieldsThatOverlapOrPassTheWidth() {
        BitField other = new BitField(60, 50, "OTHER", "", true);
        assertThrows(IllegalArgumentException.class, () -> BitWord.of(64, 0, List.of(HIGH, other)));
        assertThrows(IllegalArgumentException.class, () -> BitWord.of(32, 0, List.of(HIGH)));
        assertThrows(IllegalArgumentException.class, () -> BitWord.of(12, 0, List.of()));
    }
}
