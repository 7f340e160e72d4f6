// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

/**
 * A base address register as far as configuration space tells: the size is not in there (it takes writing all ones, or
 * the kernel's {@code resource} file).
 *
 * @param index number of the BAR, 0 to 5; the upper half of a 64-bit BAR has no entry of its own
 * @param offset byte offset in configuration space
 * @param raw the register as read, both halves for a 64-bit BAR
 * @param kind what the low bits say
 * @param prefetchable whether memory may be prefetched; false for I/O
 * @param address bus address with the low bits cleared; 0 if nothing is assigned
 */
public record BarConfig(int index, int offset, long raw, Kind kind, boolean prefetchable, long address) {

    /** Kinds of base address registers (PCI Local Bus Specification 3.0, section 6.2.5.1). */
    public enum Kind {
        /** Reads as zero: not implemented, or implemented and never assigned an address. */
        NONE,
        /** I/O ports. */
        IO,
        /** Memory anywhere in the low 4 GiB. */
        MEMORY_32,
        /** Memory below 1 MiB; obsolete. */
        MEMORY_BELOW_1M,
        /** Memory anywhere; takes two registers. */
        MEMORY_64,
        /** Memory type 3, which no specification defines. */
        MEMORY_RESERVED,
        /** 64-bit memory type in the last register, which leaves no room for the upper half. */
        MEMORY_64_WITHOUT_UPPER
    }

    /**
     * Whether this is memory of any kind.
     *
     * @return false for {@link Kind#NONE} and {@link Kind#IO}
     */
    public boolean memory() {
        return kind != Kind.NONE && kind != Kind.IO;
    }
}
