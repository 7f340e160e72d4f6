// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.control;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.barscope.core.pci.PciAddress;

/**
 * How a device can be reset.
 *
 * @param device   which device
 * @param function whether it can be reset alone
 * @param bus      whether its bus or slot can be reset by us: it has such a reset, and all that it hits is ours
 * @param busWhy   why the bus cannot be reset, one clause; empty when it can
 * @param hit      what a reset of the bus or slot hits, the device itself among it; empty without such a reset
 */
public record ResetPlan(PciAddress device, boolean function, boolean bus, String busWhy, List<Hit> hit) {

    /**
     * A device that a reset of the bus hits.
     *
     * @param address its address
     * @param group   its IOMMU group, when known
     * @param driver  the driver it has
     */
    public record Hit(PciAddress address, OptionalInt group, Optional<String> driver) {
        public Hit {
            Objects.requireNonNull(address);
            Objects.requireNonNull(group);
            Objects.requireNonNull(driver);
        }
    }

    public ResetPlan {
        Objects.requireNonNull(device);
        Objects.requireNonNull(busWhy);
        hit = List.copyOf(hit);
    }
}
