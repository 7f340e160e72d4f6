// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.format;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers of an array in the source of a C, Java or Rust program. Numbers are as wide as the type that its
 * declaration names, one byte without one.
 *
 * @param order of numbers of more than one byte
 */
record ArrayText(ByteOrder order) {

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
    private static final Pattern CAST = Pattern.compile("\\(\\s*\\w+\\s*\\)");
    private static final Pattern SUFFIX = Pattern.compile("(?i)(?:_?[ui](?:8|16|32|64)|[ul]{1,3})$");
    private static final Pattern HEX_SUFFIX = Pattern.compile("(?i)(?:_?u(?:8|16|32|64)|_?i(?:8|16|32|64)|[ul]{1,3})$");
    private static final Pattern FIXED = Pattern.compile("\\b_*(?:[us]|u?int|[iu])(8|16|32|64)(?:_t)?\\b");
    private static final Pattern SHORT = Pattern.compile("\\b(?:short|char16_t)\\b");
    private static final Pattern INT = Pattern.compile("\\b(?:int|unsigned|char32_t)\\b");
    private static final Pattern LONG = Pattern.compile("\\blong\\b");
    private static final Pattern CHARACTER = Pattern.compile("'(.)'");

    byte[] parse(String text) {
        String plain = COMMENT.matcher(text).replaceAll(" ");
        int end = Math.max(plain.lastIndexOf('}'), plain.lastIndexOf(']'));
        int equals = plain.indexOf('=');
        int open = first(plain, Math.max(0, equals));
        String head = open < 0 ? "" : plain.substring(0, open);
        String list = open < 0 ? plain : plain.substring(open + 1, end > open ? end : plain.length());
        int width = width(equals < 0 ? "" : head);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String element : list.split(",")) {
            String number = CAST.matcher(element).replaceAll(" ").strip();
            if (!number.isEmpty()) {
                write(bytes, value(number, width), width);
            }
        }
        return PasteForm.some(bytes.toByteArray());
    }

    private static int first(String text, int from) {
        int brace = text.indexOf('{', from);
        int bracket = text.indexOf('[', from);
        return brace < 0 ? bracket : bracket < 0 ? brace : Math.min(brace, bracket);
    }

    private static int width(String declaration) {
        Matcher fixed = FIXED.matcher(declaration);
        if (fixed.find()) {
            return Integer.parseInt(fixed.group(1)) / Byte.SIZE;
        }
        return LONG.matcher(declaration).find() ? Long.BYTES : SHORT.matcher(declaration).find() ? Short.BYTES
                : INT.matcher(declaration).find() && !declaration.contains("char") ? Integer.BYTES : 1;
    }

    private static BigInteger value(String element, int width) {
        Matcher character = CHARACTER.matcher(element);
        BigInteger value = character.matches() ? BigInteger.valueOf(character.group(1).charAt(0)) : number(element);
        // Written as a signed or as an unsigned number, the bits are the same.
        if (value.bitLength() > 8 * width || value.signum() < 0 && value.bitLength() >= 8 * width) {
            throw new IllegalArgumentException(element + " does not fit in " + 8 * width + " bits");
        }
        return value;
    }

    private static BigInteger number(String element) {
        String text = element.toLowerCase(Locale.ROOT);
        boolean negative = text.startsWith("-");
        text = negative ? text.substring(1).strip() : text;
        boolean hex = text.startsWith("0x");
        text = (hex ? HEX_SUFFIX : SUFFIX).matcher(text).replaceFirst("").replace("_", "");
        try {
            BigInteger value = hex ? new BigInteger(text.substring(2), 16)
                    : text.startsWith("0b") ? new BigInteger(text.substring(2), 2)
                            : text.length() > 1 && text.startsWith("0") && !text.startsWith("0o")
                                    ? new BigInteger(text, 8) : new BigInteger(text.replaceFirst("^0o", ""),
                                            text.startsWith("0o") ? 8 : 10);
            return negative ? value.negate() : value;
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("'" + element + "' is no number", none);
        }
    }

    private void write(ByteArrayOutputStream bytes, BigInteger value, int width) {
        for (int i = 0; i < width; i++) {
            int at = order == ByteOrder.LITTLE_ENDIAN ? i : width - 1 - i;
            bytes.write(value.shiftRight(8 * at).intValue());
        }
    }
}
