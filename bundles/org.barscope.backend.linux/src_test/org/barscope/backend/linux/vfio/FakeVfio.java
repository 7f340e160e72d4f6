// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.barscope.backend.linux.vfio.StepException.Step;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.event.EventFd;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemFile;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.PositionedAccess;
import org.barscope.linux.memory.Protection;
import org.barscope.linux.uapi.vfio.DmaRange;
import org.barscope.linux.uapi.vfio.HotResetInfo;
import org.barscope.linux.uapi.vfio.RegionCapability;
import org.barscope.linux.uapi.vfio.RegionCapability.Area;
import org.barscope.linux.uapi.vfio.VfioConstants;
import org.barscope.linux.uapi.vfio.VfioDeviceInfo;
import org.barscope.linux.uapi.vfio.VfioIrqInfo;
import org.barscope.linux.uapi.vfio.VfioRegionInfo;

/**
 * VFIO made of memfds: each region is one, so that mappings are real and truncating it is a real fault. Devices note
 * what was done to them, in order.
 */
final class FakeVfio implements VfioKernel {

    /** What a device is like. */
    static final class Device {
        private final Map<Integer, VfioRegionInfo> regions = new HashMap<>();
        private final Map<Integer, MemFile> memory = new HashMap<>();
        private final Map<Integer, VfioIrqInfo> irqs = new HashMap<>();
        private Errno export = Errno.ENOTTY;
        private boolean mappableExport;
        private Errno mmap;
        private Errno reset;
        private int busyResets;
        private List<HotResetInfo.Device> hit = List.of();

        Device() throws ErrnoException {
            region(VfioConstants.VFIO_PCI_CONFIG_REGION_INDEX, 256, false, List.of());
            set(VfioConstants.VFIO_PCI_CONFIG_REGION_INDEX, 0, 0x86, 0x80, 0xd3, 0x10, 7);
            irqs.put(VfioConstants.VFIO_PCI_REQ_IRQ_INDEX,
                    new VfioIrqInfo(VfioConstants.VFIO_PCI_REQ_IRQ_INDEX, VfioConstants.VFIO_IRQ_INFO_EVENTFD, 1));
        }

        Device region(int index, long size, boolean mappable, List<Area> sparse) throws ErrnoException {
            int flags = VfioConstants.VFIO_REGION_INFO_FLAG_READ | VfioConstants.VFIO_REGION_INFO_FLAG_WRITE
                    | (mappable ? VfioConstants.VFIO_REGION_INFO_FLAG_MMAP : 0);
            regions.put(index, new VfioRegionInfo(index, flags, size, 0,
                    sparse.isEmpty() ? List.of() : List.of(new RegionCapability.SparseMmap(sparse))));
            memory.put(index, MemFile.create("fake region " + index, size + 4095 & -4096));
            return this;
        }

        /** One that only this kind of device has. */
        Device specific(int index, long size, boolean mappable, int type, int subtype) throws ErrnoException {
            region(index, size, mappable, List.of());
            VfioRegionInfo plain = regions.get(index);
            regions.put(index, new VfioRegionInfo(index, plain.flags(), size, 0,
                    List.of(new RegionCapability.RegionType(type, subtype))));
            return this;
        }

        Device irq(int index, int count, int flags) {
            irqs.put(index, new VfioIrqInfo(index, VfioConstants.VFIO_IRQ_INFO_EVENTFD | flags, count));
            return this;
        }

        /** Exports succeed; the buffers can be mapped or not. */
        Device exporting(boolean mappable) {
            export = null;
            mappableExport = mappable;
            return this;
        }

        Device refusingExport(Errno errno) {
            export = errno;
            return this;
        }

        Device refusingMmap(Errno errno) {
            mmap = errno;
            return this;
        }

        Device refusingReset(Errno errno) {
            reset = errno;
            return this;
        }

        /** A reset of the bus hits those. */
        Device busReset(HotResetInfo.Device... devices) {
            hit = List.of(devices);
            return this;
        }

        /** So many resets are refused with EAGAIN before one works. */
        Device busyFor(int resets) {
            busyResets = resets;
            return this;
        }

        Device set(int region, long offset, int... bytes) throws ErrnoException {
            byte[] content = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                content[i] = (byte) bytes[i];
            }
            memory.get(region).descriptor().pwrite(offset, content, 0, content.length);
            return this;
        }

        int get(int region, long offset) throws ErrnoException {
            byte[] one = new byte[1];
            memory.get(region).descriptor().pread(offset, one, 0, 1);
            return one[0] & 0xff;
        }

        /** Takes a region's pages away: mappings fault, and pread reads nothing. */
        void revoke(int region) throws ErrnoException {
            memory.get(region).resize(0);
        }

