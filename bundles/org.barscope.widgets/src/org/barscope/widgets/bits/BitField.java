// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.bits;

import java.util.Objects;

/**
 * A named run of bits.
 *
 * @param high     its most significant bit, 0 to 63
 * @param low      its least significant bit, not above {@code high}
 * @param name     short name
 * @param detail   text for the tool tip, such as access and meaning; may be empty
 * @param writable whether its bits can be flipped
 */
public record BitField(int high, int low, String name, String detail, boolean writable) {

    /**
     * Checks the bits.
     *
     * @throws IllegalArgumentException if they are not within 0 to 63 or not in order
     */
    public BitField {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(detail, "detail");
        if (low < 0 || high > 63 || low > high) {
            throw new IllegalArgumentException("No field has the bits [" + high + ":" + low + "]");
        }
    }

    /**
     * Tells whether a bit belongs to this field.
     *
     * @param bit number of the bit
     * @return true if it does
     */
    public boolean contains(int bit) {
        return bit >= low && bit <= high;
    }

    /**
     * The bits of this field.
     *
     * @return a mask in the position of the field
     */
    public long mask() {
        return -1L >>> 63 - (high - low) << low;
    }

    /**
     * Name and bits as driver developers write them: {@code MODE[3:2]}, {@code ENABLE[0]}.
     *
     * @return the text
     */
    public String signature() {
        return name + "[" + (high == low ? String.valueOf(high) : high + ":" + low) + "]";
    }
}
