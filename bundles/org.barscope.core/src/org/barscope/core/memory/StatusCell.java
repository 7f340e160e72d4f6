// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;

/**
 * Holds a region's status and tells of each change: what every implementation of {@link MemoryRegion} needs. May be
 * used from any thread; {@code LOST} turns only into {@code CLOSED}, and {@code CLOSED} into nothing.
 */
public final class StatusCell {

    private final List<Consumer<RegionStatus>> listeners = new CopyOnWriteArrayList<>();
    private volatile RegionStatus status = RegionStatus.LIVE;

    public RegionStatus get() {
        return status;
    }

    public boolean closed() {
        return status.state() == RegionState.CLOSED;
    }

    /** As {@link MemoryRegion#listen}. */
    public Registration listen(Consumer<RegionStatus> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** An access has succeeded: the region is live, if it can be. */
    public void live() {
        // The usual case costs one volatile read.
        if (status.state() == RegionState.REVOKED) {
            set(RegionStatus.LIVE);
        }
    }

    /** @param reason one clause, for people */
    public void revoked(String reason) {
        set(new RegionStatus(RegionState.REVOKED, reason));
    }

    /** @param reason one clause, for people */
    public void lost(String reason) {
        set(new RegionStatus(RegionState.LOST, reason));
    }

    /** @return false when it was closed before */
    public boolean close() {
        return set(new RegionStatus(RegionState.CLOSED, "closed"));
    }

    private boolean set(RegionStatus next) {
        synchronized (this) {
            RegionState now = status.state();
            boolean last = now == RegionState.CLOSED
                    || now == RegionState.LOST && next.state() != RegionState.CLOSED;
            if (last || status.equals(next)) {
                return false;
            }
            status = next;
        }
        listeners.forEach(listener -> listener.accept(next));
        return true;
    }
}
