// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.internal;

import static org.barscope.linux.internal.Downcall.INT;
import static org.barscope.linux.internal.Downcall.LONG;
import static org.barscope.linux.internal.Downcall.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Calls that make and map memory. Every method returns what the function returned, or a negated error number. */
public final class MemoryCalls {
    /** {@code PROT_READ}. */
    public static final int PROT_READ = 1;
    /** {@code PROT_WRITE}. */
    public static final int PROT_WRITE = 2;
    /** {@code MAP_SHARED}. */
    public static final int MAP_SHARED = 1;
    /** {@code MFD_CLOEXEC}. */
    public static final int MFD_CLOEXEC = 1;
    /** {@code MFD_ALLOW_SEALING}. */
    public static final int MFD_ALLOW_SEALING = 2;
    /** {@code MFD_NOEXEC_SEAL}, since Linux 6.3. */
    public static final int MFD_NOEXEC_SEAL = 8;

    // Addresses travel as numbers: a segment made from one must not exist before its arena owns the mapping.
    private static final MethodHandle MMAP =
            Downcall.link("mmap", FunctionDescriptor.of(LONG, LONG, LONG, INT, INT, INT, LONG));
    private static final MethodHandle MUNMAP = Downcall.link("munmap", FunctionDescriptor.of(INT, LONG, LONG));
    private static final MethodHandle MEMFD_CREATE =
            Downcall.link("memfd_create", FunctionDescriptor.of(INT, POINTER, INT));

    private MemoryCalls() {
    }

    /** {@code mmap(2)} at an address of the kernel's choice. */
    public static long mmap(long length, int protection, int flags, int fd, long offset) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((long) MMAP.invokeExact(state, 0L, length, protection, flags, fd, offset), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code munmap(2)}. */
    public static long munmap(long address, long length) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((int) MUNMAP.invokeExact(state, address, length), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code memfd_create(2)}. */
    public static long memfdCreate(String name, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((int) MEMFD_CREATE.invokeExact(state, arena.allocateFrom(name), flags), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }
}
