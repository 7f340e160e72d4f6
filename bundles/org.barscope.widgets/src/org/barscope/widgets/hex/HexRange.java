// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Optional;

/**
 * A non-empty run of bytes, both ends included.
 * <p>
 * Offsets are unsigned. Including the last byte, instead of naming the one after it, lets a range reach the very end
 * of a 16 EiB region without overflow; the price is that an empty range is an absent one.
 *
 * @param first offset of the first byte, unsigned
 * @param last  offset of the last byte, unsigned, not below {@code first}
 */
public record HexRange(long first, long last) {

    /** All 2<sup>64</sup> offsets. */
    public static final HexRange WHOLE = new HexRange(0, -1L);

    /**
     * Checks the order of the ends.
     *
     * @throws IllegalArgumentException if {@code last} is below {@code first}
     */
    public HexRange {
        if (Long.compareUnsigned(first, last) > 0) {
            throw new IllegalArgumentException("Range ends at 0x" + Long.toHexString(last)
                    + " before it begins at 0x" + Long.toHexString(first));
        }
    }

    /**
     * The range of a region that begins at 0.
     *
     * @param size number of bytes, unsigned
     * @return the range, or nothing if {@code size} is 0
     */
    public static Optional<HexRange> ofSize(long size) {
        return size == 0 ? Optional.empty() : Optional.of(new HexRange(0, size - 1));
    }

    /**
     * The range of {@code length} bytes from {@code first}.
     *
     * @param first  offset of the first byte, unsigned
     * @param length number of bytes, unsigned, not 0
     * @return the range
     * @throws IllegalArgumentException if the length is 0 or the range passes the last possible offset
     */
    public static HexRange of(long first, long length) {
        if (length == 0) {
            throw new IllegalArgumentException("A range has at least one byte");
        }
        return new HexRange(first, first + (length - 1));
    }

    /**
     * The smallest range that holds both offsets.
     *
     * @param a an offset, unsigned
     * @param b an offset, unsigned
     * @return the range from the lower to the higher
     */
    public static HexRange between(long a, long b) {
        return Long.compareUnsigned(a, b) <= 0 ? new HexRange(a, b) : new HexRange(b, a);
    }

    /**
     * Number of bytes less one: always representable, unlike the length of {@link #WHOLE}.
     *
     * @return unsigned distance from the first to the last byte
     */
    public long span() {
        return last - first;
    }

    /**
     * Number of bytes, unsigned; 0 stands for 2<sup>64</sup>, which only {@link #WHOLE} has.
     *
     * @return the length
     */
    public long length() {
        return span() + 1;
    }

    /**
     * Tells whether an offset lies in this range.
     *
     * @param offset unsigned
     * @return true if it does
     */
    public boolean contains(long offset) {
        // One unsigned comparison covers both ends, because offsets below first wrap to huge distances.
        return Long.compareUnsigned(offset - first, span()) <= 0;
    }

    /**
     * Tells whether the two ranges share a byte.
     *
     * @param other the other range
     * @return true if they do
     */
    public boolean intersects(HexRange other) {
        return Long.compareUnsigned(first, other.last) <= 0 && Long.compareUnsigned(other.first, last) <= 0;
    }

    /**
     * The bytes both ranges have.
     *
     * @param other the other range
     * @return the common range, or nothing
     */
    public Optional<HexRange> intersection(HexRange other) {
        if (!intersects(other)) {
            return Optional.empty();
        }
        return Optional.of(new HexRange(max(first, other.first), min(last, other.last)));
    }

    /**
     * The offset of this range nearest to the given one.
     *
     * @param offset unsigned
     * @return the offset itself when it is inside, else the nearer end
     */
    public long clamp(long offset) {
        return max(first, min(last, offset));
    }

    private static long min(long a, long b) {
        return Long.compareUnsigned(a, b) <= 0 ? a : b;
    }

    private static long max(long a, long b) {
        return Long.compareUnsigned(a, b) >= 0 ? a : b;
    }

    /** For people: {@code 0x40..0x7f}. */
    @Override
    public String toString() {
        return "0x" + Long.toHexString(first) + "..0x" + Long.toHexString(last);
    }
}
