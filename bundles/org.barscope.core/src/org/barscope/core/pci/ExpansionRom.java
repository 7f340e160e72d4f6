// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

/**
 * The expansion ROM base address register ({@code PCI_ROM_ADDRESS}).
 *
 * @param offset byte offset in configuration space: 0x30, or 0x38 in a bridge
 * @param raw the register as read
 * @param address bus address (bits 31:11)
 * @param enabled whether the ROM decodes addresses (bit 0), provided that memory decoding is on too
 */
public record ExpansionRom(int offset, long raw, long address, boolean enabled) {

    static ExpansionRom of(ConfigBytes bytes, int offset) {
        long raw = bytes.u32(offset);
        return new ExpansionRom(offset, raw, raw & 0xffff_f800L, (raw & 1) != 0);
    }

    /**
     * Whether the register holds anything; absent ROMs read as zero, absent devices as all ones.
     *
     * @return true if an address or the enable bit is there
     */
    public boolean present() {
        return raw != 0 && raw != 0xffff_ffffL;
    }
}
