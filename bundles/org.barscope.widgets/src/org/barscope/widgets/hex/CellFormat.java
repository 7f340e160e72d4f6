// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

/** How the number in a cell is written. */
public enum CellFormat {

    /** Two digits a byte, all of them. */
    HEX("Hexadecimal"),

    /** Decimal, never negative. */
    UNSIGNED("Decimal"),

    /** Decimal, two's complement. */
    SIGNED("Signed decimal"),

    /** Eight digits a byte, all of them. */
    BINARY("Binary"),

    /** IEEE 754 binary16, binary32 or binary64; there is none of one byte. */
    FLOAT("Floating point");

    private static final int[] UNSIGNED_DIGITS = {3, 5, 10, 20};
    private static final int[] SIGNED_DIGITS = {4, 6, 11, 20};
    private static final int[] FLOAT_DIGITS = {0, 15, 15, 24};

    private final String label;

    CellFormat(String label) {
        this.label = label;
    }

    /**
     * Short name for menus.
     *
     * @return one or two words
     */
    public String label() {
        return label;
    }

    /**
     * Tells whether cells of a size can be written this way.
     *
     * @param cellSize 1, 2, 4 or 8 bytes
     * @return false only for floating point of one byte
     */
    public boolean supports(int cellSize) {
        return this != FLOAT || cellSize > 1;
    }

    /**
     * Tells whether every digit stands for fixed bits of fixed bytes, so that digits can be typed over one by one and
     * each byte of a cell can show its own state.
     *
     * @return true for hexadecimal and binary
     */
    public boolean isPositional() {
        return this == HEX || this == BINARY;
    }

    /**
     * Digits per byte of a positional format.
     *
     * @return 2 or 8, or 0 if this is not positional
     */
    public int digitsPerByte() {
        return switch (this) {
            case HEX -> 2;
            case BINARY -> 8;
            default -> 0;
        };
    }

    /**
     * Width of a cell.
     *
     * @param cellSize 1, 2, 4 or 8 bytes
     * @return characters that the longest value takes
     */
    public int width(int cellSize) {
        int log = Integer.numberOfTrailingZeros(cellSize);
        return switch (this) {
            case HEX -> 2 * cellSize;
            case BINARY -> 8 * cellSize;
            case UNSIGNED -> UNSIGNED_DIGITS[log];
            case SIGNED -> SIGNED_DIGITS[log];
            case FLOAT -> FLOAT_DIGITS[log];
        };
    }
}
