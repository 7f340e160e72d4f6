// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.vfio;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.uapi.iommufd.IommufdIoctl;
import org.barscope.linux.uapi.iommufd.IommufdStructs;
import org.barscope.linux.uapi.vfio.VfioIommuInfo.IovaRange;

/** The kernel's manager of I/O address spaces, {@code /dev/iommu}: each method is one ioctl. Owns its descriptor. */
public final class Iommufd implements AutoCloseable {
    /** The device that makes them. */
    public static final Path DEVICE = Path.of("/dev/iommu");

    private static final int ATTEMPTS = 8;
    private static final int FIRST_ROOM = 16;

    private final FileDescriptor descriptor;

    private Iommufd(FileDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Makes an empty one.
     *
     * @return the manager
     * @throws ErrnoException {@code ENOENT} when the kernel has none, {@code EACCES} without access
     */
    public static Iommufd open() throws ErrnoException {
        return new Iommufd(FileDescriptor.open(DEVICE, OpenFlag.READ_WRITE));
    }

    /**
     * Uses one that is open already, for example copied from another process.
     *
     * @param descriptor its descriptor, owned by the result
     * @return the manager
     */
    public static Iommufd of(FileDescriptor descriptor) {
        return new Iommufd(descriptor);
    }

    /** {@return the descriptor, owned by this object} */
    public FileDescriptor descriptor() {
        return descriptor;
    }

    /**
     * {@code IOMMU_IOAS_ALLOC}: makes an I/O address space.
     *
     * @return its id
     * @throws ErrnoException {@code ENOMEM}
     */
    public int allocateIoas() throws ErrnoException {
        var struct = IommufdStructs.IOMMU_IOAS_ALLOC;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = struct.allocate(arena);
            struct.set(request, "size", struct.size());
            descriptor.ioctl(IommufdIoctl.IOMMU_IOAS_ALLOC, request);
            return struct.getInt(request, "out_ioas_id");
        }
    }

    /**
     * {@code IOMMU_DESTROY}.
     *
     * @param id any object of this manager
     * @throws ErrnoException {@code EBUSY} while it is in use, {@code ENOENT} when it does not exist
     */
    public void destroy(int id) throws ErrnoException {
        var struct = IommufdStructs.IOMMU_DESTROY;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = struct.allocate(arena);
            struct.set(request, "size", struct.size()).set(request, "id", id);
            descriptor.ioctl(IommufdIoctl.IOMMU_DESTROY, request);
        }
    }

    /**
     * {@code IOMMU_IOAS_IOVA_RANGES}: asks which addresses can be mapped.
     *
     * @param ioas the address space
     * @return the ranges
     * @throws ErrnoException {@code ENOENT} without such an address space
     */
    public List<IovaRange> iovaRanges(int ioas) throws ErrnoException {
        var struct = IommufdStructs.IOMMU_IOAS_IOVA_RANGES;
        var element = IommufdStructs.IOMMU_IOVA_RANGE;
        int room = FIRST_ROOM;
        for (int attempt = 0;; attempt++) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment ranges = arena.allocate(room * element.size(), Long.BYTES);
                MemorySegment request = struct.allocate(arena);
                struct.set(request, "size", struct.size()).set(request, "ioas_id", ioas)
                        .set(request, "num_iovas", room).set(request, "allowed_iovas", ranges.address());
                try {
                    descriptor.ioctl(IommufdIoctl.IOMMU_IOAS_IOVA_RANGES, request);
                } catch (ErrnoException refused) {
                    // The room did not do; num_iovas now says how much there is.
                    if (refused.errno() != Errno.EMSGSIZE || attempt == ATTEMPTS) {
                        throw refused;
                    }
                    room = struct.getInt(request, "num_iovas");
                    continue;
                }
                List<IovaRange> found = new ArrayList<>();
                for (int i = 0; i < struct.getInt(request, "num_iovas"); i++) {
                    MemorySegment one = ranges.asSlice(i * element.size(), element.size());
                    found.add(new IovaRange(element.get(one, "start"), element.get(one, "last")));
                }
                return List.copyOf(found);
            }
        }
    }

    /**
     * What is to be mapped into an address space.
     *
     * @param file a memfd, or a DMABUF, which then becomes reachable from device to device
     * @param start where in the file, in bytes
     * @param length how many bytes
     * @param iova the address at which devices are to see it; empty to let the kernel choose
     * @param readable whether devices may read it
     * @param writable whether devices may write it
     */
    public record FileMap(FileDescriptor file, long start, long length, OptionalLong iova, boolean readable,
            boolean writable) {
    }

    /**
     * {@code IOMMU_IOAS_MAP_FILE}: lets devices reach memory behind a descriptor. What a reset or another temporary
     * revocation has cut off is not mapped again by itself: unmap it and map it anew.
     *
     * @param ioas the address space
     * @param map what and where
     * @return the address at which devices see it
     * @throws ErrnoException {@code EOPNOTSUPP} for a DMABUF of several ranges or of an exporter that cannot,
     *         {@code ENODEV} for a revoked one, {@code ENOTTY} on kernels without it
     */
    public long mapFile(int ioas, FileMap map) throws ErrnoException {
        var struct = IommufdStructs.IOMMU_IOAS_MAP_FILE;
        int flags = (map.iova().isPresent() ? IommufdStructs.IOMMU_IOAS_MAP_FIXED_IOVA : 0)
                | (map.readable() ? IommufdStructs.IOMMU_IOAS_MAP_READABLE : 0)
                | (map.writable() ? IommufdStructs.IOMMU_IOAS_MAP_WRITEABLE : 0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = struct.allocate(arena);
            struct.set(request, "size", struct.size()).set(request, "flags", flags).set(request, "ioas_id", ioas)
                    .set(request, "start", map.start()).set(request, "length", map.length())
                    .set(request, "iova", map.iova().orElse(0));
            map.file().use("file", number -> {
                struct.set(request, "fd", number);
                return descriptor.ioctl(IommufdIoctl.IOMMU_IOAS_MAP_FILE, request);
            });
            return struct.get(request, "iova");
        }
    }

    /**
     * {@code IOMMU_IOAS_UNMAP}.
     *
     * @param ioas the address space
     * @param iova where the mapping starts
     * @param length its length in bytes
     * @return how many bytes were unmapped
     * @throws ErrnoException {@code ENOENT} when there is nothing, or only part of a mapping
     */
    public long unmap(int ioas, long iova, long length) throws ErrnoException {
        var struct = IommufdStructs.IOMMU_IOAS_UNMAP;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = struct.allocate(arena);
            struct.set(request, "size", struct.size()).set(request, "ioas_id", ioas).set(request, "iova", iova)
                    .set(request, "length", length);
            descriptor.ioctl(IommufdIoctl.IOMMU_IOAS_UNMAP, request);
            return struct.get(request, "length");
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
