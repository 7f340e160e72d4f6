// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.barscope.linux.internal.EventCalls;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;

/**
 * {@code poll(2)}: waiting for several descriptors at once. A waiting thread is not woken by
 * {@link Thread#interrupt()}; add an {@link EventFd} to what it waits for.
 */
public final class Poll {
    private static final String CALL = "poll";
    // What fits into the int of milliseconds that poll takes.
    private static final Duration LONGEST = Duration.ofDays(24);

    private Poll() {
    }

    /**
     * What is waited for.
     *
     * @param descriptor on which descriptor
     * @param read until it can be read
     * @param write until it can be written
     * @param priority until something exceptional happens, as sysfs attributes signal a change
     */
    public record Interest(FileDescriptor descriptor, boolean read, boolean write, boolean priority) {
        /**
         * Waits until a descriptor can be read.
         *
         * @param descriptor which
         * @return the interest
         */
        public static Interest readable(FileDescriptor descriptor) {
            return new Interest(descriptor, true, false, false);
        }

        private int events() {
            return (read ? EventCalls.POLLIN : 0) | (write ? EventCalls.POLLOUT : 0)
                    | (priority ? EventCalls.POLLPRI : 0);
        }
    }

    /**
     * What happened to one descriptor.
     *
     * @param descriptor to which
     * @param readable whether it can be read
     * @param writable whether it can be written
     * @param priority whether something exceptional happened
     * @param error whether it is in error, reported unasked
     * @param hangUp whether the other end is gone, reported unasked
     */
    public record Ready(FileDescriptor descriptor, boolean readable, boolean writable, boolean priority,
            boolean error, boolean hangUp) {
    }

    /**
     * Blocks until something happens or the time is over. A wait interrupted by a signal goes on for what is left of
     * it. Descriptors closed meanwhile stay open until this returns.
     *
     * @param timeout how long, rounded up to a millisecond; {@link Duration#ZERO} only looks, {@code null} is for
     *        ever, and more than 24 days are taken as 24
     * @param interests on what
     * @return the descriptors to which something happened, none when the time is over
     * @throws ErrnoException {@code EBADF} when one is closed already
     */
    public static List<Ready> await(Duration timeout, Interest... interests) throws ErrnoException {
        List<FileDescriptor> descriptors = Arrays.stream(interests).map(Interest::descriptor).toList();
        int[] events = Arrays.stream(interests).mapToInt(Interest::events).toArray();
        int[] happened = new int[interests.length];
        FileDescriptor.useAll(CALL, descriptors, numbers -> {
            long deadline = timeout == null ? 0 : System.nanoTime() + shorter(timeout).toNanos();
            long result;
            do {
                result = EventCalls.poll(numbers, events, happened, timeout == null ? -1 : millisUntil(deadline));
            } while (result == -Errno.EINTR.number());
            return result;
        });
        List<Ready> ready = new ArrayList<>();
        for (int i = 0; i < interests.length; i++) {
            if (happened[i] != 0) {
                ready.add(ready(interests[i].descriptor(), happened[i]));
            }
        }
        return List.copyOf(ready);
    }

    private static Duration shorter(Duration timeout) {
        return timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }

    private static int millisUntil(long deadline) {
        long left = deadline - System.nanoTime();
        return left <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, (left + 999_999) / 1_000_000);
    }

    private static Ready ready(FileDescriptor descriptor, int events) throws ErrnoException {
        if ((events & EventCalls.POLLNVAL) != 0) {
            throw new ErrnoException(CALL, Errno.EBADF, descriptor.description());
        }
        return new Ready(descriptor, (events & EventCalls.POLLIN) != 0, (events & EventCalls.POLLOUT) != 0,
                (events & EventCalls.POLLPRI) != 0, (events & EventCalls.POLLERR) != 0,
                (events & EventCalls.POLLHUP) != 0);
    }
}
