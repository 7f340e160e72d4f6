// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.memory;

import java.io.IOException;
import java.nio.ByteOrder;
import org.barscope.core.memory.AccessWidth;
import org.barscope.linux.dmabuf.CpuAccess;
import org.barscope.linux.dmabuf.SyncDirection;
import org.barscope.linux.dmabuf.Udmabuf;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemFile;
import org.barscope.linux.memory.MemoryFaultException;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Protection;

/**
 * One user's mapping of a {@link DeviceMemory}: what an open region reads and writes. The accesses are the same single
 * mapped accesses that a real BAR gets.
 *
 * <p>Not safe for several threads: the function's lock guards it.
 */
public final class MappedView implements AutoCloseable {

    private final DeviceMemory memory;
    private final Mapping mapping;
    /** The DMABUF that is mapped; null when it is the memfd itself. */
    private final FileDescriptor dmabuf;
    private Mapping nothing;

    private MappedView(DeviceMemory memory, Mapping mapping, FileDescriptor dmabuf) {
        this.memory = memory;
        this.mapping = mapping;
        this.dmabuf = dmabuf;
    }

    /** Maps the memfd. */
    public static MappedView memfd(DeviceMemory memory, Protection protection, MemoryKind kind) throws IOException {
        // A memfd that is cut can still be mapped whole: pages past its end fault until it grows again.
        return new MappedView(memory, Mapping.map(memory.file().descriptor(), 0, memory.size(), protection, kind,
                memory.name()), null);
    }

    /** Makes a DMABUF of the memfd with udmabuf, which pins all of its pages, and maps that. */
    public static MappedView dmabuf(DeviceMemory memory, Protection protection, MemoryKind kind) throws IOException {
        memory.seal();
        FileDescriptor buffer = Udmabuf.create(memory.file(), 0, memory.size(), memory.name());
        try {
            return new MappedView(memory, Mapping.map(buffer, 0, memory.size(), protection, kind, memory.name()),
                    buffer);
        } catch (IOException refused) {
            buffer.close();
            throw refused;
        }
    }

    /** True when a DMABUF is mapped, false when it is the memfd itself. */
    public boolean isDmabuf() {
        return dmabuf != null;
    }

    /**
     * One mapped read.
     *
     * @throws MemoryFaultException when that part is taken away
     */
    public long read(long offset, AccessWidth width) throws IOException {
        if (gone(offset, width.bytes())) {
            return nothing().access().read(inPage(offset), DeviceMemory.linux(width), ByteOrder.LITTLE_ENDIAN);
        }
        return mapping.access().read(offset, DeviceMemory.linux(width), ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * One mapped write.
     *
     * @throws MemoryFaultException when that part is taken away
     */
    public void write(long offset, AccessWidth width, long value) throws IOException {
        if (gone(offset, width.bytes())) {
            nothing().access().write(inPage(offset), DeviceMemory.linux(width), ByteOrder.LITTLE_ENDIAN, value);
            return;
        }
        mapping.access().write(offset, DeviceMemory.linux(width), ByteOrder.LITTLE_ENDIAN, value);
        memory.touched(offset, width.bytes());
    }

    /**
     * Copies bytes out until a fault stops it.
     *
     * @return how many bytes are good, at least 1
     * @throws MemoryFaultException when the first byte is taken away
     */
    public int copyOut(long offset, byte[] target, int from, int length) throws IOException {
        if (dmabuf == null) {
            return copyParts(offset, target, from, length);
        }
        try (CpuAccess bracket = CpuAccess.begin(dmabuf, SyncDirection.READ)) {
            return copyParts(offset, target, from, length);
        }
    }

    private int copyParts(long offset, byte[] target, int from, int length) throws IOException {
        int done = 0;
        while (done < length) {
            long at = offset + done;
            int part = (int) memory.alike(at, length - done);
            int got = memory.isWritten(at) ? 0 : copyHole(at, target, from + done, part);
            if (got == 0) {
                got = copyMapped(at, target, from + done, part, done == 0);
            }
            done += got;
            if (got < part) {
                break;
            }
        }
        return done;
    }

    /** Reads what was never written without making pages of it; 0 when there is no file there (any more). */
    private int copyHole(long offset, byte[] target, int from, int length) throws IOException {
        if (gone(offset, 1)) {
            return 0;
        }
        // The end of a file that was truncated shows by itself; a sealed one still has everything.
        long reachable = memory.sealed() ? Math.min(length, memory.reach() - offset) : length;
        return memory.file().descriptor().pread(offset, target, from, (int) reachable);
    }

    private int copyMapped(long offset, byte[] target, int from, int length, boolean first) throws IOException {
        if (gone(offset, 1)) {
            if (!first) {
                return 0;
            }
            nothing().access().copyOut(inPage(offset), target, from, 1);
            throw new IllegalStateException("memory that is taken away has answered");
        }
        int safe = memory.sealed() ? (int) Math.min(length, memory.reach() - offset) : length;
        try {
            mapping.access().copyOut(offset, target, from, safe);
            return safe;
        } catch (MemoryFaultException fault) {
            if (first && fault.offset() == offset) {
                throw fault;
            }
            return (int) (fault.offset() - offset);
        }
    }

    private boolean gone(long offset, int length) {
        return memory.sealed() && offset + length > memory.reach();
    }

    /** A mapping of a file without content: every access is a SIGBUS, as on memory that was truncated. */
    private Mapping nothing() throws IOException {
        if (nothing == null) {
            try (MemFile file = MemFile.create(memory.name() + "-revoked", HostSystem.pageSize())) {
                Mapping made = file.map(Protection.READ_WRITE, MemoryKind.MEMORY);
                try {
                    file.resize(0);
                } catch (IOException refused) {
                    made.close();
                    throw refused;
                }
                nothing = made;
            }
        }
        return nothing;
    }

    private static long inPage(long offset) {
        return offset % HostSystem.pageSize();
    }

    /** Unmaps. Idempotent. */
    @Override
    public void close() {
        mapping.close();
        if (nothing != null) {
            nothing.close();
        }
        if (dmabuf != null) {
            dmabuf.close();
        }
    }
}
