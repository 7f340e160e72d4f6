// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

import org.barscope.linux.internal.FileCalls;
import org.barscope.linux.internal.MemoryCalls;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;

/**
 * Memory that is a file without a name, {@code memfd_create(2)}: sparse, shareable, sealable. What udmabuf turns into a
 * DMABUF, and what stands in for the memory of a device that does not exist.
 */
public final class MemFile implements AutoCloseable {
    private final FileDescriptor descriptor;

    private MemFile(FileDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** What can be forbidden for good, {@code F_SEAL_*} of {@code linux/fcntl.h}. */
    public enum Seal {
        /** {@code F_SEAL_SEAL}: setting further seals. */
        SEAL(0x1),
        /** {@code F_SEAL_SHRINK}: becoming smaller, which udmabuf demands. */
        SHRINK(0x2),
        /** {@code F_SEAL_GROW}: becoming larger. */
        GROW(0x4),
        /** {@code F_SEAL_WRITE}: changing, which udmabuf refuses. */
        WRITE(0x8),
        /** {@code F_SEAL_FUTURE_WRITE}: changing, but for mappings that exist already. */
        FUTURE_WRITE(0x10),
        /** {@code F_SEAL_EXEC}: changing the execute permission; set from the start where the kernel knows it. */
        EXEC(0x20);

        private final int bit;

        Seal(int bit) {
            this.bit = bit;
        }

        /** {@return the bit of the C header} */
        public int bit() {
            return bit;
        }
    }

    /**
     * Makes a file of zeros. Takes no memory before it is written, so a size of many gigabytes is fine.
     *
     * @param name shown in {@code /proc/PID/fd} behind {@code /memfd:}, at most 249 bytes
     * @param size the size in bytes
     * @return its owner
     * @throws ErrnoException when the kernel refuses
     */
    public static MemFile create(String name, long size) throws ErrnoException {
        // Without MFD_NOEXEC_SEAL newer kernels warn in their log and hardened ones refuse; older ones do not know it.
        long result = MemoryCalls.memfdCreate(name,
                MemoryCalls.MFD_CLOEXEC | MemoryCalls.MFD_ALLOW_SEALING | MemoryCalls.MFD_NOEXEC_SEAL);
        if (result == -Errno.EINVAL.number()) {
            result = MemoryCalls.memfdCreate(name, MemoryCalls.MFD_CLOEXEC | MemoryCalls.MFD_ALLOW_SEALING);
        }
        String words = "memfd " + name;
        if (result < 0) {
            throw new ErrnoException("memfd_create", (int) -result, words);
        }
        MemFile file = new MemFile(FileDescriptor.adopt((int) result, words));
        try {
            file.resize(size);
        } catch (ErrnoException | RuntimeException | Error failure) {
            file.close();
            throw failure;
        }
        return file;
    }

    /** {@return the descriptor, owned by this object} */
    public FileDescriptor descriptor() {
        return descriptor;
    }

    /**
     * Asks the current size.
     *
     * @return the size in bytes
     * @throws ErrnoException {@code EBADF} when closed
     */
    public long size() throws ErrnoException {
        return descriptor.seekEnd();
    }

    /**
     * Cuts off or appends zeros. Mappings of what is cut off fault until it is there again.
     *
     * @param size the new size in bytes
     * @throws ErrnoException {@code EPERM} when a seal forbids it
     */
    public void resize(long size) throws ErrnoException {
        descriptor.truncate(size);
    }

    /**
     * Forbids things for good.
     *
     * @param seals what
     * @throws ErrnoException {@code EPERM} when sealing is sealed, {@code EBUSY} for {@link Seal#WRITE} while a
     *         writable mapping exists, {@code EINVAL} when the kernel does not know one
     */
    public void addSeals(Seal... seals) throws ErrnoException {
        Set<Seal> set = EnumSet.noneOf(Seal.class);
        Collections.addAll(set, seals);
        int bits = set.stream().mapToInt(Seal::bit).sum();
        descriptor.use("fcntl(F_ADD_SEALS)", fd -> FileCalls.fcntl(fd, FileCalls.F_ADD_SEALS, bits));
    }

    /**
     * Asks what is forbidden.
     *
     * @return the seals
     * @throws ErrnoException {@code EBADF} when closed
     */
    public Set<Seal> seals() throws ErrnoException {
        long bits = descriptor.use("fcntl(F_GET_SEALS)", fd -> FileCalls.fcntl(fd, FileCalls.F_GET_SEALS, 0));
        Set<Seal> set = EnumSet.noneOf(Seal.class);
        for (Seal seal : Seal.values()) {
            if ((bits & seal.bit()) != 0) {
                set.add(seal);
            }
        }
        return Collections.unmodifiableSet(set);
    }

    /**
     * Maps all of it at its current size.
     *
     * @param protection whether it will be written
     * @param kind how it may be accessed; {@link MemoryKind#DEVICE} when it stands in for registers
     * @return the mapping, independent of this object's lifetime
     * @throws ErrnoException when the kernel refuses
     */
    public Mapping map(Protection protection, MemoryKind kind) throws ErrnoException {
        Objects.requireNonNull(protection);
        return Mapping.map(descriptor, 0, size(), protection, kind, descriptor.description());
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
