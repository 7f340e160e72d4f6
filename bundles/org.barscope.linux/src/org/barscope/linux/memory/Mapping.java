// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import org.barscope.linux.internal.MemoryCalls;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;

/**
 * A file mapped into memory, shared with whoever else has it open. The mapping has one owner, who closes it.
 *
 * <p><b>Lifetime.</b> The memory belongs to a shared {@link Arena} that never leaves this object, and {@code munmap}
 * is the arena's own cleanup. Closing the arena stops every access first: the virtual machine halts the other threads
 * for a moment, finds those that are in the middle of an access to this memory and makes their access fail, and only
 * then unmaps. So closing from any thread is safe while others read and write. They get
 * {@link MappingClosedException}, as does everyone later; an address that has been unmapped, and perhaps taken by
 * something else, is never touched.
 *
 * <p>A confined arena handed from thread to thread would give the same for less (closing costs tens of microseconds),
 * but then a window closed by the user would have to wait for the device thread, which may be stuck in a slow read.
 *
 * <p>The descriptor may be closed before the mapping. For VFIO a mapping keeps the device in use until it is closed.
 */
public final class Mapping implements AutoCloseable {
    private final String description;
    private final Protection protection;
    private final MemoryKind kind;
    private final Arena arena;
    private final MemorySegment segment;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Mapping(String description, Protection protection, MemoryKind kind, Arena arena, MemorySegment segment) {
        this.description = description;
        this.protection = protection;
        this.kind = kind;
        this.arena = arena;
        this.segment = segment;
    }

    /**
     * Maps part of a file, {@code mmap(2)} with {@code MAP_SHARED}. Reads nothing yet: a range past the end of the file
     * can be mapped, and faults when it is accessed.
     *
     * @param file what to map
     * @param fileOffset where in it, a multiple of the page size; VFIO encodes the region in it
     * @param length how many bytes, more than 0
     * @param protection whether it will be written
     * @param kind what is behind it
     * @param description what it is, for messages
     * @return the mapping
     * @throws ErrnoException when the kernel refuses: {@code EINVAL} when this file has no mmap or the offset is not
     *         aligned, {@code EACCES} when it is open in another mode, {@code ENODEV} when the DMABUF is revoked
     */
    public static Mapping map(FileDescriptor file, long fileOffset, long length, Protection protection,
            MemoryKind kind, String description) throws ErrnoException {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(description);
        int bits = protection.bits();
        Arena arena = Arena.ofShared();
        try {
            long address = file.use("mmap",
                    fd -> MemoryCalls.mmap(length, bits, MemoryCalls.MAP_SHARED, fd, fileOffset));
            MemorySegment segment = own(arena, address, length);
            // The virtual machine survives SIGBUS but not the SIGSEGV of a write to a read-only page.
            return new Mapping(description, protection, kind, arena,
                    protection == Protection.READ_ONLY ? segment.asReadOnly() : segment);
        } catch (ErrnoException | RuntimeException | Error failure) {
            arena.close();
            throw failure;
        }
    }

    /** Makes the arena the owner of the mapping, or unmaps it; in any case exactly once. */
    private static MemorySegment own(Arena arena, long address, long length) {
        AtomicBoolean mapped = new AtomicBoolean(true);
        try {
            return MemorySegment.ofAddress(address).reinterpret(length, arena, whole -> unmap(mapped, address, length));
        } catch (RuntimeException | Error failure) {
            unmap(mapped, address, length);
            throw failure;
        }
    }

    private static void unmap(AtomicBoolean mapped, long address, long length) {
        if (!mapped.compareAndSet(true, false)) {
            return;
        }
        long result = MemoryCalls.munmap(address, length);
        if (result < 0) {
            throw new IllegalStateException("munmap of a mapping this object owns failed",
                    new ErrnoException("munmap", (int) -result, null));
        }
    }

    /** {@return the length in bytes, as asked for} */
    public long length() {
        return segment.byteSize();
    }

    /** {@return whether it may be written} */
    public Protection protection() {
        return protection;
    }

    /** {@return what is behind it} */
    public MemoryKind kind() {
        return kind;
    }

    /** {@return what it is, in words} */
    public String description() {
        return description;
    }

    /** {@return whether it has not been closed} */
    public boolean isOpen() {
        return !closed.get();
    }

    /** {@return access to all of it} */
    public MappedAccess access() {
        return new MappedAccess(segment, description, protection == Protection.READ_WRITE, kind);
    }

    /**
     * Gives access to a part, whose offsets then start at 0. Useful when a region starts inside a page.
     *
     * @param offset where the part starts, a multiple of 8 so that units stay aligned
     * @param length how long it is in bytes
     * @return the accessor
     * @throws IndexOutOfBoundsException when it does not lie within this mapping
     * @throws IllegalArgumentException when the offset is not a multiple of 8
     */
    public MappedAccess access(long offset, long length) {
        if (offset % Long.BYTES != 0) {
            throw new IllegalArgumentException("a part must start at a multiple of 8, not at " + offset);
        }
        return new MappedAccess(segment.asSlice(offset, length), description,
                protection == Protection.READ_WRITE, kind);
    }

    /**
     * Unmaps it; does nothing the second time. May be called by any thread at any time, returns when no access to this
     * memory is under way and the memory is unmapped. Costs some tens of microseconds, more while a read of a slow
     * device has to come back first.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            arena.close();
        }
    }

    @Override
    public String toString() {
        return description + " (" + segment.byteSize() + " bytes, " + protection + (isOpen() ? ")" : ", closed)");
    }
}
