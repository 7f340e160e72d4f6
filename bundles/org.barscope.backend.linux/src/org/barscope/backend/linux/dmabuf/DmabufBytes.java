// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.nio.ByteOrder;
import java.util.List;
import org.barscope.linux.memory.AccessWidth;
import org.barscope.linux.memory.MappedAccess;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemoryAccessException;

/**
 * The bytes of a DMABUF in one or, when it was exported of several ranges and is reached through its device, several
 * mappings one after the other. Each has whole pages, so no unit lies in two. Offsets must be inside.
 */
final class DmabufBytes implements AutoCloseable {

    private record Part(long start, long end, MappedAccess access) {
    }

    private final List<Mapping> mappings;
    private final Part[] parts;

    /** @param mappings in the order of the buffer; closed with this */
    DmabufBytes(List<Mapping> mappings) {
        this.mappings = List.copyOf(mappings);
        this.parts = new Part[mappings.size()];
        long start = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(start, start + mappings.get(i).length(), mappings.get(i).access());
            start = parts[i].end();
        }
    }

    long read(long offset, AccessWidth width) throws MemoryAccessException {
        Part part = part(offset);
        return part.access().read(offset - part.start(), width, ByteOrder.LITTLE_ENDIAN);
    }

    void write(long offset, AccessWidth width, long value) throws MemoryAccessException {
        Part part = part(offset);
        part.access().write(offset - part.start(), width, ByteOrder.LITTLE_ENDIAN, value);
    }

    /**
     * Copies memory, which is one mapping always.
     *
     * @throws MemoryAccessException at the first unit that cannot be read; the bytes before it are good
     */
    void copyOut(long offset, byte[] target, int from, int length) throws MemoryAccessException {
        parts[0].access().copyOut(offset, target, from, length);
    }

    /** As {@link #copyOut}, the other way. */
    void copyIn(long offset, byte[] source, int from, int length) throws MemoryAccessException {
        parts[0].access().copyIn(offset, source, from, length);
    }

    private Part part(long offset) {
        int i = 0;
        while (offset >= parts[i].end()) {
            i++;
        }
        return parts[i];
    }

    @Override
    public void close() {
        mappings.forEach(Mapping::close);
    }
}
