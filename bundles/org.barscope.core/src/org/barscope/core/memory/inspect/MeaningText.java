// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.inspect;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way back from the text of a {@link Meaning} to bytes, for those that are numbers: integers, floats and bits.
 */
public final class MeaningText {

    private static final Pattern NUMBER = Pattern.compile("(Unsigned|Signed|Hex|Float|Bits) (\\d+)");

    private MeaningText() {
    }

    /** Whether {@link #bytes} takes texts of a meaning. */
    public static boolean editable(Meaning meaning) {
        return NUMBER.matcher(meaning.name()).matches();
    }

    /**
     * The bytes of a number.
     *
     * @param text  in the form in which the meaning shows it; integers of any form may also be in hexadecimal with
     *        {@code 0x} or binary with {@code 0b}, and digits may be set apart by blanks or {@code _}
     * @param order in which its bytes are
     * @return as many as the meaning has
     * @throws IllegalArgumentException when it is no such number or does not fit; the message is one clause
     */
    public static byte[] bytes(Meaning meaning, String text, ByteOrder order) {
        Matcher name = NUMBER.matcher(meaning.name());
        if (!name.matches()) {
            throw new IllegalArgumentException(meaning.name() + " is not a number that can be typed");
        }
        int bits = Integer.parseInt(name.group(2));
        String plain = text.strip();
        if (plain.isEmpty()) {
            throw new IllegalArgumentException("type a number");
        }
        long value = name.group(1).equals("Float") ? real(plain, bits) : integer(plain, bits, name.group(1));
        byte[] bytes = new byte[bits / Byte.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            int at = order == ByteOrder.LITTLE_ENDIAN ? i : bytes.length - 1 - i;
            bytes[i] = (byte) (value >>> 8 * at);
        }
        return bytes;
    }

    private static long integer(String text, int bits, String form) {
        String digits = text.replaceAll("[\\s_]", "").toLowerCase(Locale.ROOT);
        boolean negative = digits.startsWith("-");
        digits = negative ? digits.substring(1) : digits;
        int radix = form.equals("Hex") ? 16 : form.equals("Bits") ? 2 : 10;
        if (digits.startsWith("0x")) {
            radix = 16;
            digits = digits.substring(2);
        } else if (digits.startsWith("0b") && radix != 16) {
            radix = 2;
            digits = digits.substring(2);
        }
        BigInteger value;
        try {
            value = new BigInteger(digits, radix);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("'" + text + "' is no " + switch (radix) {
                case 16 -> "hexadecimal";
                case 2 -> "binary";
                default -> "decimal";
            } + " number", none);
        }
        value = negative ? value.negate() : value;
        boolean signed = form.equals("Signed");
        // A signed number may also be given by its bits.
        boolean fits = value.signum() < 0 ? signed && value.bitLength() < bits
                : value.bitLength() <= (signed && radix == 10 ? bits - 1 : bits);
        if (!fits) {
            throw new IllegalArgumentException(text + " does not fit in " + bits + " bits"
                    + (signed ? " with a sign" : value.signum() < 0 ? " without a sign" : ""));
        }
        return value.longValue();
    }

    private static long real(String text, int bits) {
        try {
            double number = Double.parseDouble(text);
            long value = switch (bits) {
                case 16 -> Float.floatToFloat16((float) number) & 0xffffL;
                case 32 -> Float.floatToRawIntBits(Float.parseFloat(text)) & 0xffffffffL;
                default -> Double.doubleToRawLongBits(number);
            };
            double stored = switch (bits) {
                case 16 -> Float.float16ToFloat((short) value);
                case 32 -> Float.intBitsToFloat((int) value);
                default -> number;
            };
            if (Double.isInfinite(stored) && !text.contains("Infinity")) {
                throw new IllegalArgumentException(text + " is too large for a float of " + bits + " bits");
            }
            if (stored == 0 && Double.isFinite(number)
                    && new BigDecimal(text.replaceAll("[fFdD]$", "")).signum() != 0) {
                throw new IllegalArgumentException(text + " is too small for a float of " + bits + " bits");
            }
            return value;
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("'" + text + "' is no number with a fraction", none);
        }
    }
}
