// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms in which bytes can be pasted: what {@link CopyFormat} writes and what people find in sources and logs. */
public enum PasteForm {

    /** {@code ed 00 00 01}, {@code ed000001}, {@code 0xed, 0x00}, {@code \xed\x00}, a Python {@code fromhex}. */
    HEX("&Hex text") {
        @Override
        public byte[] parse(String text, ByteOrder order) {
            return HexText.parse(text);
        }
    },
    /** An array of C, Java or Rust; its declaration tells how wide the numbers are. */
    ARRAY("&Array of C, Java or Rust") {
        @Override
        public byte[] parse(String text, ByteOrder order) {
            return new ArrayText(order).parse(text);
        }
    },
    /** Base64, RFC 4648 section 4 or 5, with or without line breaks and padding. */
    BASE64("&Base64") {
        @Override
        public byte[] parse(String text, ByteOrder order) {
            return base64(text);
        }
    };

    private static final Pattern HEX_ONLY = Pattern.compile("(?:0[xX]|\\\\x|[0-9a-fA-F\\s,;:_?-])*");
    private static final Pattern FROM_HEX = Pattern.compile("fromhex\\s*\\(");

    private static final Pattern BASE64_ONLY = Pattern.compile("[A-Za-z0-9+/_=-]+(?:\\s*\\R\\s*[A-Za-z0-9+/_=-]+)*");

    private final String label;

    PasteForm(String label) {
        this.label = label;
    }

    /** For lists, with a mnemonic. */
    public String label() {
        return label;
    }

    /**
     * The bytes that a text stands for.
     *
     * @param order of numbers of more than one byte
     * @return at least one byte
     * @throws IllegalArgumentException when the text is not of this form; the message is one clause for the user
     */
    public abstract byte[] parse(String text, ByteOrder order);

    /**
     * The form that a text most likely has. Pairs of hexadecimal digits are taken for such although Base64 has the same
     * letters: whoever means the other says so.
     */
    public static PasteForm guess(String text) {
        if (FROM_HEX.matcher(text).find() || HEX_ONLY.matcher(text).matches()) {
            return HEX;
        }
        if (text.indexOf('{') >= 0 || text.indexOf('[') >= 0 || text.indexOf(',') >= 0) {
            return ARRAY;
        }
        // A mistake in hexadecimal digits that are set apart must not become other bytes.
        return BASE64_ONLY.matcher(text.strip()).matches() ? BASE64 : HEX;
    }

    private static byte[] base64(String text) {
        String plain = text.replaceAll("\\s+", "").replace('-', '+').replace('_', '/');
        try {
            return some(Base64.getDecoder().decode(plain));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("this is no Base64: " + malformed.getMessage(), malformed);
        }
    }

    /** What a text stands for is at least a byte. */
    static byte[] some(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("there are no bytes in it");
        }
        return bytes;
    }

    /** Pairs of digits. */
    private static final class HexText {

        private static final Pattern QUOTED = Pattern.compile("[\"']([^\"']*)[\"']");
        private static final Pattern FILLING = Pattern.compile("0[xX]|\\\\x|[\\s,;:_-]+");
        private static final int DIGITS = 16;

        private HexText() {
        }

        static byte[] parse(String text) {
            String digits = text;
            if (FROM_HEX.matcher(text).find()) {
                StringBuilder quoted = new StringBuilder();
                Matcher parts = QUOTED.matcher(text);
                while (parts.find()) {
                    quoted.append(parts.group(1)).append(' ');
                }
                digits = quoted.toString();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            // What stands between blanks is a run of whole bytes: a digit that is lost is found where it is lost.
            for (String run : FILLING.split(digits)) {
                if (run.length() == 1) {
                    bytes.write(digit(run.charAt(0)));
                    continue;
                }
                for (int i = 0; i < run.length(); i += 2) {
                    int high = digit(run.charAt(i));
                    if (i + 1 == run.length()) {
                        throw new IllegalArgumentException("two digits make a byte; in '" + shortened(run)
                                + "' one is missing");
                    }
                    bytes.write(high << 4 | digit(run.charAt(i + 1)));
                }
            }
            return some(bytes.toByteArray());
        }

        private static String shortened(String run) {
            return run.length() <= DIGITS ? run : "…" + run.substring(run.length() - DIGITS);
        }

        private static int digit(char c) {
            int digit = Character.digit(c, 16);
            if (digit < 0) {
                throw new IllegalArgumentException(c == '?' ? "some bytes in it have no value (??)"
                        : "'" + c + "' is no hexadecimal digit");
            }
            return digit;
        }
    }
}
