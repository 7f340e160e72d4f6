// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.AddressBlock;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.Cpu;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.Interrupt;
import org.barscope.registers.model.Protection;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterNode;
import org.barscope.registers.model.RegisterProperties;
import org.barscope.registers.read.FaultLog;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.xml.XmlElement;
import org.barscope.registers.xml.XmlTree;

/** Turns the elements of a CMSIS-SVD file, derivations followed, into a description. */
final class SvdBuilder {
    private static final RegisterProperties DEFAULTS = RegisterProperties.of(32, Access.READ_WRITE);

    // A register or cluster takes about as much memory as this many fields.
    private static final int WEIGHT = 4;

    private final SvdResolver resolver;
    private final FaultLog faults;
    private final ReadMonitor monitor;
    private final SvdValues values;
    private final SvdRegisterBuilder registers;
    // Derivation can multiply what a small file says, so both the work and the result are bounded.
    private long expanded;
    private long built;
    private int depth;

    SvdBuilder(SvdResolver resolver, FaultLog faults, ReadMonitor monitor) {
        this.resolver = resolver;
        this.faults = faults;
        this.monitor = monitor;
        this.values = new SvdValues(faults);
        this.registers = new SvdRegisterBuilder(values);
    }

    /** The description; null when a fault leaves nothing to build. */
    DeviceDescription device(XmlElement root) {
        XmlElement device = resolver.resolve(root);
        RegisterProperties properties = values.properties(device);
        String schema = device.attribute("schemaVersion");
        if (schema != null && !schema.strip().matches("1\\.[0-9]+(\\.[0-9]+)?")) {
            values.error(device, "schemaVersion=\"" + schema + "\" is unknown; expected 1.0 to 1.3");
        }
        List<Block> blocks = new ArrayList<>();
        XmlElement peripherals = device.child("peripherals");
        if (peripherals != null) {
            SiblingNames names = new SiblingNames(faults);
            for (XmlElement peripheral : peripherals.children("peripheral")) {
                checkCancelled();
                Optional<Dimension> dimension = values.dimension(peripheral);
                String name = values.name(peripheral);
                names.add(peripheral, name, dimension);
                blocks.add(block(peripheral, name, dimension, properties.orElse(DEFAULTS)));
            }
        }
        Optional<Cpu> cpu = Optional.ofNullable(device.child("cpu")).map(this::cpu);
        XmlElement extensions = device.child("vendorExtensions");
        if (faults.hasErrors()) {
            return null;
        }
        return new DeviceDescription(values.name(device), values.text(device, "version").orElse(""),
                values.text(device, "description").orElse(""), labels(device), cpu,
                values.number(device, "addressUnitBits", 1, 1024).orElse(8),
                values.number(device, "width", 1, 1024).orElse(32), properties, blocks,
                Optional.ofNullable(extensions).map(XmlElement::innerXml), Map.of());
    }

    private DeviceDescription.Labels labels(XmlElement device) {
        String license = device.childText("licenseText");
        return new DeviceDescription.Labels(values.text(device, "vendor"), values.text(device, "vendorID"),
                values.text(device, "series"), Optional.ofNullable(license).filter(text -> !text.isEmpty()),
                values.text(device, "headerSystemFilename"), values.text(device, "headerDefinitionsPrefix"));
    }

    private void checkCancelled() {
        if (monitor.cancelled()) {
            throw new CancellationException("reading " + faults.file() + " was cancelled");
        }
    }

    // Processor

