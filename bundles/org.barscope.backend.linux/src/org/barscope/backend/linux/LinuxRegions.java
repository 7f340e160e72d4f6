// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barscope.backend.linux.discovery.GroupDrivers;
import org.barscope.backend.linux.discovery.PciScanner;
import org.barscope.backend.linux.region.SysfsRegions;
import org.barscope.backend.linux.vfio.VfioDevices;
import org.barscope.backend.linux.vfio.VfioRegions;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionSource;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.RouteOffer;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.pci.PciAddress;

/**
 * The regions of PCI devices by both names they have. {@code pci:} is a region's identity, whichever way leads to it:
 * through VFIO while the device is with VFIO, through sysfs else. {@code vfio:} insists on VFIO.
 */
final class LinuxRegions implements RegionSource {

    private static final String PCI = "pci";
    private static final String VFIO = "vfio";
    private static final String CONFIG = "config";
    private static final String SYSFS = "sysfs";

    private final PciScanner scanner;
    private final SysfsRegions sysfs;
    private final VfioRegions vfio;
    private final VfioDevices devices;

    LinuxRegions(PciScanner scanner, SysfsRegions sysfs, VfioRegions vfio, VfioDevices devices) {
        this.scanner = scanner;
        this.sysfs = sysfs;
        this.vfio = vfio;
        this.devices = devices;
    }

    @Override
    public Set<String> schemes() {
        return Set.of(PCI, VFIO);
    }

    @Override
    public String device(RegionUri uri) {
        return PCI + ":" + PciAddress.tryParse(uri.address()).map(PciAddress::toString).orElse(uri.address());
    }

    @Override
    public MemoryRegion open(RegionUri uri, OpenOptions options) throws BackendException {
        Optional<PciAddress> address = PciAddress.tryParse(uri.address());
        if (uri.scheme().equals(VFIO)) {
            return vfio.open(uri, address.orElseThrow(() -> new BackendException(Reason.USAGE, "open " + uri, "'"
                    + uri.address() + "' is not the address of a device",
                    "use DOMAIN:BUS:DEVICE.FUNCTION, for example 0000:01:00.0")), options);
        }
        if (address.isPresent() && throughVfio(uri, address.get(), options)) {
            return openThroughVfio(uri, address.get(), options);
        }
        return sysfs.open(uri, options);
    }

    /**
     * Configuration space can be looked at without taking the device, and so can BARs if the user so decides. A route
     * that the user has chosen decides it before all else.
     */
    private boolean throughVfio(RegionUri uri, PciAddress address, OpenOptions options) {
        boolean looking = uri.region().equals(CONFIG) && !options.writable();
        boolean wanted = options.route().map(route -> !route.equals(SYSFS))
                .orElse(!looking && !options.besideDriver());
        return wanted && (devices.isOpen(address) || withVfio(scanner.device(address)));
    }

    private static boolean withVfio(Optional<PciDeviceRecord> device) {
        return device.flatMap(PciDeviceRecord::driver).filter(GroupDrivers::ofVfio).isPresent();
    }

    @Override
    public List<RouteOffer> routes(RegionUri uri) {
        Optional<PciDeviceRecord> device = PciAddress.tryParse(uri.address()).flatMap(scanner::device);
        if (device.isEmpty()) {
            return List.of();
        }
        List<RouteOffer> offers = new ArrayList<>(withVfio(device) ? vfio.routes(uri, device.get())
                : VfioRegions.notWithVfio());
        if (uri.scheme().equals(PCI)) {
            offers.add(sysfs.offer(uri, device.get()));
        }
        return offers;
    }

    private MemoryRegion openThroughVfio(RegionUri uri, PciAddress address, OpenOptions options)
            throws BackendException {
        try {
            return vfio.open(uri, address, options);
        } catch (BackendException refused) {
            if (refused.reason() != Reason.RESETS_DEVICE) {
                throw refused;
            }
            throw new BackendException(Reason.RESETS_DEVICE, refused.attempt(), refused.why(), "open it if its state "
                    + "may be lost, or read it through sysfs beside the driver", refused);
        }
    }
}
