// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.control.BindingPlan;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.control.DeviceInterrupts;
import org.barscope.core.control.DeviceRegion;
import org.barscope.core.control.DeviceUse;
import org.barscope.core.control.GivenDevice;
import org.barscope.core.control.ResetKind;
import org.barscope.core.control.ResetPlan;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;

/** Giving the demo machine's devices to VFIO and back, resetting them, and their interrupts. */
final class SimDeviceControl implements DeviceControl {

    /** The driver that hands a device to user space. */
    static final String VFIO = "vfio-pci";

    private final SimMachine machine;
    private final SimBindings bindings;
    /** The driver that each device had which was given to VFIO. */
    private final Map<PciAddress, Optional<String>> given = new TreeMap<>();
    private final Map<PciAddress, SimInterrupts> held = new TreeMap<>();

    SimDeviceControl(SimMachine machine) {
        this.machine = machine;
        this.bindings = new SimBindings(machine);
    }

    @Override
    public BindingPlan planGive(PciAddress device) throws BackendException {
        return bindings.give(machine.function(device, "give sim:" + device + " to VFIO"));
    }

    @Override
    public BindingPlan planGiveBack(PciAddress device) throws BackendException {
        SimFunction function = machine.function(device, "give sim:" + device + " back");
        Optional<String> before;
        synchronized (this) {
            before = given.getOrDefault(device, function.spec().driver());
        }
        return bindings.giveBack(function, before);
    }

    @Override
    public void carryOut(BindingPlan plan) throws BackendException {
        boolean give = plan.direction() == BindingPlan.Direction.TO_VFIO;
        String attempt = "give sim:" + plan.device() + (give ? " to VFIO" : " back");
        if (!plan.refusals().isEmpty()) {
            throw new BackendException(Reason.REFUSED, attempt, plan.refusals().getFirst(), "");
        }
        SimFunction function = machine.function(plan.device(), attempt);
        if (!function.driver().equals(plan.driverNow())) {
            throw new BackendException(Reason.FAILED, attempt, "its driver is no longer "
                    + plan.driverNow().orElse("none") + " but " + function.driver().orElse("none"), "look again");
        }
        try {
            function.release("the device was given " + (give ? "to VFIO" : "back to the kernel"));
            function.bind(plan.driverThen());
        } catch (IOException failed) {
            throw new BackendException(Reason.FAILED, attempt, failed.getMessage(), "", failed);
        }
        synchronized (this) {
            if (give) {
                given.put(plan.device(), plan.driverNow());
            } else {
                given.remove(plan.device());
            }
        }
    }

    @Override
    public synchronized List<GivenDevice> given() {
        return given.entrySet().stream().map(e -> new GivenDevice(e.getKey(), e.getValue(), present(e.getKey())))
                .toList();
    }

    private boolean present(PciAddress device) {
        return machine.present().stream().anyMatch(f -> f.spec().address().equals(device) && f.withVfio());
    }

    @Override
    public ResetPlan planReset(PciAddress device, boolean acceptReset) throws BackendException {
        SimFunction function = usable(device, "look at the resets of sim:" + device, acceptReset);
        List<ResetPlan.Hit> hit = machine.present().stream().filter(other -> sameBus(function, other))
                .map(other -> new ResetPlan.Hit(other.spec().address(), OptionalInt.of(other.spec().group()),
                        other.driver()))
                .toList();
        String foreign = hit.stream().filter(h -> h.driver().isPresent() && !h.driver().get().equals(VFIO))
                .map(h -> h.address() + " would be hit, which " + h.driver().get() + " drives").findFirst().orElse("");
        boolean root = device.bus() == 0;
        String why = root ? "a device on the root bus has no bus reset of its own" : foreign;
        return new ResetPlan(device, !root, why.isEmpty(), why, root ? List.of() : hit);
    }

    private static boolean sameBus(SimFunction one, SimFunction other) {
        return one.spec().address().bus() == other.spec().address().bus()
                && one.spec().address().domain() == other.spec().address().domain();
    }

