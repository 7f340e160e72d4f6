// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.DecodedDevice;
import org.barscope.core.inventory.IrqRecord;
import org.barscope.core.inventory.LinkRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.pci.BridgeWindow;
import org.barscope.core.pci.ConfigField;
import org.barscope.core.pci.ConfigRegister;
import org.barscope.core.pci.ConfigSpace;
import org.barscope.core.pci.PciAddress;
import org.barscope.core.pci.PciCapability;
import org.barscope.core.pci.PciHeader;

/** A device in full as text, worded as {@code lspci -vvv} does where both say the same. */
final class DeviceReport {

    private static final int CAPABILITIES_LIST = 0x10;

    private static final List<String> STATUS = List.of("Cap", "66MHz", "UDF", "FastB2B", "ParErr", "DEVSEL",
            "SigTargetAbort=>TAbort", "RecTargetAbort=<TAbort", "RecMasterAbort=<MAbort", "SigSystemError=>SERR",
            "DetectedParity=<PERR", "INTx");

    private final PciDeviceRecord device;
    private final DecodedDevice decoded;
    private final List<String> lines = new ArrayList<>();

    DeviceReport(DecodedDevice decoded) {
        this.decoded = decoded;
        this.device = decoded.device();
    }

    List<String> lines() {
        lines.add(device.deviceUri() + " " + DeviceText.headline(device));
        subsystem();
        decoded.config().ifPresent(config -> {
            flags("Control", config, "Command", List.of());
            flags("Status", config, "Status", STATUS);
        });
        placement();
        device.bars().forEach(this::bar);
        decoded.config().ifPresent(this::bridge);
        virtualFunctions();
        decoded.config().ifPresent(this::capabilities);
        interrupts();
        device.driver().ifPresent(driver -> line("Kernel driver in use: " + driver));
        device.driverOverride().ifPresent(driver -> line("Driver override: " + driver));
        decoded.config().ifPresent(config -> config.findings().forEach(finding -> line("Note: " + finding)));
        device.problems().forEach(problem -> line("Problem: " + problem));
        return lines;
    }

    private void subsystem() {
        int vendor = device.ids().subsystemVendor();
        if (vendor != 0) {
            String name = device.names().subsystem().isEmpty() ? "Device" : device.names().subsystem();
            line(String.format(Locale.ROOT, "Subsystem: %s [%04x:%04x]", name, vendor, device.ids().subsystem()));
        }
    }

    /** @param words the fields in lspci's order as "name" or "name=lspci's name"; empty for those of the register */
    private void flags(String label, ConfigSpace config, String name, List<String> words) {
        config.register(name).ifPresent(register -> {
            List<String> shown = words.isEmpty()
                    ? register.fields().reversed().stream().map(field -> flag(field, name(field))).toList()
                    : words.stream().flatMap(word -> flag(register, word).stream()).toList();
            line(label + ": " + String.join(" ", shown));
        });
    }

    private static Optional<String> flag(ConfigRegister register, String word) {
        String[] names = word.split("=");
        return register.fields().stream().filter(field -> name(field).equals(names[0])).findFirst()
                .map(field -> flag(field, names[names.length - 1]));
    }

    private static String name(ConfigField field) {
        return field.path().substring(field.path().indexOf('.') + 1);
    }

    private static String flag(ConfigField field, String name) {
        return field.msb() == field.lsb() ? name + (field.value() == 0 ? "-" : "+")
                : name + "=" + (field.meaning().isEmpty() ? Long.toString(field.value()) : field.meaning());
    }

    private void placement() {
        List<String> parts = new ArrayList<>();
        device.iommuGroup().ifPresent(group -> parts.add("IOMMU group " + group));
        device.numaNode().ifPresent(node -> parts.add("NUMA node " + node));
        if (!device.powerState().isEmpty()) {
            parts.add("power state " + device.powerState());
        }
        parts.add(device.enabled() ? "enabled" : "not enabled");
        line(String.join(", ", parts));
        device.link().ifPresent(this::link);
        device.physicalFunction().ifPresent(function -> line("Virtual function of " + function));
    }

    private void link(LinkRecord link) {
        line("Link: " + link.currentSpeed() + " x" + link.currentWidth() + " (at most " + link.maxSpeed() + " x"
                + link.maxWidth() + ")");
    }

    private void bridge(ConfigSpace config) {
        if (config.header() instanceof PciHeader.Bridge bridge) {
            line(String.format(Locale.ROOT, "Bus: primary=%02x, secondary=%02x, subordinate=%02x, sec-latency=%d",
                    bridge.primaryBus(), bridge.secondaryBus(), bridge.subordinateBus(), bridge.secondaryLatency()));
            for (BridgeWindow window : bridge.windows()) {
                line(window.kind().label() + " behind bridge: " + (window.open()
                        ? Long.toHexString(window.base()) + "-" + Long.toHexString(window.limit()) : "[disabled]"));
            }
        }
    }

    private void bar(BarRecord bar) {
        String where = bar.busAddress() == 0 ? "<unassigned>" : String.format(Locale.ROOT, "%08x", bar.busAddress());
        String size = " [size=" + DeviceText.size(bar.size()) + "]";
        String state = bar.status().live() ? "" : " [" + bar.status().state().name().toLowerCase(Locale.ROOT)
                + (bar.status().reason().isEmpty() ? "" : ": " + bar.status().reason()) + "]";
        if (bar.index() == BarRecord.ROM_INDEX) {
            line("Expansion ROM at " + where + size + state);
        } else if (bar.kind() == BarKind.IO) {
            line("Region " + bar.index() + ": I/O ports at " + where.replaceFirst("^0{4}", "") + size + state);
        } else {
            line("Region " + bar.index() + ": Memory at " + where + " (" + (bar.kind() == BarKind.MEM64 ? "64" : "32")
                    + "-bit, " + (bar.prefetchable() ? "prefetchable" : "non-prefetchable") + ")" + size + state);
        }
    }

    private void virtualFunctions() {
        device.sriov().ifPresent(sriov -> line("Virtual functions: " + sriov.enabled() + " of " + sriov.total()
                + (sriov.functions().isEmpty() ? "" : ": " + sriov.functions().stream().map(PciAddress::toString)
                        .collect(Collectors.joining(", ")))));
    }

    private void capabilities(ConfigSpace config) {
        if (device.config().length() == ConfigSpace.HEADER_SIZE && (config.status() & CAPABILITIES_LIST) != 0) {
            line("Capabilities: <access denied>");
        }
        config.capabilities().forEach(this::capability);
    }

    private void capability(PciCapability capability) {
        line("Capabilities: [" + Integer.toHexString(capability.offset())
                + (capability.extended() ? " v" + capability.version() : "") + "] " + capability.headline());
        capability.text().forEach(text -> lines.add("\t\t" + text));
        if (capability.truncated()) {
            lines.add("\t\t<the rest could not be read>");
        }
    }

    private void interrupts() {
        for (IrqRecord irq : device.irqs()) {
            line("Interrupt: " + irq.kind() + (irq.kind() == IrqRecord.Kind.INTX ? "" : " " + irq.vector())
                    + " routed to IRQ " + irq.linux()
                    + (irq.count() < 0 ? "" : ", fired " + irq.count() + (irq.count() == 1 ? " time" : " times")));
        }
    }

    private void line(String text) {
        lines.add("\t" + text);
    }
}
