// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.util.List;

/**
 * One register of configuration space, with the value that was read and its fields. Bits that no field covers are
 * reserved or not known to the decoder.
 *
 * @param name short name as used by {@code lspci} where it has one, for example {@code LnkSta}; registers of a
 *     repeated block carry its number, for example {@code VC0.Ctrl}
 * @param offset byte offset in configuration space
 * @param width width in bits: 8, 16, 32 or 64
 * @param value the whole register; for 64 bits an unsigned number in a long
 * @param fields the fields, highest bit first
 */
public record ConfigRegister(String name, int offset, int width, long value, List<ConfigField> fields) {

    /** Copies the list. */
    public ConfigRegister {
        fields = List.copyOf(fields);
    }
}
