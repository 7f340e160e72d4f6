// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barscope.core.memory.Span;
import org.barscope.linux.memory.AccessWidth;
import org.barscope.linux.memory.MemoryAccessException;
import org.barscope.linux.memory.UnitAccess;

/**
 * Where a device has its MSI-X table and pending bits (PCI Local Bus Specification 3.0, section 6.8.2). The kernel
 * writes the table, and what else writes it can make the device interrupt anybody, so it is never touched here.
 *
 * @param tableBar   the BAR that holds the table
 * @param table      the table in it
 * @param pendingBar the BAR that holds the pending bits
 * @param pending    the pending bits in it
 */
public record MsixTable(int tableBar, Span table, int pendingBar, Span pending) {

    private static final int STATUS = 6;
    private static final int STATUS_CAPABILITIES = 0x10;
    private static final int LIST = 0x34;
    private static final int ID_MSIX = 0x11;
    private static final int FIRST = 0x40;
    private static final int ENTRY_BYTES = 16;
    private static final int BAR_MASK = 7;

    /** Reads it from configuration space; empty when the device has no MSI-X. */
    public static Optional<MsixTable> read(UnitAccess config) throws MemoryAccessException {
        if ((get(config, STATUS, AccessWidth.BITS_16) & STATUS_CAPABILITIES) == 0) {
            return Optional.empty();
        }
        Set<Integer> seen = new HashSet<>();
        int at = (int) get(config, LIST, AccessWidth.BITS_8) & ~3;
        while (at >= FIRST && seen.add(at)) {
            int head = (int) get(config, at, AccessWidth.BITS_16);
            if ((head & 0xff) == ID_MSIX) {
                int entries = ((int) get(config, at + 2, AccessWidth.BITS_16) & 0x7ff) + 1;
                long table = get(config, at + 4, AccessWidth.BITS_32);
                long pending = get(config, at + 8, AccessWidth.BITS_32);
                return Optional.of(new MsixTable((int) table & BAR_MASK,
                        new Span(table & ~BAR_MASK, (long) entries * ENTRY_BYTES), (int) pending & BAR_MASK,
                        new Span(pending & ~BAR_MASK, (entries + 63) / 64 * 8L)));
            }
            at = head >>> 8 & ~3;
        }
        return Optional.empty();
    }

    private static long get(UnitAccess config, int offset, AccessWidth width) throws MemoryAccessException {
        return config.read(offset, width, ByteOrder.LITTLE_ENDIAN);
    }

    /** The part of a BAR that the table takes. */
    Optional<Span> tableIn(int bar) {
        return bar == tableBar ? Optional.of(table) : Optional.empty();
    }

    /** What of a BAR must not be reached through a mapping: nothing, the table, the pending bits, or both. */
    public List<Span> in(int bar) {
        if (bar == tableBar) {
            return bar == pendingBar ? List.of(table, pending) : List.of(table);
        }
        return bar == pendingBar ? List.of(pending) : List.of();
    }
}
