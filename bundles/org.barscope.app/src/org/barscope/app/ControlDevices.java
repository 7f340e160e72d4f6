// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.io.IOException;
import java.util.Locale;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.control.BindingPlan;
import org.barscope.core.control.BindingPlan.Direction;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.control.DeviceInterrupts;
import org.barscope.core.control.InterruptKind.Source;
import org.barscope.core.control.ResetKind;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.ChangeKind;
import org.barscope.core.journal.ChangeLog;
import org.barscope.core.journal.Origin;
import org.barscope.core.journal.PendingChange;

/** Finds devices and does to them what changes them, each thing put down in the journal before it is done. */
public final class ControlDevices {

    /**
     * A device and what can be done to it.
     *
     * @param device  as it was seen when it was found
     * @param control of the machine that it belongs to
     */
    public record Target(PciDeviceRecord device, DeviceControl control) {
    }

    /** Something that changes a device. */
    private interface Deed {
        void run() throws BackendException;
    }

    private static final String VFIO = "vfio:";

    private final Machines machines;
    private final ChangeLog journal;
    private final Origin origin;

    /** @param origin who does it, for the journal */
    public ControlDevices(Machines machines, ChangeLog journal, Origin origin) {
        this.machines = machines;
        this.journal = journal;
        this.origin = origin;
    }

    /**
     * Finds a device as {@link FindDevice} does; {@code vfio:ADDRESS} is understood too.
     *
     * @throws BackendException as {@link FindDevice#find}; {@code REFUSED} on a machine whose devices cannot be
     *         controlled
     */
    public Target find(String text) throws BackendException {
        String name = text.startsWith(VFIO) ? text.substring(VFIO.length()) : text;
        FoundDevice found = new FindDevice(machines.discover()).find(name);
        for (Backend backend : machines.backends()) {
            if (backend.id().equals(found.machine().id()) && backend.devices().isPresent()) {
                return new Target(found.device(), backend.devices().get());
            }
        }
        throw new BackendException(Reason.REFUSED, "control " + found.device().deviceUri(),
                "the devices of this machine can only be looked at", "");
    }

    /** As {@link DeviceControl#carryOut}. */
    public void carryOut(Target target, BindingPlan plan) throws BackendException {
        String now = plan.driverNow().orElse("no driver");
        boolean away = plan.direction() == Direction.TO_VFIO;
        record(target, away ? ChangeKind.BIND : ChangeKind.UNBIND, "from " + now + " to "
                + plan.driverThen().orElse("whichever driver wants it"), () -> target.control().carryOut(plan));
    }

    /** As {@link DeviceControl#reset}. */
    public void reset(Target target, ResetKind kind) throws BackendException {
        record(target, ChangeKind.RESET, kind == ResetKind.BUS ? "bus or slot" : "function",
                () -> target.control().reset(target.device().address(), kind));
    }

    /** As {@link DeviceInterrupts#enable}. */
    public void enable(Target target, DeviceInterrupts interrupts, Source source, int vectors)
            throws BackendException {
        record(target, ChangeKind.INTERRUPT, "enable " + vectors + " " + source.name().toLowerCase(Locale.ROOT),
                () -> interrupts.enable(source, vectors));
    }

    /** As {@link DeviceInterrupts#trigger}. */
    public void trigger(Target target, DeviceInterrupts interrupts, int vector) throws BackendException {
        record(target, ChangeKind.INTERRUPT, "trigger vector " + vector, () -> interrupts.trigger(vector));
    }

    /** As {@link DeviceInterrupts#busMaster(boolean)}. */
    public void busMaster(Target target, DeviceInterrupts interrupts, boolean on) throws BackendException {
        record(target, ChangeKind.BUS_MASTER, on ? "on" : "off", () -> interrupts.busMaster(on));
    }

    private void record(Target target, ChangeKind kind, String detail, Deed deed) throws BackendException {
        PendingChange pending;
        try {
            pending = journal.begin(Change.event(kind, target.device().deviceUri(), detail, origin));
        } catch (IOException unwritable) {
            throw new BackendException(Reason.REFUSED, kind.label() + " " + target.device().deviceUri(),
                    "it cannot be put down in the journal: " + unwritable.getMessage(),
                    "make room, or let the journal be written", unwritable);
        }
        try {
            deed.run();
            pending.done();
        } catch (BackendException refused) {
            pending.failed(refused.why());
            throw refused;
        } catch (RuntimeException | Error bug) {
            pending.failed(bug.toString());
            throw bug;
        }
    }
}
