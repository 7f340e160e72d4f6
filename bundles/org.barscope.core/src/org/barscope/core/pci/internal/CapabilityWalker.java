// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import static org.barscope.core.pci.internal.Decoding.bits;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.barscope.core.pci.ConfigBytes;
import org.barscope.core.pci.PciCapability;

/**
 * Follows the two capability lists of a function. Lists that loop, leave their range or end in bytes that were not read
 * stop with a finding instead of an error.
 */
public final class CapabilityWalker {

    private static final int HEADER_END = 0x40;
    private static final int EXTENDED_START = 0x100;
    private static final int PCI_X = 0x07;
    private static final int PCI_EXPRESS = 0x10;
    private static final int BROKEN = 0xff;

    private static final Layout STANDARD_HEADER = Layout.of("""
            00.16 Header !
              7:0   ID %hex2
              15:8  Next %hex2
            """);

    private static final Layout EXTENDED_HEADER = Layout.of("""
            00.32 Header !
              15:0  ID %hex4
              19:16 Version
              31:20 Next %hex3
            """);

    private final ConfigBytes bytes;
    private final List<String> findings;
    private final List<PciCapability> capabilities = new ArrayList<>();

    /**
     * Prepares to walk.
     *
     * @param bytes configuration space, at least the header
     * @param findings where to note what is wrong with the lists
     */
    public CapabilityWalker(ConfigBytes bytes, List<String> findings) {
        this.bytes = bytes;
        this.findings = findings;
    }

    /**
     * Walks both lists.
     *
     * @param firstPointer offset of the register that points to the first capability, or -1 if there is no list
     * @return the capabilities in the order of the lists, the extended ones last
     */
    public List<PciCapability> walk(int firstPointer) {
        if (firstPointer >= 0) {
            List<Integer> offsets = standardOffsets(firstPointer);
            FunctionFacts facts = facts(offsets);
            for (int offset : offsets) {
                capabilities.add(standard(offset, facts));
            }
            boolean extended = find(offsets, PCI_EXPRESS) >= 0 || find(offsets, PCI_X) >= 0;
            if (extended && bytes.length() > EXTENDED_START) {
                extended(facts);
            }
        }
        return List.copyOf(capabilities);
    }

    private List<Integer> standardOffsets(int firstPointer) {
        List<Integer> offsets = new ArrayList<>();
        BitSet seen = new BitSet();
        int offset = bytes.u8(firstPointer) & ~3;
        while (offset != 0) {
            if (offset < HEADER_END) {
                findings.add(String.format("the capability list points into the header, at %#04x", offset));
                break;
            }
            if (!bytes.has(offset, 4)) {
                findings.add(String.format("the capability at %#04x was not read: only %d bytes of configuration space"
                        + " were readable; reading the rest takes root", offset, bytes.length()));
                break;
            }
            if (seen.get(offset)) {
                findings.add(String.format("the capability list loops at %#04x", offset));
                break;
            }
            if (bytes.u8(offset) == BROKEN) {
                findings.add(String.format("the capability list is broken at %#04x: the id reads as ff", offset));
                break;
            }
            seen.set(offset);
            offsets.add(offset);
            offset = bytes.u8(offset + 1) & ~3;
        }
        return offsets;
    }

    private FunctionFacts facts(List<Integer> offsets) {
        int express = find(offsets, PCI_EXPRESS);
        int portType = express < 0 ? FunctionFacts.NO_PORT : bits(bytes.u16(express + 2), 7, 4);
        int width = express >= 0 && bytes.has(express + 0x0c, 4) ? bits(bytes.u32(express + 0x0c), 9, 4) : 0;
        return new FunctionFacts(bytes.u16(0), bytes.u16(2), bytes.u8(0x0e) & 0x7f, portType, width > 32 ? 0 : width);
    }

    private int find(List<Integer> offsets, int id) {
        for (int offset : offsets) {
            if (bytes.u8(offset) == id) {
                return offset;
            }
        }
        return -1;
    }

    private PciCapability standard(int offset, FunctionFacts facts) {
        int id = bytes.u8(offset);
        Decoding decoding = new Decoding(bytes, offset, facts).apply(STANDARD_HEADER);
        CapabilityTable.Entry known = CapabilityTable.STANDARD.find(id);
        if (known != null) {
            return decode(known, false, offset, decoding);
        }
        StandardCapabilities.unknown(decoding, id);
        String shortName = "CAP" + Meanings.hex(id, 2);
        return finish(new Definition(id, shortName, decoding.headline()), false, offset, decoding);
    }

    private void extended(FunctionFacts facts) {
        BitSet seen = new BitSet();
        int offset = EXTENDED_START;
        while (offset != 0) {
            if (!bytes.has(offset, 4)) {
                findings.add(String.format("the extended capability at %#05x was not read: only %d bytes of"
                        + " configuration space were readable", offset, bytes.length()));
                return;
            }
            long header = bytes.u32(offset);
            if (header == 0 || header == 0xffff_ffffL) {
                if (offset != EXTENDED_START) {
                    findings.add(String.format("the extended capability list ends in nothing at %#05x", offset));
                }
                return;
            }
            if (seen.get(offset)) {
                findings.add(String.format("the extended capability list loops at %#05x", offset));
                return;
            }
            seen.set(offset);
            capabilities.add(extended(offset, header, facts));
            offset = bits(header, 31, 20) & ~3;
            if (offset != 0 && offset < EXTENDED_START) {
                findings.add(String.format("the extended capability list points below 0x100, at %#04x", offset));
                return;
            }
        }
    }

    private PciCapability extended(int offset, long header, FunctionFacts facts) {
        int id = bits(header, 15, 0);
        Decoding decoding = new Decoding(bytes, offset, facts).version(bits(header, 19, 16)).apply(EXTENDED_HEADER);
        CapabilityTable.Entry known = CapabilityTable.EXTENDED.find(id);
        if (known != null) {
            return decode(known, true, offset, decoding);
        }
        String name = "Extended Capability ID 0x" + Integer.toHexString(id);
        return finish(new Definition(id, "ECAP" + Meanings.hex(id, 4), name), true, offset, decoding.headline(name));
    }

    private static PciCapability decode(
            CapabilityTable.Entry known, boolean extended, int offset, Decoding decoding) {
        Definition definition = known.definition();
        known.group().decode(definition.id(), decoding.headline(definition.name()));
        return finish(definition, extended, offset, decoding);
    }

    private static PciCapability finish(Definition definition, boolean extended, int offset, Decoding decoding) {
        return new PciCapability(definition.id(), extended, offset, decoding.version(), definition.shortName(),
                definition.name(), decoding.headline(), decoding.length(), decoding.truncated(),
                decoding.registers(), decoding.text());
    }
}
