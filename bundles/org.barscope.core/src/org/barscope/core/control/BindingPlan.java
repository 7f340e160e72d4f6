// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.control;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.barscope.core.pci.PciAddress;

/**
 * What moving a device from one kernel driver to another takes and costs.
 *
 * @param device     which device
 * @param direction  to VFIO, or back
 * @param driverNow  the driver it has
 * @param driverThen the driver it is to have; empty when the kernel chooses
 * @param steps      what is done, in order; none when it is as wanted already
 * @param group      its IOMMU group
 * @param siblings   the other devices of the group
 * @param losses     what the user loses by it, the gravest first
 * @param refusals   why it must not be done, each one clause; empty when it may
 * @param notes      what else the user should know, each one clause
 */
public record BindingPlan(PciAddress device, Direction direction, Optional<String> driverNow,
        Optional<String> driverThen, List<Step> steps, OptionalInt group, List<Sibling> siblings, List<Loss> losses,
        List<String> refusals, List<String> notes) {

    /** Where the device goes. */
    public enum Direction { TO_VFIO, BACK }

    /** One thing that is done. */
    public sealed interface Step {
        /** What it is for, one clause. */
        String meaning();

        /** A command for a shell of a user who may use {@code sudo}, which does the same. */
        String command();
    }

    /**
     * Writes a text to a file of sysfs.
     *
     * @param file    the file's path
     * @param text    what is written; a line end alone clears an attribute
     */
    public record Write(String file, String text, String meaning) implements Step {
        @Override
        public String command() {
            String shown = text.strip().isEmpty() ? "echo" : "echo " + text.strip();
            return shown + " | sudo tee " + file;
        }
    }

    /**
     * Loads a kernel module.
     *
     * @param module its name
     */
    public record LoadModule(String module, String meaning) implements Step {
        @Override
        public String command() {
            return "sudo modprobe " + module;
        }
    }

    /**
     * Another device of the IOMMU group.
     *
     * @param address  its address
     * @param name     what it is, for people
     * @param driver   the driver it has
     * @param inTheWay whether the group cannot be used while it has that driver
     */
    public record Sibling(PciAddress address, String name, Optional<String> driver, boolean inTheWay) {
        public Sibling {
            Objects.requireNonNull(name);
            Objects.requireNonNull(driver);
        }
    }

    /** What kind of thing is lost with a driver. */
    public enum LossKind { FILE_SYSTEM, SWAP, DISK, DEFAULT_ROUTE, NETWORK_LINK, DISPLAY, INPUT, SOUND, OTHER }

    /**
     * Something that goes away with the driver.
     *
     * @param kind   what kind of thing
     * @param name   what it is called: {@code sda}, {@code eth0}
     * @param detail one clause: "mounted at /home", "up, has the default route"
     */
    public record Loss(LossKind kind, String name, String detail) {
        public Loss {
            Objects.requireNonNull(kind);
            Objects.requireNonNull(name);
            Objects.requireNonNull(detail);
        }
    }

    public BindingPlan {
        Objects.requireNonNull(device);
        Objects.requireNonNull(direction);
        Objects.requireNonNull(driverNow);
        Objects.requireNonNull(driverThen);
        Objects.requireNonNull(group);
        steps = List.copyOf(steps);
        siblings = List.copyOf(siblings);
        losses = List.copyOf(losses);
        refusals = List.copyOf(refusals);
        notes = List.copyOf(notes);
    }

    /** Whether there is nothing to do. */
    public boolean done() {
        return steps.isEmpty();
    }

    /** The commands that do the same by hand, in order. */
    public List<String> commands() {
        return steps.stream().map(Step::command).toList();
    }
}
