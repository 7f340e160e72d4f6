// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import java.nio.ByteOrder;

/**
 * Access to a range of bytes in units of a declared width, each of which is exactly one access or an error. What a
 * region of a device is built on, whether it is mapped or reached through {@code pread}.
 *
 * <p>Safe for any number of threads, without any order among their accesses. An access takes as long as the device:
 * about a microsecond on PCI Express, much longer while a link wakes up.
 */
public sealed interface UnitAccess permits MappedAccess, PositionedAccess {
    /** {@return the length of the range in bytes} */
    long length();

    /** {@return whether it may be written} */
    boolean writable();

    /** {@return what this gives access to, in words} */
    String description();

    /**
     * Reads one unit.
     *
     * @param offset where, in bytes, a multiple of the width
     * @param width how wide
     * @param order the byte order of the unit; PCI devices are little endian
     * @return the value, zero-extended
     * @throws MemoryAccessException when there is no value
     */
    long read(long offset, AccessWidth width, ByteOrder order) throws MemoryAccessException;

    /**
     * Writes one unit.
     *
     * @param offset where, in bytes, a multiple of the width
     * @param width how wide
     * @param order the byte order of the unit
     * @param value the value; bits above the width are ignored
     * @throws MemoryAccessException when it was not written
     */
    void write(long offset, AccessWidth width, ByteOrder order, long value) throws MemoryAccessException;

    /**
     * Reads a series of units, one access each, in ascending order.
     *
     * @param offset where the first one is, in bytes, a multiple of the width
     * @param width how wide each is
     * @param units how many
     * @param target receives the bytes in the order of their addresses
     * @param at where in it
     * @throws MemoryAccessException at the first unit without a value, which it names; those before it are in target
     */
    void readUnits(long offset, AccessWidth width, int units, byte[] target, int at) throws MemoryAccessException;
}
