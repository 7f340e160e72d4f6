// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barscope.backend.linux.discovery.GroupDrivers;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.backend.linux.vfio.StepException.Step;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.linux.libc.Errno;

/**
 * What a refusal of the kernel to open a device means, and what can be done, for each step and error that
 * {@code drivers/vfio/} has.
 */
final class OpenRefusals {

    private final SystemRoot root;
    private final Holders holders;

    OpenRefusals(SystemRoot root) {
        this.root = root;
        this.holders = new Holders(root);
    }

    /** @param nodes the device nodes that a process holding the device would have open */
    BackendException explain(String attempt, PciDeviceRecord device, Set<String> nodes, StepException no) {
        Errno errno = no.problem().errno();
        String subject = no.problem().subject().orElse("");
        if (errno == Errno.EACCES && opens(no.step())) {
            return refused(attempt, "this user may not open " + subject, "run Barscope as root, or let an "
                    + "administrator give you the node: sudo chown \"$USER\" " + subject, no);
        }
        if (errno == Errno.EBUSY) {
            return refused(attempt, "the device or its IOMMU group is in use" + heldBy(nodes), "end that program, or "
                    + "close what it has open, and try again", no);
        }
        return switch (no.step()) {
            case OPEN_CONTAINER, CHECK_API -> errno == Errno.ENOENT || errno == Errno.ENODEV
                    ? refused(attempt, "/dev/vfio/vfio is not there", "load the module: sudo modprobe vfio-pci", no)
                    : failed(attempt, no);
            case OPEN_GROUP -> openGroup(attempt, device, subject, no);
            case SET_CONTAINER -> errno == Errno.EPERM ? notViable(attempt, device, no) : failed(attempt, no);
            case SET_IOMMU -> setIommu(attempt, no);
            case GET_DEVICE -> getDevice(attempt, device, no);
            case OPEN_CDEV -> errno == Errno.ENOENT ? refused(attempt, subject + " is not there", "", no)
                    : failed(attempt, no);
            case OPEN_IOMMUFD -> errno == Errno.ENOENT || errno == Errno.ENODEV
                    ? refused(attempt, "/dev/iommu is not there", "a kernel with CONFIG_IOMMUFD has it, or use the "
                            + "group", no)
                    : failed(attempt, no);
            case BIND, ATTACH -> errno == Errno.EPERM || errno == Errno.EINVAL
                    ? refused(attempt, "iommufd does not take the device (" + errno.symbol() + ")", "the machine may "
                            + "have no interrupt remapping (iommufd allow_unsafe_interrupts), or another device of the "
                            + "group has a host driver" + others(device), no)
                    : failed(attempt, no);
        };
    }

    private static boolean opens(Step step) {
        return step == Step.OPEN_CONTAINER || step == Step.OPEN_GROUP || step == Step.OPEN_CDEV
                || step == Step.OPEN_IOMMUFD;
    }

    private BackendException openGroup(String attempt, PciDeviceRecord device, String node, StepException no) {
        return switch (no.problem().errno()) {
            case ENOENT, ENODEV -> refused(attempt, node + " is not there: no device of IOMMU group "
                    + device.iommuGroup().orElse(0) + " is with VFIO", "give the device to VFIO: barscope bind "
                    + device.address(), no);
            case EPERM -> refused(attempt, "the group has no IOMMU that protects the machine, and opening it needs "
                    + "CAP_SYS_RAWIO", "run Barscope as root", no);
            default -> failed(attempt, no);
        };
    }

    private BackendException notViable(String attempt, PciDeviceRecord device, StepException no) {
        String named = siblings(device);
        return refused(attempt, "IOMMU group " + device.iommuGroup().orElse(0) + " is not viable: "
                + (named.isEmpty() ? "another of its devices has a host driver" : named), "give those to VFIO too, or "
                + "take their drivers away, and try again", no);
    }

    private String others(PciDeviceRecord device) {
        String named = siblings(device);
        return named.isEmpty() ? "" : ": " + named;
    }

    /** The other devices of the group that have a driver which is none of VFIO's. */
    private String siblings(PciDeviceRecord device) {
        if (device.iommuGroup().isEmpty()) {
            return "";
        }
        Path folder = root.iommuGroups().resolve(device.iommuGroup().getAsInt() + "/devices");
        try (Stream<Path> members = Files.list(folder)) {
            return members.map(member -> member.getFileName().toString())
                    .filter(name -> !name.equals(device.address().toString())).sorted()
                    .flatMap(name -> hostDriver(folder.resolve(name)).map(driver -> name + " has the driver '"
                            + driver + "'").stream())
                    .collect(Collectors.joining(", "));
        } catch (IOException | UncheckedIOException hidden) {
            return "";
        }
    }

    private static Optional<String> hostDriver(Path device) {
        try {
            String driver = Files.readSymbolicLink(device.resolve("driver")).getFileName().toString();
            return GroupDrivers.harmless(driver) ? Optional.empty() : Optional.of(driver);
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static BackendException setIommu(String attempt, StepException no) {
        return switch (no.problem().errno()) {
            case EPERM -> refused(attempt, "the machine has no interrupt remapping, so that a device could send "
                    + "interrupts that are not its own", "enable it in the firmware (x2APIC, intremap), or accept the "
                    + "risk: echo 1 | sudo tee /sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts", no);
            case ENODEV -> refused(attempt, "the kernel has no IOMMU backend for it", "load the module: sudo modprobe "
                    + "vfio_iommu_type1", no);
            case EINVAL -> new BackendException(Reason.FAILED, attempt, "the container has no group, or its backend is "
                    + "set already", "try again", no);
            default -> failed(attempt, no);
        };
    }

    private static BackendException getDevice(String attempt, PciDeviceRecord device, StepException no) {
        return switch (no.problem().errno()) {
            case ENODEV -> refused(attempt, "the group has no device " + device.address() + " that is with VFIO",
                    "give it to VFIO: barscope bind " + device.address(), no);
            case EACCES -> refused(attempt, "it is a virtual function whose physical function is with VFIO: the "
                    + "secret token of that one's user is needed", "close the program that has the physical function "
                    + "open, or give that back to its driver", no);
            case EINVAL -> new BackendException(Reason.FAILED, attempt, "the group has no container, or the container "
                    + "no IOMMU backend", "try again", no);
            default -> failed(attempt, no);
        };
    }

    private String heldBy(Set<String> nodes) {
        List<Holders.Holder> found = holders.of(nodes);
        if (found.isEmpty()) {
            return ", by a process that this user may not look into or by a mapping that is still there";
        }
        return " by " + found.stream().map(Holders.Holder::toString).collect(Collectors.joining(", "));
    }

    private static BackendException refused(String attempt, String why, String remedy, StepException no) {
        return new BackendException(Reason.REFUSED, attempt, why, remedy, no);
    }

    private static BackendException failed(String attempt, StepException no) {
        return new BackendException(Reason.FAILED, attempt, no.getMessage(), "", no);
    }
}
