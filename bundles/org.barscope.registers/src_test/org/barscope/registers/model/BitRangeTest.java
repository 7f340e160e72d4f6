// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BitRangeTest {
    @Test
    void extractsAndInserts() {
        BitRange bits = new BitRange(4, 11);
        assertEquals(0xAB, bits.extract(0xFFFFFFFFFFFFFABCL));
        assertEquals(0x12345CD8L, bits.insert(0x12345678L, 0xCD));
        assertEquals(0x12345F08L, bits.insert(0x12345678L, 0xFFF0));
        assertEquals("[11:4]", bits.toString());
        assertTrue(bits.fits(255));
        assertFalse(bits.fits(256));
        assertFalse(bits.fits(-1));
    }

    @Test
    void allBitsOfALongWord() {
        BitRange all = new BitRange(0, 63);
        assertEquals(-1L, all.mask());
        assertEquals(-2L, all.extract(-2L));
        assertTrue(all.fits(-1L));
        assertEquals("[63]", new BitRange(63, 63).toString());
        assertEquals(1, new BitRange(63, 63).extract(Long.MIN_VALUE));
    }

    @Test
    void refusesBitsOutside() {
        assertThrows(IllegalArgumentException.class, () -> new BitRange(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new BitRange(0, 64));
        assertThrows(IllegalArgumentException.class, () -> new BitRange(5, 4));
    }

    @Test
    void patternWritesWhatItReads() {
        assertEquals("#1x0", new BitPattern(4, ~2L).toString());
        assertEquals("#x", new BitPattern(0, ~1L).toString());
        assertEquals("18446744073709551615", BitPattern.exactly(-1).toString());
        assertEquals(new BitPattern(4, ~2L), new BitPattern(6, ~2L));
    }
}
