// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.binding;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barscope.backend.linux.discovery.GroupDrivers;
import org.barscope.backend.linux.discovery.PciScanner;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.backend.linux.vfio.Holders;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.control.BindingPlan;
import org.barscope.core.control.BindingPlan.Direction;
import org.barscope.core.control.BindingPlan.LoadModule;
import org.barscope.core.control.BindingPlan.Loss;
import org.barscope.core.control.BindingPlan.LossKind;
import org.barscope.core.control.BindingPlan.Sibling;
import org.barscope.core.control.BindingPlan.Step;
import org.barscope.core.control.BindingPlan.Write;
import org.barscope.core.control.GivenDevice;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.pci.PciAddress;

/**
 * Finds out what moving a device takes (Documentation/ABI/testing/sysfs-bus-pci: driver_override, unbind,
 * drivers_probe), what would be lost, and why it must not be done.
 */
final class BindingPlanner {

    static final String VFIO_PCI = "vfio-pci";

    private static final Set<LossKind> FORBIDDING =
            Set.of(LossKind.FILE_SYSTEM, LossKind.SWAP, LossKind.DEFAULT_ROUTE);
    private static final int HEADER_TYPE = 0x0e;

    private final SystemRoot root;
    private final PciScanner scanner;
    private final GivenStore given;

    BindingPlanner(SystemRoot root, PciScanner scanner, GivenStore given) {
        this.root = root;
        this.scanner = scanner;
        this.given = given;
    }

