// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Optional;

/**
 * Where everything is: columns in characters, positions in points. Immutable; knows nothing of a display.
 * <p>
 * A row is one line of text: cells with a blank between neighbours and one more at every eighth byte, two blanks, then
 * the text column. The address gutter is outside that line and stays put while it scrolls sideways. Advances of
 * characters may be fractional, so a position is rounded once from its column, never summed up from rounded widths.
 */
final class HexGeometry {

    private static final int GROUP = 8;
    private static final int MIN_DIGITS = 4;
    private static final int FLAG_WIDTH = 9;
    private static final int PAD = 8;
    private static final int TEXT_GAP = 2;

    private final HexOptions options;
    private final Optional<HexRange> extent;
    private final FontSize font;
    private final int bytesPerRow;
    private final int addressDigits;
    private final int cellWidth;

    /**
     * Size of a character of the fixed-width font.
     *
     * @param advance   distance from one character to the next in points, may be fractional
     * @param lineHeight of the text in points
     */
    record FontSize(double advance, int lineHeight) {
    }

    /**
     * What is under a point.
     *
     * @param offset nearest byte, unsigned
     * @param pane   nearest column
     * @param inside whether the point is on that byte rather than beside it
     */
    record Hit(long offset, HexPane pane, boolean inside) {
    }

    HexGeometry(HexOptions options, Optional<HexRange> extent, FontSize font, int clientWidth) {
        this.options = options;
        this.extent = extent;
        this.font = font;
        this.addressDigits = addressDigits(extent.map(HexRange::last).orElse(0L), options.addressBase());
        this.cellWidth = options.format().width(options.cellSize());
        this.bytesPerRow = switch (options.fit()) {
            case FIXED -> options.bytesPerRow();
            case POWER_OF_TWO -> fitted(clientWidth, true);
            case GROUPS -> fitted(clientWidth, false);
        };
    }

    private static int addressDigits(long last, long base) {
        long highest = base + last;
        if (Long.compareUnsigned(highest, base) < 0) {
            return 16;
        }
        return Math.max(MIN_DIGITS, (64 - Long.numberOfLeadingZeros(highest) + 3) / 4);
    }

    private int fitted(int clientWidth, boolean powerOfTwo) {
        int best = GROUP;
        for (int n = 2 * GROUP; n <= 1024 && cellsX() + x(columns(n)) + PAD <= clientWidth;
                n = powerOfTwo ? 2 * n : n + GROUP) {
            best = n;
        }
        return best;
    }

    HexOptions options() {
        return options;
    }

    Optional<HexRange> extent() {
        return extent;
    }

    FontSize font() {
        return font;
    }

    int bytesPerRow() {
        return bytesPerRow;
    }

    int cellsPerRow() {
        return bytesPerRow / options.cellSize();
    }

    int addressDigits() {
        return addressDigits;
    }

    /** Characters of a cell. */
    int cellWidth() {
        return cellWidth;
    }

    /** Number of the last row; the first is 0. Never negative, because a row has at least four bytes. */
    long lastRow() {
        return extent.map(range -> Long.divideUnsigned(range.last(), bytesPerRow)).orElse(0L);
    }

    long row(long offset) {
        return Long.divideUnsigned(offset, bytesPerRow);
    }

    long rowStart(long row) {
        return row * bytesPerRow;
    }

    /** Bytes of a row that the region has; less than a full row only at the end. */
    int bytesIn(long row) {
        if (extent.isEmpty() || row > lastRow()) {
            return 0;
        }
        long rest = extent.get().last() - rowStart(row);
        return Long.compareUnsigned(rest, bytesPerRow - 1L) >= 0 ? bytesPerRow : (int) rest + 1;
    }

    /** Column of the first character of a cell. */
    int cellColumn(int cell) {
        int groups = cell * options.cellSize() / GROUP;
        return cell * (cellWidth + 1) + groups;
    }

    /** Columns that the cells of {@code bytes} bytes take. */
    private int cellColumns(int bytes) {
        return cellColumn(bytes / options.cellSize() - 1) + cellWidth;
    }

    /** Column of a byte in the text column, or the end of the line if there is none. */
    int textColumn(int byteInRow) {
        return cellColumns(bytesPerRow) + (hasText() ? TEXT_GAP + byteInRow : 0);
    }

    boolean hasText() {
        return options.text() != TextEncoding.NONE;
    }

