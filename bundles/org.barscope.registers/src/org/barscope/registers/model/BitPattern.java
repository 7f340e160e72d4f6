// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

/**
 * A value with bits that do not matter, such as {@code #1x0}.
 *
 * @param value the bits that matter; a bit that does not matter is 0 here
 * @param care 1 for every bit that matters
 */
public record BitPattern(long value, long care) {
    /** Clears the bits that do not matter, so that equal patterns are equal. */
    public BitPattern {
        value &= care;
    }

    /** The pattern that one value alone matches. */
    public static BitPattern exactly(long value) {
        return new BitPattern(value, -1L);
    }

    /** Whether the value agrees on every bit that matters. */
    public boolean matches(long candidate) {
        return (candidate & care) == value;
    }

    /** Whether one value alone matches. */
    public boolean isExact() {
        return care == -1L;
    }

    /** A number for an exact pattern, otherwise {@code #} and binary digits with x, as CMSIS-SVD spells it. */
    @Override
    public String toString() {
        if (isExact()) {
            return Long.toUnsignedString(value);
        }
        // Leading zeros that matter up to bit 63 need not be written: a pattern's missing digits are zeros that matter.
        int digits = Math.max(1, 64 - Long.numberOfLeadingZeros(value | ~care));
        StringBuilder text = new StringBuilder(digits + 1).append('#');
        for (int bit = digits - 1; bit >= 0; bit--) {
            boolean matters = (care >>> bit & 1) == 1;
            text.append(!matters ? 'x' : (value >>> bit & 1) == 1 ? '1' : '0');
        }
        return text.toString();
    }
}
