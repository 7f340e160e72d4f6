// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

/**
 * What a register holds after a reset.
 *
 * @param value the value; undefined bits are 0
 * @param mask 1 for each bit whose value is defined
 */
public record Reset(long value, long mask) {
    /** Clears undefined bits. */
    public Reset {
        value &= mask;
    }

    /** Whether a word agrees with the reset value on every defined bit. */
    public boolean matches(long word) {
        return (word & mask) == value;
    }
}
