// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import static org.barscope.core.pci.internal.Decoding.bits;

/**
 * Enhanced Allocation: resources at fixed addresses in place of BARs (PCI Express Base Specification 5.0, section
 * 7.8.5; {@code PCI_EA_*}).
 */
final class EnhancedAllocation {

    private static final int MAX_ENTRY_DWORDS = 4;

    private static final Layout HEADER = Layout.of("""
            02.16 NumEntries !
              5:0   NumEntries
            """);

    private static final Layout BRIDGE = Layout.of("""
            04.16 Bus !
              7:0   Secondary
              15:8  Subordinate
            """);

    private static final String PROPERTIES = "{0=memory space, non-prefetchable|1=memory space, prefetchable"
            + "|2=I/O space|3=VF memory space, prefetchable|4=VF memory space, non-prefetchable"
            + "|5=allocation behind bridge, non-prefetchable memory|6=allocation behind bridge, prefetchable memory"
            + "|7=allocation behind bridge, I/O space|253=memory space resource unavailable for use"
            + "|254=I/O space resource unavailable for use|255=entry unavailable for use|*=[%02x]}";

    private static final Layout ENTRY = Layout.of("""
            00.32 Header "{entry}:"
              31    Enable rw
              30    Writable
              2:0   EntrySize
            /
              7:4   BEI {BAR 0|BAR 1|BAR 2|BAR 3|BAR 4|BAR 5|resource behind function|not indicated|expansion ROM\
            |VF-BAR 0|VF-BAR 1|VF-BAR 2|VF-BAR 3|VF-BAR 4|VF-BAR 5|reserved} "BAR Equivalent Indicator: {}"
            /
              15:8  PrimaryProperties PROPERTIES "PrimaryProperties: {}"
            /
              23:16 SecondaryProperties PROPERTIES "SecondaryProperties: {}"
            """.replace("PrimaryProperties PROPERTIES", "PrimaryProperties " + PROPERTIES)
            .replace("SecondaryProperties PROPERTIES", "SecondaryProperties " + PROPERTIES));

    private static final Layout BASE = Layout.of("""
            04.32 Base ! rw
              31:2  Base %$base
              1     Is64 ro
            08.32 MaxOffset !
              31:2  MaxOffset %$maxOffset
              1     Is64
            """);

    private static final Layout UPPER = Layout.of("""
            00.32 Upper ! rw
              31:0  Upper %hex8
            """);

    private EnhancedAllocation() {
    }

    static void decode(Decoding d) {
        int entries = bits(d.peek16(2), 5, 0);
        d.headline("Enhanced Allocation (EA): NumEntries=" + entries).apply(HEADER);
        int at = 4;
        if (d.facts().bridge()) {
            d.headline(d.headline() + ", secondary=" + d.peek(4, 8) + ", subordinate=" + d.peek(5, 8)).apply(BRIDGE);
            at = 8;
        }
        for (int entry = 0; entry < entries && d.has(at, 4); entry++) {
            String prefix = "Entry" + entry + ".";
            int dwords = bits(d.peek32(at), 2, 0);
            d.set("entry", "Entry " + entry).apply(ENTRY, at, prefix);
            if (dwords >= 2 && dwords <= MAX_ENTRY_DWORDS) {
                range(d, at, prefix);
            }
            at += 4 + 4 * dwords;
        }
        d.length(at);
    }

    /** The upper halves follow the lower ones, the base's first, each only if its lower half asks for it. */
    private static void range(Decoding d, int at, String prefix) {
        long base = d.peek32(at + 4);
        long maxOffset = d.peek32(at + 8);
        int upperAt = at + 12;
        String baseText = Meanings.hex(base & ~3L, 8);
        String maxText = Meanings.hex(maxOffset | 3, 8);
        if (bits(base, 1, 1) == 1) {
            baseText = Long.toHexString(d.peek32(upperAt)) + baseText;
            d.apply(UPPER, upperAt, prefix + "Base");
            upperAt += 4;
        }
        if (bits(maxOffset, 1, 1) == 1) {
            maxText = Long.toHexString(d.peek32(upperAt)) + maxText;
            d.apply(UPPER, upperAt, prefix + "MaxOffset");
        }
        d.set("base", baseText).set("maxOffset", maxText).apply(BASE, at, prefix);
        d.line("\tBase: " + baseText).line("\tMaxOffset: " + maxText);
    }
}
