// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.Registration;
import org.barscope.core.dmabuf.BarExport;
import org.barscope.core.dmabuf.DmabufMessage;
import org.barscope.core.dmabuf.ExportCheck;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.linux.dmabuf.DmaBufFdInfo;
import org.barscope.linux.dmabuf.DmaBufs;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Protection;
import org.barscope.linux.socket.PeerCredentials;
import org.barscope.linux.socket.UnixConnection;

/** A DMABUF of the running kernel that this process holds a descriptor of. */
final class KernelDmabuf implements HeldDmabuf {

    private static final int HISTORY = 1000;

    private final FileDescriptor descriptor;
    private final int number;
    private final Origin origin;
    private final Optional<BarExport> export;
    private final Optional<ExportingDevices.Lease> lease;
    private final DmabufScanner scanner;
    private final HeldDmabufs registry;
    private final Optional<String> unmappable;
    private final List<String> history = new ArrayList<>();
    private final List<Consumer<DmabufRecord>> listeners = new CopyOnWriteArrayList<>();
    private final Registration deviceNews;
    private volatile DmabufRecord record;
    /** What happened to the device since it was asked last: kept until it has been told. */
    private volatile RegionStatus status = RegionStatus.LIVE;
    private boolean closed;

    /**
     * Takes ownership of the descriptor and of the lease, also when it fails.
     *
     * @param first what it is, as {@link #identify} found
     */
    private KernelDmabuf(FileDescriptor descriptor, int number, Origin origin, DmabufRecord first,
            Optional<BarExport> export, Optional<ExportingDevices.Lease> lease, DmabufScanner scanner,
            HeldDmabufs registry) {
        this.descriptor = descriptor;
        this.number = number;
        this.origin = origin;
        this.export = export;
        this.lease = lease;
        this.scanner = scanner;
        this.registry = registry;
        this.record = first;
        this.unmappable = tryToMap(descriptor);
        if (lease.isPresent()) {
            status = lease.get().status(export.get().bar());
            record = first.in(status);
            deviceNews = lease.get().listen(this::deviceSays);
        } else {
            deviceNews = () -> { };
        }
        note(switch (origin) {
            case CREATED -> "made";
            case EXPORTED -> "exported";
            case RECEIVED -> "received";
            case COPIED -> "copied from another process";
        } + (status.live() ? "" : ", revoked from the start: " + status.reason()));
    }

    /** What the kernel tells of a descriptor of ours; empty when it is no DMABUF. */
    static Optional<DmabufRecord> identify(FileDescriptor descriptor) throws IOException {
        return DmaBufFdInfo.read(descriptor).filter(info -> info.inode().isPresent())
                .map(info -> new DmabufRecord(info.inode().getAsLong(), info.size(), info.name().orElse(""),
                        info.exporter(), Optional.empty(), List.of(), RegionStatus.LIVE));
    }

    /**
     * Begins to hold a descriptor.
     *
     * @param first as {@link #identify} says, with what else is known
     */
    static KernelDmabuf hold(FileDescriptor descriptor, Origin origin, DmabufRecord first, Optional<BarExport> export,
            Optional<ExportingDevices.Lease> lease, DmabufScanner scanner, HeldDmabufs registry)
            throws ErrnoException {
        KernelDmabuf held = new KernelDmabuf(descriptor, descriptor.number(), origin, first, export, lease, scanner,
                registry);
        registry.add(held);
        return held;
    }

    /** Only trying tells whether an exporter has mmap. Nothing is read. */
    private static Optional<String> tryToMap(FileDescriptor descriptor) {
        try {
            Mapping.map(descriptor, 0, HostSystem.pageSize(), Protection.READ_ONLY, MemoryKind.DEVICE,
                    descriptor.description()).close();
            return Optional.empty();
        } catch (ErrnoException refused) {
            return Optional.of(MapRefusals.explain(refused));
        }
    }

    /** Ours, for those who open it as a region or map it for a device. */
    FileDescriptor descriptor() {
        return descriptor;
    }

