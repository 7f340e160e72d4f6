// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.libc;

import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.barscope.linux.internal.FileCalls;

/**
 * An open file descriptor with one owner, who closes it.
 *
 * <p>Any thread may call any method. A descriptor that one thread closes while others are inside calls on it is refused
 * to new calls at once, and really closed when the last of those calls returns. So its number can never come to mean
 * another file under a running call; but to get a thread out of a blocking call, wake it by other means (an
 * {@code EventFd} it polls too) instead of closing what it waits for.
 *
 * <p>Each descriptor knows in words what it is; the words appear in every error. Closed ones answer with {@code EBADF}.
 * All are close-on-exec. There is no cleaner: a descriptor that nobody closes stays open, which the leak tests find.
 */
public final class FileDescriptor implements AutoCloseable {
    private static final int CLOSED = Integer.MIN_VALUE;
    private static final int CREATE_MODE = 0600;

    private final int number;
    private final String description;
    // The count of calls under way, with the sign bit set once the descriptor is closed.
    private final AtomicInteger state = new AtomicInteger();

    private FileDescriptor(int number, String description) {
        this.number = number;
        this.description = Objects.requireNonNull(description);
    }

    /**
     * Opens a file. May block as long as the driver behind it does; retried when a signal interrupts it.
     *
     * @param path the file, also its description
     * @param flags access mode and more; {@code O_CLOEXEC} is added
     * @return the open descriptor
     * @throws ErrnoException when the kernel refuses
     */
    public static FileDescriptor open(Path path, OpenFlag... flags) throws ErrnoException {
        return open(FileCalls.AT_FDCWD, path.toString(), path.toString(), flags);
    }

    /**
     * Opens a file relative to a directory.
     *
     * @param directory an open directory
     * @param relative a path below it
     * @param flags access mode and more; {@code O_CLOEXEC} is added
     * @return the open descriptor
     * @throws ErrnoException when the kernel refuses
     */
    public static FileDescriptor openAt(FileDescriptor directory, Path relative, OpenFlag... flags)
            throws ErrnoException {
        String words = directory.description + "/" + relative;
        directory.acquire("open");
        try {
            return open(directory.number, relative.toString(), words, flags);
        } finally {
            directory.release();
        }
    }

    private static FileDescriptor open(int directory, String path, String description, OpenFlag... flags)
            throws ErrnoException {
        Set<OpenFlag> set = EnumSet.noneOf(OpenFlag.class);
        Collections.addAll(set, flags);
        int bits = OpenFlag.bits(set) | OpenFlag.O_CLOEXEC;
        long opened = retried(() -> FileCalls.openat(directory, path, bits, CREATE_MODE));
        if (opened < 0) {
            throw new ErrnoException("open", (int) -opened, description);
        }
        return new FileDescriptor((int) opened, description);
    }

    /**
     * Takes ownership of a descriptor that a call has returned.
     *
     * @param number an open descriptor nobody else will close, already close-on-exec
     * @param description what it is, for messages
     * @return its owner
     */
    public static FileDescriptor adopt(int number, String description) {
        if (number < 0) {
            throw new IllegalArgumentException("not a file descriptor: " + number);
        }
        return new FileDescriptor(number, description);
    }

    /** {@return what this descriptor is, in words} */
    public String description() {
        return description;
    }

    /** {@return whether it has not been closed or detached} */
    public boolean isOpen() {
        return state.get() >= 0;
    }

    /**
     * Gives the number for display. Use {@link #use} to hand it to a call.
     *
     * @return the number in this process
     * @throws ErrnoException {@code EBADF} when closed
     */
    public int number() throws ErrnoException {
        if (!isOpen()) {
            throw new ErrnoException("fd", Errno.EBADF, description);
        }
        return number;
    }

    /**
     * Makes a system call on this descriptor, which stays open until the call returns.
     *
     * @param name the name of the call, for messages
     * @param call gets the number, returns a result or a negated error number
     * @return the result, never negative
     * @throws ErrnoException when the call fails, {@code EBADF} when this is closed
     */
    public long use(String name, FdCall call) throws ErrnoException {
        acquire(name);
        try {
            long result = call.call(number);
            if (result < 0) {
                throw new ErrnoException(name, (int) -result, description);
            }
            return result;
        } finally {
            release();
        }
    }

