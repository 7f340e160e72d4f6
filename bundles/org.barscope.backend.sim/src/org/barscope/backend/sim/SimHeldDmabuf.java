// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.Registration;
import org.barscope.core.dmabuf.BarExport;
import org.barscope.core.dmabuf.ExportCheck;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.memory.RegionStatus;

/** A DMABUF of the demo machine that Barscope holds. */
final class SimHeldDmabuf implements HeldDmabuf {

    private final SimDmabufs owner;
    private final Origin origin;
    private final int fd;
    private final Optional<BarExport> export;
    private final AutoCloseable content;
    private final List<Consumer<DmabufRecord>> listeners = new CopyOnWriteArrayList<>();
    private final List<String> history = new CopyOnWriteArrayList<>();
    private volatile DmabufRecord record;

    /** @param content closed with it */
    SimHeldDmabuf(SimDmabufs owner, Origin origin, int fd, Optional<BarExport> export, DmabufRecord record,
            AutoCloseable content) {
        this.owner = owner;
        this.origin = origin;
        this.fd = fd;
        this.export = export;
        this.record = record;
        this.content = content;
        note(origin == Origin.EXPORTED ? "exported" : "made");
    }

    private void note(String line) {
        history.add(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public int fd() {
        return fd;
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
        return Optional.empty();
    }

    @Override
    public List<String> history() {
        return List.copyOf(history);
    }

    @Override
    public DmabufRecord refresh() {
        owner.look();
        return record;
    }

    /** What its BAR is now. */
    void status(RegionStatus status) {
        if (!status.equals(record.status())) {
            note(status.live() ? "valid again" : "revoked: " + status.reason());
            set(record.in(status));
        }
    }

    private void set(DmabufRecord next) {
        record = next;
        listeners.forEach(listener -> listener.accept(next));
    }

    @Override
    public void rename(String name) throws BackendException {
        Optional<ExportCheck.Problem> problem = ExportCheck.nameProblem(name);
        if (problem.isPresent()) {
            throw new BackendException(Reason.USAGE, "rename " + uri(), problem.get().why(), problem.get().remedy());
        }
        note("renamed to " + (name.isEmpty() ? "nothing" : name));
        DmabufRecord old = record;
        set(new DmabufRecord(old.scheme(), old.inode(), old.size(), name, old.exporter(), old.device(), old.bar(),
                old.ranges(), old.attachments(), old.owners(), old.status()));
        owner.changed();
    }

    @Override
    public void send(Path socket) throws BackendException {
        throw SimDmabufs.onlyHere("send " + uri());
    }

    @Override
    public Registration listen(Consumer<DmabufRecord> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        if (owner.forget(this)) {
            try {
                content.close();
            } catch (Exception failed) {
                throw new IllegalStateException("a simulated buffer could not be closed", failed);
            }
        }
    }
}
