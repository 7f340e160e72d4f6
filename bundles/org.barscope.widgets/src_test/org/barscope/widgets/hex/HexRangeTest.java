// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class HexRangeTest {

    private static final long TOP = 0xffff_ffff_ffff_fff0L;

    @Test
    void holdsBothEnds() {
        HexRange range = HexRange.of(0x10, 0x10);
        assertEquals(new HexRange(0x10, 0x1f), range);
        assertTrue(range.contains(0x10));
        assertTrue(range.contains(0x1f));
        assertFalse(range.contains(0x0f));
        assertFalse(range.contains(0x20));
        assertEquals(16, range.length());
    }

    @Test
    void reachesTheLastOffsetWithoutOverflow() {
        HexRange range = HexRange.of(TOP, 16);
        assertEquals(-1L, range.last());
        assertTrue(range.contains(-1L));
        assertFalse(range.contains(0));
        assertFalse(range.contains(TOP - 1));
        assertThrows(IllegalArgumentException.class, () -> HexRange.of(TOP, 17));
    }

    @Test
    void wholeHasEveryOffset() {
        assertTrue(HexRange.WHOLE.contains(0));
        assertTrue(HexRange.WHOLE.contains(Long.MIN_VALUE));
        assertTrue(HexRange.WHOLE.contains(-1));
        assertEquals(0, HexRange.WHOLE.length());
        assertEquals(-1L, HexRange.WHOLE.span());
    }

    @Test
    void comparesUnsigned() {
        assertThrows(IllegalArgumentException.class, () -> new HexRange(-1, 0));
        assertEquals(new HexRange(1, -1), HexRange.between(-1, 1));
        assertTrue(new HexRange(Long.MAX_VALUE, Long.MIN_VALUE).contains(Long.MIN_VALUE));
    }

    @Test
    void intersects() {
        HexRange low = new HexRange(0, 0xf);
        HexRange high = new HexRange(TOP, -1);
        assertEquals(Optional.empty(), low.intersection(high));
        assertEquals(Optional.of(high), HexRange.WHOLE.intersection(high));
        assertEquals(Optional.of(new HexRange(0xf, 0xf)), low.intersection(new HexRange(0xf, 0x20)));
    }

    @Test
    void clampsToTheNearerEnd() {
        HexRange range = new HexRange(0x10, 0x1f);
        assertEquals(0x10, range.clamp(3));
        assertEquals(0x1f, range.clamp(-1));
        assertEquals(0x18, range.clamp(0x18));
    }

    @Test
    void sizeZeroIsNoRange() {
        assertEquals(Optional.empty(), HexRange.ofSize(0));
        assertEquals(Optional.of(new HexRange(0, 63)), HexRange.ofSize(64));
        assertThrows(IllegalArgumentException.class, () -> HexRange.of(5, 0));
    }
}
