// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.barscope.core.control.BindingPlan;
import org.barscope.core.control.BindingPlan.Direction;
import org.barscope.core.control.BindingPlan.Loss;
import org.barscope.core.control.BindingPlan.LossKind;
import org.barscope.core.control.BindingPlan.Sibling;
import org.barscope.core.control.BindingPlan.Step;
import org.barscope.core.control.BindingPlan.Write;

/**
 * What binding a device of the demo machine elsewhere takes and costs. The steps are those of the real kernel's sysfs;
 * the losses are what such a workstation would lose.
 */
final class SimBindings {

    private static final String DEVICES = "/sys/bus/pci/devices/";

    private final SimMachine machine;

    SimBindings(SimMachine machine) {
        this.machine = machine;
    }

    BindingPlan give(SimFunction function) {
        if (function.withVfio()) {
            return plan(function, Direction.TO_VFIO, Optional.of(SimDeviceControl.VFIO), List.of(), List.of(),
                    List.of());
        }
        String device = DEVICES + function.spec().address();
        List<Step> steps = new ArrayList<>();
        steps.add(new Write(device + "/driver_override", SimDeviceControl.VFIO + "\n", "only vfio-pci may bind to it"));
        function.driver().ifPresent(driver -> steps.add(new Write(device + "/driver/unbind",
                function.spec().address() + "\n", "takes it from " + driver)));
        steps.add(new Write("/sys/bus/pci/drivers_probe", function.spec().address() + "\n",
                "lets the kernel bind vfio-pci"));
        List<Loss> losses = losses(function);
        List<String> refusals = new ArrayList<>();
        if (function.spec().behind().isPresent() || function.spec().bars().isEmpty()) {
            refusals.add("it is a bridge or a port, which vfio-pci does not drive");
        }
        losses.stream().filter(l -> l.kind() == LossKind.FILE_SYSTEM || l.kind() == LossKind.DEFAULT_ROUTE)
                .forEach(l -> refusals.add(l.name() + " is in use: " + l.detail()));
        return plan(function, Direction.TO_VFIO, Optional.of(SimDeviceControl.VFIO), steps, losses, refusals);
    }

    BindingPlan giveBack(SimFunction function, Optional<String> before) {
        if (!function.withVfio()) {
            return plan(function, Direction.BACK, before, List.of(), List.of(), List.of());
        }
        String device = DEVICES + function.spec().address();
        List<Step> steps = new ArrayList<>();
        steps.add(new Write(device + "/driver_override", "\n", "any driver may bind to it again"));
        steps.add(new Write(device + "/driver/unbind", function.spec().address() + "\n", "takes it from vfio-pci"));
        before.ifPresent(driver -> steps.add(new Write("/sys/bus/pci/drivers_probe", function.spec().address() + "\n",
                "lets the kernel bind " + driver)));
        return plan(function, Direction.BACK, before, steps, List.of(), List.of());
    }

    private BindingPlan plan(SimFunction function, Direction direction, Optional<String> then, List<Step> steps,
            List<Loss> losses, List<String> refusals) {
        List<String> notes = new ArrayList<>(List.of("this is the demo machine: nothing of this computer changes"));
        if (direction == Direction.TO_VFIO && !steps.isEmpty()) {
            notes.add("the first view of the device that opens after this resets it");
        }
        return new BindingPlan(function.spec().address(), direction, function.driver(), then, steps,
                OptionalInt.of(function.spec().group()), siblings(function), losses, refusals, notes);
    }

    private List<Sibling> siblings(SimFunction function) {
        return machine.present().stream()
                .filter(f -> f != function && f.spec().group() == function.spec().group())
                .map(f -> new Sibling(f.spec().address(), f.spec().names().device(), f.driver(), inTheWay(f)))
                .toList();
    }

    /** A bridge's driver does no DMA of its own, so the kernel lets the group be used beside it. */
    private static boolean inTheWay(SimFunction sibling) {
        return sibling.driver().isPresent() && !sibling.withVfio() && sibling.spec().behind().isEmpty();
    }

    private static List<Loss> losses(SimFunction function) {
        return switch (function.driver().orElse("")) {
            case "ahci" -> List.of(new Loss(LossKind.FILE_SYSTEM, "sda2", "mounted at /"),
                    new Loss(LossKind.DISK, "sda", "a disk of 512 GB"));
            case "igb" -> List.of(new Loss(LossKind.NETWORK_LINK, "enp4s0f0", "up, without a default route"),
                    new Loss(LossKind.OTHER, "virtual functions", "0000:04:10.0 and 0000:04:10.2 go with it"));
            case "ehci-pci" -> List.of(new Loss(LossKind.INPUT, "usb1", "a keyboard and a mouse"));
            case "", SimDeviceControl.VFIO -> List.of();
            default -> List.of(new Loss(LossKind.OTHER, function.driver().orElseThrow(), "what this driver does"));
        };
    }
}
