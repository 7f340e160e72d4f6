// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

/**
 * One field of a register in configuration space, with the value that was read.
 *
 * @param path register and field name, for example {@code LnkSta.Speed}; unique within its capability
 * @param offset byte offset of the register in configuration space
 * @param width width of the register in bits: 8, 16, 32 or 64
 * @param msb highest bit of the field in the register
 * @param lsb lowest bit of the field in the register
 * @param value the field's bits, shifted down; for a 64-bit field an unsigned number in a long
 * @param meaning what the value stands for, for example {@code 8GT/s}; empty if the number says it all
 * @param access how the field reacts to writes
 */
public record ConfigField(
        String path, int offset, int width, int msb, int lsb, long value, String meaning, FieldAccess access) {

    /**
     * The last part of the path.
     *
     * @return for example {@code Speed}
     */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /**
     * The number of bits.
     *
     * @return 1 to 64
     */
    public int bits() {
        return msb - lsb + 1;
    }

    /**
     * Whether the field is not zero; what one asks of a flag.
     *
     * @return true if any bit is set
     */
    public boolean isSet() {
        return value != 0;
    }
}
