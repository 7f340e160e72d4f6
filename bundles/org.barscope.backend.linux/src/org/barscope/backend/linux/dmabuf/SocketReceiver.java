// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.dmabuf.DmabufMessage;
import org.barscope.core.dmabuf.DmabufReceiver;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.dmabuf.HeldDmabuf.Origin;
import org.barscope.core.dmabuf.Reception;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.linux.event.EventFd;
import org.barscope.linux.event.Poll;
import org.barscope.linux.event.Poll.Interest;
import org.barscope.linux.event.Poll.Ready;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.socket.Message;
import org.barscope.linux.socket.PeerCredentials;
import org.barscope.linux.socket.UnixConnection;
import org.barscope.linux.socket.UnixListener;

/** Listens on a Unix socket for programs that hand over DMABUFs. */
final class SocketReceiver implements DmabufReceiver {

    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_CONNECTIONS = 64;
    private static final int MOST_TEXT = 2000;

    private final UnixListener listener;
    private final EventFd wake;
    private final DmabufScanner scanner;
    private final HeldDmabufs registry;
    private final List<Peer> connections = new ArrayList<>();
    private volatile boolean closed;

    /** A program that has connected, looked at then: it may have ended by the time its message is read. */
    private record Peer(UnixConnection connection, int pid, String command) {
    }

    private SocketReceiver(UnixListener listener, EventFd wake, DmabufScanner scanner, HeldDmabufs registry) {
        this.listener = listener;
        this.wake = wake;
        this.scanner = scanner;
        this.registry = registry;
    }

    static SocketReceiver listen(Path socket, DmabufScanner scanner, HeldDmabufs registry) throws BackendException {
        try {
            EventFd wake = EventFd.create("end of receiving");
            try {
                return new SocketReceiver(UnixListener.bind(socket), wake, scanner, registry);
            } catch (ErrnoException | RuntimeException | Error failed) {
                wake.close();
                throw failed;
            }
        } catch (ErrnoException refused) {
            throw SocketRefusals.listening("receive on " + socket, refused);
        }
    }

    @Override
    public Path socket() {
        return listener.path();
    }

    @Override
    public Optional<Reception> next(Duration timeout) throws BackendException {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            while (!closed) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (left.isNegative()) {
                    return Optional.empty();
                }
                for (Ready ready : Poll.await(left, interests())) {
                    Optional<Reception> got = serve(ready);
                    if (got.isPresent()) {
                        return got;
                    }
                }
            }
            return Optional.empty();
        } catch (ErrnoException problem) {
            if (closed) {
                return Optional.empty();
            }
            throw new BackendException(Reason.FAILED, "receive on " + socket(), problem.getMessage(), "", problem);
        }
    }

    private synchronized Interest[] interests() {
        List<Interest> all = new ArrayList<>();
        all.add(Interest.readable(wake.descriptor()));
        if (connections.size() < MOST_CONNECTIONS) {
            all.add(Interest.readable(listener.descriptor()));
        }
        connections.forEach(peer -> all.add(Interest.readable(peer.connection().descriptor())));
        return all.toArray(Interest[]::new);
    }

    private synchronized Optional<Reception> serve(Ready ready) throws ErrnoException, BackendException {
        if (closed || ready.descriptor() == wake.descriptor()) {
            return Optional.empty();
        }
        if (ready.descriptor() == listener.descriptor()) {
            UnixConnection connection = listener.accept();
            PeerCredentials who = connection.peer();
            connections.add(new Peer(connection, who.pid(), scanner.command(who.pid())));
            return Optional.empty();
        }
        Peer from = connections.stream().filter(p -> p.connection().descriptor() == ready.descriptor()).findFirst()
                .orElseThrow();
        Optional<Message> message;
        try {
            message = from.connection().receive(MOST_BYTES, UnixConnection.MAX_DESCRIPTORS);
        } catch (ErrnoException misbehaved) {
            drop(from);
            return Optional.empty();
        }
        if (message.isEmpty()) {
            drop(from);
            return Optional.empty();
        }
        return Optional.of(reception(from, message.get()));
    }

    private void drop(Peer peer) {
        connections.remove(peer);
        peer.connection().close();
    }

    private Reception reception(Peer from, Message message) throws BackendException {
        String text = new String(message.data(), StandardCharsets.UTF_8);
        DmabufMessage says = DmabufMessage.parse(text);
        List<HeldDmabuf> dmabufs = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        List<FileDescriptor> descriptors = message.descriptors();
        for (int i = 0; i < descriptors.size(); i++) {
            receive(descriptors.get(i), i, says, dmabufs, refusals);
        }
        return new Reception(from.pid(), from.command(), printable(text), dmabufs, refusals);
    }

    private void receive(FileDescriptor descriptor, int index, DmabufMessage says, List<HeldDmabuf> dmabufs,
            List<String> refusals) throws BackendException {
        try {
            Optional<DmabufRecord> record = KernelDmabuf.identify(descriptor);
            if (record.isEmpty()) {
                refusals.add("descriptor " + index + " is no DMABUF but " + what(descriptor));
                descriptor.close();
                return;
            }
            Optional<KernelDmabuf> known = registry.find(record.get().inode());
            if (known.isPresent()) {
                descriptor.close();
                dmabufs.add(known.get());
                return;
            }
            DmabufRecord told = says.device().isPresent() && says.bar().isPresent()
                    && record.get().exporter().equals(DmabufScanner.VFIO_EXPORTER)
                            ? record.get().from(says.device().get(), says.bar().getAsInt(), says.ranges())
                            : record.get();
            dmabufs.add(KernelDmabuf.hold(descriptor, Origin.RECEIVED, told, Optional.empty(), Optional.empty(),
                    scanner, registry));
        } catch (IOException unreadable) {
            descriptor.close();
            throw new BackendException(Reason.FAILED, "receive on " + socket(), unreadable.getMessage(), "",
                    unreadable);
        }
    }

    /** What a descriptor of ours that is no DMABUF is, in words. */
    private static String what(FileDescriptor descriptor) throws IOException {
        String link = Files.readSymbolicLink(descriptor.procPath()).toString();
        if (link.startsWith("/memfd:")) {
            return "the memfd '" + link.substring("/memfd:".length()).replace(" (deleted)", "")
                    + "'; make a DMABUF of it with /dev/udmabuf and send that";
        }
        return link;
    }

    /** Text from a stranger goes to a terminal: no control characters. */
    private static String printable(String text) {
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MOST_TEXT ? line : line.substring(0, MOST_TEXT) + "\u2026";
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            wake.signal();
        } catch (ErrnoException alreadySignalled) {
            // Then whoever waits is awake.
            closed = true;
        }
        synchronized (this) {
            connections.forEach(peer -> peer.connection().close());
            connections.clear();
            listener.close();
            wake.close();
        }
    }
}
