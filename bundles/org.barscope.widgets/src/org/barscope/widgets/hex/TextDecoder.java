// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

/**
 * Decides what the text column shows above each byte of a row.
 * <p>
 * A UTF-8 character may begin in the row before or end in the row after, so three bytes of either neighbour take part.
 */
final class TextDecoder {

    /** Answer for the second and later bytes of a character. */
    static final int CONTINUATION = -1;

    /** Answer for a byte without a value. */
    static final int NO_VALUE = -2;

    /** Answer for a byte that is no printable text. */
    static final int UNPRINTABLE = '.';

    private static final int REACH = 3;

    private final int[] window = new int[1024 + 2 * REACH];

    /** Where bytes come from: 0 to 255, or {@link #NO_VALUE}. */
    @FunctionalInterface
    interface Bytes {

        int at(int indexInRow);
    }

    /**
     * Decodes a row.
     *
     * @param encoding ASCII or UTF-8
     * @param bytes    asked for indices from -3 to count + 2
     * @param count    bytes in the row
     * @param out      receives a code point or one of the constants for each byte
     */
    void decode(TextEncoding encoding, Bytes bytes, int count, int[] out) {
        if (encoding == TextEncoding.ASCII) {
            for (int i = 0; i < count; i++) {
                int b = bytes.at(i);
                out[i] = b == NO_VALUE || b >= ' ' && b <= '~' ? b : UNPRINTABLE;
            }
            return;
        }
        int end = count + REACH;
        for (int i = -REACH; i < end; i++) {
            window[i + REACH] = bytes.at(i);
        }
        for (int i = -REACH; i < count;) {
            int length = sequence(i, end);
            int shown = length == 0 ? single(window[i + REACH]) : codePoint(i, length);
            put(out, count, i, shown);
            for (int k = 1; k < length; k++) {
                put(out, count, i + k, CONTINUATION);
            }
            i += Math.max(1, length);
        }
    }

    private static void put(int[] out, int count, int i, int shown) {
        if (i >= 0 && i < count) {
            out[i] = shown;
        }
    }

    private static int single(int b) {
        return b == NO_VALUE || b >= ' ' && b <= '~' ? b : UNPRINTABLE;
    }

    /** Length of the well-formed multi-byte character that begins here, or 0. */
    private int sequence(int i, int end) {
        int lead = window[i + REACH];
        int length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3
                : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
        if (length == 0 || i + length > end) {
            return 0;
        }
        for (int k = 1; k < length; k++) {
            if ((window[i + k + REACH] & ~0x3f) != 0x80) {
                return 0;
            }
        }
        int second = window[i + 1 + REACH];
        // Overlong forms, surrogates, and what lies beyond U+10FFFF (RFC 3629, section 4).
        boolean malformed = lead == 0xe0 && second < 0xa0 || lead == 0xed && second > 0x9f
                || lead == 0xf0 && second < 0x90 || lead == 0xf4 && second > 0x8f;
        return malformed ? 0 : length;
    }

    private int codePoint(int i, int length) {
        int value = window[i + REACH] & 0x7f >> length;
        for (int k = 1; k < length; k++) {
            value = value << 6 | window[i + k + REACH] & 0x3f;
        }
        return isShown(value) ? value : UNPRINTABLE;
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UNASSIGNED, Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE,
                    Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
