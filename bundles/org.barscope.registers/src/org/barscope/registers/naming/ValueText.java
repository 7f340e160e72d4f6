// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.naming;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.Field;

/** Number input and output as users write it: 0x, 0b or decimal, with {@code _} between digits. */
public final class ValueText {
    private ValueText() {
    }

    /**
     * Reads a number.
     *
     * @param text {@code 0x1F}, {@code 0b1_0101}, {@code 31} or {@code -1}; upper and lower case are the same
     * @param bits width of the place the number is for, 1 to 64; a negative number becomes its two's complement
     * @return the number as unsigned, at most {@code bits} wide
     * @throws IllegalArgumentException with one line for the user if it is not a number or does not fit
     */
    public static long parse(String text, int bits) {
        String digits = text.strip().toLowerCase(Locale.ROOT);
        boolean negative = digits.startsWith("-");
        digits = negative ? digits.substring(1) : digits;
        int radix = digits.startsWith("0x") ? 16 : digits.startsWith("0b") ? 2 : 10;
        digits = radix == 10 ? digits : digits.substring(2);
        String pattern = radix == 16 ? "[0-9a-f]+(_+[0-9a-f]+)*+" : radix == 2 ? "[01]+(_+[01]+)*+"
                : "[0-9]+(_+[0-9]+)*+";
        if (digits.length() > 200 || !digits.matches(pattern)) {
            throw new IllegalArgumentException("'" + shortened(text)
                    + "' is not a number; expected 0x1F, 0b1010 or 31");
        }
        BigInteger value = new BigInteger(digits.replace("_", ""), radix);
        boolean fits = negative ? value.compareTo(BigInteger.ONE.shiftLeft(bits - 1)) <= 0
                : value.bitLength() <= bits;
        if (!fits) {
            throw new IllegalArgumentException("'" + shortened(text) + "' does not fit in " + bits
                    + (bits == 1 ? " bit" : " bits"));
        }
        long word = negative ? value.negate().longValue() : value.longValue();
        return bits == 64 ? word : word & (1L << bits) - 1;
    }

    /**
     * Reads a value for a field: a number, or the name of an enumerated value for writing, which stands for its exact
     * value.
     *
     * @throws IllegalArgumentException with one line for the user
     */
    public static long parse(String text, Field field) {
        Optional<EnumeratedValue> named = field.valuesForWriting().flatMap(values -> values.values().stream()
                .filter(value -> value.name().equalsIgnoreCase(text.strip())).findFirst());
        if (named.isPresent()) {
            return named.get().pattern().filter(pattern -> pattern.isExact()).orElseThrow(
                    () -> new IllegalArgumentException(named.get().name() + " stands for several values of "
                            + field.name() + "; give a number")).value();
        }
        return parse(text, field.bits().width());
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 39) + "…";
    }

    /** The number in hexadecimal with as many digits as the width needs, such as {@code 0x001f} for 16 bits. */
    public static String hex(long value, int bits) {
        String digits = Long.toHexString(value);
        return "0x" + "0".repeat(Math.max(0, (bits + 3) / 4 - digits.length())) + digits;
    }

    /** The number in binary with every bit of the width, in groups of four, such as {@code 0b1_0110}. */
    public static String binary(long value, int bits) {
        StringBuilder text = new StringBuilder("0b");
        for (int bit = bits - 1; bit >= 0; bit--) {
            text.append((value >>> bit & 1) == 1 ? '1' : '0');
            if (bit % 4 == 0 && bit > 0) {
                text.append('_');
            }
        }
        return text.toString();
    }
}
