// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.RouteOffer;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.IommuGroupRecord;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.pci.PciAddress;

/**
 * A simulated machine. All methods may be called from any thread; each machine is independent of every other.
 *
 * <p>Everything it does is a function of its clock and of what is done to it: two machines on {@link ManualClock}s that
 * are treated alike show the same bytes.
 */
public final class SimMachine implements AutoCloseable {

    private final SimClock clock;
    private final AccessCounts counts = new AccessCounts();
    private final ChangeNotifier notifier = new ChangeNotifier();
    private final Map<PciAddress, FunctionSpec> specs = new TreeMap<>();
    private final Map<PciAddress, SimFunction> functions = new TreeMap<>();
    private final SimFaults faults = new SimFaults(this);
    private final SimDeviceControl control = new SimDeviceControl(this);
    private final SimDmabufs dmabufs;
    private boolean closed;

    private SimMachine(SimClock clock, List<FunctionSpec> slots) {
        this.clock = clock;
        for (FunctionSpec spec : slots) {
            specs.put(spec.address(), spec);
            functions.put(spec.address(), powerOn(spec));
        }
        dmabufs = new SimDmabufs(this);
    }

    /** The demo machine in real time, switched on now. */
    public static SimMachine demo() {
        return demo(SimClock.system());
    }

    /** The demo machine by another clock. */
    public static SimMachine demo(SimClock clock) {
        return new SimMachine(clock, DemoMachine.functions());
    }

    /** The time of this machine. */
    public SimClock clock() {
        return clock;
    }

    /** What reaches its devices. */
    public AccessCounts accessCounts() {
        return counts;
    }

    /** How to give its devices away, reset them and watch their interrupts. */
    SimDeviceControl control() {
        return control;
    }

    /** Its DMABUFs. */
    SimDmabufs dmabufs() {
        return dmabufs;
    }

    void tellDmabufs(List<DmabufRecord> now) {
        notifier.tell(new InventoryChange.DmabufsChanged(SimBackend.ID, now));
    }

    /** How to break it, and how to mend it. */
    public SimFaults faults() {
        return faults;
    }

    private SimFunction powerOn(FunctionSpec spec) {
        return new SimFunction(spec, clock, counts, notifier::tell);
    }

    /** What is there now. Blocks only while an access to a function is under way. */
    MachineRecord discover() throws BackendException {
        List<PciDeviceRecord> devices = new ArrayList<>();
        Map<Integer, List<PciAddress>> groups = new TreeMap<>();
        for (SimFunction function : present()) {
            devices.add(record(function));
            groups.computeIfAbsent(function.spec().group(), id -> new ArrayList<>()).add(function.spec().address());
        }
        List<IommuGroupRecord> groupRecords = groups.entrySet().stream()
                .map(g -> new IommuGroupRecord(g.getKey(), "DMA-FQ", g.getValue())).toList();
        return new MachineRecord(SimBackend.ID, "Demo machine", "", "", Instant.now(), groupRecords, devices,
                dmabufs.records(), List.of());
    }

    /** The functions that have power. */
    synchronized List<SimFunction> present() {
        return List.copyOf(functions.values());
    }

    static PciDeviceRecord record(SimFunction function) throws BackendException {
        try {
            return function.record();
        } catch (IOException failed) {
            throw new BackendException(Reason.FAILED, "look at sim:" + function.spec().address(), failed.getMessage(),
                    "", failed);
        }
    }

    Registration listen(Consumer<InventoryChange> listener) {
        return notifier.listen(listener);
    }

    MemoryRegion open(RegionUri uri, OpenOptions options) throws BackendException {
        String attempt = "open " + uri;
        PciAddress address = PciAddress.tryParse(uri.address()).orElseThrow(() -> new BackendException(Reason.NOT_FOUND,
                attempt, "'" + uri.address() + "' is not a PCI address", "write it as sim:0000:01:00.0/bar0"));
        synchronized (this) {
            if (closed) {
                throw new BackendException(Reason.FAILED, attempt, "the demo machine is switched off", "");
            }
        }
        return new RegionOpener(function(address, attempt), uri.region(), options, attempt).open();
    }

    /** The routes to a region; none when there is no such device. */
    List<RouteOffer> routes(RegionUri uri) {
        Optional<PciAddress> address = PciAddress.tryParse(uri.address());
        SimFunction function;
        synchronized (this) {
            function = address.map(functions::get).orElse(null);
        }
        return function == null ? List.of()
                : new RegionOpener(function, uri.region(), OpenOptions.readOnly(), "").routes();
    }

    /** The function at an address that has power. */
    synchronized SimFunction function(PciAddress address, String attempt) throws BackendException {
        SimFunction function = functions.get(address);
        if (function != null) {
            return function;
        }
        if (specs.containsKey(address)) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "the device sim:" + address + " was removed",
                    "plug it in again first");
        }
        throw new BackendException(Reason.NOT_FOUND, attempt, "the demo machine has no device " + address,
                "'barscope list' shows what it has");
    }

    /** Removes a function and all that depends on it, the dependent ones first. */
    synchronized void remove(PciAddress address) throws BackendException {
        SimFunction function = function(address, "remove sim:" + address);
        for (SimFunction dependent : dependents(function.spec())) {
            // What sits behind two bridges goes with the nearer one.
            if (functions.containsKey(dependent.spec().address())) {
                remove(dependent.spec().address());
            }
        }
        functions.remove(address);
        function.remove();
        notifier.tell(new InventoryChange.DeviceGone(SimBackend.ID, address));
    }

    private List<SimFunction> dependents(FunctionSpec spec) {
        return functions.values().stream().filter(f -> f.spec().dependsOn(spec)).toList();
    }

    /** What has no power; a bridge has a lower address than what sits behind it. */
    synchronized List<PciAddress> removed() {
        return specs.keySet().stream().filter(address -> !functions.containsKey(address)).sorted().toList();
    }

    /** Gives power to a removed function and to all that depends on it. */
    synchronized void replug(PciAddress address) throws BackendException {
        String attempt = "plug in sim:" + address;
        FunctionSpec spec = specs.get(address);
        if (spec == null) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "the demo machine has no device " + address,
                    "'barscope list' shows what it has");
        }
        if (functions.containsKey(address)) {
            throw new BackendException(Reason.USAGE, attempt, "it is plugged in", "");
        }
        for (FunctionSpec other : specs.values()) {
            if (spec.dependsOn(other) && !functions.containsKey(other.address())) {
                throw new BackendException(Reason.FAILED, attempt, "it depends on " + other.address()
                        + ", which was removed", "plug that in first");
            }
        }
        List<FunctionSpec> back = new ArrayList<>(List.of(spec));
        specs.values().stream().filter(s -> s.dependsOn(spec)).forEach(back::add);
        for (FunctionSpec each : back) {
            SimFunction function = powerOn(each);
            functions.put(each.address(), function);
            notifier.tell(new InventoryChange.DeviceChanged(SimBackend.ID, record(function)));
        }
    }

    /** Switches it off: regions that are still open are closed. */
    @Override
    public void close() {
        List<SimFunction> rest;
        synchronized (this) {
            closed = true;
            rest = present();
            functions.clear();
        }
        dmabufs.close();
        rest.forEach(SimFunction::shutDown);
        notifier.close();
    }
}
