// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.barscope.backend.linux.discovery.PciScanner;
import org.barscope.backend.linux.discovery.PowerState;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.backend.linux.region.BarRules;
import org.barscope.backend.linux.region.DeviceCheck;
import org.barscope.backend.linux.vfio.DeviceLease;
import org.barscope.backend.linux.vfio.MsixTable;
import org.barscope.backend.linux.vfio.VfioDevices;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.Protection;
import org.barscope.linux.uapi.vfio.DmaRange;

/** The devices that are open through VFIO in this process, shared with the regions that are open on them. */
final class VfioExports implements ExportingDevices {

    private final SystemRoot root;
    private final PciScanner scanner;
    private final VfioDevices devices;
    private final Map<PciAddress, List<Consumer<RegionStatus>>> listeners = new ConcurrentHashMap<>();

    VfioExports(SystemRoot root, PciScanner scanner, VfioDevices devices) {
        this.root = root;
        this.scanner = scanner;
        this.devices = devices;
    }

    @Override
    public PciDeviceRecord device(String attempt, PciAddress address) throws BackendException {
        return scanner.device(address).orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt,
                "there is no device " + address, "'barscope list' shows all devices"));
    }

    @Override
    public Lease open(String attempt, PciAddress address, boolean acceptReset) throws BackendException {
        return new VfioLease(devices.acquire(address, attempt, acceptReset));
    }

    /** A device that is open here was reset: what was exported from it was revoked meanwhile. */
    void wasReset(PciAddress address) {
        RegionStatus news = new RegionStatus(RegionState.REVOKED, "the device was reset");
        listeners.getOrDefault(address, List.of()).forEach(listener -> listener.accept(news));
    }

    /** A hold on a device. */
    private final class VfioLease implements Lease {
        private final DeviceLease lease;
        private final PciDeviceRecord device;

        VfioLease(DeviceLease lease) {
            this.lease = lease;
            this.device = lease.record();
        }

        @Override
        public FileDescriptor export(int bar, Set<OpenFlag> flags, List<DmaRange> ranges, String description)
                throws ErrnoException {
            return lease.handle().export(bar, flags, ranges, description);
        }

        @Override
        public Mapping map(int bar, Span part, Protection protection, String description) throws IOException {
            return lease.handle().map(lease.handle().region(bar), part.offset(), part.length(), protection,
                    description);
        }

        @Override
        public Optional<Space> space() {
            return lease.handle().addressSpace().map(space -> new Space(space.iommufd(), space.ioas()));
        }

        private BarRecord bar(int index) {
            return device.bars().stream().filter(b -> b.index() == index).findFirst().orElseThrow();
        }

        @Override
        public AccessMap rules(int bar) {
            return BarRules.of(device, bar(bar));
        }

        @Override
        public List<Span> forbidden(int bar) throws IOException {
            long page = HostSystem.pageSize();
            return MsixTable.read(lease.config()).map(table -> table.in(bar)).orElse(List.of()).stream().map(span -> {
                long start = span.offset() & -page;
                return new Span(start, (span.end() + page - 1 & -page) - start);
            }).toList();
        }

        @Override
        public RegionStatus status(int bar) {
            return DeviceCheck.ofBar(lease.config(), () -> PowerState.of(root, lease.address()), device,
                    bar(bar).kind()).ask();
        }

        @Override
        public Registration listen(Consumer<RegionStatus> listener) {
            Consumer<RegionStatus> own = listener::accept;
            List<Consumer<RegionStatus>> all = listeners.computeIfAbsent(lease.address(),
                    any -> new CopyOnWriteArrayList<>());
            all.add(own);
            Registration taken = lease.whenTaken(why -> own.accept(new RegionStatus(RegionState.LOST, why)));
            return () -> {
                taken.close();
                all.remove(own);
            };
        }

        @Override
        public void close() {
            lease.close();
        }
    }
}
