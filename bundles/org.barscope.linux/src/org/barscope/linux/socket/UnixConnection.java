// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.socket;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.barscope.linux.internal.LibcStructs;
import org.barscope.linux.internal.MessageHeader;
import org.barscope.linux.internal.SocketCalls;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;

/** A connected Unix socket that carries bytes and, with them, open files ({@code SCM_RIGHTS}). */
public final class UnixConnection implements AutoCloseable {
    /** The most descriptors that the kernel carries with one message ({@code SCM_MAX_FD}). */
    public static final int MAX_DESCRIPTORS = 253;

    private final FileDescriptor descriptor;

    UnixConnection(FileDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Connects to a listener.
     *
     * @param path its socket file
     * @return the connection
     * @throws ErrnoException {@code ENOENT} or {@code ECONNREFUSED} when nobody listens there, {@code EACCES} when the
     *         user may not connect
     */
    public static UnixConnection connect(Path path) throws ErrnoException {
        FileDescriptor descriptor = UnixAddress.socket("connection to " + path);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = UnixAddress.of(arena, path);
            descriptor.use("connect", fd -> SocketCalls.connect(fd, address));
            return new UnixConnection(descriptor);
        } catch (ErrnoException | RuntimeException | Error failure) {
            descriptor.close();
            throw failure;
        }
    }

    /** {@return the descriptor, readable when a message is there; it stays owned by this object} */
    public FileDescriptor descriptor() {
        return descriptor;
    }

    /**
     * Asks who is at the other end.
     *
     * @return its process and user
     * @throws ErrnoException {@code EBADF} when closed
     */
    public PeerCredentials peer() throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            var struct = LibcStructs.UCRED;
            MemorySegment value = struct.allocate(arena);
            descriptor.use("getsockopt(SO_PEERCRED)",
                    fd -> SocketCalls.getsockopt(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_PEERCRED, value));
            return new PeerCredentials(struct.getInt(value, "pid"), struct.getInt(value, "uid"),
                    struct.getInt(value, "gid"));
        }
    }

    /**
     * Blocks until something is received; {@code Poll} the descriptor first to be able to give up. A stream has no
     * message boundaries, but bytes sent with descriptors are never merged with others sent after them.
     *
     * @param maxBytes room for data, at least 1
     * @param maxDescriptors room for descriptors, at most {@link #MAX_DESCRIPTORS}
     * @return data and descriptors, empty when the other end has closed
     * @throws ErrnoException when the socket fails; {@code EMSGSIZE} when more descriptors came than there is room for,
     *         all of which are closed again
     */
    public Optional<Message> receive(int maxBytes, int maxDescriptors) throws ErrnoException {
        if (maxBytes < 1 || maxDescriptors < 0 || maxDescriptors > MAX_DESCRIPTORS) {
            throw new IllegalArgumentException(maxBytes + " bytes with " + maxDescriptors + " descriptors");
        }
        try (Arena arena = Arena.ofConfined()) {
            MessageHeader header = new MessageHeader(arena, 0, maxBytes, maxDescriptors);
            int length = (int) descriptor.use("recvmsg",
                    fd -> header.receive(fd, SocketCalls.MSG_CMSG_CLOEXEC));
            List<FileDescriptor> received = adopt(header.descriptors());
            if ((header.flags() & SocketCalls.MSG_CTRUNC) != 0) {
                received.forEach(FileDescriptor::close);
                throw new ErrnoException("recvmsg", Errno.EMSGSIZE, descriptor.description());
            }
            return length == 0 && received.isEmpty() ? Optional.empty()
                    : Optional.of(new Message(header.data(length), received));
        }
    }

    private static List<FileDescriptor> adopt(int[] numbers) {
        List<FileDescriptor> owned = new ArrayList<>(numbers.length);
        IntStream.range(0, numbers.length)
                .forEach(i -> owned.add(FileDescriptor.adopt(numbers[i], "received descriptor " + i)));
        return owned;
    }

    /**
     * Sends bytes and open files. Blocks while the other end does not read.
     *
     * @param data the bytes, at least one
     * @param descriptors the files, which stay open here
     * @throws ErrnoException {@code EPIPE} when the other end has closed, {@code EMSGSIZE} when not all bytes were
     *         taken
     */
    public void send(byte[] data, List<FileDescriptor> descriptors) throws ErrnoException {
        if (data.length == 0 || descriptors.size() > MAX_DESCRIPTORS) {
            throw new IllegalArgumentException(data.length + " bytes with " + descriptors.size() + " descriptors");
        }
        List<FileDescriptor> all = new ArrayList<>(descriptors);
        all.addFirst(descriptor);
        try (Arena arena = Arena.ofConfined()) {
            MessageHeader header = new MessageHeader(arena, 0, data.length, descriptors.size());
            long sent = FileDescriptor.useAll("sendmsg", all, numbers -> header.send(numbers[0], data,
                    IntStream.of(numbers).skip(1).toArray(), SocketCalls.MSG_NOSIGNAL));
            if (sent != data.length) {
                throw new ErrnoException("sendmsg", Errno.EMSGSIZE, descriptor.description());
            }
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
