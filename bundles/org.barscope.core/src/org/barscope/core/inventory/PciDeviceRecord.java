// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.barscope.core.pci.PciAddress;

/**
 * A PCI device as a backend saw it.
 *
 * @param address          its address
 * @param scheme           the scheme of its region URIs: {@code pci} for a device seen through sysfs
 * @param ids              what it says it is
 * @param names            what those numbers mean
 * @param driver           the kernel driver bound to it
 * @param driverOverride   the only driver that may bind, when set
 * @param iommuGroup       the group it is in
 * @param numaNode         the node it is attached to; empty when the machine has none or does not say
 * @param link             its PCI Express link, when it has one
 * @param bars             its BARs and ROM, by index
 * @param sriov            its virtual functions, when it can have any
 * @param physicalFunction its physical function, when it is a virtual one
 * @param irqs             its interrupts
 * @param powerState       "D0" … "D3cold" or empty
 * @param enabled          whether the kernel has enabled it
 * @param config           its configuration space
 * @param problems         one line for each thing that could not be read, with the reason
 */
public record PciDeviceRecord(PciAddress address, String scheme, DeviceIds ids, DeviceNames names,
        Optional<String> driver, Optional<String> driverOverride, OptionalInt iommuGroup, OptionalInt numaNode,
        Optional<LinkRecord> link, List<BarRecord> bars, Optional<SriovRecord> sriov,
        Optional<PciAddress> physicalFunction, List<IrqRecord> irqs, String powerState, boolean enabled,
        ConfigImage config, List<String> problems) {

    public PciDeviceRecord {
        Objects.requireNonNull(address);
        Objects.requireNonNull(scheme);
        Objects.requireNonNull(ids);
        Objects.requireNonNull(names);
        Objects.requireNonNull(driver);
        Objects.requireNonNull(driverOverride);
        Objects.requireNonNull(iommuGroup);
        Objects.requireNonNull(numaNode);
        Objects.requireNonNull(link);
        Objects.requireNonNull(sriov);
        Objects.requireNonNull(physicalFunction);
        Objects.requireNonNull(powerState);
        Objects.requireNonNull(config);
        bars = List.copyOf(bars);
        irqs = List.copyOf(irqs);
        problems = List.copyOf(problems);
    }

    /** {@code SCHEME:ADDRESS}, unique over all machines on screen. */
    public String deviceUri() {
        return scheme + ":" + address;
    }

    /** The same device with other BARs. */
    public PciDeviceRecord withBars(List<BarRecord> others) {
        return new PciDeviceRecord(address, scheme, ids, names, driver, driverOverride, iommuGroup, numaNode, link,
                others, sriov, physicalFunction, irqs, powerState, enabled, config, problems);
    }

    /** The BAR or ROM of a region name ({@code bar0} … {@code bar5}, {@code rom}). */
    public Optional<BarRecord> bar(String regionName) {
        return bars.stream().filter(b -> b.regionName().equals(regionName)).findFirst();
    }
}
