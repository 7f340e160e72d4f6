// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.region;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.barscope.backend.linux.discovery.GroupDrivers;
import org.barscope.backend.linux.discovery.PciScanner;
import org.barscope.backend.linux.discovery.PowerState;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionSource;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.RouteOffer;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Route;
import org.barscope.core.pci.ConfigSpace;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.PositionedAccess;
import org.barscope.linux.memory.Protection;

/**
 * Opens {@code pci:ADDRESS/config} for anybody, and {@code pci:ADDRESS/barN} for root: freely when no driver owns the
 * device, after an explicit choice when one does. Always read-only.
 */
public final class SysfsRegions implements RegionSource {

    private static final String ROM = "the ROM is read only after enabling it, which would change the device";

    private final SystemRoot root;
    private final PciScanner scanner;

    /**
     * @param root    where the kernel's file systems are
     * @param scanner finds the device's BARs and driver at the time of opening
     */
    public SysfsRegions(SystemRoot root, PciScanner scanner) {
        this.root = root;
        this.scanner = scanner;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("pci");
    }

    @Override
    public MemoryRegion open(RegionUri uri, OpenOptions options) throws BackendException {
        String attempt = "open " + uri;
        PciAddress address = PciAddress.tryParse(uri.address()).orElseThrow(() -> new BackendException(Reason.USAGE,
                attempt, "'" + uri.address() + "' is not the address of a device",
                "use DOMAIN:BUS:DEVICE.FUNCTION, for example 0000:01:00.0"));
        PciDeviceRecord device = scanner.device(address).orElseThrow(() -> new BackendException(Reason.NOT_FOUND,
                attempt, "there is no device " + address, "'barscope list' shows all devices"));
        if (options.route().isPresent() && !options.route().get().equals("sysfs")) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "there is no route '" + options.route().get()
                    + "' to it: the device is not with VFIO", "the only one is sysfs; giving the device to VFIO makes "
                    + "others");
        }
        if (uri.region().equals("config")) {
            return openConfig(attempt, uri, device);
        }
        BarRecord bar = device.bar(uri.region()).orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt,
                "the device has no region '" + uri.region() + "'", "its regions are " + String.join(", ",
                        Stream.concat(device.bars().stream().map(BarRecord::regionName), Stream.of("config"))
                                .toList())));
        return openBar(attempt, uri, options, device, bar);
    }

    /** The route to a region through sysfs, as it can be judged without opening anything. */
    public RouteOffer offer(RegionUri uri, PciDeviceRecord device) {
        if (uri.region().equals("config")) {
            return RouteOffer.works("sysfs", "pread of sysfs config");
        }
        String label = device.bar(uri.region()).map(bar -> bar.kind() == BarKind.IO ? "pread" : "mmap").orElse("mmap")
                + " of sysfs resource" + device.bar(uri.region()).map(bar -> "" + bar.index()).orElse("")
                + device.driver().map(driver -> ", for reading beside the driver").orElse(", for reading");
        return uri.region().equals("rom") ? RouteOffer.refused("sysfs", label, ROM)
                : RouteOffer.untried("sysfs", label);
    }

    private MemoryRegion openConfig(String attempt, RegionUri uri, PciDeviceRecord device) throws BackendException {
        // Of a device that sleeps discovery has read nothing; whoever opens it asks for it, and so wakes it.
        long size = device.config().length() > 0 ? device.config().length() : scanner.configSize(device.address());
        if (size == 0) {
            throw new BackendException(Reason.FAILED, attempt, "configuration space cannot be read",
                    "see the device's problems in 'barscope show " + device.address() + "'");
        }
        FileDescriptor file = openFile(attempt, config(device.address()));
        Route route = new Route("sysfs", "pread of sysfs config", List.of());
        RegionInfo info = new RegionInfo(uri, RegionKind.CONFIG, size, ByteOrder.LITTLE_ENDIAN, false,
                OptionalLong.empty(), AccessMap.safe(AccessWidth.W32), route);
        PositionedAccess access = new PositionedAccess(file, 0, size, Protection.READ_ONLY, uri.toString());
        return new SysfsRegion(info, access, AccessWidth.W32,
                DeviceCheck.ofConfig(access, () -> PowerState.of(root, device.address()), device)::ask, file);
    }

    private MemoryRegion openBar(String attempt, RegionUri uri, OpenOptions options, PciDeviceRecord device,
            BarRecord bar) throws BackendException {
        if (device.driver().isPresent() && !options.besideDriver()) {
            throw new BackendException(Reason.DRIVER_OWNED, attempt, "the kernel driver '" + device.driver().get()
                    + "' owns the device, and reading its registers behind its back can upset it",
                    "open it beside the driver, for reading only, or give the device to VFIO");
        }
        if (options.writable()) {
            throw new BackendException(Reason.REFUSED, attempt, "sysfs is for looking only",
                    besideVfio(device) ? "open it through VFIO to write to it"
                            : "give the device to VFIO to write to it");
        }
        if (bar.index() == BarRecord.ROM_INDEX) {
            throw new BackendException(Reason.REFUSED, attempt, ROM, "");
        }
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            FileDescriptor config = keep(opened, openFile(attempt, config(device.address())));
            PositionedAccess configAccess = new PositionedAccess(config, 0,
                    Math.max(ConfigSpace.HEADER_SIZE, device.config().length()), Protection.READ_ONLY, "config");
            DeviceCheck check = DeviceCheck.ofBar(configAccess, () -> PowerState.of(root, device.address()), device,
                    bar.kind());
            requireAnswers(attempt, check.ask());
            Path resource = root.device(device.address()).resolve("resource" + bar.index());
            if (Files.notExists(resource)) {
                throw new BackendException(Reason.FAILED, attempt, "this kernel has no " + resource.getFileName()
                        + " file for it in sysfs", "give the device to VFIO to reach its BARs");
            }
            FileDescriptor file = keep(opened, openFile(attempt, resource));
            return bar.kind() == BarKind.IO ? portRegion(uri, device, bar, file, check, opened)
                    : mappedRegion(attempt, uri, device, bar, file, check, opened);
        } catch (BackendException | RuntimeException | Error problem) {
            closeAll(opened);
            throw problem;
        }
    }

    private static boolean besideVfio(PciDeviceRecord device) {
        return device.driver().filter(GroupDrivers::ofVfio).isPresent();
    }

    private static Route route(String way, PciDeviceRecord device, BarRecord bar) {
        return new Route("sysfs", way + " of sysfs resource" + bar.index(), List.of(new Route.Refusal("vfio",
                besideVfio(device) ? "it is read through sysfs by the user's choice, which does not reset the device"
                        : "the device is not bound to vfio-pci")));
    }

    private static MemoryRegion portRegion(RegionUri uri, PciDeviceRecord device, BarRecord bar, FileDescriptor file,
            DeviceCheck check, List<AutoCloseable> opened) {
        Route route = route("pread", device, bar);
        RegionInfo info = new RegionInfo(uri, RegionKind.MMIO, bar.size(), ByteOrder.LITTLE_ENDIAN, false,
                OptionalLong.of(bar.busAddress()), BarRules.of(device, bar), route);
        return new SysfsRegion(info, new PositionedAccess(file, 0, bar.size(), Protection.READ_ONLY, uri.toString()),
                AccessWidth.W32, check::ask, () -> closeAll(opened));
    }

    private static MemoryRegion mappedRegion(String attempt, RegionUri uri, PciDeviceRecord device, BarRecord bar,
            FileDescriptor file, DeviceCheck check, List<AutoCloseable> opened) throws BackendException {
        // The kernel maps whole pages; a BAR smaller than one begins somewhere inside its page.
        long page = HostSystem.pageSize();
        long inside = bar.busAddress() & page - 1;
        long length = inside + bar.size() + page - 1 & -page;
        try {
            Mapping mapping = keep(opened, Mapping.map(file, 0, length, Protection.READ_ONLY, MemoryKind.DEVICE,
                    uri.toString()));
            RegionInfo info = new RegionInfo(uri, RegionKind.MMIO, bar.size(), ByteOrder.LITTLE_ENDIAN, false,
                    OptionalLong.of(bar.busAddress()), BarRules.of(device, bar), route("mmap", device, bar));
            return new SysfsRegion(info, mapping.access(inside, bar.size()), AccessWidth.W64, check::ask,
                    () -> closeAll(opened));
        } catch (ErrnoException refused) {
            throw new BackendException(Reason.REFUSED, attempt, "the kernel does not let user space map it ("
                    + refused.errno().symbol() + ")", "kernels with IO_STRICT_DEVMEM or lockdown refuse a BAR that a "
                    + "driver has claimed: give the device to VFIO instead", refused);
        }
    }

    private static void requireAnswers(String attempt, RegionStatus status) throws BackendException {
        switch (status.state()) {
            case REVOKED -> throw new BackendException(Reason.REFUSED, attempt, status.reason()
                    + ", so every read would be ones", "a driver that uses the device wakes and enables it; without "
                    + "one, write on to its power/control and 1 to its enable in sysfs");
            case LOST, CLOSED -> throw new BackendException(Reason.FAILED, attempt, status.reason(), "");
            case LIVE -> {
                // It answers.
            }
        }
    }

    private Path config(PciAddress address) {
        return root.device(address).resolve("config");
    }

    private static FileDescriptor openFile(String attempt, Path path) throws BackendException {
        try {
            return FileDescriptor.open(path, OpenFlag.READ_ONLY);
        } catch (ErrnoException problem) {
            boolean denied = problem.errno() == Errno.EACCES || problem.errno() == Errno.EPERM;
            boolean missing = problem.errno() == Errno.ENOENT;
            throw new BackendException(denied ? Reason.REFUSED : missing ? Reason.NOT_FOUND : Reason.FAILED, attempt,
                    problem.getMessage(), denied ? "sysfs lets only root read it: run Barscope as root" : "", problem);
        }
    }

    private static <T extends AutoCloseable> T keep(List<AutoCloseable> opened, T resource) {
        opened.add(resource);
        return resource;
    }

    /** Newest first: a mapping before its file. */
    private static void closeAll(List<AutoCloseable> opened) {
        for (AutoCloseable resource : opened.reversed()) {
            try {
                resource.close();
            } catch (RuntimeException bug) {
                throw bug;
            } catch (Exception problem) {
                throw new IllegalStateException("closing failed", problem);
            }
        }
        opened.clear();
    }
}
