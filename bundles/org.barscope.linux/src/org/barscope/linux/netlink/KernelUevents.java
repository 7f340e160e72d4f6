// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.netlink;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.barscope.linux.event.EventFd;
import org.barscope.linux.event.Poll;
import org.barscope.linux.internal.LibcStructs;
import org.barscope.linux.internal.MessageHeader;
import org.barscope.linux.internal.SocketCalls;
import org.barscope.linux.layout.KernelStruct;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;

/**
 * Listens to what the kernel announces about devices: a netlink socket of the family {@code NETLINK_KOBJECT_UEVENT}
 * that hears the kernel's own messages (group 1) and nobody else's. Needs no rights. Inside a container with a
 * network namespace of its own the kernel announces only that namespace's devices.
 *
 * <p>One thread waits; {@link #close()} from any other thread wakes it. Events come in the order in which they
 * happened, from the moment of opening on: open first, then look at the devices.
 */
public final class KernelUevents implements AutoCloseable {
    private static final String NAME = "kernel uevents";
    private static final int KERNEL_GROUP = 1;
    private static final KernelStruct SOCKADDR_NL = LibcStructs.SOCKADDR_NL;
    // A message has at most 2048 bytes of properties and a path of at most a page before them.
    private static final int LONGEST_MESSAGE = 8192;
    // Room for some thousand events: unbinding a device with many functions makes hundreds within milliseconds.
    private static final int RECEIVE_BUFFER = 4 << 20;

    private static final Duration LONGEST = Duration.ofDays(24);

    private final FileDescriptor socket;
    private final EventFd wakeUp;
    private volatile boolean closed;

    private KernelUevents(FileDescriptor socket, EventFd wakeUp) {
        this.socket = socket;
        this.wakeUp = wakeUp;
    }

    /**
     * Starts to listen.
     *
     * @return the listener
     * @throws ErrnoException when the kernel or a sandbox does not allow such a socket
     */
    public static KernelUevents open() throws ErrnoException {
        return open(RECEIVE_BUFFER);
    }

    /** As {@link #open()}, with so many bytes for events nobody has asked for yet; the kernel has a minimum. */
    static KernelUevents open(int receiveBuffer) throws ErrnoException {
        long number = SocketCalls.socket(SocketCalls.AF_NETLINK,
                SocketCalls.SOCK_DGRAM | SocketCalls.SOCK_CLOEXEC | SocketCalls.SOCK_NONBLOCK,
                SocketCalls.NETLINK_KOBJECT_UEVENT);
        if (number < 0) {
            throw new ErrnoException("socket", (int) -number, NAME);
        }
        FileDescriptor socket = FileDescriptor.adopt((int) number, NAME);
        try {
            socket.use("setsockopt(SO_RCVBUF)", fd -> setBuffer(fd, receiveBuffer));
            bind(socket);
            return new KernelUevents(socket, EventFd.create("end of " + NAME));
        } catch (ErrnoException | RuntimeException | Error failure) {
            socket.close();
            throw failure;
        }
    }

    /** Only root may exceed the system's limit; others get as much as it allows. */
    private static long setBuffer(int fd, int bytes) {
        long forced = SocketCalls.setsockopt(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_RCVBUFFORCE, bytes);
        return forced == 0 ? 0 : SocketCalls.setsockopt(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_RCVBUF, bytes);
    }

    private static void bind(FileDescriptor socket) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = SOCKADDR_NL.allocate(arena);
            SOCKADDR_NL.set(address, "nl_family", SocketCalls.AF_NETLINK).set(address, "nl_groups", KERNEL_GROUP);
            socket.use("bind", fd -> SocketCalls.bind(fd, address));
        }
    }

    /**
     * Blocks until something happens.
     *
     * @return what happened, empty when this was closed
     * @throws ErrnoException when the socket fails
     */
    public Optional<UeventNotice> next() throws ErrnoException {
        return await(null);
    }

    /**
     * Blocks until something happens or the time is over.
     *
     * @param timeout how long; {@link Duration#ZERO} only looks, more than 24 days are taken as 24
     * @return what happened, empty when nothing did or this was closed
     * @throws ErrnoException when the socket fails
     */
    public Optional<UeventNotice> poll(Duration timeout) throws ErrnoException {
        return await(timeout);
    }

    /** {@return whether this has not been closed} */
    public boolean isOpen() {
        return !closed;
    }

    private Optional<UeventNotice> await(Duration timeout) throws ErrnoException {
        long deadline = timeout == null ? 0 : System.nanoTime() + shorter(timeout).toNanos();
        try {
            while (!closed) {
                Optional<UeventNotice> waiting = receive();
                if (waiting.isPresent()) {
                    return waiting;
                }
                Duration left = timeout == null ? null : Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                List<Poll.Ready> ready = Poll.await(left, Poll.Interest.readable(socket),
                        Poll.Interest.readable(wakeUp.descriptor()));
                if (ready.isEmpty()) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        } catch (ErrnoException failure) {
            if (closed) {
                return Optional.empty(); // closed between two calls
            }
            throw failure;
        }
    }

    private static Duration shorter(Duration timeout) {
        return timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }

    /** Takes messages until one counts or none is left. */
    private Optional<UeventNotice> receive() throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MessageHeader header = new MessageHeader(arena, (int) SOCKADDR_NL.size(), LONGEST_MESSAGE, 0);
            while (true) {
                int length;
                try {
                    length = (int) socket.use("recvmsg", fd -> header.receive(fd, 0));
                } catch (ErrnoException refused) {
                    switch (refused.errno()) {
                        case EAGAIN -> {
                            return Optional.empty();
                        }
                        case ENOBUFS -> {
                            return Optional.of(new UeventsLost());
                        }
                        default -> throw refused;
                    }
                }
                if ((header.flags() & SocketCalls.MSG_TRUNC) != 0) {
                    return Optional.of(new UeventsLost());
                }
                // A privileged process can send to the group as well; only the kernel's port is 0.
                if (SOCKADDR_NL.get(header.name(), "nl_pid") == 0) {
                    Optional<KernelUevent> event = KernelUevent.parse(header.data(length), length);
                    if (event.isPresent()) {
                        return Optional.of(event.get());
                    }
                }
            }
        }
    }

    /**
     * Stops listening; does nothing the second time. A thread that waits returns with nothing.
     *
     * @throws IllegalStateException when the waiting thread could not be woken
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            wakeUp.signal();
        } catch (ErrnoException failure) {
            if (failure.errno() != Errno.EBADF) { // which means that another thread is closing, too
                throw new IllegalStateException("cannot wake the listener to " + NAME, failure);
            }
        } finally {
            socket.close();
            wakeUp.close();
        }
    }
}
