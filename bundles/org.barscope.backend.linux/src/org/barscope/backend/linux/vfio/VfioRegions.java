// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.barscope.backend.linux.discovery.PowerState;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.backend.linux.region.BarRules;
import org.barscope.backend.linux.region.DeviceCheck;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.RouteOffer;
import org.barscope.core.control.DeviceRegion;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Route;
import org.barscope.core.memory.Route.Refusal;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.memory.PositionedAccess;
import org.barscope.linux.memory.Protection;
import org.barscope.linux.memory.UnitAccess;
import org.barscope.linux.uapi.vfio.VfioConstants;
import org.barscope.linux.uapi.vfio.VfioRegionInfo;

/**
 * Opens the regions of devices that are with VFIO: BARs and device-specific regions by the best route, ROM,
 * configuration space and VGA by pread. All regions of a device share one open device.
 */
public final class VfioRegions {

    static final String MSIX_WHY = "it holds the MSI-X table, which belongs to the kernel: it shows ones there and "
            + "drops what is written";

    private static final String PORTS =
            "I/O ports have no addresses in memory: they can be neither mapped nor exported";
    private static final String CONFIG_UNMAPPED = "configuration space has no mapping";
    private static final String ROM_UNMAPPED = "the kernel enables the ROM for each read, and does not map it";
    private static final String VGA_UNMAPPED =
            "the kernel gives the card VGA's addresses for each access, and does not map them";

    /** What is told when a BAR can no longer, or again, be reached. */
    public interface StatusSink {
        void changed(PciAddress device, int bar, RegionStatus status);
    }

    private record Bar(PciAddress device, int index) {
    }

    private final SystemRoot root;
    private final VfioDevices devices;
    private final StatusSink sink;
    private final Map<Bar, RegionStatus> revoked = new ConcurrentHashMap<>();

    /** @param sink told, on the thread that notices, when a BAR that is open is revoked or comes back */
    public VfioRegions(SystemRoot root, VfioDevices devices, StatusSink sink) {
        this.root = root;
        this.devices = devices;
        this.sink = sink;
    }

    /**
     * Opens {@code SCHEME:ADDRESS/barN|rom|config|vga|regionN}. Blocks; opening the device takes up to seconds.
     *
     * @throws BackendException as {@link VfioDevices#acquire}; {@code NOT_FOUND} for a region that the device does not
     *         have, {@code REFUSED} for a route that is forced and refused, and for writing what cannot be written
     */
    public MemoryRegion open(RegionUri uri, PciAddress address, OpenOptions options) throws BackendException {
        String attempt = "open " + uri;
        int index = index(attempt, uri.region());
        DeviceLease lease = devices.acquire(address, attempt, options.acceptReset());
        try {
            return open(attempt, uri, index, options, lease);
        } catch (IOException refused) {
            lease.close();
            throw new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
        } catch (BackendException | RuntimeException | Error failed) {
            lease.close();
            throw failed;
        }
    }

    /** A device as it was seen, with what is known here of the BARs that are open and revoked. */
    public PciDeviceRecord withStatus(PciDeviceRecord device) {
        if (revoked.keySet().stream().noneMatch(bar -> bar.device().equals(device.address()))) {
            return device;
        }
        return device.withBars(device.bars().stream().map(bar -> bar.withStatus(
                revoked.getOrDefault(new Bar(device.address(), bar.index()), bar.status()))).toList());
    }

