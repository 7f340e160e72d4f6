// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.FaultInjector;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.RouteOffer;
import org.barscope.core.backend.Registration;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.memory.MemoryRegion;

/**
 * A {@link SimMachine} as a backend. Its scheme is {@code sim}; beside BARs, ROM and {@code config} a device may have
 * buffers of system memory as regions, as the edu device's {@code dma}. Its DMABUFs have the scheme {@code simdmabuf}.
 */
public final class SimBackend implements Backend {

    /** The id of this backend and the scheme of its regions. */
    public static final String ID = "sim";

    private final SimMachine machine;
    private final List<SimControl> attached;

    /** A backend that owns a machine: closing it switches the machine off. */
    public SimBackend(SimMachine machine) {
        this(machine, List.of());
    }

    SimBackend(SimMachine machine, List<SimControl> attached) {
        this.machine = Objects.requireNonNull(machine);
        this.attached = List.copyOf(attached);
    }

    /** What it shows; for tests, and for whoever wants to break it. */
    public SimMachine machine() {
        return machine;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Set<String> schemes() {
        return Set.of(ID, SimDmabufs.SCHEME);
    }

    @Override
    public MachineRecord discover() throws BackendException {
        return machine.discover();
    }

    @Override
    public Registration listen(Consumer<InventoryChange> listener) {
        return machine.listen(listener);
    }

    @Override
    public MemoryRegion open(RegionUri uri, OpenOptions options) throws BackendException {
        if (uri.scheme().equals(SimDmabufs.SCHEME)) {
            return machine.dmabufs().open(uri, options);
        }
        if (!uri.scheme().equals(ID)) {
            throw new BackendException(BackendException.Reason.USAGE, "open " + uri,
                    "the demo machine has no regions of the scheme " + uri.scheme(),
                    "its regions are written sim:0000:01:00.0/bar0");
        }
        return machine.open(uri, options);
    }

    @Override
    public List<RouteOffer> routes(RegionUri uri) {
        return uri.scheme().equals(ID) ? machine.routes(uri) : List.of();
    }

    @Override
    public Optional<FaultInjector> faults() {
        return Optional.of(machine.faults());
    }

    @Override
    public Optional<DeviceControl> devices() {
        return Optional.of(machine.control());
    }

    @Override
    public Optional<DmabufService> dmabufs() {
        return Optional.of(machine.dmabufs());
    }

    @Override
    public void close() {
        attached.forEach(SimControl::close);
        machine.close();
    }
}
