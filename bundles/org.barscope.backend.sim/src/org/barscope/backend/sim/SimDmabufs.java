// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.barscope.backend.sim.memory.DeviceMemory;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.dmabuf.AddressSpaces;
import org.barscope.core.dmabuf.BarExport;
import org.barscope.core.dmabuf.DmabufListing;
import org.barscope.core.dmabuf.DmabufReceiver;
import org.barscope.core.dmabuf.DmabufServer;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.DmabufSource;
import org.barscope.core.dmabuf.ExportCheck;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.inventory.DmabufRecord.Owner;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;

/**
 * The DMABUFs of the demo machine: two that its graphics processor shares with programs which are only names, and those
 * that the user makes or exports. All can be opened; none leaves this process.
 */
final class SimDmabufs implements DmabufService {

    /** The scheme of their regions. */
    static final String SCHEME = "simdmabuf";

    private static final int PAGE = 4096;
    private static final long LARGEST = 256L << 20;
    private static final PciAddress GPU = PciAddress.parse("0000:07:00.0");

    private final SimMachine machine;
    private final SimAddressSpaces spaces;
    private final List<DmabufRecord> foreign = List.of(
            new DmabufRecord(SCHEME, 301, 0x80_0000, "scanout", "demo_gpu", Optional.of(GPU), OptionalInt.of(0),
                    List.of(new Span(0, 0x80_0000)), List.of(), List.of(new Owner(1402, "compositor", 31),
                            new Owner(2210, "browser", 77)), RegionStatus.LIVE),
            new DmabufRecord(SCHEME, 302, 0x1000, "fence", "demo_gpu", Optional.of(GPU), OptionalInt.of(0),
                    List.of(new Span(0x20_0000, 0x1000)), List.of("0000:02:00.0"),
                    List.of(new Owner(2210, "browser", 78)), RegionStatus.LIVE));
    private final List<SimHeldDmabuf> held = new ArrayList<>();
    private final Map<Long, DeviceMemory> buffers = new HashMap<>();
    private final List<Consumer<List<HeldDmabuf>>> listeners = new CopyOnWriteArrayList<>();
    private List<DmabufRecord> told;
    private long nextInode = 401;

    SimDmabufs(SimMachine machine) {
        this.machine = machine;
        this.spaces = new SimAddressSpaces(machine, this);
        told = records();
        // What happens to a BAR happens to what was exported from it.
        machine.listen(change -> {
            if (!(change instanceof InventoryChange.DmabufsChanged)) {
                look();
            }
        });
    }

    static BackendException onlyHere(String attempt) {
        return new BackendException(Reason.REFUSED, attempt,
                "the demo machine's buffers exist only inside Barscope", "use the DMABUFs of this computer for that");
    }

    @Override
    public int pageSize() {
        return PAGE;
    }

    @Override
    public DmabufListing list() {
        return new DmabufListing(records(), List.of());
    }

    /** All of them as they are now. */
    List<DmabufRecord> records() {
        List<DmabufRecord> all = new ArrayList<>();
        foreign.forEach(record -> all.add(record.in(status(record))));
        synchronized (this) {
            held.forEach(h -> all.add(h.record()));
        }
        return all;
    }

    private RegionStatus status(DmabufRecord record) {
        if (record.device().isEmpty()) {
            return RegionStatus.LIVE;
        }
        Optional<SimFunction> function = machine.present().stream()
                .filter(f -> f.spec().address().equals(record.device().get())).findFirst();
        return function.map(f -> f.knownStatus("bar" + record.bar().orElseThrow()))
                .orElse(new RegionStatus(RegionState.LOST, "the device is gone"));
    }

    /** Looks at what has happened to the devices behind the buffers. */
    void look() {
        List<SimHeldDmabuf> all;
        synchronized (this) {
            all = List.copyOf(held);
        }
        all.forEach(h -> h.status(status(h.record())));
        spaces.look();
        changed();
    }

    /** Tells whoever watches the machine. */
    void changed() {
        List<DmabufRecord> now = records();
        synchronized (this) {
            if (now.equals(told)) {
                return;
            }
            told = now;
        }
        machine.tellDmabufs(now);
    }

    private void tellHeld() {
        List<HeldDmabuf> now = held();
        listeners.forEach(listener -> listener.accept(now));
        changed();
    }

    @Override
    public List<DmabufSource> sources() {
        return List.of(new DmabufSource("memory", "Memory of the demo machine", Optional.empty(), PAGE));
    }

