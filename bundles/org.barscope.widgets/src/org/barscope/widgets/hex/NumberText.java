// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

/** What a typed decimal or floating-point number means so far. */
sealed interface NumberText {

    /**
     * A number.
     *
     * @param bits its bytes as an integer
     */
    record Value(long bits) implements NumberText {
    }

    /** Not a number yet, but more characters can make it one. */
    record Unfinished() implements NumberText {
    }

    /**
     * Not a number whatever follows.
     *
     * @param reason a sentence for the user
     */
    record Invalid(String reason) implements NumberText {
    }

    /** Reads a number of a cell. */
    static NumberText parse(CharSequence text, CellFormat format, int size) {
        return format == CellFormat.FLOAT ? floating(text.toString(), size)
                : integer(text.toString(), format == CellFormat.SIGNED, size);
    }

    private static NumberText integer(String text, boolean signed, int size) {
        if (text.equals("-") && signed) {
            return new Unfinished();
        }
        try {
            int spare = 64 - 8 * size;
            if (signed) {
                long value = Long.parseLong(text);
                if (value << spare >> spare == value) {
                    return new Value(value);
                }
            } else {
                long value = Long.parseUnsignedLong(text);
                if (value << spare >>> spare == value && !text.startsWith("-")) {
                    return new Value(value);
                }
            }
        } catch (NumberFormatException e) {
            return outOfRange(text, size);
        }
        return outOfRange(text, size);
    }

    private static NumberText outOfRange(String text, int size) {
        return new Invalid(text + " does not fit in " + size + (size == 1 ? " byte" : " bytes"));
    }

    private static NumberText floating(String text, int size) {
        if (text.matches("[-+]?(NaN|Infinity|(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?)")) {
            return new Value(switch (size) {
                case 2 -> Float.floatToFloat16(Float.parseFloat(text)) & 0xffffL;
                case 4 -> Float.floatToRawIntBits(Float.parseFloat(text)) & 0xffffffffL;
                default -> Double.doubleToRawLongBits(Double.parseDouble(text));
            });
        }
        boolean startsWord = startsWord("NaN", text) || startsWord("Infinity", text);
        // "1e", "1e-", "." and "-" become numbers with one more digit.
        if (startsWord || text.matches("[-+]?(\\.|(\\d+\\.?\\d*|\\.\\d+)[eE][-+]?)?")) {
            return new Unfinished();
        }
        return new Invalid("'" + text + "' does not begin a number");
    }

    private static boolean startsWord(String word, String text) {
        return word.startsWith(text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text);
    }
}
