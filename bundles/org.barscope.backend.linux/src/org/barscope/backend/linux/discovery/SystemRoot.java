// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.discovery;

import java.nio.file.Path;
import java.util.Objects;
import org.barscope.core.pci.PciAddress;

/**
 * Where the kernel's file systems are.
 *
 * @param sys  usually {@code /sys}
 * @param proc usually {@code /proc}
 * @param dev  usually {@code /dev}
 */
public record SystemRoot(Path sys, Path proc, Path dev) {

    public SystemRoot {
        Objects.requireNonNull(sys);
        Objects.requireNonNull(proc);
        Objects.requireNonNull(dev);
    }

    /** The running system's. */
    public static SystemRoot running() {
        return new SystemRoot(Path.of("/sys"), Path.of("/proc"), Path.of("/dev"));
    }

    /** The folder of all PCI devices. */
    public Path pciDevices() {
        return sys.resolve("bus/pci/devices");
    }

    /** The folder of one device. */
    public Path device(PciAddress address) {
        return pciDevices().resolve(address.toString());
    }

    /** The folder of all IOMMU groups. */
    public Path iommuGroups() {
        return sys.resolve("kernel/iommu_groups");
    }
}
