// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HexGeometryTest {

    private static final HexGeometry.FontSize FONT = new HexGeometry.FontSize(8, 16);

    private static HexGeometry of(HexOptions options, long size, int width) {
        return new HexGeometry(options, HexRange.ofSize(size), FONT, width);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 4", "65536, 0, 4", "65537, 0, 5", "4294967296, 0, 8", "17179869184, 0, 9",
        "256, 4261412864, 8", "16, -16, 16"})
    void addressesHaveTheDigitsTheHighestOneNeeds(long size, long base, int digits) {
        assertEquals(digits, of(HexOptions.DEFAULT.withAddress("Bus", base), size, 800).addressDigits());
    }

    @Test
    void addressesThatWrapHaveAllDigits() {
        assertEquals(16, of(HexOptions.DEFAULT.withAddress("Bus", -8L), 64, 800).addressDigits());
        assertEquals(16, new HexGeometry(HexOptions.DEFAULT, Optional.of(HexRange.WHOLE), FONT, 800).addressDigits());
    }

    @Test
    void aGapAtEveryEighthByte() {
        HexGeometry bytes = of(HexOptions.DEFAULT, 64, 800);
        assertEquals(0, bytes.cellColumn(0));
        assertEquals(3, bytes.cellColumn(1));
        assertEquals(21, bytes.cellColumn(7));
        assertEquals(25, bytes.cellColumn(8));
        HexGeometry words = of(HexOptions.DEFAULT.withCellSize(4), 64, 800);
        assertEquals(9, words.cellColumn(1));
        assertEquals(19, words.cellColumn(2));
        HexGeometry longs = of(HexOptions.DEFAULT.withCellSize(8), 64, 800);
        assertEquals(18, longs.cellColumn(1));
    }

    @Test
    void textFollowsTheCells() {
        HexGeometry geometry = of(HexOptions.DEFAULT, 64, 800);
        assertEquals(25 + 7 * 3 + 2 + 2, geometry.textColumn(0));
        assertEquals(geometry.textColumn(0) + 16, geometry.rowColumns());
        HexGeometry without = of(HexOptions.DEFAULT.withText(TextEncoding.NONE), 64, 800);
        assertEquals(25 + 7 * 3 + 2, without.rowColumns());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void fittedRowsFillTheWidthAndNoMore(int cellSize) {
        HexOptions options = HexOptions.DEFAULT.withCellSize(cellSize).withFit(RowFit.GROUPS);
        for (int width = 300; width < 2500; width += 37) {
            HexGeometry fitted = of(options, 1 << 20, width);
            int bytes = fitted.bytesPerRow();
            assertEquals(0, bytes % 8);
            HexGeometry more = of(options.withBytesPerRow(bytes + 8), 1 << 20, width);
            assertTrue(fitted.contentWidth() <= width || bytes == 8, "too wide at " + width);
            assertTrue(more.contentWidth() > width, "room for more at " + width);
        }
    }

    @Test
    void powersOfTwoStayRound() {
        HexOptions options = HexOptions.DEFAULT.withFit(RowFit.POWER_OF_TWO);
        for (int width = 0; width < 4000; width += 101) {
            assertEquals(1, Integer.bitCount(of(options, 1 << 20, width).bytesPerRow()));
        }
        assertEquals(8, of(options, 1 << 20, 10).bytesPerRow());
    }

    @Test
    void theLastRowMayBeShort() {
        HexGeometry geometry = of(HexOptions.DEFAULT, 35, 800);
        assertEquals(2, geometry.lastRow());
        assertEquals(16, geometry.bytesIn(1));
        assertEquals(3, geometry.bytesIn(2));
        assertEquals(0, geometry.bytesIn(3));
        assertEquals(Optional.of(new HexRange(16, 34)), geometry.rows(1, 100));
    }

    @Test
    void rowsOfAWholeAddressSpace() {
        HexGeometry geometry = new HexGeometry(HexOptions.DEFAULT.withBytesPerRow(4), Optional.of(HexRange.WHOLE),
                FONT, 800);
        assertEquals((1L << 62) - 1, geometry.lastRow());
        assertEquals(4, geometry.bytesIn(geometry.lastRow()));
        assertEquals(-4L, geometry.rowStart(geometry.lastRow()));
        assertEquals(Optional.of(new HexRange(-8L, -1L)), geometry.rows(geometry.lastRow() - 1, 2));
        assertEquals(geometry.lastRow(), geometry.row(-1L));
    }

    @Test
    void everyByteIsHitWhereItIsDrawn() {
        for (CellFormat format : CellFormat.values()) {
            for (int size = 1; size <= 8; size *= 2) {
                if (!format.supports(size)) {
                    continue;
                }
                HexGeometry geometry = new HexGeometry(HexOptions.DEFAULT.withCellSize(size).withFormat(format),
                        HexRange.ofSize(1024), new HexGeometry.FontSize(7.83, 15), 800);
                for (int cell = 0; cell < geometry.cellsPerRow(); cell++) {
                    for (int edge : new int[] {0, geometry.cellWidth() - 1}) {
                        int x = geometry.cellsX() + geometry.x(geometry.cellColumn(cell) + edge) + 4;
                        HexGeometry.Hit hit = geometry.hit(x, geometry.rowY(7, 5) + 3, 5, 0).orElseThrow();
                        assertEquals(new HexGeometry.Hit(7 * 16 + cell * size, HexPane.CELLS, true), hit);
                    }
                }
                for (int i = 0; i < 16; i++) {
                    int x = geometry.cellsX() + geometry.x(geometry.textColumn(i)) + 4;
                    assertEquals(new HexGeometry.Hit(7 * 16 + i, HexPane.TEXT, true),
                            geometry.hit(x, geometry.rowY(7, 5) + 3, 5, 0).orElseThrow());
                }
            }
        }
    }

    @Test
    void besideTheBytesTheNearestIsHitButNotInside() {
        HexGeometry geometry = of(HexOptions.DEFAULT, 35, 800);
        HexGeometry.Hit gutter = geometry.hit(2, geometry.rowY(1, 0) + 3, 0, 0).orElseThrow();
        assertEquals(new HexGeometry.Hit(16, HexPane.CELLS, false), gutter);
        HexGeometry.Hit below = geometry.hit(geometry.cellsX() + 2, 10_000, 0, 0).orElseThrow();
        assertEquals(new HexGeometry.Hit(32, HexPane.CELLS, false), below);
        HexGeometry.Hit behind = geometry.hit(10_000, geometry.rowY(2, 0), 0, 0).orElseThrow();
        assertEquals(new HexGeometry.Hit(34, HexPane.TEXT, false), behind);
        HexGeometry.Hit header = geometry.hit(geometry.cellsX(), 1, 0, 0).orElseThrow();
        assertFalse(header.inside());
    }

    @Test
    void scrolledSidewaysThingsAreElsewhere() {
        HexGeometry geometry = of(HexOptions.DEFAULT, 64, 300);
        int x = geometry.cellsX() + geometry.x(geometry.cellColumn(5)) + 1;
        assertEquals(5, geometry.hit(x - 40, geometry.rowY(0, 0), 0, 40).orElseThrow().offset());
    }

    @Test
    void nothingIsHitInAnEmptyRegion() {
        HexGeometry geometry = of(HexOptions.DEFAULT, 0, 800);
        assertEquals(Optional.empty(), geometry.hit(100, 100, 0, 0));
        assertEquals(Optional.empty(), geometry.rows(0, 10));
        assertEquals(0, geometry.bytesIn(0));
    }
}