    /** Which parts of the BAR it was exported of, one at least; empty when it was not exported here. */
    Optional<List<Span>> parts() {
        return export.map(wish -> wish.ranges().isEmpty() ? List.of(new Span(0, record.size())) : wish.ranges());
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public int fd() {
        return number;
    }

    @Override
    public DmabufRecord record() {
        return record;
    }

    @Override
    public Optional<BarExport> export() {
        return export;
    }

    @Override
    public Optional<String> unmappable() {
        return unmappable;
    }

    @Override
    public List<String> history() {
        synchronized (history) {
            return List.copyOf(history);
        }
    }

    private void note(String what) {
        synchronized (history) {
            if (history.size() == HISTORY) {
                history.removeFirst();
            }
            history.add(LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + " " + what);
        }
    }

    private void deviceSays(RegionStatus news) {
        turn(news);
        registry.touched();
    }

    /** The state of the memory behind it is now that one. */
    private synchronized void turn(RegionStatus now) {
        if (now.equals(status) || status.state() == RegionState.LOST) {
            return;
        }
        note(switch (now.state()) {
            case LIVE -> "valid again";
            case REVOKED -> "revoked: " + now.reason();
            case LOST, CLOSED -> "dead for good: " + now.reason();
        });
        status = now;
        publish(record.in(now));
    }

    private void publish(DmabufRecord now) {
        if (!now.equals(record)) {
            record = now;
            listeners.forEach(listener -> listener.accept(now));
        }
    }

    /** Asks the device, if it was exported here, whether the memory behind it can be reached. Blocks briefly. */
    RegionStatus askDevice() {
        if (lease.isPresent() && status.state() != RegionState.LOST) {
            turn(lease.get().status(export.get().bar()));
        }
        return status;
    }

    /** Takes what was seen from outside, and asks the device. Blocks briefly. */
    DmabufRecord update(DmabufRecord seen) {
        askDevice();
        DmabufRecord before = record;
        OptionalInt bar = before.bar().isPresent() ? before.bar() : seen.bar();
        List<Span> ranges = before.ranges().isEmpty() ? seen.ranges() : before.ranges();
        DmabufRecord now = new DmabufRecord(seen.scheme(), seen.inode(), seen.size(), seen.name(), seen.exporter(),
                before.device().or(seen::device), bar, ranges, seen.attachments(), seen.owners(), status);
        if (origin != Origin.CREATED) {
            before.owners().stream().filter(o -> o.pid() != ProcessHandle.current().pid())
                    .filter(o -> now.owners().stream().noneMatch(n -> n.pid() == o.pid())).map(o -> o.pid()).distinct()
                    .forEach(pid -> note("process " + pid + (scanner.isAlive(pid) ? " has closed it" : " has ended")));
        }
        publish(now);
        return now;
    }

    @Override
    public DmabufRecord refresh() throws BackendException {
        DmabufRecord seen = scanner.scan(false).dmabufs().stream().filter(d -> d.inode() == record.inode())
                .findFirst().orElseThrow(() -> new BackendException(Reason.NOT_FOUND, "look at " + uri(),
                        "it is closed", ""));
        return update(seen);
    }

    @Override
    public void rename(String name) throws BackendException {
        String attempt = "rename " + uri() + " to '" + name + "'";
        Optional<ExportCheck.Problem> problem = ExportCheck.nameProblem(name);
        if (problem.isPresent()) {
            throw new BackendException(Reason.USAGE, attempt, problem.get().why(), problem.get().remedy());
        }
        try {
            DmaBufs.setName(descriptor, name);
        } catch (ErrnoException refused) {
            throw new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
        }
        DmabufRecord now = record;
        note("renamed to '" + name + "'");
        publish(new DmabufRecord(now.scheme(), now.inode(), now.size(), name, now.exporter(), now.device(), now.bar(),
                now.ranges(), now.attachments(), now.owners(), now.status()));
        registry.touched();
    }

    @Override
    public void send(Path socket) throws BackendException {
        String attempt = "send " + uri() + " to " + socket;
        try (UnixConnection connection = UnixConnection.connect(socket)) {
            sendOver(connection);
        } catch (ErrnoException refused) {
            throw SocketRefusals.connecting(attempt, refused);
        }
    }

    /** Sends it with its line of text to a program that has connected or to which we have. */
    void sendOver(UnixConnection connection) throws ErrnoException {
        connection.send(DmabufMessage.of(record).getBytes(StandardCharsets.UTF_8), List.of(descriptor));
        PeerCredentials peer = connection.peer();
        String command = scanner.command(peer.pid());
        note("sent to process " + peer.pid() + (command.isEmpty() ? "" : " (" + command + ")"));
        registry.touched();
    }

    @Override
    public Registration listen(Consumer<DmabufRecord> listener) {
        Consumer<DmabufRecord> own = listener::accept;
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        deviceNews.close();
        // The buffer before its device: VFIO wants that order.
        descriptor.close();
        lease.ifPresent(ExportingDevices.Lease::close);
        registry.remove(this);
    }
}
