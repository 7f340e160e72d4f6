// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

/** The widths of a single memory access. */
public enum AccessWidth {
    /** One byte. */
    BITS_8(1),
    /** Two bytes. */
    BITS_16(2),
    /** Four bytes, the usual width of a device register. */
    BITS_32(4),
    /** Eight bytes. */
    BITS_64(8);

    private final int bytes;

    AccessWidth(int bytes) {
        this.bytes = bytes;
    }

    /** {@return the width in bytes: 1, 2, 4 or 8} */
    public int bytes() {
        return bytes;
    }

    /** {@return the width in bits: 8, 16, 32 or 64} */
    public int bits() {
        return bytes * Byte.SIZE;
    }

    /** {@return a value of this width with all bits set} */
    public long mask() {
        return -1L >>> (Long.SIZE - bits());
    }

    /**
     * Finds a width by its size.
     *
     * @param bytes 1, 2, 4 or 8
     * @return the width
     */
    public static AccessWidth ofBytes(int bytes) {
        return switch (bytes) {
            case 1 -> BITS_8;
            case 2 -> BITS_16;
            case 4 -> BITS_32;
            case 8 -> BITS_64;
            default -> throw new IllegalArgumentException("no access is " + bytes + " bytes wide");
        };
    }
}
