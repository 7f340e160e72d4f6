// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.binding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barscope.backend.linux.discovery.GroupDrivers;
import org.barscope.backend.linux.discovery.PciScanner;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.backend.linux.vfio.VfioDevices;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.control.BindingPlan;
import org.barscope.core.control.BindingPlan.Direction;
import org.barscope.core.control.BindingPlan.LoadModule;
import org.barscope.core.control.BindingPlan.Step;
import org.barscope.core.control.BindingPlan.Write;
import org.barscope.core.control.GivenDevice;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;

/** Gives devices to VFIO and back, by a plan that the user has seen. */
public final class Bindings {

    private static final System.Logger LOG = System.getLogger(Bindings.class.getName());

    private final SystemRoot root;
    private final PciScanner scanner;
    private final VfioDevices devices;
    private final GivenStore given;
    private final BindingPlanner planner;
    private final KernelWrites kernel;

    /** On the running kernel, remembering in the user's state folder. */
    public Bindings(SystemRoot root, PciScanner scanner, VfioDevices devices) {
        this(root, scanner, devices, GivenStore.usualFile(), new SysfsWrites());
    }

    Bindings(SystemRoot root, PciScanner scanner, VfioDevices devices, Path memory, KernelWrites kernel) {
        this.root = root;
        this.scanner = scanner;
        this.devices = devices;
        this.given = new GivenStore(root, scanner, memory);
        this.planner = new BindingPlanner(root, scanner, given);
        this.kernel = kernel;
    }

    /** As {@link org.barscope.core.control.DeviceControl#planGive}. */
    public BindingPlan planGive(PciAddress address) throws BackendException {
        return planner.give(address);
    }

    /** As {@link org.barscope.core.control.DeviceControl#planGiveBack}. */
    public BindingPlan planGiveBack(PciAddress address) throws BackendException {
        return planner.giveBack(address);
    }

    /** As {@link org.barscope.core.control.DeviceControl#given}. */
    public List<GivenDevice> given() {
        return given.all();
    }

    /** As {@link org.barscope.core.control.DeviceControl#carryOut}. */
    public synchronized void carryOut(BindingPlan plan) throws BackendException {
        boolean away = plan.direction() == Direction.TO_VFIO;
        PciAddress address = plan.device();
        String attempt = "give " + address + (away ? " to VFIO" : " back");
        BindingPlan now = away ? planner.give(address) : planner.giveBack(address);
        if (!now.refusals().isEmpty()) {
            throw new BackendException(Reason.REFUSED, attempt, String.join("; ", now.refusals()), "");
        }
        if (!now.steps().equals(plan.steps())) {
            throw new BackendException(Reason.FAILED, attempt, "the machine has changed since this was planned",
                    "look at the plan again");
        }
        if (now.done()) {
            return;
        }
        devices.release(address, away ? "it is given to VFIO anew" : "it was given back");
        if (away) {
            remember(attempt, now);
        }
        make(attempt, now);
        verify(attempt, now);
        if (!away) {
            forget(address);
        }
    }

    /** Before anything is written, so that it is known even if this process ends in the middle. */
    private void remember(String attempt, BindingPlan plan) throws BackendException {
        try {
            if (given.find(plan.device()).isEmpty()) {
                given.remember(plan.device(), plan.driverNow());
            }
        } catch (IOException unwritable) {
            throw new BackendException(Reason.FAILED, attempt, "the driver it has could not be noted for giving it "
                    + "back: " + unwritable.getMessage(), "set XDG_STATE_HOME to a folder that can be written",
                    unwritable);
        }
    }

    private void forget(PciAddress address) {
        try {
            given.forget(address);
        } catch (IOException unwritable) {
            LOG.log(System.Logger.Level.WARNING, address + " is still noted as given to VFIO", unwritable);
        }
    }

    private void make(String attempt, BindingPlan plan) throws BackendException {
        List<Step> made = new ArrayList<>();
        for (Step step : plan.steps()) {
            try {
                make(step);
                made.add(step);
            } catch (IOException refused) {
                undo(plan, made);
                throw explained(attempt, plan, step, refused);
            }
        }
    }

    private void make(Step step) throws IOException {
        switch (step) {
            case Write write -> kernel.write(Path.of(write.file()), write.text());
            case LoadModule module -> kernel.loadModule(module.module());
        }
    }

    private static BackendException explained(String attempt, BindingPlan plan, Step step, IOException refused) {
        Errno errno = refused instanceof ErrnoException known ? known.errno() : Errno.UNKNOWN;
        if (errno == Errno.EACCES || errno == Errno.EPERM) {
            return new BackendException(Reason.REFUSED, attempt, "this user may not move devices between drivers",
                    "run Barscope as root, or type: " + String.join(" && ", plan.commands()), refused);
        }
        String why = switch (errno) {
            case ENODEV -> "no driver took it (ENODEV)";
            case EBUSY -> "the device is busy (EBUSY)";
            case EINVAL -> "the driver refused it (EINVAL): the kernel's log may say why";
            default -> refused.getMessage();
        };
        return new BackendException(Reason.FAILED, attempt, "'" + step.meaning() + "' failed: " + why,
                "what was done before that was undone where possible", refused);
    }

    /** Puts the device back to where it was: the failure is what the user hears of, not this. */
    private void undo(BindingPlan plan, List<Step> made) {
        if (made.stream().allMatch(step -> step instanceof LoadModule)) {
            if (plan.direction() == Direction.TO_VFIO) {
                forget(plan.device());
            }
            return;
        }
        boolean away = plan.direction() == Direction.TO_VFIO;
        String override = away ? "\n" : BindingPlanner.VFIO_PCI;
        Path folder = root.device(plan.device());
        for (Write write : List.of(new Write(folder.resolve("driver_override").toString(), override, ""),
                new Write(root.sys().resolve("bus/pci/drivers_probe").toString(), plan.device().toString(), ""))) {
            try {
                make(write);
            } catch (IOException again) {
                LOG.log(System.Logger.Level.WARNING, "cannot put " + plan.device() + " back to where it was", again);
            }
        }
        if (away) {
            forget(plan.device());
        }
    }

    private void verify(String attempt, BindingPlan plan) throws BackendException {
        Optional<String> driver = scanner.device(plan.device()).flatMap(device -> device.driver());
        boolean vfio = driver.filter(GroupDrivers::ofVfio).isPresent();
        if (plan.direction() == Direction.TO_VFIO && !vfio) {
            undo(plan, plan.steps());
            throw new BackendException(Reason.FAILED, attempt, driver.map(name -> "the driver '" + name + "' took it")
                    .orElse("vfio-pci did not take it"), "the kernel's log may say why (dmesg)");
        }
        if (plan.direction() == Direction.BACK && vfio) {
            throw new BackendException(Reason.FAILED, attempt, "vfio-pci took it again", "its id may have been added "
                    + "to vfio-pci (ids= or new_id): remove it there");
        }
        if (plan.direction() == Direction.BACK && plan.driverThen().isPresent() && driver.isEmpty()) {
            throw new BackendException(Reason.FAILED, attempt, "the driver '" + plan.driverThen().get()
                    + "' did not take it back", "the kernel's log may say why (dmesg)");
        }
    }
}