        void restore(int region) throws ErrnoException {
            memory.get(region).resize(regions.get(region).size() + 4095 & -4096);
        }
    }

    final Map<PciAddress, Device> devices = new HashMap<>();
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final List<Handle> open = Collections.synchronizedList(new ArrayList<>());
    Function<String, Optional<StepException>> refusal = way -> Optional.empty();

    static StepException refused(Step step, Errno errno, String subject) {
        return new StepException(step, new ErrnoException(step.call(), errno, subject));
    }

    @Override
    public VfioHandle openByGroup(PciAddress device, Path file, int group, boolean noIommu) throws StepException {
        return open(device, new OpenWay(OpenWay.GROUP, file + (noIommu ? " without an IOMMU" : "")));
    }

    @Override
    public VfioHandle openByCdev(PciAddress device, Path file) throws StepException {
        return open(device, new OpenWay(OpenWay.CDEV, file.toString()));
    }

    private VfioHandle open(PciAddress device, OpenWay way) throws StepException {
        Optional<StepException> no = refusal.apply(way.id());
        if (no.isPresent()) {
            throw no.get();
        }
        Handle handle = new Handle(device, way, devices.get(device));
        log.add("open " + way.id());
        open.add(handle);
        return handle;
    }

    /** One opening. */
    final class Handle implements VfioHandle {
        private final PciAddress address;
        private final OpenWay way;
        private final Device device;
        private final Map<Integer, List<EventFd>> triggers = new HashMap<>();
        private boolean closed;

        Handle(PciAddress address, OpenWay way, Device device) {
            this.address = address;
            this.way = way;
            this.device = device;
        }

        private void requireOpen() throws ErrnoException {
            if (closed) {
                throw new ErrnoException("ioctl", Errno.EBADF, address.toString());
            }
        }

        /** The device, or the kernel, signals. */
        void signal(int index, int vector) throws ErrnoException {
            triggers.get(index).get(vector).signal();
        }

        @Override
        public OpenWay way() {
            return way;
        }

        @Override
        public Optional<AddressSpace> addressSpace() {
            return Optional.empty();
        }

        @Override
        public VfioDeviceInfo info() throws IOException {
            requireOpen();
            return new VfioDeviceInfo(VfioConstants.VFIO_DEVICE_FLAGS_PCI | (device.reset == Errno.EINVAL ? 0
                    : VfioConstants.VFIO_DEVICE_FLAGS_RESET), count(), 5, OptionalInt.empty());
        }

        private int count() {
            return Math.max(VfioConstants.VFIO_PCI_NUM_REGIONS, Collections.max(device.regions.keySet()) + 1);
        }

        @Override
        public VfioRegionInfo region(int index) throws IOException {
            requireOpen();
            if (!device.regions.containsKey(index) && (index == VfioConstants.VFIO_PCI_VGA_REGION_INDEX
                    || index >= count())) {
                throw new ErrnoException("ioctl(VFIO_DEVICE_GET_REGION_INFO)", Errno.EINVAL, address.toString());
            }
            return device.regions.getOrDefault(index, new VfioRegionInfo(index, 0, 0, 0, List.of()));
        }

        @Override
        public VfioIrqInfo irq(int index) throws IOException {
            requireOpen();
            if (index == VfioConstants.VFIO_PCI_ERR_IRQ_INDEX && !device.irqs.containsKey(index)) {
                throw new ErrnoException("VFIO_DEVICE_GET_IRQ_INFO", Errno.EINVAL, address.toString());
            }
            return device.irqs.getOrDefault(index, new VfioIrqInfo(index, 0, 0));
        }

        @Override
        public Mapping map(VfioRegionInfo region, long offset, long length, Protection protection, String description)
                throws ErrnoException {
            requireOpen();
            if (device.mmap != null) {
                throw new ErrnoException("mmap", device.mmap, description);
            }
            log.add("mmap " + region.index() + " at " + offset + " length " + length);
            return Mapping.map(device.memory.get(region.index()).descriptor(), offset, length, protection,
                    MemoryKind.DEVICE, description);
        }

        @Override
        public PositionedAccess positioned(VfioRegionInfo region, Protection protection, String description) {
            return new PositionedAccess(device.memory.get(region.index()).descriptor(), 0, region.size(), protection,
                    description);
        }

        @Override
        public boolean hasFeature(int feature, int access) throws ErrnoException {
            requireOpen();
            return device.export == null;
        }

        @Override
        public FileDescriptor export(int region, Set<OpenFlag> flags, List<DmaRange> ranges, String description)
                throws ErrnoException {
            requireOpen();
            if (device.export != null) {
                throw new ErrnoException("ioctl(VFIO_DEVICE_FEATURE)", device.export, description);
            }
            log.add("export " + region + " " + ranges);
            // A pipe's end, of all things, has no mmap either; a memfd has.
            return device.mappableExport ? device.memory.get(region).descriptor().duplicate(description)
                    : EventFd.create(description).descriptor();
        }

        @Override
        public void connectIrqs(int index, int start, List<EventFd> events) throws ErrnoException {
            requireOpen();
            log.add("connect " + index + " x" + events.size());
            triggers.put(index, List.copyOf(events));
        }

        @Override
        public void disableIrqs(int index) throws ErrnoException {
            requireOpen();
            log.add("disable " + index);
            triggers.remove(index);
        }

        @Override
        public void maskIrqs(int index, int start, int count) throws ErrnoException {
            requireOpen();
            log.add("mask " + index + "." + start);
        }

        @Override
        public void unmaskIrqs(int index, int start, int count) throws ErrnoException {
            requireOpen();
            log.add("unmask " + index + "." + start);
        }

        @Override
        public void triggerIrqs(int index, int start, int count) throws ErrnoException {
            requireOpen();
            signal(index, start);
        }

        @Override
        public void reset() throws ErrnoException {
            requireOpen();
            if (device.busyResets-- > 0) {
                throw new ErrnoException("VFIO_DEVICE_RESET", Errno.EAGAIN, address.toString());
            }
            if (device.reset != null) {
                throw new ErrnoException("VFIO_DEVICE_RESET", device.reset, address.toString());
            }
            log.add("reset");
        }

        @Override
        public HotResetInfo hotResetInfo() throws IOException {
            requireOpen();
            if (device.hit.isEmpty()) {
                throw new ErrnoException("VFIO_DEVICE_GET_PCI_HOT_RESET_INFO", Errno.ENODEV, address.toString());
            }
            return new HotResetInfo(0, device.hit);
        }

        @Override
        public void hotReset() throws ErrnoException {
            requireOpen();
            log.add("hot reset");
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                log.add("close");
                open.remove(this);
            }
        }
    }
}
