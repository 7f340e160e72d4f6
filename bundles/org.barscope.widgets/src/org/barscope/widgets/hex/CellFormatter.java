// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

/**
 * Writes numbers into character arrays, right-aligned, without leaving garbage (floating point excepted: it takes the
 * shortest decimal form from the JDK, which is a string).
 * <p>
 * Not an object per value: the painter formats every visible cell on every repaint.
 */
public final class CellFormatter {

    private static final char[] LOWER = "0123456789abcdef".toCharArray();
    private static final char[] UPPER = "0123456789ABCDEF".toCharArray();

    private final CellFormat format;
    private final int size;
    private final int width;
    private final char[] digits;

    /**
     * A formatter for cells.
     *
     * @param format    how numbers are written
     * @param cellSize  1, 2, 4 or 8 bytes, supported by the format
     * @param upperCase whether hexadecimal digits are capitals
     */
    public CellFormatter(CellFormat format, int cellSize, boolean upperCase) {
        if (!format.supports(cellSize)) {
            throw new IllegalArgumentException(format.label() + " has no form of " + cellSize + " byte");
        }
        this.format = format;
        this.size = cellSize;
        this.width = format.width(cellSize);
        this.digits = upperCase ? UPPER : LOWER;
    }

    /**
     * Characters per cell.
     *
     * @return the number {@link #write} fills
     */
    public int width() {
        return width;
    }

    /**
     * Writes one cell.
     *
     * @param value the bytes of the cell as a zero-extended integer
     * @param out   receives {@link #width} characters, padded with blanks on the left
     * @param at    index of the first
     */
    public void write(long value, char[] out, int at) {
        switch (format) {
            case HEX -> hex(value, digits, out, at, width);
            case BINARY -> binary(value, out, at);
            case UNSIGNED -> decimal(value, false, out, at);
            case SIGNED -> {
                long signed = value << 64 - 8 * size >> 64 - 8 * size;
                // The magnitude of Long.MIN_VALUE is right when taken as unsigned.
                decimal(signed < 0 ? -signed : signed, signed < 0, out, at);
            }
            case FLOAT -> copy(floating(value), out, at);
        }
    }

    /**
     * Writes a zero-padded hexadecimal number.
     *
     * @param value     unsigned
     * @param upperCase whether digits are capitals
     * @param out       receives the digits
     * @param at        index of the first
     * @param count     how many digits; higher ones are cut off
     */
    public static void writeHex(long value, boolean upperCase, char[] out, int at, int count) {
        hex(value, upperCase ? UPPER : LOWER, out, at, count);
    }

    /**
     * The value as text without padding, for tool tips and screen readers.
     *
     * @param value the bytes of the cell as a zero-extended integer
     * @return the text
     */
    public String text(long value) {
        char[] out = new char[width];
        write(value, out, 0);
        return new String(out).trim();
    }

    private static void hex(long value, char[] digits, char[] out, int at, int count) {
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            out[i] = digits[(int) rest & 0xf];
            rest >>>= 4;
        }
    }

    private void binary(long value, char[] out, int at) {
        long rest = value;
        for (int i = at + width - 1; i >= at; i--) {
            out[i] = (char) ('0' + (rest & 1));
            rest >>>= 1;
        }
    }

    private void decimal(long magnitude, boolean negative, char[] out, int at) {
        int i = at + width;
        long rest = magnitude;
        if (rest < 0) {
            // Above Long.MAX_VALUE: one unsigned division, then the signed ones below are right.
            long quotient = Long.divideUnsigned(rest, 10);
            out[--i] = (char) ('0' + (rest - quotient * 10));
            rest = quotient;
        }
        do {
            out[--i] = (char) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (negative) {
            out[--i] = '-';
        }
        while (i > at) {
            out[--i] = ' ';
        }
    }

    private String floating(long value) {
        return switch (size) {
            case 2 -> Float.toString(Float.float16ToFloat((short) value));
            case 4 -> Float.toString(Float.intBitsToFloat((int) value));
            default -> Double.toString(Double.longBitsToDouble(value));
        };
    }

    private void copy(String text, char[] out, int at) {
        int pad = width - text.length();
        for (int i = 0; i < pad; i++) {
            out[at + i] = ' ';
        }
        text.getChars(0, text.length(), out, at + pad);
    }
}
