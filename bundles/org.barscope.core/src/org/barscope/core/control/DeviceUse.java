// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.control;

import java.util.List;
import java.util.Objects;
import org.barscope.core.memory.Route.Refusal;
import org.barscope.core.pci.PciAddress;

/**
 * How a device is open in this process.
 *
 * @param device  which device
 * @param way     {@code cdev} (character device and iommufd) or {@code group} (group and container)
 * @param label   the same for people: "/dev/vfio/12 with a container"
 * @param refused the better ways that were tried first, and why each was refused
 * @param users   how many regions, exports and holds of interrupts keep it open
 */
public record DeviceUse(PciAddress device, String way, String label, List<Refusal> refused, int users) {
    public DeviceUse {
        Objects.requireNonNull(device);
        Objects.requireNonNull(way);
        Objects.requireNonNull(label);
        refused = List.copyOf(refused);
    }
}
