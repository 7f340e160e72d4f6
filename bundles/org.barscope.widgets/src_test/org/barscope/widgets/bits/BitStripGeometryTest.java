// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.bits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;

import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitStripGeometryTest {

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32, 64})
    void everyBitIsHitWhereItIsDrawnAndNoTwoOverlap(int width) {
        BitStripGeometry geometry = new BitStripGeometry(width, 20, 16);
        Rectangle all = new Rectangle(0, 0, geometry.totalWidth(), geometry.totalHeight());
        for (int bit = 0; bit < width; bit++) {
            Rectangle box = geometry.box(bit);
            assertEquals(OptionalInt.of(bit), geometry.bitAt(box.x, box.y));
            assertEquals(OptionalInt.of(bit), geometry.bitAt(box.x + box.width - 1, box.y + box.height - 1));
            assertEquals(OptionalInt.of(bit), geometry.bitAt(box.x + 2, geometry.number(bit).y));
            assertEquals(box, all.intersection(box), "outside the strip");
            for (int other = 0; other < bit; other++) {
                assertFalse(box.intersects(geometry.box(other)), bit + " and " + other);
            }
        }
        assertEquals(OptionalInt.empty(), geometry.bitAt(0, 0));
        assertEquals(OptionalInt.empty(), geometry.bitAt(100_000, 20));
    }

    @Test
    void theMostSignificantBitIsAtTheLeftOfTheFirstLine() {
        BitStripGeometry geometry = new BitStripGeometry(64, 20, 16);
        assertEquals(0, geometry.line(63));
        assertEquals(0, geometry.line(32));
        assertEquals(1, geometry.line(31));
        assertTrue(geometry.box(63).x < geometry.box(62).x);
        assertTrue(geometry.box(31).y > geometry.box(32).y);
        assertEquals(geometry.box(63).x, geometry.box(31).x);
    }

    @Test
    void nibblesAndBytesAreApart() {
        BitStripGeometry geometry = new BitStripGeometry(32, 20, 16);
        int within = geometry.box(30).x - geometry.box(31).x;
        int nibble = geometry.box(27).x - geometry.box(28).x;
        int wholeByte = geometry.box(23).x - geometry.box(24).x;
        assertTrue(within < nibble && nibble < wholeByte);
    }

    @Test
    void aFieldAcrossLinesHasALabelInEach() {
        BitStripGeometry geometry = new BitStripGeometry(64, 20, 16);
        List<Rectangle> parts = geometry.labels(new BitField(40, 20, "ADDRESS", "", true));
        assertEquals(2, parts.size());
        assertEquals(geometry.box(40).x, parts.get(0).x);
        assertEquals(geometry.box(32).x + 20, parts.get(0).x + parts.get(0).width);
        assertEquals(geometry.box(31).x, parts.get(1).x);
        assertEquals(geometry.box(20).x + 20, parts.get(1).x + parts.get(1).width);
        assertEquals(1, geometry.labels(new BitField(3, 0, "LOW", "", true)).size());
    }
}
