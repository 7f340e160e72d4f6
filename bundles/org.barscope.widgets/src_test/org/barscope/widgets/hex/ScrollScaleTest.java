// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrollScaleTest {

    @Test
    void smallRegionsMapRowByRow() {
        ScrollScale scale = ScrollScale.of(999, 40);
        assertEquals(960, scale.maxTop());
        for (long row = 0; row <= scale.maxTop(); row++) {
            assertEquals(row, scale.top(scale.position(row)));
        }
        assertEquals(scale.maximum() - scale.thumb(), scale.position(scale.maxTop()));
    }

    @Test
    void nothingToScrollWhenAllFits() {
        ScrollScale scale = ScrollScale.of(3, 40);
        assertEquals(0, scale.maxTop());
        assertEquals(0, scale.position(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 29, 1L << 34, 1L << 53, (1L << 62) - 1})
    void hugeRegionsReachBothEnds(long lastRow) {
        ScrollScale scale = ScrollScale.of(lastRow, 60);
        assertEquals(0, scale.top(0));
        assertEquals(scale.maxTop(), scale.top(scale.maximum() - scale.thumb()));
        assertEquals(scale.maximum() - scale.thumb(), scale.position(scale.maxTop()));
        assertTrue(scale.position(1) > 0, "the second row is not the top");
        assertTrue(scale.position(scale.maxTop() - 1) < scale.maximum() - scale.thumb());
        assertTrue(scale.thumb() >= 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 29, 1L << 40, (1L << 62) - 1})
    void hugeRegionsMapInOrder(long lastRow) {
        ScrollScale scale = ScrollScale.of(lastRow, 60);
        long before = -1;
        int end = scale.maximum() - scale.thumb();
        for (int i = 0; i <= 1000; i++) {
            int position = (int) ((long) end * i / 1000);
            long top = scale.top(position);
            assertTrue(top > before, "position " + position);
            assertTrue(Math.abs(scale.position(top) - position) <= 1);
            before = top;
        }
    }
}
