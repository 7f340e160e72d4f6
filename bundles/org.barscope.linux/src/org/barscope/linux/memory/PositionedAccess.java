// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import java.nio.ByteOrder;
import java.util.Objects;

import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.memory.MemoryAccessException.Request;

/**
 * Access through {@code pread} and {@code pwrite}: a region of a VFIO device without a usable mapping, configuration
 * space in sysfs. Every unit is one system call of exactly its width, which VFIO and the PCI core turn into one bus
 * access; VFIO splits 8 bytes into two accesses on kernels that lack the 64-bit path.
 *
 * <p>Does not own the descriptor. Costs a system call, about half a microsecond, besides the device's own time.
 */
public final class PositionedAccess implements UnitAccess {
    private final FileDescriptor file;
    private final long base;
    private final long length;
    private final boolean writable;
    private final String description;

    /**
     * Gives access to a range of a file.
     *
     * @param file the open file
     * @param base where in it the range starts; VFIO encodes the region in it
     * @param length how long the range is, in bytes
     * @param protection whether it may be written
     * @param description what it is, for messages
     */
    public PositionedAccess(FileDescriptor file, long base, long length, Protection protection, String description) {
        if (base < 0 || length < 0) {
            throw new IllegalArgumentException("a range cannot start at " + base + " and be " + length + " long");
        }
        this.file = Objects.requireNonNull(file);
        this.base = base;
        this.length = length;
        this.writable = protection == Protection.READ_WRITE;
        this.description = Objects.requireNonNull(description);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public long read(long offset, AccessWidth width, ByteOrder order) throws MemoryAccessException {
        byte[] bytes = new byte[width.bytes()];
        readUnits(offset, width, 1, bytes, 0);
        return MappedAccess.ordered(UnitBytes.get(bytes, 0, width), width, order);
    }

    @Override
    public void write(long offset, AccessWidth width, ByteOrder order, long value) throws MemoryAccessException {
        Request request = new Request(description, offset, width.bytes(), true);
        if (!writable) {
            throw new ReadOnlyException(request);
        }
        check(request, width);
        byte[] bytes = new byte[width.bytes()];
        UnitBytes.put(bytes, 0, width, MappedAccess.ordered(value, width, order));
        int done;
        try {
            done = file.pwrite(base + offset, bytes, 0, bytes.length);
        } catch (ErrnoException refused) {
            throw new AccessRefusedException(request, refused);
        }
        if (done != bytes.length) {
            throw new ShortTransferException(request, done);
        }
    }

    @Override
    public void readUnits(long offset, AccessWidth width, int units, byte[] target, int at)
            throws MemoryAccessException {
        int bytes = Math.multiplyExact(units, width.bytes());
        Objects.checkFromIndexSize(at, bytes, target.length);
        check(new Request(description, offset, bytes, false), width);
        for (int done = 0; done < bytes; done += width.bytes()) {
            Request request = new Request(description, offset + done, width.bytes(), false);
            int got = pread(request, target, at + done, width.bytes());
            if (got != width.bytes()) {
                throw new ShortTransferException(request, got);
            }
        }
    }

    /**
     * Reads a range with one system call, for contents without access widths: configuration space as the kernel caches
     * it, an attribute, ordinary memory.
     *
     * @param offset where to start, in bytes
     * @param target receives the bytes
     * @param at where in it
     * @param count at most how many
     * @return how many were read, fewer at the end of what may be seen
     * @throws MemoryAccessException when nothing was read
     */
    public int readBytes(long offset, byte[] target, int at, int count) throws MemoryAccessException {
        Objects.checkFromIndexSize(at, count, target.length);
        Request request = new Request(description, offset, count, false);
        check(request, AccessWidth.BITS_8);
        return pread(request, target, at, count);
    }

    private int pread(Request request, byte[] target, int at, int count) throws MemoryAccessException {
        try {
            return file.pread(base + request.offset(), target, at, count);
        } catch (ErrnoException refused) {
            throw new AccessRefusedException(request, refused);
        }
    }

    private void check(Request request, AccessWidth width) throws MemoryAccessException {
        if ((request.offset() & (width.bytes() - 1)) != 0) {
            throw new MisalignedException(new Request(description, request.offset(), width.bytes(), request.writing()));
        }
        if (request.offset() < 0 || request.widthBytes() < 0 || request.offset() > length - request.widthBytes()) {
            throw new OutOfRangeException(request, length);
        }
    }
}
