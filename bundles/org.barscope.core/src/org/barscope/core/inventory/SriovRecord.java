// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.List;
import org.barscope.core.pci.PciAddress;

/**
 * What a physical function says of its virtual functions.
 *
 * @param total     how many it can have
 * @param enabled   how many it has now
 * @param functions the addresses of those that exist
 */
public record SriovRecord(int total, int enabled, List<PciAddress> functions) {

    public SriovRecord {
        functions = List.copyOf(functions);
    }
}
