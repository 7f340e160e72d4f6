// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.dmabuf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.memory.MemFile;
import org.barscope.linux.uapi.dmabuf.DmaBufConstants;
import org.barscope.linux.uapi.dmabuf.DmaBufIoctl;
import org.barscope.linux.uapi.dmabuf.DmaBufStructs;

/** DMABUFs made of a memfd, {@code linux/udmabuf.h}. Needs the module {@code udmabuf} and access to its device. */
public final class Udmabuf {
    /** The device that makes them. */
    public static final Path DEVICE = Path.of("/dev/udmabuf");

    private Udmabuf() {
    }

    /**
     * Makes a buffer of part of a memfd, whose memory is taken at once and stays shared with it. Seals the memfd
     * against shrinking, as the kernel demands, so that it cannot be truncated any more.
     *
     * @param memory the memory
     * @param offset where in it, a multiple of the page size
     * @param size how many bytes, a multiple of the page size
     * @param description what the buffer is, for messages
     * @return the DMABUF
     * @throws ErrnoException {@code ENOENT} without the module, {@code EACCES} without access, {@code EINVAL} when a
     *         number is not a multiple, the memory is sealed against writing, or the module's {@code size_limit_mb} is
     *         exceeded
     */
    public static FileDescriptor create(MemFile memory, long offset, long size, String description)
            throws ErrnoException {
        try (FileDescriptor device = FileDescriptor.open(DEVICE, OpenFlag.READ_WRITE);
                Arena arena = Arena.ofConfined()) {
            if (!memory.seals().contains(MemFile.Seal.SHRINK)) {
                memory.addSeals(MemFile.Seal.SHRINK);
            }
            MemorySegment request = DmaBufStructs.UDMABUF_CREATE.allocate(arena);
            DmaBufStructs.UDMABUF_CREATE.set(request, "flags", DmaBufConstants.UDMABUF_FLAGS_CLOEXEC)
                    .set(request, "offset", offset).set(request, "size", size);
            FileDescriptor[] buffer = new FileDescriptor[1];
            memory.descriptor().use("memfd", number -> {
                DmaBufStructs.UDMABUF_CREATE.set(request, "memfd", number);
                buffer[0] = device.ioctlForDescriptor(DmaBufIoctl.UDMABUF_CREATE, request, description);
                return 0;
            });
            return buffer[0];
        }
    }
}
