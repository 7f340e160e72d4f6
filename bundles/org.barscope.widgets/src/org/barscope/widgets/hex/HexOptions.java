// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.nio.ByteOrder;
import java.util.Objects;

/**
 * How a {@link HexCanvas} shows its bytes. None of this changes how memory is accessed.
 *
 * @param cellSize     bytes per cell: 1, 2, 4 or 8
 * @param order        which byte of a cell is the most significant one
 * @param format       how the number in a cell is written; one that supports the cell size
 * @param fit          whether rows have a fixed length or follow the width of the window
 * @param bytesPerRow  length of fixed rows: 4, or a multiple of 8 up to 1024; whole cells
 * @param text         encoding of the text column
 * @param addressLabel heading of the address gutter, such as "Offset" or "Bus address"
 * @param addressBase  address of offset 0 as the gutter shows it, unsigned
 * @param upperCase    whether hexadecimal digits are A to F instead of a to f
 */
public record HexOptions(int cellSize, ByteOrder order, CellFormat format, RowFit fit, int bytesPerRow,
        TextEncoding text, String addressLabel, long addressBase, boolean upperCase) {

    /** Sixteen bytes a row in hexadecimal with ASCII, little-endian, by offset: what most hex views show. */
    public static final HexOptions DEFAULT = new HexOptions(1, ByteOrder.LITTLE_ENDIAN, CellFormat.HEX, RowFit.FIXED,
            16, TextEncoding.ASCII, "Offset", 0, false);

    private static final int MIN_ROW = 4;
    private static final int MAX_ROW = 1024;

    /**
     * Checks that the values agree.
     *
     * @throws IllegalArgumentException if they do not
     */
    public HexOptions {
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(fit, "fit");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(addressLabel, "addressLabel");
        if (cellSize != 1 && cellSize != 2 && cellSize != 4 && cellSize != 8) {
            throw new IllegalArgumentException("Cells have 1, 2, 4 or 8 bytes, not " + cellSize);
        }
        if (!format.supports(cellSize)) {
            throw new IllegalArgumentException(format.label() + " needs cells of 2, 4 or 8 bytes");
        }
        boolean round = bytesPerRow % 8 == 0 || bytesPerRow == MIN_ROW;
        if (!round || bytesPerRow < MIN_ROW || bytesPerRow > MAX_ROW || bytesPerRow % cellSize != 0) {
            throw new IllegalArgumentException("Rows have 4 bytes or a multiple of 8 up to " + MAX_ROW
                    + ", and whole cells of " + cellSize + ", not " + bytesPerRow);
        }
    }

    /**
     * With other cells. A format or row length that does not go with them is replaced by the nearest that does.
     *
     * @param size 1, 2, 4 or 8
     * @return the changed options
     */
    public HexOptions withCellSize(int size) {
        return new HexOptions(size, order, format.supports(size) ? format : CellFormat.HEX, fit,
                Math.max(bytesPerRow, size), text, addressLabel, addressBase, upperCase);
    }

    /**
     * With another byte order.
     *
     * @param newOrder which byte of a cell is the most significant one
     * @return the changed options
     */
    public HexOptions withOrder(ByteOrder newOrder) {
        return new HexOptions(cellSize, newOrder, format, fit, bytesPerRow, text, addressLabel, addressBase,
                upperCase);
    }

    /**
     * With another number format. Cells grow to four bytes if the format has no single byte.
     *
     * @param newFormat how numbers are written
     * @return the changed options
     */
    public HexOptions withFormat(CellFormat newFormat) {
        int size = newFormat.supports(cellSize) ? cellSize : 4;
        return new HexOptions(size, order, newFormat, fit, bytesPerRow, text, addressLabel, addressBase, upperCase);
    }

    /**
     * With rows of fixed length.
     *
     * @param bytes length of a row
     * @return the changed options
     * @throws IllegalArgumentException if the length is out of range or no multiple of the cell size
     */
    public HexOptions withBytesPerRow(int bytes) {
        return new HexOptions(cellSize, order, format, RowFit.FIXED, bytes, text, addressLabel, addressBase,
                upperCase);
    }

    /**
     * With another rule for the length of rows.
     *
     * @param newFit the rule
     * @return the changed options
     */
    public HexOptions withFit(RowFit newFit) {
        return new HexOptions(cellSize, order, format, newFit, bytesPerRow, text, addressLabel, addressBase,
                upperCase);
    }

    /**
     * With another text column.
     *
     * @param encoding of the text column
     * @return the changed options
     */
    public HexOptions withText(TextEncoding encoding) {
        return new HexOptions(cellSize, order, format, fit, bytesPerRow, encoding, addressLabel, addressBase,
                upperCase);
    }

    /**
     * With other addresses in the gutter.
     *
     * @param label heading of the gutter
     * @param base  address of offset 0, unsigned
     * @return the changed options
     */
    public HexOptions withAddress(String label, long base) {
        return new HexOptions(cellSize, order, format, fit, bytesPerRow, text, label, base, upperCase);
    }

    /**
     * With capital or small hexadecimal digits.
     *
     * @param upper whether capital
     * @return the changed options
     */
    public HexOptions withUpperCase(boolean upper) {
        return new HexOptions(cellSize, order, format, fit, bytesPerRow, text, addressLabel, addressBase, upper);
    }

    /**
     * First byte of the cell that holds a byte.
     *
     * @param offset unsigned
     * @return offset rounded down to a whole cell
     */
    public long cellStart(long offset) {
        return offset & -(long) cellSize;
    }

    /**
     * The bytes of the cell that holds a byte.
     *
     * @param offset unsigned
     * @return as many bytes as a cell has
     */
    public HexRange cell(long offset) {
        long first = cellStart(offset);
        return new HexRange(first, first + cellSize - 1);
    }
}