    private Cpu cpu(XmlElement cpu) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (XmlElement child : cpu.children()) {
            switch (child.name()) {
                case "sauRegionsConfig" -> {
                    continue;
                }
                case "revision" -> expect(child, child.text().matches("r[0-9]*p[0-9]*"), "rNpM, such as r1p0");
                case "endian" -> expect(child, child.text().matches("little|big|selectable|other"),
                        "little, big, selectable or other");
                case "nvicPrioBits", "deviceNumInterrupts", "sauNumRegions" -> values.number(cpu, child.name());
                case "name" -> {
                    if (!SvdTypes.CPU_NAMES.contains(child.text())) {
                        values.warning(child, "'" + child.text() + "' is no processor of the schema; expected one of "
                                + String.join(", ", SvdTypes.CPU_NAMES));
                    }
                }
                default -> expect(child, SvdValues.bool(child.text()).isPresent(), "true or false");
            }
            properties.put(child.name(), child.text());
        }
        return new Cpu(properties, Optional.ofNullable(cpu.child("sauRegionsConfig")).map(this::sau));
    }

    private void expect(XmlElement element, boolean good, String expected) {
        if (!good) {
            values.error(element, "'" + element.text() + "' is not valid; expected " + expected);
        }
    }

    private Cpu.SauRegionsConfig sau(XmlElement config) {
        String protection = config.attribute("protectionWhenDisabled");
        Optional<Protection> outside = protection == null ? Optional.of(Protection.SECURE)
                : Protection.ofToken(protection);
        if (outside.isEmpty()) {
            values.error(config, "protectionWhenDisabled=\"" + protection + "\" is unknown; expected s, n or p");
        }
        List<Cpu.SauRegion> regions = config.children("region").stream().map(this::sauRegion).toList();
        return new Cpu.SauRegionsConfig(enabled(config), outside.orElse(Protection.SECURE), regions);
    }

    private Cpu.SauRegion sauRegion(XmlElement region) {
        List<Cpu.SauRange> ranges = new ArrayList<>();
        List<XmlElement> bases = region.children("base");
        List<XmlElement> limits = region.children("limit");
        List<XmlElement> accesses = region.children("access");
        if (bases.size() != limits.size() || bases.size() != accesses.size()) {
            values.error(region, "expected a <limit> and an <access> for each <base>");
            return new Cpu.SauRegion(false, Optional.empty(), List.of());
        }
        for (int i = 0; i < bases.size(); i++) {
            OptionalLong base = SvdNumbers.scaled(bases.get(i).text());
            OptionalLong limit = SvdNumbers.scaled(limits.get(i).text());
            expect(bases.get(i), base.isPresent(), "a number");
            expect(limits.get(i), limit.isPresent(), "a number");
            expect(accesses.get(i), accesses.get(i).text().matches("[cn]"), "c or n");
            ranges.add(new Cpu.SauRange(base.orElse(0), limit.orElse(0), accesses.get(i).text().equals("c")));
        }
        return new Cpu.SauRegion(enabled(region), Optional.ofNullable(region.attribute("name")), ranges);
    }

    private boolean enabled(XmlElement element) {
        String text = element.attribute("enabled");
        Optional<Boolean> value = text == null ? Optional.of(true) : SvdValues.bool(text);
        if (value.isEmpty()) {
            values.error(element, "enabled=\"" + text + "\" is not valid; expected true or false");
        }
        return value.orElse(true);
    }

    // Blocks and clusters

    private Block block(XmlElement peripheral, String name, Optional<Dimension> dimension,
            RegisterProperties above) {
        RegisterProperties properties = values.properties(peripheral);
        XmlElement content = peripheral.child("registers");
        if (content == null) {
            values.warning(peripheral, "no <registers>; expected some, of its own or derived");
        }
        List<RegisterNode> nodes = content == null ? List.of()
                : nodes(content, properties.orElse(above), dimension.map(Dimension::count).orElse(1));
        if (peripheral.child("addressBlock") == null && peripheral.attribute("derivedFrom") == null) {
            values.warning(peripheral, "no <addressBlock>; expected at least one");
        }
        Block.Labels labels = new Block.Labels(values.text(peripheral, "version"),
                values.text(peripheral, "alternatePeripheral"), values.text(peripheral, "groupName"),
                values.text(peripheral, "prependToName"), values.text(peripheral, "appendToName"),
                values.text(peripheral, "headerStructName"));
        return new Block(name, values.text(peripheral, "description"), dimension,
                values.number(peripheral, "baseAddress").orElse(0), labels,
                values.text(peripheral, "disableCondition"), properties,
                peripheral.children("addressBlock").stream().map(this::addressBlock).toList(),
                peripheral.children("interrupt").stream().map(this::interrupt).toList(), nodes, Map.of());
    }

    private AddressBlock addressBlock(XmlElement element) {
        return new AddressBlock(values.number(element, "offset").orElse(0), values.number(element, "size").orElse(0),
                values.token(element, "usage", AddressBlock.Usage::ofToken, "registers, buffer or reserved")
                        .orElse(AddressBlock.Usage.REGISTERS),
                values.protection(element));
    }

    private Interrupt interrupt(XmlElement element) {
        String text = Optional.ofNullable(element.childText("value")).orElse("0");
        int number = 0;
        try {
            number = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            values.error(element.child("value"), "'" + text + "' is not valid; expected an integer");
        }
        return new Interrupt(values.text(element, "name").orElse("?"), values.text(element, "description"), number);
    }

    private List<RegisterNode> nodes(XmlElement container, RegisterProperties above, long copies) {
        if (++depth > XmlTree.MAX_DEPTH) {
            values.error(container, "is nested more than " + XmlTree.MAX_DEPTH + " deep by derivation");
            depth--;
            return List.of();
        }
        List<RegisterNode> nodes = nodesInside(container, above, copies);
        depth--;
        return nodes;
    }

    private List<RegisterNode> nodesInside(XmlElement container, RegisterProperties above, long copies) {
        List<RegisterNode> nodes = new ArrayList<>();
        SiblingNames names = new SiblingNames(faults);
        for (XmlElement element : container.children()) {
            boolean register = element.name().equals("register");
            if (!register && !element.name().equals("cluster")) {
                continue;
            }
            built += WEIGHT;
            if (built > SvdValues.MAX_ELEMENTS) {
                values.error(element, "the file makes more than " + SvdValues.MAX_ELEMENTS / WEIGHT
                        + " registers and clusters with derivation followed, or too many fields; expected fewer");
                return nodes;
            }
            Optional<Dimension> dimension = values.dimension(element);
            String name = values.name(element);
            names.add(element, name, dimension);
            long all = copies * dimension.map(Dimension::count).orElse(1);
            if (all > SvdValues.MAX_ELEMENTS) {
                values.error(element, "is repeated " + all + " times; expected at most " + SvdValues.MAX_ELEMENTS);
                continue;
            }
            if (register) {
                count(element, all);
                Register made = registers.register(element, name, dimension, above);
                built += made.fields().size();
                nodes.add(made);
            } else {
                nodes.add(cluster(element, name, dimension, above, all));
            }
        }
        warnAboutOverlaps(container, nodes);
        return nodes;
    }

    private void count(XmlElement element, long copies) {
        boolean before = expanded <= SvdValues.MAX_ELEMENTS;
        expanded += copies;
        if (before && expanded > SvdValues.MAX_ELEMENTS) {
            values.error(element, "makes more than " + SvdValues.MAX_ELEMENTS
                    + " registers with arrays expanded; expected fewer");
        }
        if (expanded % 64 == 0) {
            checkCancelled();
        }
    }

    private Cluster cluster(XmlElement element, String name, Optional<Dimension> dimension, RegisterProperties above,
            long copies) {
        RegisterProperties properties = values.properties(element);
        List<RegisterNode> nodes = nodes(element, properties.orElse(above), copies);
        if (nodes.isEmpty()) {
            values.error(element, "is empty; expected a <register> or <cluster> in it");
        }
        return new Cluster(name, values.text(element, "description"), dimension,
                values.text(element, "alternateCluster"), values.text(element, "headerStructName"),
                values.number(element, "addressOffset").orElse(0), properties, nodes, Map.of());
    }

    private void warnAboutOverlaps(XmlElement container, List<RegisterNode> nodes) {
        List<Register> plain = new ArrayList<>();
        for (RegisterNode node : nodes) {
            if (node instanceof Register register && register.alternateGroup().isEmpty()
                    && register.alternateRegister().isEmpty() && register.dimension().isEmpty()) {
                plain.add(register);
            }
        }
        plain.sort((a, b) -> Long.compareUnsigned(a.offset(), b.offset()));
        for (int i = 1; i < plain.size(); i++) {
            Register low = plain.get(i - 1);
            Register high = plain.get(i);
            boolean twoViews = low.access().readable() != high.access().readable();
            if (high.offset() - low.offset() < low.bytes() && !twoViews) {
                values.warning(container, "registers " + low.name() + " and " + high.name() + " overlap at offset 0x"
                        + Long.toHexString(high.offset()) + "; expected <alternateRegister> in one of them");
            }
        }
    }
}
