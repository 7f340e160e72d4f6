// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.vfio;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.uapi.vfio.VfioGroupStatus;
import org.barscope.linux.uapi.vfio.VfioIoctl;
import org.barscope.linux.uapi.vfio.VfioStructs;

/** An IOMMU group opened for VFIO, {@code /dev/vfio/N}. Owns its descriptor. Can be open once in the whole system. */
public final class VfioGroup implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("/dev/vfio");

    private final FileDescriptor descriptor;

    private VfioGroup(FileDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Opens a group.
     *
     * @param number the number of the IOMMU group
     * @return the group
     * @throws ErrnoException {@code EBUSY} when it is open elsewhere or a mapping of it still lives, {@code EACCES}
     *         without access, {@code ENOENT} when none of its devices is with VFIO
     */
    public static VfioGroup open(int number) throws ErrnoException {
        return open(DIRECTORY.resolve(Integer.toString(number)));
    }

    /**
     * Opens a group by its file, which is {@code /dev/vfio/noiommu-N} for one without an IOMMU.
     *
     * @param file its file
     * @return the group
     * @throws ErrnoException as {@link #open(int)}; {@code EPERM} without an IOMMU and without {@code CAP_SYS_RAWIO}
     */
    public static VfioGroup open(Path file) throws ErrnoException {
        return new VfioGroup(FileDescriptor.open(file, OpenFlag.READ_WRITE));
    }

    /** {@return the descriptor, owned by this object} */
    public FileDescriptor descriptor() {
        return descriptor;
    }

    /**
     * {@code VFIO_GROUP_GET_STATUS}.
     *
     * @return whether it can be used and whether it has a container
     * @throws ErrnoException when the kernel refuses
     */
    public VfioGroupStatus status() throws ErrnoException {
        var struct = VfioStructs.VFIO_GROUP_STATUS;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = struct.allocate(arena);
            struct.set(answer, "argsz", struct.size());
            descriptor.ioctl(VfioIoctl.VFIO_GROUP_GET_STATUS, answer);
            return VfioGroupStatus.decode(answer);
        }
    }

    /**
     * {@code VFIO_GROUP_SET_CONTAINER}.
     *
     * @param container the container to join
     * @throws ErrnoException {@code EPERM} when the group is not viable, {@code EINVAL} when it has a container
     */
    public void setContainer(VfioContainer container) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment argument = arena.allocate(ValueLayout.JAVA_INT);
            container.descriptor().use("container", number -> {
                argument.set(ValueLayout.JAVA_INT, 0, number);
                return descriptor.ioctl(VfioIoctl.VFIO_GROUP_SET_CONTAINER, argument);
            });
        }
    }

    /**
     * {@code VFIO_GROUP_UNSET_CONTAINER}.
     *
     * @throws ErrnoException {@code EBUSY} while one of its devices is open
     */
    public void unsetContainer() throws ErrnoException {
        descriptor.ioctl(VfioIoctl.VFIO_GROUP_UNSET_CONTAINER);
    }

    /**
     * {@code VFIO_GROUP_GET_DEVICE_FD}: opens a device, which resets it where it can be reset and switches bus
     * mastering off. Takes as long as the reset, up to seconds.
     *
     * @param name its address, for example {@code 0000:00:04.0}; a virtual function may need
     *        {@code ADDRESS vf_token=UUID}
     * @return the open device
     * @throws ErrnoException {@code ENODEV} when the group has no such device, {@code EACCES} when a token is missing,
     *         {@code EINVAL} when the container or its backend is not set
     */
    public VfioDevice openDevice(String name) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            return new VfioDevice(descriptor.ioctlForDescriptor(VfioIoctl.VFIO_GROUP_GET_DEVICE_FD,
                    arena.allocateFrom(name), "vfio device " + name));
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
