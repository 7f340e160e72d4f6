// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.nio.ByteOrder;

/**
 * Rectangles behind bytes. Bytes of neighbouring cells join to one band; a byte that is only part of a cell gets the
 * place of its digits, which with little-endian cells run from right to left.
 */
final class HexBands {

    private final HexGeometry geometry;
    private final boolean positional;
    private final int size;

    /** Receives a band. */
    @FunctionalInterface
    interface Band {

        /**
         * One band.
         *
         * @param from column of its first character
         * @param to   column after its last character
         */
        void between(int from, int to);
    }

    HexBands(HexGeometry geometry) {
        this.geometry = geometry;
        this.positional = geometry.options().format().isPositional();
        this.size = geometry.options().cellSize();
    }

    /** The bands behind the bytes {@code from} to {@code to}, both included, of a row in the cell column. */
    void cells(int from, int to, Band band) {
        int i = from;
        while (i <= to) {
            int cell = i / size;
            boolean whole = !positional || i % size == 0 && i + size - 1 <= to;
            if (!whole) {
                int column = byteColumn(i);
                band.between(column, column + geometry.options().format().digitsPerByte());
                i++;
                continue;
            }
            int lastCell = positional ? (to + 1) / size - 1 : to / size;
            band.between(geometry.cellColumn(cell), geometry.cellColumn(lastCell) + geometry.cellWidth());
            i = (lastCell + 1) * size;
        }
    }

    /** The band behind bytes in the text column. */
    void text(int from, int to, Band band) {
        if (geometry.hasText()) {
            band.between(geometry.textColumn(from), geometry.textColumn(to) + 1);
        }
    }

    /** Column of the first digit of a byte. */
    private int byteColumn(int byteInRow) {
        int inCell = byteInRow % size;
        int place = geometry.options().order() == ByteOrder.BIG_ENDIAN ? inCell : size - 1 - inCell;
        return geometry.cellColumn(byteInRow / size) + place * geometry.options().format().digitsPerByte();
    }
}
