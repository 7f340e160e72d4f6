// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.inventory.DmabufRecord;

/** The DMABUFs that Barscope holds. Any thread. */
final class HeldDmabufs implements AutoCloseable {

    private static final Pattern INODE = Pattern.compile("[0-9]{1,18}");

    private final List<KernelDmabuf> held = new ArrayList<>();
    private final List<Consumer<List<HeldDmabuf>>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> changes = new CopyOnWriteArrayList<>();

    /** All, in the order they came. */
    synchronized List<HeldDmabuf> all() {
        return List.copyOf(held);
    }

    synchronized Optional<KernelDmabuf> find(long inode) {
        return held.stream().filter(h -> h.record().inode() == inode).findFirst();
    }

    /** That of a URI which names an inode. */
    Optional<KernelDmabuf> find(RegionUri uri) {
        return INODE.matcher(uri.address()).matches() ? find(Long.parseLong(uri.address())) : Optional.empty();
    }

    void add(KernelDmabuf dmabuf) {
        synchronized (this) {
            held.add(dmabuf);
        }
        tell();
    }

    void remove(KernelDmabuf dmabuf) {
        boolean removed;
        synchronized (this) {
            removed = held.remove(dmabuf);
        }
        if (removed) {
            tell();
        }
    }

    private void tell() {
        List<HeldDmabuf> now = all();
        listeners.forEach(listener -> listener.accept(now));
        touched();
    }

    /** Something about one of them is different. */
    void touched() {
        changes.forEach(Runnable::run);
    }

    Registration listen(Consumer<List<HeldDmabuf>> listener) {
        Consumer<List<HeldDmabuf>> own = listener::accept;
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** Runs after each change of the list or of one in it, on the thread that changed it. */
    void whenChanged(Runnable action) {
        changes.add(action);
    }

    /** What was seen from outside, with what only Barscope knows of the buffers that it holds. */
    List<DmabufRecord> enrich(List<DmabufRecord> seen) {
        return seen.stream().map(record -> find(record.inode()).map(h -> h.update(record)).orElse(record)).toList();
    }

    /** Gives up all. */
    @Override
    public void close() {
        List<KernelDmabuf> rest;
        synchronized (this) {
            rest = List.copyOf(held);
        }
        rest.reversed().forEach(KernelDmabuf::close);
    }
}
