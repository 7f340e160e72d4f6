// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barscope.core.pci.ConfigSpace;
import org.barscope.core.pci.PciAddress;
import org.barscope.model.PciDevice;

/**
 * Which bridge leads to which bus, from the bus numbers in the bridges' configuration space: the same place from which
 * the hardware takes it (PCI-to-PCI Bridge Architecture Specification 1.2, section 3.2.5).
 */
final class BusTopology {

    private static final int HEADER_TYPE = 0x0e;
    private static final int SECONDARY_BUS = 0x19;
    private static final int SUBORDINATE_BUS = 0x1a;

    private record Bridge(PciDevice device, int domain, int secondary, int subordinate) {
        boolean leadsTo(PciAddress address) {
            return domain == address.domain() && secondary <= address.bus() && address.bus() <= subordinate;
        }
    }

    private final List<Bridge> bridges = new ArrayList<>();

    BusTopology(List<PciDevice> devices) {
        for (PciDevice device : devices) {
            byte[] config = device.getConfigSpace() == null ? null : device.getConfigSpace().getContents();
            if (config != null && config.length >= ConfigSpace.HEADER_SIZE && isBridge(config[HEADER_TYPE])) {
                PciAddress address = PciAddress.parse(device.getAddress());
                int secondary = config[SECONDARY_BUS] & 0xff;
                // Buses are numbered downwards; a bridge that says otherwise is not set up, and could lead to itself.
                if (secondary > address.bus()) {
                    bridges.add(new Bridge(device, address.domain(), secondary, config[SUBORDINATE_BUS] & 0xff));
                }
            }
        }
    }

    /** PCI-to-PCI and CardBus bridges have their bus numbers in the same place. */
    private static boolean isBridge(byte headerType) {
        int type = headerType & 0x7f;
        return type == 1 || type == 2;
    }

    /**
     * The bridge above a device: the one nearest to its bus. A virtual function may sit on a bus of its own behind the
     * bridge of its physical function.
     */
    Optional<PciDevice> above(PciAddress address) {
        Bridge nearest = null;
        for (Bridge bridge : bridges) {
            if (bridge.leadsTo(address) && (nearest == null || bridge.secondary() > nearest.secondary())) {
                nearest = bridge;
            }
        }
        return Optional.ofNullable(nearest).map(Bridge::device);
    }
}
