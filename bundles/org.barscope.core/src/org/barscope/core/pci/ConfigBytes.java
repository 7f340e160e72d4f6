// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The bytes of a configuration space as they were read once: immutable, little-endian, at most 4096 of them.
 *
 * <p>Fewer bytes than the space has are normal; ask {@link #has(int, int)} before reading beyond byte 63.
 */
public final class ConfigBytes {

    /** Bytes of an extended configuration space ({@code PCI_CFG_SPACE_EXP_SIZE}). */
    public static final int MAX_SIZE = 4096;

    private final byte[] bytes;

    private ConfigBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes a copy of the bytes; what lies beyond {@link #MAX_SIZE} is dropped.
     *
     * @param bytes content from offset 0 on, any length
     * @return the immutable content
     */
    public static ConfigBytes copyOf(byte[] bytes) {
        return new ConfigBytes(Arrays.copyOf(bytes, Math.min(bytes.length, MAX_SIZE)));
    }

    /**
     * How many bytes are there.
     *
     * @return 0 to {@link #MAX_SIZE}
     */
    public int length() {
        return bytes.length;
    }

    /**
     * Whether a range of bytes was read.
     *
     * @param offset first byte
     * @param length number of bytes
     * @return true if all of them are there
     */
    public boolean has(int offset, int length) {
        return offset >= 0 && length >= 0 && offset <= bytes.length - length;
    }

    /**
     * Reads one byte.
     *
     * @param offset byte offset
     * @return 0 to 255
     * @throws IndexOutOfBoundsException if the byte was not read
     */
    public int u8(int offset) {
        return bytes[offset] & 0xff;
    }

    /**
     * Reads two bytes, low byte first; any alignment.
     *
     * @param offset byte offset
     * @return 0 to 65535
     * @throws IndexOutOfBoundsException if a byte was not read
     */
    public int u16(int offset) {
        return u8(offset) | u8(offset + 1) << 8;
    }

    /**
     * Reads four bytes, low byte first; any alignment.
     *
     * @param offset byte offset
     * @return 0 to 2^32 - 1
     * @throws IndexOutOfBoundsException if a byte was not read
     */
    public long u32(int offset) {
        return u16(offset) | (long) u16(offset + 2) << 16;
    }

    /**
     * Reads eight bytes, low byte first; any alignment.
     *
     * @param offset byte offset
     * @return the value; negative if bit 63 is set
     * @throws IndexOutOfBoundsException if a byte was not read
     */
    public long u64(int offset) {
        return u32(offset) | u32(offset + 4) << 32;
    }

    /**
     * Reads a register.
     *
     * @param offset byte offset
     * @param width 8, 16, 32 or 64 bits
     * @return the value, zero-extended
     * @throws IndexOutOfBoundsException if a byte was not read
     * @throws IllegalArgumentException if there is no such width
     */
    public long read(int offset, int width) {
        return switch (width) {
            case 8 -> u8(offset);
            case 16 -> u16(offset);
            case 32 -> u32(offset);
            case 64 -> u64(offset);
            default -> throw new IllegalArgumentException("a register of " + width + " bits");
        };
    }

    /**
     * A copy of the content.
     *
     * @return a new array of {@link #length()} bytes
     */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Same bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigBytes that && Arrays.equals(bytes, that.bytes);
    }

    /** Consistent with {@link #equals(Object)}. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The number of bytes and the first 16 of them, for messages. */
    @Override
    public String toString() {
        return bytes.length + " bytes " + HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(16, bytes.length));
    }
}