    /**
     * Makes a system call on several descriptors, all of which stay open until the call returns.
     *
     * @param name the name of the call, for messages
     * @param descriptors the descriptors; the first one is named when the call fails
     * @param call gets their numbers, returns a result or a negated error number
     * @return the result, never negative
     * @throws ErrnoException when the call fails, {@code EBADF} when one is closed
     */
    public static long useAll(String name, List<FileDescriptor> descriptors, FdsCall call) throws ErrnoException {
        int[] numbers = new int[descriptors.size()];
        int held = 0;
        try {
            while (held < numbers.length) {
                descriptors.get(held).acquire(name);
                numbers[held] = descriptors.get(held).number;
                held++;
            }
            long result = call.call(numbers);
            if (result < 0) {
                throw new ErrnoException(name, (int) -result, held == 0 ? null : descriptors.getFirst().description);
            }
            return result;
        } finally {
            while (held > 0) {
                held--;
                descriptors.get(held).release();
            }
        }
    }

    /**
     * {@code ioctl(2)} without an argument. Not retried on {@code EINTR}.
     *
     * @param request the request
     * @return its result
     * @throws ErrnoException when the driver refuses
     */
    public int ioctl(IoctlRequest request) throws ErrnoException {
        return ioctl(request, 0L);
    }

    /**
     * {@code ioctl(2)} with a number. Not retried on {@code EINTR}: whether a request may be repeated is known only to
     * the caller.
     *
     * @param request the request
     * @param argument its argument
     * @return its result
     * @throws ErrnoException when the driver refuses
     */
    public int ioctl(IoctlRequest request, long argument) throws ErrnoException {
        return (int) use(callName(request), fd -> FileCalls.ioctl(fd, request.number(), argument));
    }

    /**
     * {@code ioctl(2)} with a structure. Not retried on {@code EINTR}.
     *
     * @param request the request
     * @param argument native memory that the driver reads and writes; never a mapping of a device
     * @return its result
     * @throws ErrnoException when the driver refuses
     */
    public int ioctl(IoctlRequest request, MemorySegment argument) throws ErrnoException {
        return (int) use(callName(request), fd -> FileCalls.ioctl(fd, request.number(), argument));
    }

    /**
     * {@code ioctl(2)} that returns a new descriptor.
     *
     * @param request the request
     * @param argument its structure
     * @param words what the new descriptor is
     * @return its owner
     * @throws ErrnoException when the driver refuses
     */
    public FileDescriptor ioctlForDescriptor(IoctlRequest request, MemorySegment argument, String words)
            throws ErrnoException {
        Objects.requireNonNull(words);
        return adopt(ioctl(request, argument), words);
    }

    private static String callName(IoctlRequest request) {
        return "ioctl(" + request.name() + ")";
    }

    /**
     * {@code read(2)}, retried when a signal interrupts it. May block.
     *
     * @param target receives the bytes
     * @param at where in it
     * @param length at most how many
     * @return how many, 0 at the end
     * @throws ErrnoException when it fails
     */
    public int read(byte[] target, int at, int length) throws ErrnoException {
        Objects.checkFromIndexSize(at, length, target.length);
        return (int) use("read", fd -> retried(() -> FileCalls.read(fd, target, at, length)));
    }

    /**
     * {@code write(2)}, retried when a signal interrupts it. May block, and may write less than asked.
     *
     * @param source holds the bytes
     * @param at where in it
     * @param length how many
     * @return how many were written
     * @throws ErrnoException when it fails
     */
    public int write(byte[] source, int at, int length) throws ErrnoException {
        Objects.checkFromIndexSize(at, length, source.length);
        return (int) use("write", fd -> retried(() -> FileCalls.write(fd, source, at, length)));
    }

    /**
     * {@code pread(2)}. On a VFIO device an aligned call of 1, 2 or 4 bytes is one bus access of that width, and longer
     * ones are split by the kernel as it likes.
     *
     * @param offset where in the file
     * @param target receives the bytes
     * @param at where in it
     * @param length at most how many
     * @return how many, 0 at the end
     * @throws ErrnoException when it fails
     */
    public int pread(long offset, byte[] target, int at, int length) throws ErrnoException {
        Objects.checkFromIndexSize(at, length, target.length);
        return (int) use("pread", fd -> retried(() -> FileCalls.pread(fd, target, at, length, offset)));
    }

