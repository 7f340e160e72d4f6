// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Optional;

/** Which rows show, and how far they are scrolled sideways. */
final class HexViewport {

    private HexGeometry geometry;
    private int width;
    private int height;
    private long topRow;
    private int shift;

    HexViewport(HexGeometry geometry) {
        this.geometry = geometry;
    }

    /** Takes another layout or size on. The byte at the top left stays in the top row. */
    void layout(HexGeometry newGeometry, int newWidth, int newHeight) {
        long topOffset = geometry.rowStart(topRow);
        geometry = newGeometry;
        width = newWidth;
        height = newHeight;
        topTo(geometry.row(topOffset));
        shiftTo(shift);
    }

    long topRow() {
        return topRow;
    }

    int shift() {
        return shift;
    }

    /** Whole rows on the screen. */
    int pageRows() {
        return geometry.fullRows(height);
    }

    ScrollScale scale() {
        return ScrollScale.of(geometry.lastRow(), pageRows());
    }

    int maxShift() {
        return Math.max(0, geometry.contentWidth() - width);
    }

    /** Makes a row the first one, or the nearest to it that fills the page. Returns whether anything moved. */
    boolean topTo(long row) {
        long old = topRow;
        topRow = Math.clamp(row, 0, scale().maxTop());
        return topRow != old;
    }

    boolean scroll(long rows) {
        // A row number is far below Long.MAX_VALUE, so this cannot wrap.
        return topTo(Math.clamp(rows, -topRow, Long.MAX_VALUE / 2) + topRow);
    }

    boolean shiftTo(int points) {
        int old = shift;
        shift = Math.clamp(points, 0, maxShift());
        return shift != old;
    }

    /** Scrolls as little as shows a byte; from far away, so that some rows before it show as well. */
    boolean reveal(long offset) {
        long row = geometry.row(offset);
        int page = pageRows();
        if (row < topRow - page || row >= topRow + 2L * page) {
            return topTo(row - page / 3);
        }
        if (row < topRow) {
            return topTo(row);
        }
        return row >= topRow + page && topTo(row - page + 1);
    }

    /** Scrolls sideways as little as shows columns of a row. */
    boolean revealColumns(int from, int to) {
        int left = geometry.x(from);
        int right = geometry.x(to);
        int room = width - geometry.cellsX();
        if (left < shift) {
            return shiftTo(from == 0 ? 0 : left);
        }
        return right - shift > room && shiftTo(right - Math.max(room, right - left));
    }

    /** The bytes of which at least a part shows. */
    Optional<HexRange> visible() {
        return geometry.rows(topRow, geometry.shownRows(height));
    }
}
