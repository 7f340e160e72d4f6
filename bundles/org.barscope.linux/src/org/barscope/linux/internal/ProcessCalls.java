// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.internal;

import static org.barscope.linux.internal.Downcall.INT;
import static org.barscope.linux.internal.Downcall.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Calls about processes and the system. Each returns what the function returned, or a negated error number. */
public final class ProcessCalls {
    // asm-generic/unistd.h; x86_64 uses the same numbers for all system calls added since 2019.
    /** {@code pidfd_open(2)}. */
    public static final long SYS_pidfd_open = 434;
    /** {@code pidfd_getfd(2)}. */
    public static final long SYS_pidfd_getfd = 438;
    // glibc and musl agree on this one.
    /** {@code sysconf(3)}: the page size. */
    public static final int _SC_PAGESIZE = 30;

    // glibc has no wrapper for these two before 2.36, so they go through syscall(2).
    private static final MethodHandle SYSCALL2 =
            Downcall.linkVariadic("syscall", 1, FunctionDescriptor.of(LONG, LONG, LONG, LONG));
    private static final MethodHandle SYSCALL3 =
            Downcall.linkVariadic("syscall", 1, FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG));
    private static final MethodHandle SYSCONF = Downcall.link("sysconf", FunctionDescriptor.of(LONG, INT));
    private static final MethodHandle GETEUID = Downcall.link("geteuid", FunctionDescriptor.of(INT));

    private ProcessCalls() {
    }

    /** {@code pidfd_open(2)}; the descriptor is close-on-exec by itself. */
    public static long pidfdOpen(long pid) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((long) SYSCALL2.invokeExact(state, SYS_pidfd_open, pid, 0L), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code pidfd_getfd(2)}; the new descriptor is close-on-exec by itself. */
    public static long pidfdGetfd(int pidfd, int numberThere) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result(
                    (long) SYSCALL3.invokeExact(state, SYS_pidfd_getfd, (long) pidfd, (long) numberThere, 0L), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code sysconf(_SC_PAGESIZE)}. */
    public static long pageSize() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((long) SYSCONF.invokeExact(state, _SC_PAGESIZE), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code geteuid(2)}, which cannot fail. */
    public static int effectiveUserId() {
        try (Arena arena = Arena.ofConfined()) {
            return (int) GETEUID.invokeExact(Downcall.state(arena));
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }
}