    private int columns(int bytes) {
        return cellColumns(bytes) + (hasText() ? TEXT_GAP + bytes : 0);
    }

    /** Characters of a full row. */
    int rowColumns() {
        return columns(bytesPerRow);
    }

    /** Distance of a column from the beginning of the line. */
    int x(int column) {
        return (int) Math.round(column * font.advance());
    }

    int rowHeight() {
        return font.lineHeight() + Math.max(2, font.lineHeight() / 6);
    }

    /** Space above the text of a row. */
    int textDrop() {
        return (rowHeight() - font.lineHeight()) / 2;
    }

    int headerHeight() {
        return rowHeight() + 4;
    }

    /** Width of the strip for flags at the left of the gutter. */
    int flagWidth() {
        return FLAG_WIDTH;
    }

    int addressX() {
        return FLAG_WIDTH;
    }

    int gutterWidth() {
        int chars = Math.max(addressDigits, options.addressLabel().length());
        return addressX() + x(chars) + PAD;
    }

    /** Where rows begin when not scrolled sideways. */
    int cellsX() {
        return gutterWidth() + PAD;
    }

    /** Middle of the gap before the text column. */
    int separatorX() {
        return cellsX() + (x(cellColumns(bytesPerRow)) + x(textColumn(0))) / 2;
    }

    int contentWidth() {
        return cellsX() + x(rowColumns()) + PAD;
    }

    /** Top of a row on the screen. */
    int rowY(long row, long topRow) {
        return headerHeight() + (int) (row - topRow) * rowHeight();
    }

    /** Whole rows that fit, at least one. */
    int fullRows(int clientHeight) {
        return Math.max(1, (clientHeight - headerHeight()) / rowHeight());
    }

    /** Rows of which at least a part shows. */
    int shownRows(int clientHeight) {
        return Math.max(1, (clientHeight - headerHeight() + rowHeight() - 1) / rowHeight());
    }

    /** The bytes of a number of rows, or nothing if the region has none there. */
    Optional<HexRange> rows(long topRow, int count) {
        if (extent.isEmpty() || topRow > lastRow()) {
            return Optional.empty();
        }
        long bottom = Math.min(lastRow(), topRow + count - 1);
        return Optional.of(new HexRange(rowStart(topRow), rowStart(bottom) + bytesIn(bottom) - 1));
    }

    /**
     * Finds what is at a point of the window.
     *
     * @param x      in points from the left
     * @param y      in points from the top
     * @param topRow first row shown
     * @param shift  how far rows are scrolled to the left
     */
    Optional<Hit> hit(int x, int y, long topRow, int shift) {
        boolean text = hasText() && x + shift >= separatorX();
        return hit(x, y, topRow, shift, text ? HexPane.TEXT : HexPane.CELLS);
    }

    /** Finds the byte of one column that is nearest to a point. */
    Optional<Hit> hit(int x, int y, long topRow, int shift, HexPane pane) {
        if (extent.isEmpty()) {
            return Optional.empty();
        }
        int line = Math.floorDiv(y - headerHeight(), rowHeight());
        long row = Math.clamp(topRow + line, 0, lastRow());
        double column = (x - cellsX() + shift) / font.advance();
        int last = bytesIn(row) - 1;
        int nearest;
        boolean inside;
        if (pane == HexPane.TEXT) {
            int index = (int) Math.floor(column) - textColumn(0);
            nearest = Math.clamp(index, 0, last);
            inside = nearest == index;
        } else {
            int cell = Math.min(cellAt(column), last / options.cellSize());
            nearest = cell * options.cellSize();
            inside = column >= cellColumn(cell) - 0.5 && column < cellColumn(cell) + cellWidth + 0.5;
        }
        inside &= line >= 0 && row == topRow + line && x >= gutterWidth();
        return Optional.of(new Hit(rowStart(row) + nearest, pane, inside));
    }

    private int cellAt(double column) {
        int low = 0;
        int high = cellsPerRow() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            // Half of the gap belongs to either neighbour.
            double gap = cellColumn(middle) - cellColumn(middle - 1) - cellWidth;
            if (column >= cellColumn(middle) - gap / 2) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** True if both lay rows out alike, so that text prepared for one serves the other. */
    boolean sameRows(HexGeometry other) {
        return options.equals(other.options) && extent.equals(other.extent) && font.equals(other.font)
                && bytesPerRow == other.bytesPerRow;
    }
}