    @Override
    public HeldDmabuf create(String source, long size, String name) throws BackendException {
        String attempt = "make a DMABUF of " + size + " bytes";
        if (!source.equals("memory")) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "the demo machine has no source " + source,
                    "it has memory");
        }
        if (size <= 0 || size % PAGE != 0 || size > LARGEST) {
            throw new BackendException(Reason.USAGE, attempt, "the size must be a multiple of " + PAGE
                    + " from " + PAGE + " to " + LARGEST, "");
        }
        Optional<ExportCheck.Problem> problem = ExportCheck.nameProblem(name);
        if (problem.isPresent()) {
            throw new BackendException(Reason.USAGE, attempt, problem.get().why(), problem.get().remedy());
        }
        try {
            long inode = inode();
            DeviceMemory memory = DeviceMemory.create("barscope-sim-dmabuf-" + inode, size);
            synchronized (this) {
                buffers.put(inode, memory);
            }
            return hold(new SimHeldDmabuf(this, HeldDmabuf.Origin.CREATED, (int) inode, Optional.empty(),
                    new DmabufRecord(SCHEME, inode, size, name, "memory", Optional.empty(), OptionalInt.empty(),
                            List.of(), List.of(), List.of(ourselves(inode)), RegionStatus.LIVE), memory));
        } catch (IOException failed) {
            throw new BackendException(Reason.FAILED, attempt, failed.getMessage(), "", failed);
        }
    }

    private static Owner ourselves(long inode) {
        return new Owner((int) ProcessHandle.current().pid(), "barscope", (int) inode);
    }

    private synchronized long inode() {
        return nextInode++;
    }

    private SimHeldDmabuf hold(SimHeldDmabuf made) {
        synchronized (this) {
            held.add(made);
        }
        tellHeld();
        return made;
    }

    @Override
    public HeldDmabuf export(BarExport wish, boolean acceptReset) throws BackendException {
        String attempt = "export bar" + wish.bar() + " of sim:" + wish.device();
        SimFunction function = machine.function(wish.device(), attempt);
        PciDeviceRecord device = machine.record(function);
        BarRecord bar = new ExportCheck(PAGE).require(attempt, device, wish);
        OpenOptions options = new OpenOptions(wish.writable(), false, acceptReset, Optional.empty());
        MemoryRegion keptOpen = machine.open(new RegionUri(SimBackend.ID, wish.device().toString(), bar.regionName()),
                options);
        List<Span> ranges = wish.ranges().isEmpty() ? List.of(new Span(0, bar.size())) : wish.ranges();
        long inode = inode();
        DmabufRecord record = new DmabufRecord(SCHEME, inode, ranges.stream().mapToLong(Span::length).sum(),
                wish.name(), "simulated_vfio", Optional.of(wish.device()), OptionalInt.of(wish.bar()), ranges,
                List.of(), List.of(ourselves(inode)), bar.status());
        return hold(new SimHeldDmabuf(this, HeldDmabuf.Origin.EXPORTED, (int) inode, Optional.of(wish), record,
                keptOpen));
    }

    @Override
    public HeldDmabuf hold(RegionUri dmabuf) throws BackendException {
        String attempt = "hold " + dmabuf;
        DmabufRecord record = find(dmabuf, attempt);
        synchronized (this) {
            Optional<SimHeldDmabuf> ours = held.stream().filter(h -> h.record().inode() == record.inode()).findFirst();
            if (ours.isPresent()) {
                return ours.get();
            }
        }
        return hold(new SimHeldDmabuf(this, HeldDmabuf.Origin.COPIED, (int) record.inode(), Optional.empty(), record,
                () -> { }));
    }

    private DmabufRecord find(RegionUri uri, String attempt) throws BackendException {
        return records().stream().filter(r -> Long.toString(r.inode()).equals(uri.address())).findFirst()
                .orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt,
                        "the demo machine has no DMABUF " + uri.address(), "'barscope dmabufs' shows what it has"));
    }

    /** Opens the memory of one. */
    MemoryRegion open(RegionUri uri, OpenOptions options) throws BackendException {
        String attempt = "open " + uri;
        DmabufRecord record = find(uri, attempt);
        DeviceMemory memory;
        synchronized (this) {
            memory = buffers.get(record.inode());
        }
        try {
            if (memory != null) {
                return new BufferRegion(uri, memory, options.writable());
            }
        } catch (IOException failed) {
            throw new BackendException(Reason.FAILED, attempt, failed.getMessage(), "", failed);
        }
        MemoryRegion bar = machine.open(new RegionUri(SimBackend.ID, record.device().orElseThrow().toString(),
                "bar" + record.bar().orElseThrow()), options.withAcceptReset(true));
        return new SliceRegion(uri, bar, record.ranges());
    }

    @Override
    public synchronized List<HeldDmabuf> held() {
        return List.copyOf(held);
    }

    @Override
    public Registration listenHeld(Consumer<List<HeldDmabuf>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** @return false when it was closed before */
    boolean forget(SimHeldDmabuf dmabuf) {
        synchronized (this) {
            if (!held.remove(dmabuf)) {
                return false;
            }
            buffers.remove(dmabuf.record().inode());
        }
        tellHeld();
        return true;
    }

    @Override
    public DmabufReceiver receive(Path socket) throws BackendException {
        throw onlyHere("receive a DMABUF on " + socket);
    }

    @Override
    public DmabufServer serve(HeldDmabuf dmabuf, Path socket) throws BackendException {
        throw onlyHere("serve " + dmabuf.uri());
    }

    @Override
    public Optional<AddressSpaces> addressSpaces() {
        return Optional.of(spaces);
    }

    /** Frees what is held. */
    void close() {
        held().forEach(HeldDmabuf::close);
    }
}
