// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.util.List;
import java.util.Optional;

/**
 * One entry of the capability list or of the extended capability list, decoded.
 *
 * @param id capability id ({@code PCI_CAP_ID_*}, 8 bits) or extended capability id ({@code PCI_EXT_CAP_ID_*}, 16 bits)
 * @param extended true for an entry of the extended list, which starts at 0x100
 * @param offset byte offset of the entry's header in configuration space
 * @param version version from the header of an extended capability, or from the capability's own version field;
 *     0 if it has none
 * @param shortName the suffix of the kernel's macro, for example {@code EXP}, {@code MSIX}, {@code ERR}; what a
 *     register path starts with. {@code CAPxx} or {@code ECAPxxxx} for ids without a macro
 * @param name full name, for example {@code PCI Express}
 * @param headline what {@code lspci -vvv} prints behind the offset, for example {@code MSI-X: Enable+ Count=5 Masked-}
 * @param length bytes the entry covers, its header included, as far as it is known; never beyond what was read
 * @param truncated true if the entry has more registers than bytes were read
 * @param registers the registers in order of offset, the header first
 * @param text the registers as {@code lspci -vvv} writes them below the headline, one line each, without the leading
 *     tabs; lines that continue the one before start with a tab
 */
public record PciCapability(
        int id,
        boolean extended,
        int offset,
        int version,
        String shortName,
        String name,
        String headline,
        int length,
        boolean truncated,
        List<ConfigRegister> registers,
        List<String> text) {

    /** Copies the lists. */
    public PciCapability {
        registers = List.copyOf(registers);
        text = List.copyOf(text);
    }

    /**
     * All fields of all registers, in order of offset and then from the highest bit down.
     *
     * @return the fields, the header's included
     */
    public List<ConfigField> fields() {
        return registers.stream().flatMap(register -> register.fields().stream()).toList();
    }

    /**
     * Looks a field up by its path. Cost: linear in the number of fields.
     *
     * @param path for example {@code LnkSta.Speed}; case matters
     * @return the field, or empty if the capability has none of that path
     */
    public Optional<ConfigField> field(String path) {
        for (ConfigRegister register : registers) {
            if (path.startsWith(register.name())) {
                for (ConfigField field : register.fields()) {
                    if (field.path().equals(path)) {
                        return Optional.of(field);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Looks a register up by its name. Cost: linear in the number of registers.
     *
     * @param registerName for example {@code LnkSta}; case matters
     * @return the register, or empty if the capability has none of that name
     */
    public Optional<ConfigRegister> register(String registerName) {
        return registers.stream().filter(register -> register.name().equals(registerName)).findFirst();
    }
}