    /**
     * {@code pwrite(2)}; widths as with {@link #pread}.
     *
     * @param offset where in the file
     * @param source holds the bytes
     * @param at where in it
     * @param length how many
     * @return how many were written
     * @throws ErrnoException when it fails
     */
    public int pwrite(long offset, byte[] source, int at, int length) throws ErrnoException {
        Objects.checkFromIndexSize(at, length, source.length);
        return (int) use("pwrite", fd -> retried(() -> FileCalls.pwrite(fd, source, at, length, offset)));
    }

    /**
     * {@code lseek(fd, 0, SEEK_END)}: the only way to ask the size of a DMABUF.
     *
     * @return the size in bytes
     * @throws ErrnoException when the file cannot tell
     */
    public long seekEnd() throws ErrnoException {
        return use("lseek", fd -> FileCalls.lseek(fd, 0, FileCalls.SEEK_END));
    }

    /**
     * {@code ftruncate(2)}. Pages cut off this way fault in every mapping of the file, until it grows again.
     *
     * @param size the new size in bytes
     * @throws ErrnoException when the file does not allow it
     */
    public void truncate(long size) throws ErrnoException {
        use("ftruncate", fd -> retried(() -> FileCalls.ftruncate(fd, size)));
    }

    /**
     * Makes a second descriptor of the same open file, with an owner of its own.
     *
     * @param words what the new one is
     * @return its owner
     * @throws ErrnoException when the process has too many
     */
    public FileDescriptor duplicate(String words) throws ErrnoException {
        Objects.requireNonNull(words);
        return adopt((int) use("fcntl(F_DUPFD_CLOEXEC)", fd -> FileCalls.fcntl(fd, FileCalls.F_DUPFD_CLOEXEC, 0)),
                words);
    }

    /**
     * Asks the kernel whether a child process would lose this descriptor.
     *
     * @return true, unless the number came from outside
     * @throws ErrnoException {@code EBADF} when closed
     */
    public boolean isCloseOnExec() throws ErrnoException {
        return (use("fcntl(F_GETFD)", fd -> FileCalls.fcntl(fd, FileCalls.F_GETFD, 0)) & FileCalls.FD_CLOEXEC) != 0;
    }

    /**
     * Gives up ownership: this object counts as closed, the descriptor stays open.
     *
     * @return the number, now the caller's to close
     * @throws ErrnoException {@code EBADF} when closed, {@code EBUSY} while another thread is in a call on it
     */
    public int detach() throws ErrnoException {
        if (!state.compareAndSet(0, CLOSED)) {
            throw new ErrnoException("detach", isOpen() ? Errno.EBUSY : Errno.EBADF, description);
        }
        return number;
    }

    /**
     * Gives the path under which this process reaches the open file; readable as a link that tells what it is.
     *
     * @return {@code /proc/self/fd/N}
     * @throws ErrnoException {@code EBADF} when closed
     */
    public Path procPath() throws ErrnoException {
        return Path.of("/proc/self/fd/" + number());
    }

    /**
     * Closes it; does nothing the second time. Returns at once when another thread is in a call on this descriptor,
     * which is then closed when that call returns.
     *
     * @throws UncheckedIOException when the kernel reports that data written earlier was lost
     * @throws IllegalStateException when somebody who does not own it has closed it
     */
    @Override
    public void close() {
        int before = state.getAndUpdate(now -> now | CLOSED);
        if (before == 0) {
            reallyClose();
        }
    }

    private void acquire(String call) throws ErrnoException {
        int before = state.getAndUpdate(now -> now < 0 ? now : now + 1);
        if (before < 0) {
            throw new ErrnoException(call, Errno.EBADF, description);
        }
    }

    private void release() {
        if (state.decrementAndGet() == CLOSED) {
            reallyClose();
        }
    }

    private void reallyClose() {
        long result = FileCalls.close(number);
        if (result == 0 || result == -Errno.EINTR.number()) {
            return; // close(2): on Linux the descriptor is gone even when the call was interrupted
        }
        ErrnoException failure = new ErrnoException("close", (int) -result, description);
        if (failure.errno() == Errno.EBADF) {
            throw new IllegalStateException("descriptor " + number + " was closed behind its owner's back", failure);
        }
        throw new UncheckedIOException(failure);
    }

    @FunctionalInterface
    private interface Attempt {
        long make();
    }

    private static long retried(Attempt attempt) {
        long result;
        do {
            result = attempt.make();
        } while (result == -Errno.EINTR.number());
        return result;
    }

    @Override
    public String toString() {
        return "fd " + number + " (" + description + (isOpen() ? ")" : ", closed)");
    }
}
