// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

import org.barscope.linux.internal.SocketCalls;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;

/**
 * A Unix socket that waits for programs to connect and hand over descriptors. Only its user can connect (mode 0600).
 */
public final class UnixListener implements AutoCloseable {
    private static final int BACKLOG = 16;
    private static final int OWNER_ONLY = 0600;

    private final FileDescriptor descriptor;
    private final Path path;

    private UnixListener(FileDescriptor descriptor, Path path) {
        this.descriptor = descriptor;
        this.path = path;
    }

    /**
     * Makes a socket file and listens on it.
     *
     * @param path the file to make; nothing may be there
     * @return the listener
     * @throws ErrnoException {@code EADDRINUSE} when something is there, {@code ENAMETOOLONG} when the path has more
     *         than 107 bytes
     */
    public static UnixListener bind(Path path) throws ErrnoException {
        FileDescriptor descriptor = UnixAddress.socket("socket " + path);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = UnixAddress.of(arena, path);
            // Before bind, so that there is no moment in which others could connect.
            descriptor.use("fchmod", fd -> SocketCalls.fchmod(fd, OWNER_ONLY));
            descriptor.use("bind", fd -> SocketCalls.bind(fd, address));
            UnixListener listener = new UnixListener(descriptor, path);
            try {
                descriptor.use("listen", fd -> SocketCalls.listen(fd, BACKLOG));
            } catch (ErrnoException | RuntimeException | Error failure) {
                listener.close();
                throw failure;
            }
            return listener;
        } catch (ErrnoException | RuntimeException | Error failure) {
            descriptor.close();
            throw failure;
        }
    }

    /** {@return the descriptor, readable when somebody wants to connect; it stays owned by this object} */
    public FileDescriptor descriptor() {
        return descriptor;
    }

    /** {@return the socket file} */
    public Path path() {
        return path;
    }

    /**
     * Blocks until a program connects; {@code Poll} the descriptor first to be able to give up.
     *
     * @return the connection
     * @throws ErrnoException when the socket fails
     */
    public UnixConnection accept() throws ErrnoException {
        long number = descriptor.use("accept", fd -> {
            long result;
            do {
                result = SocketCalls.accept4(fd, SocketCalls.SOCK_CLOEXEC);
            } while (result == -Errno.EINTR.number());
            return result;
        });
        return new UnixConnection(FileDescriptor.adopt((int) number, "connection to " + path));
    }

    /**
     * Stops listening and removes the socket file.
     *
     * @throws UncheckedIOException when the file cannot be removed
     */
    @Override
    public void close() {
        if (!descriptor.isOpen()) {
            return;
        }
        descriptor.close();
        try {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot remove the socket " + path, failure);
        }
    }
}
