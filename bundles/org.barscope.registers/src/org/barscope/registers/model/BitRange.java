// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

/**
 * Consecutive bits of a register, both ends included; bit 0 is the least significant one.
 *
 * @param lsb lowest bit, 0 to 63
 * @param msb highest bit, lsb to 63
 */
public record BitRange(int lsb, int msb) implements Comparable<BitRange> {
    /** Refuses bits outside 0 to 63 and a range whose ends are swapped. */
    public BitRange {
        if (lsb < 0 || msb > 63 || lsb > msb) {
            throw new IllegalArgumentException("bits [" + msb + ":" + lsb + "] are not within [63:0]");
        }
    }

    /** The range that starts at a bit and has a width. */
    public static BitRange ofWidth(int lsb, int width) {
        return new BitRange(lsb, lsb + width - 1);
    }

    /** A word whose lowest {@code width} bits (0 to 64) are 1. */
    public static long ones(int width) {
        return width >= 64 ? -1L : (1L << width) - 1;
    }

    /** Number of bits. */
    public int width() {
        return msb - lsb + 1;
    }

    /** The bits of this range set in a register word. */
    public long mask() {
        return ones(width()) << lsb;
    }

    /** The largest value these bits hold, unsigned. */
    public long maximum() {
        return ones(width());
    }

    /** The value of these bits in a register word, shifted down to bit 0. */
    public long extract(long word) {
        return (word >>> lsb) & maximum();
    }

    /** The register word with these bits replaced; bits of the value that do not fit are dropped. */
    public long insert(long word, long value) {
        return (word & ~mask()) | ((value & maximum()) << lsb);
    }

    /** Whether a value, taken as unsigned, fits. */
    public boolean fits(long value) {
        return (value & ~maximum()) == 0;
    }

    /** Whether a bit is in both ranges. */
    public boolean overlaps(BitRange other) {
        return lsb <= other.msb && other.lsb <= msb;
    }

    /** This range moved towards the most significant bit. */
    public BitRange shifted(int bits) {
        return new BitRange(lsb + bits, msb + bits);
    }

    /** Orders by lowest bit, then by highest. */
    @Override
    public int compareTo(BitRange other) {
        return lsb != other.lsb ? Integer.compare(lsb, other.lsb) : Integer.compare(msb, other.msb);
    }

    /** The datasheet form, such as {@code [7:4]}; one bit is {@code [3]}. */
    @Override
    public String toString() {
        return lsb == msb ? "[" + lsb + "]" : "[" + msb + ":" + lsb + "]";
    }
}
