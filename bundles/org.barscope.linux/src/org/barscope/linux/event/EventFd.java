// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

import org.barscope.linux.internal.EventCalls;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;

/**
 * An {@code eventfd(2)}: a counter that threads and the kernel raise and a waiter {@link Poll polls}. VFIO signals
 * interrupts through one. No method blocks; every method may be called from any thread.
 */
public final class EventFd implements AutoCloseable {
    private final FileDescriptor descriptor;

    private EventFd(FileDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Makes one whose counter is 0.
     *
     * @param description what it is for, for messages
     * @return the new counter
     * @throws ErrnoException when the process has too many descriptors
     */
    public static EventFd create(String description) throws ErrnoException {
        Objects.requireNonNull(description);
        long result = EventCalls.eventfd(0, EventCalls.EFD_CLOEXEC | EventCalls.EFD_NONBLOCK);
        if (result < 0) {
            throw new ErrnoException("eventfd", (int) -result, description);
        }
        return new EventFd(FileDescriptor.adopt((int) result, description));
    }

    /** {@return the descriptor to poll or to hand to the kernel; it stays owned by this object} */
    public FileDescriptor descriptor() {
        return descriptor;
    }

    /**
     * Raises the counter by one, which makes it readable.
     *
     * @throws ErrnoException {@code EBADF} when closed
     */
    public void signal() throws ErrnoException {
        byte[] one = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(1).array();
        try {
            descriptor.write(one, 0, one.length);
        } catch (ErrnoException refused) {
            // EAGAIN means the counter is at its maximum: whoever polls it is woken all the same.
            if (refused.errno() != Errno.EAGAIN) {
                throw refused;
            }
        }
    }

    /**
     * Takes what has been counted and starts again from 0.
     *
     * @return the number of signals since the last call, 0 when there was none
     * @throws ErrnoException {@code EBADF} when closed
     */
    public long drain() throws ErrnoException {
        byte[] count = new byte[Long.BYTES];
        try {
            descriptor.read(count, 0, count.length);
        } catch (ErrnoException refused) {
            if (refused.errno() == Errno.EAGAIN) {
                return 0;
            }
            throw refused;
        }
        return ByteBuffer.wrap(count).order(ByteOrder.nativeOrder()).getLong();
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
