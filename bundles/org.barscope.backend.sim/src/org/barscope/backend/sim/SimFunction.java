// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.io.IOException;
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
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.AccessException;
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
    private final DeviceModel model;
    private final Map<String, RegionBehaviour> behaviours = new HashMap<>();
    private final Map<String, DeviceMemory> memories = new HashMap<>();
    private final Map<String, Withdrawal> withdrawals = new HashMap<>();
    private final List<SimRegion> open = new ArrayList<>();
    private volatile Duration latency = Duration.ZERO;
    private volatile boolean present = true;

    SimFunction(FunctionSpec spec, SimClock clock, AccessCounts counts, Consumer<InventoryChange> changes) {
        this.spec = spec;
        this.clock = clock;
        this.counts = counts;
        this.changes = changes;
        this.config = new ConfigSpace(spec.config());
        this.model = spec.model().apply(this);
        behaviours.putAll(model.regions());
        behaviours.put(CONFIG, new ConfigBehaviour(config, this::configWritten));
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

    /** Software wrote to configuration space: memory decoding and the power state decide whether BARs answer. */
    private void configWritten() throws IOException {
        String reason = "";
        if (config.powerState() == 3) {
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
            return new PciDeviceRecord(spec.address(), SimBackend.ID, spec.ids(), spec.names(), spec.driver(),
                    Optional.empty(), OptionalInt.of(spec.group()), OptionalInt.empty(), spec.link(), bars,
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
