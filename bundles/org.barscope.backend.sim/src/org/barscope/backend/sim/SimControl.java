// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;

/**
 * Lets another process break and mend a running demo machine: a Unix socket that takes one command a line and answers
 * each with one line, {@code ok} or {@code error: …}. The commands are those of {@link SimCommands}. Only the user who
 * started Barscope can connect.
 *
 * <p>One thread waits for connections and one serves each connection; both are virtual and end when this is closed.
 */
final class SimControl implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SimControl.class.getName());

    private final Path path;
    private final ServerSocketChannel server;
    private final SimCommands commands;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

    private SimControl(Path path, ServerSocketChannel server, SimMachine machine) {
        this.path = path;
        this.server = server;
        this.commands = new SimCommands(machine);
    }

    /**
     * Starts listening. A socket that a process left behind which is no more is replaced.
     *
     * @throws BackendException {@code FAILED} when something else is at that path or listens there
     */
    static SimControl listen(Path path, SimMachine machine) throws BackendException {
        String attempt = "listen at " + path + " for commands to the demo machine";
        try {
            if (Files.exists(path)) {
                removeAbandoned(path, attempt);
            }
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                server.bind(UnixDomainSocketAddress.of(path));
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            } catch (IOException refused) {
                server.close();
                throw refused;
            }
            SimControl control = new SimControl(path, server, machine);
            Thread.ofVirtual().name("demo machine control").start(control::accept);
            return control;
        } catch (IOException refused) {
            throw new BackendException(Reason.FAILED, attempt, String.valueOf(refused.getMessage()),
                    "set " + SimBackendFactory.CONTROL_VARIABLE + " to a path in a directory of yours, or unset it",
                    refused);
        }
    }

    private static void removeAbandoned(Path path, String attempt) throws IOException, BackendException {
        if (!Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
            throw new BackendException(Reason.FAILED, attempt, "there is a file of that name that is not a socket",
                    "choose another path");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException nobody) {
            LOG.log(System.Logger.Level.DEBUG, "nobody listens at " + path + " any more", nobody);
            Files.delete(path);
            return;
        }
        throw new BackendException(Reason.FAILED, attempt, "another Barscope listens there",
                "end that one, or choose another path");
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().name("demo machine control connection").start(() -> serve(connection));
            }
        } catch (ClosedChannelException closed) {
            // That is how listening ends.
            LOG.log(System.Logger.Level.DEBUG, "no longer listening at " + path);
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "listening at " + path + " failed", failed);
        }
    }

    private void serve(SocketChannel connection) {
        try (connection;
                BufferedReader lines = new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8));
                BufferedWriter answers = new BufferedWriter(Channels.newWriter(connection, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.write(commands.run(line));
                answers.write('\n');
                answers.flush();
            }
        } catch (AsynchronousCloseException closed) {
            LOG.log(System.Logger.Level.DEBUG, "a connection was closed from this side");
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "a connection broke", gone);
        } finally {
            connections.remove(connection);
        }
    }

    /** Ends listening and all connections, and removes the socket. */
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
            for (SocketChannel connection : connections) {
                connection.close();
            }
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "cannot clean up " + path, failed);
        }
    }
}
