// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

/** The width of one bus access. */
public enum AccessWidth {
    W8(1), W16(2), W32(4), W64(8);

    private final int bytes;

    AccessWidth(int bytes) {
        this.bytes = bytes;
    }

    /** Width in bytes: 1, 2, 4 or 8. */
    public int bytes() {
        return bytes;
    }

    /** Width in bits: 8, 16, 32 or 64. */
    public int bits() {
        return bytes * 8;
    }

    /** A word of this width with every bit set, zero-extended to 64 bits. */
    public long allOnes() {
        return bytes == 8 ? -1L : (1L << bits()) - 1;
    }

    /** True when an access of this width at that offset is naturally aligned. */
    public boolean aligned(long offset) {
        return (offset & (bytes - 1)) == 0;
    }

    /**
     * The width of that many bytes.
     *
     * @throws IllegalArgumentException for any number but 1, 2, 4 and 8
     */
    public static AccessWidth ofBytes(int bytes) {
        return switch (bytes) {
            case 1 -> W8;
            case 2 -> W16;
            case 4 -> W32;
            case 8 -> W64;
            default -> throw new IllegalArgumentException(
                    "no bus access is " + bytes + " bytes wide: use 1, 2, 4 or 8");
        };
    }
}
