// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.internal;

import static org.barscope.linux.internal.Downcall.INT;
import static org.barscope.linux.internal.Downcall.LONG;
import static org.barscope.linux.internal.Downcall.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Calls on file descriptors. Every method returns what the function returned, or a negated error number.
 */
public final class FileCalls {
    /** {@code AT_FDCWD}: relative paths start at the working directory. */
    public static final int AT_FDCWD = -100;
    /** {@code F_GETFD}. */
    public static final int F_GETFD = 1;
    /** {@code F_DUPFD_CLOEXEC}. */
    public static final int F_DUPFD_CLOEXEC = 1030;
    /** {@code F_ADD_SEALS}. */
    public static final int F_ADD_SEALS = 1033;
    /** {@code F_GET_SEALS}. */
    public static final int F_GET_SEALS = 1034;
    /** {@code FD_CLOEXEC}. */
    public static final int FD_CLOEXEC = 1;
    /** {@code SEEK_END}. */
    public static final int SEEK_END = 2;

    private static final MethodHandle OPENAT =
            Downcall.linkVariadic("openat", 3, FunctionDescriptor.of(INT, INT, POINTER, INT, INT));
    private static final MethodHandle CLOSE = Downcall.link("close", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle IOCTL_LONG =
            Downcall.linkVariadic("ioctl", 2, FunctionDescriptor.of(INT, INT, LONG, LONG));
    private static final MethodHandle IOCTL_POINTER =
            Downcall.linkVariadic("ioctl", 2, FunctionDescriptor.of(INT, INT, LONG, POINTER));
    private static final MethodHandle FCNTL =
            Downcall.linkVariadic("fcntl", 2, FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle READ = Downcall.link("read", FunctionDescriptor.of(LONG, INT, POINTER, LONG));
    private static final MethodHandle WRITE = Downcall.link("write", FunctionDescriptor.of(LONG, INT, POINTER, LONG));
    private static final MethodHandle PREAD =
            Downcall.link("pread", FunctionDescriptor.of(LONG, INT, POINTER, LONG, LONG));
    private static final MethodHandle PWRITE =
            Downcall.link("pwrite", FunctionDescriptor.of(LONG, INT, POINTER, LONG, LONG));
    private static final MethodHandle LSEEK = Downcall.link("lseek", FunctionDescriptor.of(LONG, INT, LONG, INT));
    private static final MethodHandle FTRUNCATE = Downcall.link("ftruncate", FunctionDescriptor.of(INT, INT, LONG));

    private FileCalls() {
    }

    /** {@code openat(2)}. */
    public static long openat(int directory, String path, int flags, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((int) OPENAT.invokeExact(state, directory, arena.allocateFrom(path), flags, mode),
                    state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code close(2)}. */
    public static long close(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((int) CLOSE.invokeExact(state, fd), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code ioctl(2)} whose argument is a number. */
    public static long ioctl(int fd, int request, long argument) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result(
                    (int) IOCTL_LONG.invokeExact(state, fd, Integer.toUnsignedLong(request), argument), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code ioctl(2)} whose argument is a pointer. */
    public static long ioctl(int fd, int request, MemorySegment argument) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result(
                    (int) IOCTL_POINTER.invokeExact(state, fd, Integer.toUnsignedLong(request), argument), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code fcntl(2)} whose argument is an int. */
    public static long fcntl(int fd, int command, int argument) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((int) FCNTL.invokeExact(state, fd, command, argument), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code read(2)}. */
    public static long read(int fd, byte[] target, int at, int length) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            MemorySegment buffer = arena.allocate(Math.max(length, 1));
            long got = Downcall.result((long) READ.invokeExact(state, fd, buffer, (long) length), state);
            return deliver(buffer, target, at, got);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code write(2)}. */
    public static long write(int fd, byte[] source, int at, int length) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            MemorySegment buffer = fill(arena, source, at, length);
            return Downcall.result((long) WRITE.invokeExact(state, fd, buffer, (long) length), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code pread(2)}. */
    public static long pread(int fd, byte[] target, int at, int length, long offset) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            // Aligned to its size: VFIO splits a transfer by the alignment of the offset only, but a driver may look
            // at the address of the buffer as well.
            MemorySegment buffer = arena.allocate(Math.max(length, 1), Long.BYTES);
            long got = Downcall.result((long) PREAD.invokeExact(state, fd, buffer, (long) length, offset), state);
            return deliver(buffer, target, at, got);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code pwrite(2)}. */
    public static long pwrite(int fd, byte[] source, int at, int length, long offset) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            MemorySegment buffer = fill(arena, source, at, length);
            return Downcall.result((long) PWRITE.invokeExact(state, fd, buffer, (long) length, offset), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code lseek(2)}. */
    public static long lseek(int fd, long offset, int whence) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((long) LSEEK.invokeExact(state, fd, offset, whence), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code ftruncate(2)}. */
    public static long ftruncate(int fd, long size) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((int) FTRUNCATE.invokeExact(state, fd, size), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    private static long deliver(MemorySegment buffer, byte[] target, int at, long got) {
        if (got > 0) {
            MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, target, at, (int) got);
        }
        return got;
    }

    private static MemorySegment fill(Arena arena, byte[] source, int at, int length) {
        MemorySegment buffer = arena.allocate(Math.max(length, 1), Long.BYTES);
        MemorySegment.copy(source, at, buffer, ValueLayout.JAVA_BYTE, 0, length);
        return buffer;
    }
}
