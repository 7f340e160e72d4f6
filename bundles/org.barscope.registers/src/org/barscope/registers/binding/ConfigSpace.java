// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

import java.util.OptionalInt;

/**
 * A copy of a device's configuration space (PCI Local Bus 3.0 section 6.1, PCI Express Base section 7). Immutable.
 */
public final class ConfigSpace {
    private static final int STATUS = 0x06;
    private static final int STATUS_CAP_LIST = 0x10;
    private static final int CAPABILITIES_POINTER = 0x34;
    private static final int EXTENDED_START = 0x100;

    private final byte[] bytes;

    /**
     * Copies configuration space.
     *
     * @param bytes its first 64, 256 or 4096 bytes, whatever could be read
     */
    public ConfigSpace(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** Number of bytes known. */
    public int size() {
        return bytes.length;
    }

    /**
     * Reads little-endian bytes.
     *
     * @throws ExpressionException if they are beyond what is known
     */
    public long read(long offset, int width) throws ExpressionException {
        if (offset < 0 || offset > bytes.length - width) {
            throw new ExpressionException("configuration space is known up to byte 0x"
                    + Integer.toHexString(bytes.length) + ", not at 0x" + Long.toHexString(offset));
        }
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << 8 | bytes[(int) offset + i] & 0xFF;
        }
        return value;
    }

    /** Offset of the first capability of this number. */
    public OptionalInt findCapability(int id) {
        return find(id, -1, 0);
    }

    /** Offset of the first capability of this number whose byte at a distance has a value. */
    public OptionalInt findCapability(int id, int at, int value) {
        return find(id, at, value);
    }

    private OptionalInt find(int id, int at, int value) {
        if (bytes.length < 0x40 || (bytes[STATUS] & STATUS_CAP_LIST) == 0) {
            return OptionalInt.empty();
        }
        int next = bytes[CAPABILITIES_POINTER] & 0xFC;
        // 48 capabilities of 4 bytes fill the space; more means that the list loops.
        for (int i = 0; i < 48 && next >= 0x40 && next + 2 <= bytes.length; i++) {
            boolean fits = at < 0 || next + at < bytes.length && (bytes[next + at] & 0xFF) == value;
            if ((bytes[next] & 0xFF) == id && fits) {
                return OptionalInt.of(next);
            }
            next = bytes[next + 1] & 0xFC;
        }
        return OptionalInt.empty();
    }

    /** Offset of the first extended capability of this number. */
    public OptionalInt findExtendedCapability(int id) {
        int next = EXTENDED_START;
        for (int i = 0; i < 960 && next >= EXTENDED_START && next + 4 <= bytes.length; i++) {
            int header = bytes[next] & 0xFF | (bytes[next + 1] & 0xFF) << 8 | (bytes[next + 2] & 0xFF) << 16
                    | (bytes[next + 3] & 0xFF) << 24;
            if (header == 0 || header == -1) {
                return OptionalInt.empty();
            }
            if ((header & 0xFFFF) == id) {
                return OptionalInt.of(next);
            }
            next = header >>> 20 & 0xFFC;
        }
        return OptionalInt.empty();
    }

    long capability(long id) throws ExpressionException {
        return found(find((int) id, -1, 0), "capability 0x" + Long.toHexString(id));
    }

    long capability(long id, long at, long value) throws ExpressionException {
        if (at < 0 || at > 255) {
            throw new ExpressionException("cap: byte " + at + " is outside a capability; expected 0 to 255");
        }
        return found(find((int) id, (int) at, (int) value), "capability 0x" + Long.toHexString(id) + " with byte " + at
                + " = 0x" + Long.toHexString(value));
    }

    long extendedCapability(long id) throws ExpressionException {
        return found(findExtendedCapability((int) id), "extended capability 0x" + Long.toHexString(id));
    }

    private static long found(OptionalInt offset, String what) throws ExpressionException {
        if (offset.isEmpty()) {
            throw new ExpressionException("the device has no " + what);
        }
        return offset.getAsInt();
    }
}
