// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.vfio;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.uapi.vfio.VfioConstants;
import org.barscope.linux.uapi.vfio.VfioIoctl;
import org.barscope.linux.uapi.vfio.VfioIommuInfo;
import org.barscope.linux.uapi.vfio.VfioStructs;

/**
 * A VFIO container: the address space that the devices of its groups share, {@code /dev/vfio/vfio}. Owns its
 * descriptor.
 */
public final class VfioContainer implements AutoCloseable {
    /** The device that makes containers. */
    public static final Path DEVICE = Path.of("/dev/vfio/vfio");

    private final FileDescriptor descriptor;

    private VfioContainer(FileDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Makes an empty container.
     *
     * @return the container
     * @throws ErrnoException {@code ENOENT} without the module, {@code EACCES} without access
     */
    public static VfioContainer open() throws ErrnoException {
        return new VfioContainer(FileDescriptor.open(DEVICE, OpenFlag.READ_WRITE));
    }

    /** {@return the descriptor, owned by this object} */
    public FileDescriptor descriptor() {
        return descriptor;
    }

    /**
     * {@code VFIO_GET_API_VERSION}.
     *
     * @return the version of the interface; this class knows {@link VfioConstants#VFIO_API_VERSION}
     * @throws ErrnoException when it is no container
     */
    public int apiVersion() throws ErrnoException {
        return descriptor.ioctl(VfioIoctl.VFIO_GET_API_VERSION);
    }

    /**
     * {@code VFIO_CHECK_EXTENSION}.
     *
     * @param extension its number, for example {@link VfioConstants#VFIO_TYPE1v2_IOMMU}
     * @return whether the kernel has it
     * @throws ErrnoException when it cannot tell
     */
    public boolean supports(int extension) throws ErrnoException {
        return descriptor.ioctl(VfioIoctl.VFIO_CHECK_EXTENSION, extension) > 0;
    }

    /**
     * {@code VFIO_SET_IOMMU}, once, after the first group has joined.
     *
     * @param type the backend, for example {@link VfioConstants#VFIO_TYPE1v2_IOMMU}
     * @throws ErrnoException {@code EPERM} without interrupt remapping, {@code ENODEV} without that backend,
     *         {@code EINVAL} without a group
     */
    public void setIommu(int type) throws ErrnoException {
        descriptor.ioctl(VfioIoctl.VFIO_SET_IOMMU, type);
    }

    /**
     * {@code VFIO_IOMMU_GET_INFO}.
     *
     * @return what the IOMMU can do
     * @throws IOException when the kernel refuses or contradicts itself
     */
    public VfioIommuInfo iommuInfo() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return VfioIommuInfo.decode(ArgszCall.ask(arena, descriptor, VfioIoctl.VFIO_IOMMU_GET_INFO,
                    VfioStructs.VFIO_IOMMU_TYPE1_INFO, nothing -> { }));
        }
    }

    /**
     * {@code VFIO_IOMMU_MAP_DMA}: lets the devices reach memory of this process. The kernel pins it, which counts
     * against the limit of locked memory.
     *
     * @param memory native memory that starts and ends at a page boundary and outlives the mapping; not a mapping of a
     *        device
     * @param iova the address at which devices see it, a multiple of the page size
     * @param read whether devices may read it
     * @param write whether devices may write it
     * @throws ErrnoException {@code ENOMEM} above the limit, {@code EEXIST} when the address is taken
     */
    public void mapDma(MemorySegment memory, long iova, boolean read, boolean write) throws ErrnoException {
        var struct = VfioStructs.VFIO_IOMMU_TYPE1_DMA_MAP;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = struct.allocate(arena);
            struct.set(request, "argsz", struct.size())
                    .set(request, "flags", (read ? VfioConstants.VFIO_DMA_MAP_FLAG_READ : 0)
                            | (write ? VfioConstants.VFIO_DMA_MAP_FLAG_WRITE : 0))
                    .set(request, "vaddr", memory.address())
                    .set(request, "iova", iova)
                    .set(request, "size", memory.byteSize());
            descriptor.ioctl(VfioIoctl.VFIO_IOMMU_MAP_DMA, request);
        }
    }

    /**
     * {@code VFIO_IOMMU_UNMAP_DMA}.
     *
     * @param iova where the mapping starts
     * @param size its length in bytes
     * @return how many bytes were unmapped, 0 when there was nothing
     * @throws ErrnoException when the range cuts a mapping in two
     */
    public long unmapDma(long iova, long size) throws ErrnoException {
        var struct = VfioStructs.VFIO_IOMMU_TYPE1_DMA_UNMAP;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = struct.allocate(arena);
            struct.set(request, "argsz", struct.size()).set(request, "iova", iova).set(request, "size", size);
            descriptor.ioctl(VfioIoctl.VFIO_IOMMU_UNMAP_DMA, request);
            return struct.get(request, "size");
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
