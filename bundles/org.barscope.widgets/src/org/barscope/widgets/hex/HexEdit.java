// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One access unit to be written, as the user has just confirmed it.
 */
public final class HexEdit {

    private final long offset;
    private final byte[] bytes;
    private final byte[] before;

    /**
     * An edit. Copies its arrays.
     *
     * @param offset first byte of the unit, unsigned
     * @param bytes  what to write, 1, 2, 4 or 8 bytes in memory order
     * @param before what the user saw there when typing began, or null if there was no value
     */
    HexEdit(long offset, byte[] bytes, byte[] before) {
        this.offset = offset;
        this.bytes = bytes.clone();
        this.before = before == null ? null : before.clone();
    }

    /**
     * First byte of the unit.
     *
     * @return offset, unsigned
     */
    public long offset() {
        return offset;
    }

    /**
     * Width of the access.
     *
     * @return 1, 2, 4 or 8 bytes
     */
    public int size() {
        return bytes.length;
    }

    /**
     * What to write.
     *
     * @return a copy, in memory order
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * What to write, as an integer.
     *
     * @param order which byte is the most significant one
     * @return the value, zero-extended
     */
    public long value(ByteOrder order) {
        return HexSnapshot.ofValues(0, bytes, Instant.EPOCH, 0).value(0, bytes.length, order);
    }

    /**
     * What the user saw when typing began. The memory may have changed since.
     *
     * @return a copy in memory order, or nothing if the unit had no value then
     */
    public Optional<byte[]> before() {
        return Optional.ofNullable(before).map(byte[]::clone);
    }

    /** For people. */
    @Override
    public String toString() {
        return "0x" + Long.toHexString(offset) + " := " + Arrays.toString(bytes);
    }
}
