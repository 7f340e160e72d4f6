// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.vfio;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.barscope.linux.event.EventFd;
import org.barscope.linux.internal.FileCalls;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.PositionedAccess;
import org.barscope.linux.memory.Protection;
import org.barscope.linux.uapi.UapiFormatException;
import org.barscope.linux.uapi.vfio.DmaRange;
import org.barscope.linux.uapi.vfio.HotResetInfo;
import org.barscope.linux.uapi.vfio.VfioConstants;
import org.barscope.linux.uapi.vfio.VfioDeviceInfo;
import org.barscope.linux.uapi.vfio.VfioIoctl;
import org.barscope.linux.uapi.vfio.VfioIrqInfo;
import org.barscope.linux.uapi.vfio.VfioIrqSet;
import org.barscope.linux.uapi.vfio.VfioRegionInfo;
import org.barscope.linux.uapi.vfio.VfioStructs;

/**
 * A device opened through VFIO, by its group or as character device: each method is one ioctl. Owns its descriptor;
 * mappings of its regions keep the device open beyond it, so close them first.
 */
public final class VfioDevice implements AutoCloseable {
    // VFIO_DEVICE_GET_PCI_HOT_RESET_INFO reports the room it needs, and the devices of a bus may change meanwhile.
    private static final int HOT_RESET_ATTEMPTS = 8;

    private final FileDescriptor descriptor;

    VfioDevice(FileDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Opens a device as character device. Nothing but {@link #bind} works before it is bound.
     *
     * @param file its file, {@code /dev/vfio/devices/vfioN}
     * @return the device
     * @throws ErrnoException {@code EACCES} without access, {@code ENOENT} when the device is not with VFIO
     */
    public static VfioDevice openCdev(Path file) throws ErrnoException {
        return new VfioDevice(FileDescriptor.open(file, OpenFlag.READ_WRITE));
    }

    /** {@return the descriptor, owned by this object} */
    public FileDescriptor descriptor() {
        return descriptor;
    }

    /**
     * {@code VFIO_DEVICE_BIND_IOMMUFD}: takes the device, which resets it where it can be reset. Undone by closing.
     *
     * @param iommufd what manages its addresses
     * @return the device's id there
     * @throws ErrnoException {@code EBUSY} when its group is in use, {@code EINVAL} when it is bound or no cdev
     */
    public int bind(Iommufd iommufd) throws ErrnoException {
        var struct = VfioStructs.VFIO_DEVICE_BIND_IOMMUFD;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = struct.allocate(arena);
            struct.set(request, "argsz", struct.size());
            iommufd.descriptor().use("iommufd", number -> {
                struct.set(request, "iommufd", number);
                return descriptor.ioctl(VfioIoctl.VFIO_DEVICE_BIND_IOMMUFD, request);
            });
            return struct.getInt(request, "out_devid");
        }
    }

    /**
     * {@code VFIO_DEVICE_ATTACH_IOMMUFD_PT}.
     *
     * @param id an address space or page table of the iommufd it is bound to
     * @return the page table in use, which the kernel may have made
     * @throws ErrnoException {@code ENOENT} without such an id, {@code EBUSY} during a reset
     */
    public int attach(int id) throws ErrnoException {
        var struct = VfioStructs.VFIO_DEVICE_ATTACH_IOMMUFD_PT;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = struct.allocate(arena);
            // Without the pasid, which kernels before 6.15 do not know.
            long size = struct.field("pasid").offset();
            struct.set(request, "argsz", size).set(request, "pt_id", id);
            descriptor.ioctl(VfioIoctl.VFIO_DEVICE_ATTACH_IOMMUFD_PT, request);
            return struct.getInt(request, "pt_id");
        }
    }

