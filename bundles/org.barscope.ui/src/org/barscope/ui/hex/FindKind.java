// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.nio.ByteOrder;
import java.nio.charset.Charset;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.search.BytePattern;
import org.barscope.core.memory.search.ChangePattern;
import org.barscope.core.memory.search.RegexPattern;
import org.barscope.core.memory.search.SearchPattern;
import org.barscope.core.memory.search.ValuePattern;

/** The kinds of things that can be looked for. */
enum FindKind {

    BYTES("Bytes", "4d 5a ?? 9?  (? is any digit)"),
    TEXT("Text", "a text"),
    INTEGER("Integer", "0x1234, 4660 or -5"),
    RANGE("Range of values", "0x1000..0x1fff"),
    REGEX("Regular expression", "h[ae]llo|\\xff\\x00  (\\xNN is a byte)"),
    CHANGED("Changed bytes", "whatever differs from the snapshot taken last");

    private static final String BETWEEN = "\\.\\.";

    private final String label;
    private final String hint;

    FindKind(String label, String hint) {
        this.label = label;
        this.hint = hint;
    }

    /** What goes with the text. */
    record Settings(int bytes, ByteOrder order, boolean aligned, boolean ignoreCase, Charset charset,
            RegionSnapshot before) {
    }

    String label() {
        return label;
    }

    /** What to type. */
    String hint() {
        return hint;
    }

    boolean takesText() {
        return this != CHANGED;
    }

    boolean takesNumbers() {
        return this == INTEGER || this == RANGE;
    }

    boolean takesLetters() {
        return this == TEXT || this == REGEX;
    }

    /**
     * @throws IllegalArgumentException when the text makes no sense; the message is for the user
     */
    SearchPattern pattern(String text, Settings settings) {
        return switch (this) {
            case BYTES -> BytePattern.hex(text);
            case TEXT -> BytePattern.text(text, settings.charset(), settings.ignoreCase());
            case INTEGER -> ValuePattern.exactly(number(text, settings.bytes()), settings.bytes(), settings.order(),
                    settings.aligned());
            case RANGE -> range(text, settings);
            case REGEX -> RegexPattern.of(text, settings.ignoreCase());
            case CHANGED -> new ChangePattern(settings.before());
        };
    }

    private static SearchPattern range(String text, Settings settings) {
        String[] bounds = text.split(BETWEEN, -1);
        if (bounds.length != 2) {
            throw new IllegalArgumentException("type two numbers with .. between them");
        }
        boolean signed = text.contains("-");
        return new ValuePattern(settings.bytes(), settings.order(), number(bounds[0], settings.bytes()),
                number(bounds[1], settings.bytes()), signed, settings.aligned());
    }

    private static long number(String text, int bytes) {
        String plain = text.strip().replace("_", "");
        boolean negative = plain.startsWith("-");
        String digits = negative ? plain.substring(1) : plain;
        if (digits.isEmpty()) {
            throw new IllegalArgumentException("type a number");
        }
        try {
            long value = digits.startsWith("0x") || digits.startsWith("0X")
                    ? Long.parseUnsignedLong(digits.substring(2), 16)
                    : digits.startsWith("0b") ? Long.parseUnsignedLong(digits.substring(2), 2)
                            : Long.parseUnsignedLong(digits);
            int bits = 8 * bytes;
            boolean fits = bits == 64 || (negative ? Long.compareUnsigned(value, 1L << bits - 1) <= 0
                    : Long.compareUnsigned(value, (1L << bits) - 1) <= 0);
            if (!fits) {
                throw new IllegalArgumentException(plain + " does not fit into " + bits + " bits");
            }
            return negative ? -value : value;
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException("'" + plain + "' is no number; use 0x, 0b or decimal", malformed);
        }
    }
}