    private PciDeviceRecord device(String attempt, PciAddress address) throws BackendException {
        return scanner.device(address).orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt,
                "there is no device " + address, "'barscope list' shows all devices"));
    }

    BindingPlan give(PciAddress address) throws BackendException {
        PciDeviceRecord device = device("give " + address + " to VFIO", address);
        List<Sibling> siblings = siblings(device);
        List<String> notes = new ArrayList<>();
        for (Sibling sibling : siblings) {
            if (sibling.inTheWay()) {
                notes.add("IOMMU group " + device.iommuGroup().orElse(0) + " cannot be used while "
                        + sibling.address() + " has the driver '" + sibling.driver().orElse("")
                        + "': give it "
                        + "to VFIO too, or take it away");
            }
        }
        if (device.driver().filter(GroupDrivers::ofVfio).isPresent()) {
            notes.addFirst("it is with VFIO already");
            return new BindingPlan(address, Direction.TO_VFIO, device.driver(), device.driver(), List.of(),
                    device.iommuGroup(), siblings, List.of(), List.of(), notes);
        }
        List<Step> steps = new ArrayList<>();
        if (Files.notExists(driver(VFIO_PCI))) {
            steps.add(new LoadModule(VFIO_PCI, "loads the driver of VFIO"));
        }
        steps.add(new Write(attribute(address, "driver_override"), VFIO_PCI, "lets no other driver have the device"));
        device.driver().ifPresent(name -> steps.add(new Write(driver(name).resolve("unbind").toString(),
                address.toString(), "takes the device away from the driver '" + name + "'")));
        steps.add(probe(address, "lets " + VFIO_PCI + " have it"));
        notes.addAll(group(device));
        List<Loss> losses = new Losses(root).of(address);
        return new BindingPlan(address, Direction.TO_VFIO, device.driver(), Optional.of(VFIO_PCI), steps,
                device.iommuGroup(), siblings, losses, refusals(device, losses), notes);
    }

    private List<String> group(PciDeviceRecord device) {
        List<String> notes = new ArrayList<>();
        device.iommuGroup().ifPresent(group -> notes.add("only root may open /dev/vfio/" + group
                + " at first; to let yourself: sudo chown \"$USER\" /dev/vfio/" + group));
        device.sriov().filter(sriov -> sriov.enabled() > 0).ifPresent(sriov -> notes.add("it has "
                + sriov.enabled() + " virtual functions, which go away with its driver"));
        return notes;
    }

    private List<String> refusals(PciDeviceRecord device, List<Loss> losses) {
        List<String> refusals = new ArrayList<>();
        byte[] config = device.config().bytes();
        if (config.length > HEADER_TYPE && (config[HEADER_TYPE] & 0x7f) != 0) {
            refusals.add("it is a bridge, and vfio-pci takes only devices at the end of the bus");
        }
        if (device.iommuGroup().isEmpty()) {
            refusals.add("it is in no IOMMU group: VFIO needs an IOMMU, which this machine does not have or use");
        }
        for (Loss loss : losses) {
            if (FORBIDDING.contains(loss.kind())) {
                refusals.add(loss.name() + " behind it " + (loss.kind() == LossKind.DEFAULT_ROUTE ? "" : "is ")
                        + loss.detail());
            }
        }
        return refusals;
    }

    BindingPlan giveBack(PciAddress address) throws BackendException {
        PciDeviceRecord device = device("give " + address + " back", address);
        Optional<GivenDevice> known = given.find(address);
        boolean withVfio = device.driver().filter(GroupDrivers::ofVfio).isPresent();
        List<String> notes = new ArrayList<>();
        if (!withVfio && (device.driver().isPresent() || device.driverOverride().isEmpty())) {
            notes.add("it is not with VFIO");
            return new BindingPlan(address, Direction.BACK, device.driver(), device.driver(), List.of(),
                    device.iommuGroup(), siblings(device), List.of(), List.of(), notes);
        }
        Optional<String> original = known.flatMap(GivenDevice::originalDriver);
        List<Step> steps = new ArrayList<>();
        steps.add(new Write(attribute(address, "driver_override"), "\n", "lets any driver have the device again"));
        if (withVfio) {
            steps.add(new Write(driver(device.driver().orElseThrow()).resolve("unbind").toString(),
                    address.toString(), "takes the device away from VFIO"));
        }
        if (original.isPresent() && Files.exists(driver(original.get()))) {
            steps.add(new Write(driver(original.get()).resolve("bind").toString(), address.toString(),
                    "gives it back to the driver '" + original.get() + "'"));
        } else if (original.isPresent()) {
            steps.add(new LoadModule(original.get(), "loads the driver that it had"));
            steps.add(probe(address, "lets that driver have it"));
        } else if (known.isEmpty()) {
            notes.add("Barscope does not know which driver it had: the kernel chooses");
            steps.add(probe(address, "lets the kernel find a driver for it"));
        } else {
            notes.add("it had no driver before, and is left without one");
        }
        List<String> refusals = new ArrayList<>();
        for (Holders.Holder holder : holders(device)) {
            if (holder.self()) {
                notes.add("it is closed here first: open views of it are lost");
            } else {
                refusals.add(holder + " has it or its IOMMU group open, and the kernel would wait for that to end");
            }
        }
        return new BindingPlan(address, Direction.BACK, device.driver(), original, steps, device.iommuGroup(),
                siblings(device), List.of(), refusals, notes);
    }

    private List<Holders.Holder> holders(PciDeviceRecord device) {
        List<String> nodes = new ArrayList<>();
        device.iommuGroup().ifPresent(group -> {
            nodes.add(root.dev().resolve("vfio/" + group).toString());
            nodes.add(root.dev().resolve("vfio/noiommu-" + group).toString());
        });
        for (Path entry : SysfsLinks.children(root.device(device.address()).resolve("vfio-dev"))) {
            nodes.add(root.dev().resolve("vfio/devices").resolve(SysfsLinks.name(entry)).toString());
        }
        return new Holders(root).of(Set.copyOf(nodes));
    }

    private Write probe(PciAddress address, String meaning) {
        return new Write(root.sys().resolve("bus/pci/drivers_probe").toString(), address.toString(), meaning);
    }

    private Path driver(String name) {
        return root.sys().resolve("bus/pci/drivers").resolve(name);
    }

    private String attribute(PciAddress address, String name) {
        return root.device(address).resolve(name).toString();
    }

    private List<Sibling> siblings(PciDeviceRecord device) {
        if (device.iommuGroup().isEmpty()) {
            return List.of();
        }
        Path folder = root.iommuGroups().resolve(device.iommuGroup().getAsInt() + "/devices");
        List<Sibling> siblings = new ArrayList<>();
        for (Path member : SysfsLinks.children(folder)) {
            PciAddress.tryParse(SysfsLinks.name(member)).filter(address -> !address.equals(device.address()))
                    .flatMap(scanner::device).ifPresent(other -> siblings.add(new Sibling(other.address(),
                            name(other), other.driver(),
                            other.driver().filter(driver -> !GroupDrivers.harmless(driver)).isPresent())));
        }
        return siblings;
    }

    private static String name(PciDeviceRecord device) {
        String name = (device.names().vendor() + " " + device.names().device()).strip();
        return name.isEmpty() ? String.format("%04x:%04x", device.ids().vendor(), device.ids().device()) : name;
    }
}