    /**
     * {@code VFIO_DEVICE_DETACH_IOMMUFD_PT}.
     *
     * @throws ErrnoException when it is no cdev
     */
    public void detach() throws ErrnoException {
        var struct = VfioStructs.VFIO_DEVICE_DETACH_IOMMUFD_PT;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = struct.allocate(arena);
            struct.set(request, "argsz", struct.field("pasid").offset());
            descriptor.ioctl(VfioIoctl.VFIO_DEVICE_DETACH_IOMMUFD_PT, request);
        }
    }

    /**
     * {@code VFIO_DEVICE_GET_INFO}.
     *
     * @return what it is and how much it has
     * @throws IOException when the kernel refuses or contradicts itself
     */
    public VfioDeviceInfo info() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return VfioDeviceInfo.decode(ArgszCall.ask(arena, descriptor, VfioIoctl.VFIO_DEVICE_GET_INFO,
                    VfioStructs.VFIO_DEVICE_INFO, nothing -> { }));
        }
    }

    /**
     * {@code VFIO_DEVICE_GET_REGION_INFO}.
     *
     * @param index {@code VFIO_PCI_*_REGION_INDEX}
     * @return the region; of size 0 when the device does not have it
     * @throws IOException {@code EINVAL} without such an index, and for VGA on devices without it
     */
    public VfioRegionInfo region(int index) throws IOException {
        var struct = VfioStructs.VFIO_REGION_INFO;
        try (Arena arena = Arena.ofConfined()) {
            return VfioRegionInfo.decode(ArgszCall.ask(arena, descriptor, VfioIoctl.VFIO_DEVICE_GET_REGION_INFO,
                    struct, question -> struct.set(question, "index", index)));
        }
    }

    /**
     * {@code VFIO_DEVICE_GET_IRQ_INFO}.
     *
     * @param index {@code VFIO_PCI_*_IRQ_INDEX}
     * @return the kind of interrupt
     * @throws IOException {@code EINVAL} without such an index
     */
    public VfioIrqInfo irq(int index) throws IOException {
        var struct = VfioStructs.VFIO_IRQ_INFO;
        try (Arena arena = Arena.ofConfined()) {
            return VfioIrqInfo.decode(ArgszCall.ask(arena, descriptor, VfioIoctl.VFIO_DEVICE_GET_IRQ_INFO, struct,
                    question -> struct.set(question, "index", index)));
        }
    }

    /**
     * {@code VFIO_DEVICE_SET_IRQS}: connects interrupts of a kind to eventfds, which the kernel signals from then on.
     *
     * @param index {@code VFIO_PCI_*_IRQ_INDEX}
     * @param start the first of the kind
     * @param triggers one for each from there on; must stay open until disconnected
     * @throws ErrnoException {@code EINVAL} when there are not so many, {@code EBUSY} when another kind is enabled
     */
    public void connectIrqs(int index, int start, List<EventFd> triggers) throws ErrnoException {
        List<FileDescriptor> all = new ArrayList<>();
        all.add(descriptor);
        triggers.forEach(trigger -> all.add(trigger.descriptor()));
        String name = "ioctl(" + VfioIoctl.VFIO_DEVICE_SET_IRQS + ")";
        try (Arena arena = Arena.ofConfined()) {
            FileDescriptor.useAll(name, all, numbers -> {
                int[] eventfds = Arrays.copyOfRange(numbers, 1, numbers.length);
                return FileCalls.ioctl(numbers[0], VfioIoctl.VFIO_DEVICE_SET_IRQS.number(),
                        VfioIrqSet.encodeTriggers(arena, index, start, eventfds));
            });
        }
    }

    /**
     * {@code VFIO_DEVICE_SET_IRQS}: disables all interrupts of a kind.
     *
     * @param index {@code VFIO_PCI_*_IRQ_INDEX}
     * @throws ErrnoException when the kernel refuses
     */
    public void disableIrqs(int index) throws ErrnoException {
        setIrqs(VfioConstants.VFIO_IRQ_SET_ACTION_TRIGGER, index, 0, 0);
    }

    /**
     * {@code VFIO_DEVICE_SET_IRQS}: masks interrupts.
     *
     * @param index {@code VFIO_PCI_*_IRQ_INDEX}
     * @param start the first of the kind
     * @param count how many
     * @throws ErrnoException when the kind cannot be masked
     */
    public void maskIrqs(int index, int start, int count) throws ErrnoException {
        setIrqs(VfioConstants.VFIO_IRQ_SET_ACTION_MASK, index, start, count);
    }

    /**
     * {@code VFIO_DEVICE_SET_IRQS}: unmasks interrupts; the pin masks itself each time and needs this after.
     *
     * @param index {@code VFIO_PCI_*_IRQ_INDEX}
     * @param start the first of the kind
     * @param count how many
     * @throws ErrnoException when the kind cannot be unmasked
     */
    public void unmaskIrqs(int index, int start, int count) throws ErrnoException {
        setIrqs(VfioConstants.VFIO_IRQ_SET_ACTION_UNMASK, index, start, count);
    }

    /**
     * {@code VFIO_DEVICE_SET_IRQS}: signals the eventfds as the device would, to test the path.
     *
     * @param index {@code VFIO_PCI_*_IRQ_INDEX}
     * @param start the first of the kind
     * @param count how many
     * @throws ErrnoException when they are not connected
     */
    public void triggerIrqs(int index, int start, int count) throws ErrnoException {
        setIrqs(VfioConstants.VFIO_IRQ_SET_ACTION_TRIGGER, index, start, count);
    }

    private void setIrqs(int action, int index, int start, int count) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            descriptor.ioctl(VfioIoctl.VFIO_DEVICE_SET_IRQS, VfioIrqSet.encode(arena, action, index, start, count));
        }
    }

    /**
     * {@code VFIO_DEVICE_RESET}. Takes up to seconds.
     *
     * @throws ErrnoException {@code EINVAL} when the device has no way to be reset, {@code EAGAIN} to try again
     */
    public void reset() throws ErrnoException {
        descriptor.ioctl(VfioIoctl.VFIO_DEVICE_RESET);
    }

    /**
     * {@code VFIO_DEVICE_GET_PCI_HOT_RESET_INFO}.
     *
     * @return what a reset of the bus or slot would hit
     * @throws IOException {@code ENODEV} when there is nothing to reset
     */
    public HotResetInfo hotResetInfo() throws IOException {
        var struct = VfioStructs.VFIO_PCI_HOT_RESET_INFO;
        try (Arena arena = Arena.ofConfined()) {
            int room = 0;
            for (int attempt = 0; attempt < HOT_RESET_ATTEMPTS; attempt++) {
                MemorySegment answer = struct.allocate(arena, room);
                struct.set(answer, "argsz", answer.byteSize());
                try {
                    descriptor.ioctl(VfioIoctl.VFIO_DEVICE_GET_PCI_HOT_RESET_INFO, answer);
                    return HotResetInfo.decode(answer);
                } catch (ErrnoException refused) {
                    if (refused.errno() != Errno.ENOSPC) {
                        throw refused;
                    }
                    room = struct.getInt(answer, "count");
                }
            }
            throw new UapiFormatException(struct + ": asks for more room every time");
        }
    }

    /**
     * {@code VFIO_DEVICE_PCI_HOT_RESET}. Takes up to seconds.
     *
     * @param groups every group with a device that is hit, as proof of ownership; none for a device bound to an iommufd
     * @throws ErrnoException {@code EPERM} or {@code EINVAL} when ownership is not proven
     */
    public void hotReset(List<VfioGroup> groups) throws ErrnoException {
        var struct = VfioStructs.VFIO_PCI_HOT_RESET;
        List<FileDescriptor> all = new ArrayList<>();
        all.add(descriptor);
        groups.forEach(group -> all.add(group.descriptor()));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = struct.allocate(arena, groups.size());
            struct.set(request, "argsz", request.byteSize()).set(request, "count", groups.size());
            FileDescriptor.useAll("ioctl(" + VfioIoctl.VFIO_DEVICE_PCI_HOT_RESET + ")", all, numbers -> {
                for (int i = 1; i < numbers.length; i++) {
                    request.set(ValueLayout.JAVA_INT, struct.elementOffset(i - 1), numbers[i]);
                }
                return FileCalls.ioctl(numbers[0], VfioIoctl.VFIO_DEVICE_PCI_HOT_RESET.number(), request);
            });
        }
    }

    /**
     * {@code VFIO_DEVICE_FEATURE} with {@code PROBE}: asks whether the kernel can do something with this device.
     *
     * @param feature its number, {@code VFIO_DEVICE_FEATURE_*}
     * @param access {@link VfioConstants#VFIO_DEVICE_FEATURE_GET}, {@link VfioConstants#VFIO_DEVICE_FEATURE_SET} or
     *        both
     * @return whether it can
     * @throws ErrnoException when the answer is neither yes nor one of the errors that mean no ({@code ENOTTY},
     *         {@code EOPNOTSUPP}, {@code EINVAL}, {@code ENODEV})
     */
    public boolean hasFeature(int feature, int access) throws ErrnoException {
        var struct = VfioStructs.VFIO_DEVICE_FEATURE;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = struct.allocate(arena);
            struct.set(request, "argsz", struct.size())
                    .set(request, "flags", VfioConstants.VFIO_DEVICE_FEATURE_PROBE | access | feature);
            descriptor.ioctl(VfioIoctl.VFIO_DEVICE_FEATURE, request);
            return true;
        } catch (ErrnoException refused) {
            return switch (refused.errno()) {
                case ENOTTY, EOPNOTSUPP, EINVAL, ENODEV -> false;
                default -> throw refused;
            };
        }
    }

    /**
     * {@code VFIO_DEVICE_FEATURE_DMA_BUF}: exports part of a region as a DMABUF. The buffer does not keep the device
     * open; when the device is closed it is dead.
     *
     * @param region the region's index, a BAR in memory
     * @param flags how the buffer's descriptor is open
     * @param ranges page-aligned ranges, at least one
     * @param description what the buffer is, for messages
     * @return the DMABUF
     * @throws ErrnoException {@code ENOTTY} on kernels without it, {@code EOPNOTSUPP} for variant drivers,
     *         {@code EINVAL} for a range that is misaligned or past the BAR and for an I/O BAR, {@code ENODEV} for a
     *         region that is no BAR or not there, {@code EBUSY} when the BAR is claimed elsewhere
     */
    public FileDescriptor exportDmaBuf(int region, Set<OpenFlag> flags, List<DmaRange> ranges, String description)
            throws ErrnoException {
        Set<OpenFlag> copy = EnumSet.noneOf(OpenFlag.class);
        copy.addAll(flags);
        try (Arena arena = Arena.ofConfined()) {
            return descriptor.ioctlForDescriptor(VfioIoctl.VFIO_DEVICE_FEATURE,
                    DmaRange.encode(arena, region, OpenFlag.O_CLOEXEC | OpenFlag.bits(copy), ranges), description);
        }
    }

    /**
     * Maps part of a region through the device's descriptor.
     *
     * @param region the region
     * @param offset where the part starts in the region, a multiple of the page size
     * @param length how long it is
     * @param protection whether it will be written
     * @param description what it is, for messages
     * @return the mapping, as {@link MemoryKind#DEVICE}
     * @throws ErrnoException {@code EINVAL} when the region or this part of it cannot be mapped
     */
    public Mapping map(VfioRegionInfo region, long offset, long length, Protection protection, String description)
            throws ErrnoException {
        return Mapping.map(descriptor, Math.addExact(region.offset(), offset), length, protection, MemoryKind.DEVICE,
                description);
    }

    /**
     * Gives access to a region through pread and pwrite.
     *
     * @param region the region
     * @param protection whether it will be written
     * @param description what it is, for messages
     * @return the accessor, valid while this device is open
     */
    public PositionedAccess positioned(VfioRegionInfo region, Protection protection, String description) {
        return new PositionedAccess(descriptor, region.offset(), region.size(), protection, description);
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
