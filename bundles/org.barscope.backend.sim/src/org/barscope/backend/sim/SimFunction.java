// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.barscope.backend.sim.config.ConfigSpace;
import org.barscope.backend.sim.device.ConfigBehaviour;
import org.barscope.backend.sim.device.DeviceContext;
import org.barscope.backend.sim.device.DeviceModel;
import org.barscope.backend.sim.device.RegionBehaviour;
import org.barscope.backend.sim.memory.DeviceMemory;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.ConfigImage;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.IrqRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionStatus;

/**
 * One simulated function from the moment it gets power until it is removed; after a replug there is a new one.
 * Everything in it is guarded by its lock, and only waiting for a slow device happens outside of that.
 */
final class SimFunction implements DeviceContext {

    private static final String CONFIG = "config";

    private final FunctionSpec spec;
    private final SimClock clock;
    private final AccessCounts counts;
    private final Consumer<InventoryChange> changes;
    private final ReentrantLock lock = new ReentrantLock();
    private final ConfigSpace config;
    private final Map<String, RegionBehaviour> behaviours = new HashMap<>();
    private final Map<String, DeviceMemory> memories = new HashMap<>();
    private final Map<String, Withdrawal> withdrawals = new HashMap<>();
    private final List<SimRegion> open = new ArrayList<>();
    private DeviceModel model;
    private volatile Optional<String> driver;
    private boolean resetting;
    private volatile Duration latency = Duration.ZERO;
    private volatile boolean present = true;

    SimFunction(FunctionSpec spec, SimClock clock, AccessCounts counts, Consumer<InventoryChange> changes) {
        this.spec = spec;
        this.clock = clock;
        this.counts = counts;
        this.changes = changes;
        this.driver = spec.driver();
        this.config = new ConfigSpace(spec.config());
        this.model = spec.model().apply(this);
        behaviours.putAll(model.regions());
        behaviours.put(CONFIG, new ConfigBehaviour(config, this::decodingChanged));
    }

    FunctionSpec spec() {
        return spec;
    }

    ReentrantLock lock() {
        return lock;
    }

    AccessCounts counts() {
        return counts;
    }

    DeviceModel model() {
        return model;
    }

    boolean present() {
        return present;
    }

    /** The driver that is bound to it now. */
    Optional<String> driver() {
        return driver;
    }

    /** Whether its regions are open through VFIO, or would be. */
    boolean withVfio() {
        return driver.filter(SimDeviceControl.VFIO::equals).isPresent();
    }

    /** How many of its regions are open. */
    int users() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    ConfigSpace config() {
        return config;
    }

    /** Binds another driver, or none; whoever watches the machine hears of it. */
    void bind(Optional<String> next) throws IOException {
        driver = next;
        told();
    }

    /** Closes the device for all who have a region of it open: it is no longer theirs. */
    void release(String reason) {
        lock.lock();
        try {
            List.copyOf(open).forEach(region -> region.taken(reason));
        } finally {
            lock.unlock();
        }
    }

    /** What a region is, as far as anybody could know. */
    RegionStatus knownStatus(String region) {
        lock.lock();
        try {
            return withdrawal(region).known();
        } finally {
            lock.unlock();
        }
    }

    /** Tells whoever watches the machine how it is now. */
    void told() throws IOException {
        changes.accept(new InventoryChange.DeviceChanged(SimBackend.ID, record()));
    }

    /** Its interrupts, up to date. */
    List<IrqRecord> interruptRecords() {
        lock.lock();
        try {
            model.settle();
            return model.interrupts();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            lock.unlock();
        }
    }

    /** How long a reset takes, by the machine's clock. */
    static final Duration RESET_TIME = Duration.ofMillis(120);

