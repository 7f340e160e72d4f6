// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.backend;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.MachineRecord;

/**
 * A source of devices and of their memory: this machine, or the simulated one.
 *
 * <p>All methods may be called from any thread. Those said to block must not be called on a UI thread.
 */
public interface Backend extends RegionSource, AutoCloseable {

    /** A short stable name, for example {@code linux} or {@code sim}; the {@link MachineRecord#id()} of its machine. */
    String id();

    /**
     * Looks at everything that is there now. Blocks for as long as that takes (milliseconds to a second on a large
     * machine). Reads only what is free of side effects.
     *
     * @throws BackendException when nothing at all can be seen; a device that cannot be read in full is reported with
     *         what could be read and a {@linkplain org.barscope.core.inventory.PciDeviceRecord#problems() problem}
     */
    MachineRecord discover() throws BackendException;

    /**
     * Reports what changes after this call, one change at a time and in order, on a thread of the backend. The listener
     * must return soon. Changes between a {@link #discover()} and this call are not reported: register first.
     */
    Registration listen(Consumer<InventoryChange> listener);

    /**
     * Looks at what this backend needs on this computer: rights, device nodes, kernel features. Blocks briefly; changes
     * nothing.
     */
    default List<Diagnosis> diagnose() {
        return List.of();
    }

    /** How to make this machine misbehave on purpose; empty for a real one. */
    default Optional<FaultInjector> faults() {
        return Optional.empty();
    }

    /** What can be done to whole devices; empty where nothing can. */
    default Optional<DeviceControl> devices() {
        return Optional.empty();
    }

    /** What can be done with DMABUFs; empty for a machine that has none. Does not block. */
    default Optional<DmabufService> dmabufs() {
        return Optional.empty();
    }

    /** Ends listening and frees what the backend holds. Regions opened before must be closed first. Blocks briefly. */
    @Override
    void close();
}
