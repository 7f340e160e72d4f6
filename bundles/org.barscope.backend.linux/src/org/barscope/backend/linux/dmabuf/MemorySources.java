// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.dmabuf.DmabufSource;
import org.barscope.linux.dmabuf.DmaHeap;
import org.barscope.linux.dmabuf.Udmabuf;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.memory.MemFile;

/** Where DMABUFs of plain memory come from: udmabuf, which makes one of a memfd, and the heaps of the kernel. */
final class MemorySources {

    private static final String UDMABUF = "udmabuf";

    private final SystemRoot root;

    MemorySources(SystemRoot root) {
        this.root = root;
    }

    /** All, udmabuf first. */
    List<DmabufSource> all() {
        int page = HostSystem.pageSize();
        List<DmabufSource> sources = new ArrayList<>();
        sources.add(new DmabufSource(UDMABUF, "shared memory (memfd) as a DMABUF", node(root.dev().resolve(UDMABUF),
                true, "load the module: modprobe udmabuf"), page));
        heaps().forEach(heap -> sources.add(new DmabufSource(heap.getFileName().toString(), "DMA heap "
                + heap.getFileName(), node(heap, false, ""), page)));
        return List.copyOf(sources);
    }

    private static Optional<String> node(Path node, boolean written, String remedy) {
        if (!Files.exists(node)) {
            return Optional.of(node + " is not there; " + remedy);
        }
        return Files.isReadable(node) && (!written || Files.isWritable(node)) ? Optional.empty()
                : Optional.of("this user may not open " + node + "; run as root, or change the owner of the node");
    }

    private List<Path> heaps() {
        List<Path> heaps = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.dev().resolve("dma_heap"))) {
            entries.forEach(heaps::add);
        } catch (IOException | DirectoryIteratorException none) {
            return List.of();
        }
        heaps.sort(Comparator.naturalOrder());
        return heaps;
    }

    /**
     * Makes a buffer of zeros.
     *
     * @param source the {@link DmabufSource#id()}
     * @param name   for the memory behind it; the buffer itself has none yet
     */
    FileDescriptor allocate(String attempt, String source, long size, String name) throws BackendException {
        DmabufSource known = all().stream().filter(s -> s.id().equals(source)).findFirst()
                .orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt, "there is no '" + source
                        + "' to make it from", "there are " + String.join(", ", all().stream().map(DmabufSource::id)
                                .toList())));
        if (known.refusal().isPresent()) {
            String[] parts = known.refusal().get().split("; ", 2);
            throw new BackendException(Reason.REFUSED, attempt, parts[0], parts[1]);
        }
        if (size <= 0 || size % known.pageSize() != 0) {
            throw new BackendException(Reason.USAGE, attempt, "its size must be a multiple of the page size, "
                    + known.pageSize() + " bytes, above 0", size <= 0 ? "" : "for example "
                            + (size / known.pageSize() + 1) * known.pageSize());
        }
        try {
            return source.equals(UDMABUF) ? ofMemory(size, name)
                    : DmaHeap.allocate(source, size, "DMABUF of the heap " + source);
        } catch (ErrnoException refused) {
            throw refusal(attempt, source, size, refused);
        }
    }

    private static FileDescriptor ofMemory(long size, String name) throws ErrnoException {
        // The buffer keeps the pages; the memfd is needed no longer.
        try (MemFile memory = MemFile.create(name.isEmpty() ? "barscope" : name, size)) {
            return Udmabuf.create(memory, 0, size, "DMABUF of shared memory");
        }
    }

    private BackendException refusal(String attempt, String source, long size, ErrnoException refused) {
        return switch (refused.errno()) {
            case EACCES, EPERM -> new BackendException(Reason.REFUSED, attempt, "this user may not use " + source,
                    "run as root", refused);
            case ENOMEM -> new BackendException(Reason.FAILED, attempt, "there is not enough memory",
                    "ask for less", refused);
            case EINVAL -> new BackendException(Reason.FAILED, attempt, source + " refuses " + size + " bytes (EINVAL)",
                    source.equals(UDMABUF) ? "the module parameter size_limit_mb is " + limit() : "", refused);
            default -> new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
        };
    }

    private String limit() {
        try {
            return Files.readString(root.sys().resolve("module/udmabuf/parameters/size_limit_mb")).strip();
        } catch (IOException unknown) {
            return "unknown";
        }
    }
}
