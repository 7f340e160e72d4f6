// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

import org.barscope.registers.model.BitPattern;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.xml.XmlElement;

/** The number formats of CMSIS-SVD. */
final class SvdNumbers {
    private SvdNumbers() {
    }

    /**
     * A scaledNonNegativeInteger: {@code [+]?(0x|0X|#)?[0-9a-fA-F]+[kmgtKMGT]?}, up to 64 bits unsigned. Empty when the
     * text is not one.
     */
    static OptionalLong scaled(String text) {
        String digits = text.startsWith("+") ? text.substring(1) : text;
        int radix = 10;
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            radix = 16;
            digits = digits.substring(2);
        } else if (digits.startsWith("#")) {
            radix = 2;
            digits = digits.substring(1);
        }
        int scale = digits.isEmpty() ? -1 : "kmgt".indexOf(Character.toLowerCase(digits.charAt(digits.length() - 1)));
        if (scale >= 0) {
            digits = digits.substring(0, digits.length() - 1);
        }
        OptionalLong value = unsigned(digits, radix);
        if (value.isEmpty() || scale < 0) {
            return value;
        }
        int shift = 10 * (scale + 1);
        long number = value.getAsLong();
        return number << shift >>> shift == number ? OptionalLong.of(number << shift) : OptionalLong.empty();
    }

    private static OptionalLong unsigned(String digits, int radix) {
        if (digits.isEmpty() || digits.length() > 80) {
            return OptionalLong.empty();
        }
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c > 'f' || Character.digit(c, radix) < 0) {
                return OptionalLong.empty();
            }
        }
        if (digits.length() <= 15) {
            return OptionalLong.of(Long.parseUnsignedLong(digits, radix));
        }
        BigInteger value = new BigInteger(digits, radix);
        return value.bitLength() <= 64 ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }

    /** An enumeratedValueDataType: a number, or binary digits with x for bits that do not matter. */
    static Optional<BitPattern> pattern(String text) {
        String digits = text.startsWith("+") ? text.substring(1) : text;
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            return exact(unsigned(digits.substring(2), 16));
        }
        if (!digits.startsWith("#") && !digits.startsWith("0b")) {
            return exact(unsigned(digits, 10));
        }
        String bits = digits.substring(digits.startsWith("#") ? 1 : 2);
        if (bits.isEmpty() || bits.length() > 64) {
            return Optional.empty();
        }
        long value = 0;
        long care = -1;
        for (int i = 0; i < bits.length(); i++) {
            char c = bits.charAt(i);
            value <<= 1;
            care <<= 1;
            switch (c) {
                case '0' -> care |= 1;
                case '1' -> {
                    care |= 1;
                    value |= 1;
                }
                case 'x', 'X' -> {
                    // The bit stays out of the care mask.
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        long above = bits.length() == 64 ? 0 : -1L << bits.length();
        return Optional.of(new BitPattern(value, care | above));
    }

    private static Optional<BitPattern> exact(OptionalLong value) {
        return value.isPresent() ? Optional.of(BitPattern.exactly(value.getAsLong())) : Optional.empty();
    }

    /** The position a field element gives in any of the three styles; empty when it gives none or a wrong one. */
    static Optional<BitRange> bitRange(XmlElement field) {
        String range = field.childText("bitRange");
        if (range != null) {
            int colon = range.indexOf(':');
            if (!range.startsWith("[") || !range.endsWith("]") || colon < 0) {
                return Optional.empty();
            }
            return range(unsigned(range.substring(colon + 1, range.length() - 1), 10),
                    unsigned(range.substring(1, colon), 10));
        }
        String lsb = field.childText("lsb");
        String msb = field.childText("msb");
        if (lsb != null && msb != null) {
            return range(scaled(lsb), scaled(msb));
        }
        String offset = field.childText("bitOffset");
        if (offset == null) {
            return Optional.empty();
        }
        String width = field.childText("bitWidth");
        OptionalLong start = scaled(offset);
        OptionalLong count = width == null ? OptionalLong.of(1) : scaled(width);
        return start.isEmpty() || count.isEmpty() ? Optional.empty()
                : range(start, OptionalLong.of(start.getAsLong() + count.getAsLong() - 1));
    }

    private static Optional<BitRange> range(OptionalLong lsb, OptionalLong msb) {
        if (lsb.isEmpty() || msb.isEmpty() || Long.compareUnsigned(msb.getAsLong(), 63) > 0
                || Long.compareUnsigned(lsb.getAsLong(), msb.getAsLong()) > 0) {
            return Optional.empty();
        }
        return Optional.of(new BitRange((int) lsb.getAsLong(), (int) msb.getAsLong()));
    }
}
