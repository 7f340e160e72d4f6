// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.List;
import java.util.Objects;
import org.barscope.core.pci.PciAddress;

/**
 * A set of devices that the IOMMU cannot tell apart.
 *
 * @param id      the kernel's number
 * @param type    the kind of its default domain ("DMA-FQ", "identity"); empty when unknown
 * @param devices its members, by address
 */
public record IommuGroupRecord(int id, String type, List<PciAddress> devices) {

    public IommuGroupRecord {
        Objects.requireNonNull(type);
        devices = List.copyOf(devices);
    }
}
