// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverviewScaleTest {

    @ParameterizedTest
    @ValueSource(longs = {63, 0xffff, 0xffff_ffffL, Long.MAX_VALUE, -1L})
    void mapsBothWays(long last) {
        OverviewScale scale = new OverviewScale(new HexRange(0, last), 40);
        assertEquals(0, scale.y(0));
        assertEquals(39, scale.y(last));
        assertEquals(0, scale.offset(0));
        assertEquals(last, scale.offset(39));
        long before = 0;
        for (int y = 1; y < 39; y++) {
            long offset = scale.offset(y);
            assertTrue(Long.compareUnsigned(offset, before) > 0);
            assertTrue(Math.abs(scale.y(offset) - y) <= 1, "point " + y);
            before = offset;
        }
    }

    @Test
    void fewBytesSpreadOverTheBar() {
        OverviewScale scale = new OverviewScale(new HexRange(0, 1), 100);
        assertEquals(0, scale.y(0));
        assertEquals(50, scale.y(1));
    }
}
