// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.outline;

import java.util.Arrays;
import java.util.Optional;
import org.barscope.registers.naming.ValueText;

/** How a value is written. */
public enum NumberFormat {
    /** 0x001f, with every digit. */
    HEXADECIMAL("Hexadecimal"),
    /** 31. */
    UNSIGNED("Unsigned Decimal"),
    /** -1: two's complement of as many bits as there are. */
    SIGNED("Signed Decimal"),
    /** 0b1_0101, with every digit. */
    BINARY("Binary"),
    /** 'PCI ': the bytes as characters, the lowest first, a dot for what is none. */
    CHARACTERS("Characters");

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;

    private final String label;

    NumberFormat(String label) {
        this.label = label;
    }

    /** The format of that name, as {@link #name} has it; empty for no such name. */
    public static Optional<NumberFormat> named(String name) {
        return Arrays.stream(values()).filter(format -> format.name().equals(name)).findFirst();
    }

    /** Its name in a menu. */
    public String label() {
        return label;
    }

    /**
     * Writes a value.
     *
     * @param value unsigned
     * @param bits  1 to 64
     */
    public String text(long value, int bits) {
        return switch (this) {
            case HEXADECIMAL -> ValueText.hex(value, bits);
            case UNSIGNED -> Long.toUnsignedString(value);
            case SIGNED -> Long.toString(value << 64 - bits >> 64 - bits);
            case BINARY -> ValueText.binary(value, bits);
            case CHARACTERS -> characters(value, bits);
        };
    }

    private static String characters(long value, int bits) {
        StringBuilder text = new StringBuilder("'");
        for (int shift = 0; shift < bits; shift += 8) {
            int one = (int) (value >>> shift) & 0xff;
            text.append(one >= FIRST_PRINTABLE && one <= LAST_PRINTABLE ? (char) one : '.');
        }
        return text.append('\'').toString();
    }
}
