// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.ConfigImage;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.inventory.DeviceNames;
import org.barscope.core.inventory.IommuGroupRecord;
import org.barscope.core.inventory.IrqRecord;
import org.barscope.core.inventory.LinkRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.inventory.SriovRecord;
import org.barscope.core.pci.ConfigSpace;
import org.barscope.core.pci.PciAddress;
import org.barscope.core.pci.PciIds;

/**
 * Reads PCI devices and IOMMU groups from sysfs (Documentation/ABI/testing/sysfs-bus-pci). Everything it reads is free
 * of side effects: of configuration space only what is known to be there is read, and of a device that runtime power
 * management has put to sleep nothing but what the kernel remembers, because more would wake it.
 */
public final class PciScanner {

    private static final int NO_ID = 0xffff;
    private static final int UNKNOWN_WIDTH = 0xff;

    private final SystemRoot root;
    private final PciIds ids;

    /**
     * @param root where the kernel's file systems are
     * @param ids  names for numbers
     */
    public PciScanner(SystemRoot root, PciIds ids) {
        this.root = root;
        this.ids = ids;
    }

    /**
     * All devices, by address. Blocks for about a millisecond a device.
     *
     * @param problems receives one line for each thing that holds for the whole machine and could not be read
     */
    public List<PciDeviceRecord> devices(List<String> problems) {
        Attributes notes = new Attributes(root.pciDevices());
        Interrupts interrupts = Interrupts.read(root.proc(), problems);
        List<PciDeviceRecord> devices = Attributes.names(root.pciDevices(), notes).stream()
                .flatMap(name -> PciAddress.tryParse(name).stream()).sorted()
                .flatMap(address -> device(address, interrupts).stream()).toList();
        problems.addAll(notes.problems());
        return devices;
    }

    /** One device; empty when it is not there (any more). */
    public Optional<PciDeviceRecord> device(PciAddress address) {
        return device(address, Interrupts.read(root.proc(), new ArrayList<>()));
    }

    /** All IOMMU groups that hold a PCI device, by number. */
    public List<IommuGroupRecord> groups(List<String> problems) {
        Attributes notes = new Attributes(root.iommuGroups());
        List<IommuGroupRecord> groups = new ArrayList<>();
        for (String name : Attributes.names(root.iommuGroups(), notes)) {
            Attributes.digits(name).ifPresent(id -> group(id, problems).ifPresent(groups::add));
        }
        problems.addAll(notes.problems());
        groups.sort(Comparator.comparingInt(IommuGroupRecord::id));
        return groups;
    }

    private Optional<IommuGroupRecord> group(int id, List<String> problems) {
        Attributes group = new Attributes(root.iommuGroups().resolve(Integer.toString(id)));
        List<PciAddress> devices = group.names("devices").stream()
                .flatMap(n -> PciAddress.tryParse(n).stream()).sorted().toList();
        String type = devices.isEmpty() ? "" : group.text("type").orElse("");
        group.problems().forEach(p -> problems.add("IOMMU group " + id + ": " + p));
        return devices.isEmpty() ? Optional.empty() : Optional.of(new IommuGroupRecord(id, type, devices));
    }

    private Optional<PciDeviceRecord> device(PciAddress address, Interrupts interrupts) {
        Attributes at = new Attributes(root.device(address));
        OptionalInt vendor = at.number("vendor", 0xffff);
        OptionalInt device = at.number("device", 0xffff);
        if ((vendor.isEmpty() || device.isEmpty()) && at.gone()) {
            // It is not there, or went away while we looked.
            return Optional.empty();
        }
        // Before configuration space, because reading that wakes the device.
        PowerState power = PowerState.of(at);
        ConfigImage config = config(at, power);
        if (config.length() == ConfigSpace.HEADER_SIZE) {
            at.problem("only the first 64 bytes of configuration space can be read: "
                    + "the rest, with the capabilities, needs root");
        }
        DeviceIds numbers = new DeviceIds(vendor.orElse(NO_ID), device.orElse(NO_ID), 0, 0,
                at.number("class", 0xffffff).orElse(0), at.number("revision", 0xff).orElse(0));
        numbers = withSubsystem(numbers, at, config);
        List<BarRecord> bars = at.text("resource").map(text -> Resources.parse(text, at)).orElse(List.of());
        List<IrqRecord> irqs = interrupts.of(at);
        PciDeviceRecord record = new PciDeviceRecord(address, "pci", numbers, names(numbers), at.link("driver"),
                at.text("driver_override"), group(at), node(at),
                power.suspended() ? Optional.empty() : link(at), bars, sriov(at),
                at.link("physfn").flatMap(PciAddress::tryParse), irqs, power.state(),
                at.number("enable", Integer.MAX_VALUE).orElse(0) > 0, config, at.problems());
        // What was read while it went away is half of a device, and its problems are only that it went.
        return at.gone() ? Optional.empty() : Optional.of(record);
    }

