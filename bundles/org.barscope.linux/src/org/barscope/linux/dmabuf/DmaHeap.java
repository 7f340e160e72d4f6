// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.dmabuf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.uapi.dmabuf.DmaBufIoctl;
import org.barscope.linux.uapi.dmabuf.DmaBufStructs;

/** DMABUFs allocated from a heap of the kernel, {@code linux/dma-heap.h}. */
public final class DmaHeap {
    /** Where the kernel shows its heaps. */
    public static final Path DIRECTORY = Path.of("/dev/dma_heap");

    private DmaHeap() {
    }

    /**
     * Lists the heaps of this kernel.
     *
     * @return their names in alphabetical order, none when the kernel has no heaps
     * @throws IOException when the directory cannot be read
     */
    public static List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(DIRECTORY)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        names.sort(null);
        return List.copyOf(names);
    }

    /**
     * Allocates a zeroed buffer.
     *
     * @param heap the heap's name
     * @param length how many bytes; the kernel rounds up to whole pages
     * @param description what the buffer is, for messages
     * @return the DMABUF, readable and writable
     * @throws ErrnoException {@code ENOENT} without such a heap, {@code EACCES} without access to it, {@code ENOMEM}
     */
    public static FileDescriptor allocate(String heap, long length, String description) throws ErrnoException {
        Objects.requireNonNull(description);
        var struct = DmaBufStructs.DMA_HEAP_ALLOCATION_DATA;
        try (FileDescriptor device = FileDescriptor.open(DIRECTORY.resolve(heap), OpenFlag.READ_ONLY);
                Arena arena = Arena.ofConfined()) {
            MemorySegment request = struct.allocate(arena);
            struct.set(request, "len", length)
                    .set(request, "fd_flags", OpenFlag.O_CLOEXEC | OpenFlag.bits(EnumSet.of(OpenFlag.READ_WRITE)));
            device.ioctl(DmaBufIoctl.DMA_HEAP_IOCTL_ALLOC, request);
            return FileDescriptor.adopt(struct.getInt(request, "fd"), description);
        }
    }
}
