// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HexOptionsTest {

    @Test
    void replacesAFormatThatTheCellSizeLacks() {
        HexOptions floats = HexOptions.DEFAULT.withFormat(CellFormat.FLOAT);
        assertEquals(4, floats.cellSize());
        assertEquals(CellFormat.HEX, floats.withCellSize(1).format());
        assertEquals(CellFormat.FLOAT, floats.withCellSize(8).format());
    }

    @Test
    void cellsAreAligned() {
        HexOptions words = HexOptions.DEFAULT.withCellSize(4);
        assertEquals(0x1c, words.cellStart(0x1f));
        assertEquals(new HexRange(-4L, -1L), words.cell(-2L));
        assertEquals(new HexRange(0x8000_0000_0000_0000L, 0x8000_0000_0000_0003L),
                words.cell(0x8000_0000_0000_0001L));
    }

    @Test
    void refusesRowsThatDoNotHoldWholeCells() {
        assertThrows(IllegalArgumentException.class, () -> HexOptions.DEFAULT.withBytesPerRow(12));
        assertThrows(IllegalArgumentException.class, () -> HexOptions.DEFAULT.withBytesPerRow(0));
        assertThrows(IllegalArgumentException.class, () -> HexOptions.DEFAULT.withBytesPerRow(2048));
        assertThrows(IllegalArgumentException.class, () -> HexOptions.DEFAULT.withCellSize(8).withBytesPerRow(4));
        assertThrows(IllegalArgumentException.class, () -> HexOptions.DEFAULT.withCellSize(3));
        assertEquals(24, HexOptions.DEFAULT.withBytesPerRow(24).bytesPerRow());
        assertEquals(8, HexOptions.DEFAULT.withBytesPerRow(4).withCellSize(8).bytesPerRow());
    }
}