    private ConfigImage config(Attributes at, PowerState power) {
        if (power.suspended()) {
            at.problem("asleep (runtime suspended): its configuration space was not read so as not to wake it");
            return ConfigImage.EMPTY;
        }
        return ConfigImage.of(at.bytes("config", file -> ConfigReader.read(file, root.proc())).orElse(new byte[0]));
    }

    /**
     * How many bytes of a device's configuration space this user may read. Does not touch the device.
     *
     * @return 0 when it has none or none may be read
     */
    public int configSize(PciAddress address) {
        Path file = root.device(address).resolve("config");
        try {
            return Files.isReadable(file) ? (int) ConfigReader.visible(Files.size(file), root.proc()) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** A bridge has its subsystem in a capability, where the kernel does not look: sysfs says 0 for it. */
    private static DeviceIds withSubsystem(DeviceIds ids, Attributes at, ConfigImage config) {
        int vendor = at.number("subsystem_vendor", 0xffff).orElse(0);
        int subsystem = at.number("subsystem_device", 0xffff).orElse(0);
        if (vendor == 0 && config.length() >= ConfigSpace.HEADER_SIZE) {
            int both = ConfigSpace.decode(config.bytes()).subsystem().orElse(0);
            vendor = both >>> 16;
            subsystem = both & 0xffff;
        }
        return new DeviceIds(ids.vendor(), ids.device(), vendor, subsystem, ids.classCode(), ids.revision());
    }

    private DeviceNames names(DeviceIds id) {
        int base = id.classCode() >>> 16;
        int sub = id.classCode() >>> 8 & 0xff;
        String kind = ids.subclass(base, sub).or(() -> ids.baseClass(base)).orElse("");
        String subsystem = id.subsystemVendor() == 0 ? ""
                : ids.describeSubsystem(id.vendor(), id.device(), id.subsystemVendor(), id.subsystem());
        return new DeviceNames(ids.vendor(id.vendor()).orElse(""), ids.device(id.vendor(), id.device()).orElse(""),
                subsystem, kind);
    }

    private static OptionalInt group(Attributes at) {
        return at.link("iommu_group").map(Attributes::digits).orElse(OptionalInt.empty());
    }

    private static OptionalInt node(Attributes at) {
        int node = at.number("numa_node", Integer.MAX_VALUE).orElse(-1);
        return node < 0 ? OptionalInt.empty() : OptionalInt.of(node);
    }

    private static Optional<LinkRecord> link(Attributes at) {
        Optional<String> speed = at.text("current_link_speed");
        Optional<String> max = at.text("max_link_speed");
        if (speed.isEmpty() && max.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LinkRecord(speed.orElse(""), lanes(at, "current_link_width"), max.orElse(""),
                lanes(at, "max_link_width")));
    }

    /** The kernel says 255 when it cannot tell (PCIE_LNK_WIDTH_UNKNOWN, include/linux/pci.h). */
    private static int lanes(Attributes at, String name) {
        int lanes = at.number(name, UNKNOWN_WIDTH).orElse(0);
        return lanes == UNKNOWN_WIDTH ? 0 : Math.max(0, lanes);
    }

    private static Optional<SriovRecord> sriov(Attributes at) {
        int total = at.number("sriov_totalvfs", 0xffff).orElse(0);
        if (total <= 0) {
            return Optional.empty();
        }
        List<PciAddress> functions = new ArrayList<>();
        for (int i = 0; i < total; i++) {
            Optional<PciAddress> function = at.link("virtfn" + i).flatMap(PciAddress::tryParse);
            if (function.isEmpty()) {
                break;
            }
            functions.add(function.get());
        }
        return Optional.of(new SriovRecord(total, Math.max(0, at.number("sriov_numvfs", 0xffff).orElse(0)), functions));
    }

    /** Whether the system has PCI devices at all in the usual place. */
    public boolean available() {
        return Files.isDirectory(root.pciDevices());
    }
}