    /** A device that a user may drive: with VFIO, or without a driver. */
    SimFunction usable(PciAddress device, String attempt, boolean acceptReset) throws BackendException {
        SimFunction function = machine.function(device, attempt);
        if (function.driver().isPresent() && !function.withVfio()) {
            throw new BackendException(Reason.REFUSED, attempt, "the kernel driver " + function.driver().get()
                    + " owns the device", "give it to VFIO first");
        }
        if (function.withVfio() && function.users() == 0 && !acceptReset) {
            throw new BackendException(Reason.RESETS_DEVICE, attempt,
                    "opening the device through VFIO resets it and switches bus mastering off",
                    "open it all the same, or leave it");
        }
        return function;
    }

    @Override
    public void reset(PciAddress device, ResetKind kind) throws BackendException {
        String attempt = "reset sim:" + device;
        ResetPlan plan = planReset(device, true);
        if (kind == ResetKind.FUNCTION && !plan.function()) {
            throw new BackendException(Reason.REFUSED, attempt, "it has no reset of its own", "");
        }
        if (kind == ResetKind.BUS && !plan.bus()) {
            throw new BackendException(Reason.REFUSED, attempt, plan.busWhy(), "");
        }
        List<PciAddress> hit = kind == ResetKind.FUNCTION ? List.of(device)
                : plan.hit().stream().map(ResetPlan.Hit::address).toList();
        try {
            for (PciAddress address : hit) {
                machine.function(address, attempt).reset();
            }
        } catch (IOException failed) {
            throw new BackendException(Reason.FAILED, attempt, failed.getMessage(), "", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BackendException(Reason.FAILED, attempt, "the request was cancelled", "", interrupted);
        }
    }

    @Override
    public DeviceInterrupts interrupts(PciAddress device, boolean acceptReset) throws BackendException {
        String attempt = "take hold of the interrupts of sim:" + device;
        SimFunction function = usable(device, attempt, acceptReset);
        synchronized (this) {
            SimInterrupts other = held.get(device);
            if (other != null && !other.closed()) {
                throw new BackendException(Reason.REFUSED, attempt, "they are held already",
                        "close the other view of them first");
            }
            SimInterrupts taken = new SimInterrupts(function, attempt);
            held.put(device, taken);
            return taken;
        }
    }

    @Override
    public List<DeviceRegion> regions(PciAddress device, boolean acceptReset) throws BackendException {
        SimFunction function = usable(device, "list the regions of sim:" + device, acceptReset);
        PciDeviceRecord record;
        try {
            record = function.record();
        } catch (IOException failed) {
            throw new BackendException(Reason.FAILED, "list the regions of sim:" + device, failed.getMessage(), "",
                    failed);
        }
        List<DeviceRegion> regions = new ArrayList<>();
        for (BarRecord bar : record.bars()) {
            boolean rom = bar.index() == BarRecord.ROM_INDEX;
            List<Span> mappable = rom || bar.kind() == BarKind.IO ? List.of() : List.of(new Span(0, bar.size()));
            regions.add(new DeviceRegion(bar.index(), bar.regionName(), bar.size(), true, !rom, mappable, false,
                    Optional.empty()));
        }
        regions.add(new DeviceRegion(BarRecord.ROM_INDEX + 1, "config", record.config().bytes().length, true, true,
                List.of(), false, Optional.empty()));
        return List.copyOf(regions);
    }

    @Override
    public Optional<DeviceUse> use(PciAddress device) {
        return machine.present().stream()
                .filter(f -> f.spec().address().equals(device) && f.withVfio() && f.users() > 0)
                .map(f -> new DeviceUse(device, "group", "group " + f.spec().group() + " with a simulated container",
                        List.of(), f.users()))
                .findFirst();
    }

    @Override
    public void release(PciAddress device) {
        machine.present().stream().filter(f -> f.spec().address().equals(device))
                .forEach(f -> f.release("the device was released"));
    }
}