    private static int index(String attempt, String name) throws BackendException {
        return RegionList.index(name).orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt,
                "there is no region '" + name + "'", "regions are bar0 to bar5, rom, config, vga and, for those of one "
                        + "kind of device, region9 and so on; 'barscope regions' lists them"));
    }

    private MemoryRegion open(String attempt, RegionUri uri, int index, OpenOptions options, DeviceLease lease)
            throws IOException, BackendException {
        Optional<VfioRegionInfo> found = RegionList.find(lease.handle(), index);
        if (found.isEmpty()) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "the device has no region '" + uri.region()
                    + "' that VFIO can show", "its regions are " + RegionList.of(lease.handle()).stream()
                            .map(DeviceRegion::name).collect(Collectors.joining(", ")));
        }
        VfioRegionInfo region = found.get();
        if (!region.readable()) {
            throw new BackendException(Reason.REFUSED, attempt, "the kernel does not let it be read", "");
        }
        if (options.writable() && !region.writable()) {
            throw new BackendException(Reason.REFUSED, attempt, "the kernel does not let it be written",
                    "open it for reading");
        }
        return switch (index) {
            case VfioConstants.VFIO_PCI_CONFIG_REGION_INDEX -> positioned(attempt, uri, region, options, lease,
                    RegionKind.CONFIG, AccessMap.safe(AccessWidth.W32), CONFIG_UNMAPPED);
            case VfioConstants.VFIO_PCI_ROM_REGION_INDEX -> positioned(attempt, uri, region, options, lease,
                    RegionKind.MMIO, AccessMap.safe(AccessWidth.W32), ROM_UNMAPPED);
            case VfioConstants.VFIO_PCI_VGA_REGION_INDEX -> positioned(attempt, uri, region, options, lease,
                    RegionKind.MMIO, OtherRules.vga(region.size()), VGA_UNMAPPED);
            default -> index < VfioConstants.VFIO_PCI_ROM_REGION_INDEX ? bar(attempt, uri, region, options, lease)
                    : specific(attempt, uri, region, options, lease);
        };
    }

    /** What is read by pread alone. */
    private MemoryRegion positioned(String attempt, RegionUri uri, VfioRegionInfo region, OpenOptions options,
            DeviceLease lease, RegionKind kind, AccessMap rules, String whyNoMapping) throws BackendException {
        Protection protection = protection(options);
        if (options.route().isPresent() && !options.route().get().equals(RegionRoutes.PREAD)) {
            throw new BackendException(Reason.REFUSED, attempt, "the route " + options.route().get() + " is refused: "
                    + whyNoMapping, "its only route is pread");
        }
        Route route = new Route(RegionRoutes.PREAD, "pread of the VFIO device" + way(lease), List.of(
                new Refusal(RegionRoutes.DMABUF, whyNoMapping), new Refusal(RegionRoutes.MMAP, whyNoMapping)));
        RegionInfo info = new RegionInfo(uri, kind, region.size(), ByteOrder.LITTLE_ENDIAN, options.writable(),
                OptionalLong.empty(), rules, route);
        PositionedAccess access = lease.handle().positioned(region, protection, uri.toString());
        return new VfioRegion(info, access, AccessWidth.W32, List.of(), Optional.empty(),
                DeviceCheck.ofConfig(lease.config(), () -> power(lease), lease.record())::ask, lease);
    }

    /** What only one kind of device has. A driver that lets it be mapped may not be the one that exports BARs. */
    private MemoryRegion specific(String attempt, RegionUri uri, VfioRegionInfo region, OpenOptions options,
            DeviceLease lease) throws BackendException {
        List<Span> areas = MappableAreas.of(region, List.of(), HostSystem.pageSize());
        RegionRoutes.Chosen chosen = routes(lease).choose(new RegionRoutes.Wish(attempt, region, lease.address() + "/"
                + uri.region(), areas, whyNoMapping(false, region, areas), protection(options), options.route()));
        Route route = new Route(chosen.route().id(), chosen.route().label() + way(lease), chosen.route().refused());
        RegionInfo info = new RegionInfo(uri, RegionKind.MMIO, region.size(), ByteOrder.LITTLE_ENDIAN,
                options.writable(), OptionalLong.empty(), OtherRules.specific(), route);
        return new VfioRegion(info, lease.handle().positioned(region, protection(options), uri.toString()),
                AccessWidth.W32, chosen.windows(), Optional.empty(), DeviceCheck.ofConfig(lease.config(),
                        () -> power(lease), lease.record())::ask, lease);
    }

    private PowerState power(DeviceLease lease) {
        return PowerState.of(root, lease.address());
    }

    private static Protection protection(OpenOptions options) {
        return options.writable() ? Protection.READ_WRITE : Protection.READ_ONLY;
    }

    private static String way(DeviceLease lease) {
        return " (" + lease.handle().way().label() + ")";
    }

    private MemoryRegion bar(String attempt, RegionUri uri, VfioRegionInfo region, OpenOptions options,
            DeviceLease lease) throws IOException, BackendException {
        PciDeviceRecord device = lease.record();
        BarRecord bar = device.bar(uri.region()).orElseThrow(() -> new BackendException(Reason.FAILED, attempt,
                "VFIO shows a region that the kernel lists no BAR for", "look at the device again"));
        boolean ports = bar.kind() == BarKind.IO;
        Optional<MsixTable> msix = MsixTable.read(lease.config());
        RegionRoutes.Chosen chosen = routes(lease).choose(wish(attempt, region, bar, msix, options, lease));
        Route route = new Route(chosen.route().id(), chosen.route().label() + way(lease), chosen.route().refused());
        Optional<Span> table = msix.flatMap(m -> m.tableIn(bar.index()));
        RegionInfo info = new RegionInfo(uri, RegionKind.MMIO, region.size(), ByteOrder.LITTLE_ENDIAN,
                options.writable(), OptionalLong.of(bar.busAddress()), guarded(BarRules.of(device, bar), table), route);
        UnitAccess whole = lease.handle().positioned(region, protection(options), uri.toString());
        VfioRegion opened = new VfioRegion(info, whole, ports ? AccessWidth.W32 : AccessWidth.W64, chosen.windows(),
                table, DeviceCheck.ofBar(lease.config(), () -> power(lease), device, bar.kind())::ask, lease);
        opened.listen(reporting(lease.address(), bar.index()));
        // Opened while decoding is off it is revoked from the start, and says why before the first read.
        opened.checkPresence();
        return opened;
    }

    private RegionRoutes routes(DeviceLease lease) {
        return new RegionRoutes(lease.handle(), HostSystem.pageSize(), devices::triedDmabufMmap);
    }

    private static RegionRoutes.Wish wish(String attempt, VfioRegionInfo region, BarRecord bar,
            Optional<MsixTable> msix, OpenOptions options, DeviceLease lease) {
        boolean ports = bar.kind() == BarKind.IO;
        List<Span> forbidden = msix.map(table -> table.in(bar.index())).orElse(List.of());
        List<Span> areas = ports ? List.of() : MappableAreas.of(region, forbidden, HostSystem.pageSize());
        return new RegionRoutes.Wish(attempt, region, lease.address() + "/" + bar.regionName(), areas,
                whyNoMapping(ports, region, areas), protection(options), options.route());
    }

    /**
     * The routes to a region of a device that is with VFIO, best first: tried where the device is open here, else as
     * far as they can be judged from outside.
     */
    public List<RouteOffer> routes(RegionUri uri, PciDeviceRecord device) {
        Optional<String> unmapped = switch (uri.region()) {
            case RegionList.CONFIG -> Optional.of(CONFIG_UNMAPPED);
            case RegionList.ROM -> Optional.of(ROM_UNMAPPED);
            case RegionList.VGA -> Optional.of(VGA_UNMAPPED);
            default -> Optional.empty();
        };
        if (unmapped.isPresent()) {
            return List.of(RouteOffer.refused(RegionRoutes.DMABUF, RegionRoutes.label(RegionRoutes.DMABUF),
                    unmapped.get()), RouteOffer.refused(RegionRoutes.MMAP, RegionRoutes.label(RegionRoutes.MMAP),
                    unmapped.get()), RouteOffer.untried(RegionRoutes.PREAD, RegionRoutes.label(RegionRoutes.PREAD)));
        }
        Optional<BarRecord> bar = device.bar(uri.region());
        if (bar.isEmpty()) {
            return List.of();
        }
        try (DeviceLease lease = devices.acquire(device.address(), "look at the routes to " + uri, false)) {
            return routes(lease).offers(wish("", lease.handle().region(bar.get().index()), bar.get(),
                    MsixTable.read(lease.config()), OpenOptions.readOnly(), lease));
        } catch (BackendException | IOException notOpenHere) {
            // Only opening it would tell more, which is what the user has not decided yet.
            return fromOutside(bar.get());
        }
    }

    private static List<RouteOffer> fromOutside(BarRecord bar) {
        boolean ports = bar.kind() == BarKind.IO;
        Optional<String> export = ports ? Optional.of(PORTS)
                : bar.size() % HostSystem.pageSize() == 0 ? Optional.empty()
                : Optional.of(RegionRoutes.noWholePages(bar.size()));
        return List.of(new RouteOffer(RegionRoutes.DMABUF, RegionRoutes.label(RegionRoutes.DMABUF),
                export.isPresent(), export), new RouteOffer(RegionRoutes.MMAP,
                RegionRoutes.label(RegionRoutes.MMAP), ports, ports ? Optional.of(PORTS) : Optional.empty()),
                RouteOffer.untried(RegionRoutes.PREAD, RegionRoutes.label(RegionRoutes.PREAD)));
    }

    /** The same routes to a device that has to be given to VFIO first. */
    public static List<RouteOffer> notWithVfio() {
        return List.of(RegionRoutes.DMABUF, RegionRoutes.MMAP, RegionRoutes.PREAD).stream()
                .map(id -> RouteOffer.refused(id, RegionRoutes.label(id), "the device is not with VFIO")).toList();
    }

    private static Optional<String> whyNoMapping(boolean ports, VfioRegionInfo region, List<Span> areas) {
        if (ports) {
            return Optional.of(PORTS);
        }
        if (!region.mappable()) {
            return Optional.of("the kernel does not let this region be mapped");
        }
        return areas.isEmpty() ? Optional.of("every page of it holds a part of the MSI-X table or pending bits")
                : Optional.empty();
    }

    private static AccessMap guarded(AccessMap rules, Optional<Span> table) {
        return table.map(span -> rules.with(List.of(new AccessRule(span.offset(), span.length(), AccessWidth.W32,
                ReadPolicy.GUARDED, MSIX_WHY)))).orElse(rules);
    }

    /** Loss is news of the device, which comes from elsewhere; of a BAR that nobody looks at nothing is known. */
    private Consumer<RegionStatus> reporting(PciAddress device, int bar) {
        return new Consumer<>() {
            private boolean told;

            @Override
            public synchronized void accept(RegionStatus status) {
                if (status.state() == RegionState.REVOKED) {
                    told = true;
                    revoked.put(new Bar(device, bar), status);
                    sink.changed(device, bar, status);
                } else if (told) {
                    told = false;
                    revoked.remove(new Bar(device, bar));
                    sink.changed(device, bar, RegionStatus.LIVE);
                }
            }
        };
    }
}