    /**
     * Resets it: its BARs are revoked for as long as that takes, its registers come back as after power-on, and its
     * memory keeps its content. Blocks for {@link #RESET_TIME}.
     */
    void reset() throws IOException, InterruptedException {
        lock.lock();
        try {
            resetting = true;
            decodingChanged();
        } finally {
            lock.unlock();
        }
        try {
            clock.awaitUntil(clock.nanos() + RESET_TIME.toNanos(), () -> !present);
        } finally {
            lock.lock();
            try {
                resetting = false;
                if (present) {
                    freshRegisters();
                    decodingChanged();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Gives it new registers. Under the lock. */
    void freshRegisters() throws IOException {
        model = spec.model().apply(this);
        behaviours.putAll(model.regions());
        for (Map.Entry<String, DeviceMemory> region : memories.entrySet()) {
            RegionBehaviour behaviour = behaviours.get(region.getKey());
            if (behaviour.kind() == RegionKind.MMIO) {
                behaviour.powerOn(region.getValue());
            }
        }
    }

    /** The names of its regions that can be opened. */
    List<String> regionNames() {
        return List.copyOf(new TreeSet<>(behaviours.keySet()));
    }

    /** The behaviour of a region that can be opened; null when there is none of that name. */
    RegionBehaviour behaviour(String region) {
        return behaviours.get(region);
    }

    boolean isIo(String region) {
        return spec.bars().stream().anyMatch(b -> b.kind() == BarKind.IO && b.regionName().equals(region));
    }

    long size(String region) {
        if (region.equals(CONFIG)) {
            return config.size();
        }
        return spec.bars().stream().filter(b -> b.regionName().equals(region)).mapToLong(FunctionSpec.BarSpec::size)
                .findFirst().orElseGet(() -> spec.buffers().stream().filter(b -> b.region().equals(region))
                        .mapToLong(FunctionSpec.BufferSpec::size).findFirst().orElseThrow());
    }

    @Override
    public long nanos() {
        return clock.nanos();
    }

    @Override
    public boolean busMaster() {
        return config.busMaster();
    }

    @Override
    public DeviceMemory memory(String region) throws IOException {
        DeviceMemory memory = memories.get(region);
        if (memory == null) {
            memory = DeviceMemory.create("barscope-sim-" + spec.address() + "-" + region, size(region));
            memories.put(region, memory);
            behaviours.get(region).powerOn(memory);
            apply(region);
        }
        return memory;
    }

    Withdrawal withdrawal(String region) {
        return withdrawals.computeIfAbsent(region, name -> new Withdrawal());
    }

    void opened(SimRegion region) {
        open.add(region);
    }

    void closed(SimRegion region) {
        open.remove(region);
    }

    /** Waits as long as the device takes to answer. Called without the lock. */
    void delay(BooleanSupplier closed, long offset) throws AccessException {
        Duration asked = latency;
        if (asked.isZero()) {
            return;
        }
        try {
            clock.awaitUntil(clock.nanos() + asked.toNanos(),
                    () -> closed.getAsBoolean() || !present || !latency.equals(asked));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AccessException(AccessException.Kind.IO, offset, "access to " + spec.address()
                    + ": interrupted while waiting for the device", interrupted);
        }
    }

    /** Lets each access take that long. */
    void slow(Duration time) {
        latency = time;
        clock.wake();
    }

    /** Makes accesses that wait for the device look whether they are still wanted. */
    void slowAccessesGiveUp() {
        clock.wake();
    }

    /** Takes away what lies behind an offset of a region, or gives everything back for {@link Long#MAX_VALUE}. */
    void cut(String region, long from, String reason, boolean noticed) throws IOException {
        lock.lock();
        try {
            Withdrawal withdrawal = withdrawal(region);
            RegionStatus before = withdrawal.known();
            if (from == Long.MAX_VALUE) {
                withdrawal.restore();
            } else {
                withdrawal.cut(from, reason, noticed);
            }
            apply(region);
            if (!withdrawal.known().equals(before)) {
                tell(region);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes the memory of a region as short as its withdrawal says; nothing is made where there is no memory yet. */
    private void apply(String region) throws IOException {
        DeviceMemory memory = memories.get(region);
        Withdrawal withdrawal = withdrawals.get(region);
        if (memory == null || withdrawal == null) {
            return;
        }
        if (withdrawal.reach() > memory.reach()) {
            memory.restore();
        }
        memory.cut(withdrawal.reach());
    }

    /** Memory decoding, the power state and a reset decide whether BARs answer. Under the lock. */
    private void decodingChanged() throws IOException {
        String reason = "";
        if (resetting) {
            reason = "the device is being reset";
        } else if (config.powerState() == 3) {
            reason = "the device sleeps (power state D3hot)";
        } else if (!config.memoryDecoding()) {
            reason = "memory decoding is off (bit 1 of the command register)";
        }
        for (FunctionSpec.BarSpec bar : spec.bars()) {
            String region = bar.regionName();
            if (behaviours.containsKey(region)) {
                RegionStatus before = withdrawal(region).known();
                withdrawal(region).device(reason);
                apply(region);
                if (!withdrawal(region).known().equals(before)) {
                    tell(region);
                }
            }
        }
    }

    /**
     * An access has run into a fault.
     *
     * @return what the whole region's state is now
     */
    RegionStatus faulted(String region) {
        Withdrawal withdrawal = withdrawal(region);
        if (withdrawal.notice()) {
            tell(region);
        }
        return withdrawal.status();
    }

    /** Tells whoever has a region open, and whoever watches the machine, how it is now. */
    private void tell(String region) {
        RegionStatus status = withdrawal(region).known();
        open.stream().filter(r -> r.name().equals(region)).toList().forEach(r -> r.told(status));
        spec.bars().stream().filter(b -> b.regionName().equals(region)).findFirst().ifPresent(bar ->
                changes.accept(new InventoryChange.BarStatusChanged(SimBackend.ID, spec.address(), bar.index(),
                        status)));
    }

    /** Pulls it out: it answers nothing any more, and whoever waits for it goes on. */
    void remove() {
        lock.lock();
        try {
            present = false;
            memories.values().forEach(DeviceMemory::close);
            memories.clear();
        } finally {
            lock.unlock();
        }
        clock.wake();
    }

    /** Pulls it out and closes what is open of it. */
    void shutDown() {
        remove();
        List<SimRegion> rest;
        lock.lock();
        try {
            rest = List.copyOf(open);
        } finally {
            lock.unlock();
        }
        rest.forEach(SimRegion::close);
    }

    /** What a look at it shows now. */
    PciDeviceRecord record() throws IOException {
        lock.lock();
        try {
            model.settle();
            List<BarRecord> bars = spec.bars().stream().map(b -> new BarRecord(b.index(), b.kind(), b.prefetchable(),
                    b.busAddress(), b.size(), withdrawal(b.regionName()).known())).toList();
            return new PciDeviceRecord(spec.address(), SimBackend.ID, spec.ids(), spec.names(), driver,
                    withVfio() ? driver : Optional.empty(), OptionalInt.of(spec.group()), OptionalInt.empty(),
                    spec.link(), bars,
                    spec.sriov(), spec.physicalFunction(), model.interrupts(), powerState(), true,
                    ConfigImage.of(config.image()), List.of());
        } finally {
            lock.unlock();
        }
    }

    private String powerState() {
        return config.powerState() == 3 ? "D3hot" : "D" + config.powerState();
    }
}
