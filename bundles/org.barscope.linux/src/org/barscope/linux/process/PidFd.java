// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.process;

import java.time.Duration;
import java.util.Objects;

import org.barscope.linux.event.Poll;
import org.barscope.linux.internal.ProcessCalls;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;

/** A handle on a process that cannot come to mean another one when its number is used again, {@code pidfd_open(2)}. */
public final class PidFd implements AutoCloseable {
    private final FileDescriptor descriptor;

    private PidFd(FileDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Takes a handle on a process. Needs no rights.
     *
     * @param pid the number of a process, not of a thread
     * @return the handle
     * @throws ErrnoException {@code ESRCH} when there is no such process
     */
    public static PidFd open(long pid) throws ErrnoException {
        String words = "process " + pid;
        long result = ProcessCalls.pidfdOpen(pid);
        if (result < 0) {
            throw new ErrnoException("pidfd_open", (int) -result, words);
        }
        return new PidFd(FileDescriptor.adopt((int) result, words));
    }

    /** {@return the descriptor, readable once the process has exited; it stays owned by this object} */
    public FileDescriptor descriptor() {
        return descriptor;
    }

    /**
     * Copies an open file of that process into this one, {@code pidfd_getfd(2)}. Both share the open file from then on.
     *
     * @param numberThere the descriptor's number in that process
     * @param description what it is, for messages
     * @return the copy, close-on-exec
     * @throws ErrnoException {@code EPERM} without the right to trace that process, {@code EBADF} when it has no such
     *         descriptor, {@code ESRCH} when it is gone
     */
    public FileDescriptor copyDescriptor(int numberThere, String description) throws ErrnoException {
        Objects.requireNonNull(description);
        return FileDescriptor.adopt(
                (int) descriptor.use("pidfd_getfd", pidfd -> ProcessCalls.pidfdGetfd(pidfd, numberThere)), description);
    }

    /**
     * Looks whether the process has ended. Does not block.
     *
     * @return true once it has, also while it waits for its parent
     * @throws ErrnoException {@code EBADF} when this handle is closed
     */
    public boolean hasExited() throws ErrnoException {
        return !Poll.await(Duration.ZERO, Poll.Interest.readable(descriptor)).isEmpty();
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
