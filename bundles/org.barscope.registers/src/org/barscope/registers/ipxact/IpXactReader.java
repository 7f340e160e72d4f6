// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.ipxact;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.AddressBlock;
import org.barscope.registers.model.BitPattern;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.EnumUsage;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.EnumeratedValues;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterNode;
import org.barscope.registers.model.RegisterProperties;
import org.barscope.registers.model.WriteConstraint;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.DescriptionReader;
import org.barscope.registers.read.FaultLog;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.read.ReadResult;
import org.barscope.registers.xml.XmlElement;
import org.barscope.registers.xml.XmlSchema;
import org.barscope.registers.xml.XmlTree;

/**
 * Reads the memory maps of an IP-XACT component: every address block becomes a block, register files become clusters.
 * Everything else of a component is passed over. Numbers must be constants; expressions over parameters are an error.
 */
public final class IpXactReader implements DescriptionReader {
    /** Creates a reader. */
    public IpXactReader() {
        // Stateless.
    }

    @Override
    public ReadResult read(Path file, byte[] content, ReadMonitor monitor) throws DescriptionException {
        FaultLog faults = new FaultLog(file.toString());
        try {
            XmlElement root = XmlTree.read(content, Set.of("spirit:vendorExtensions", "ipxact:vendorExtensions"),
                    faults, monitor);
            Optional<DeviceDescription> description = Optional.empty();
            if (root != null && !root.localName().equals("component")) {
                faults.error(root.line(), root.column(), "<" + root.name() + ">", "expected <component> of IP-XACT");
            } else if (root != null) {
                description = Optional.of(new Component(faults, monitor).device(root));
                if (description.get().registerCount() > MAX_REGISTERS) {
                    faults.error(root.line(), root.column(), XmlSchema.label(root), "makes more than " + MAX_REGISTERS
                            + " registers with arrays expanded; expected fewer");
                }
            }
            if (faults.hasErrors()) {
                throw faults.exception();
            }
            return new ReadResult(description.orElseThrow(), faults.faults());
        } catch (FaultLog.TooManyFaults stop) {
            throw faults.exception();
        }
    }

    private static final class Component {
        private final FaultLog faults;
        private final ReadMonitor monitor;

        Component(FaultLog faults, ReadMonitor monitor) {
            this.faults = faults;
            this.monitor = monitor;
        }

        // Elements

        private void error(XmlElement at, String message) {
            String name = Optional.ofNullable(child(at, "name")).map(XmlElement::text).orElse("");
            faults.error(at.line(), at.column(), ("<" + at.name() + "> " + XmlTree.shorten(name)).strip(), message);
        }

        private static XmlElement child(XmlElement element, String local) {
            return element.children().stream().filter(e -> e.localName().equals(local)).findFirst().orElse(null);
        }

        private static List<XmlElement> children(XmlElement element, String local) {
            return element.children().stream().filter(e -> e.localName().equals(local))
                    .filter(e -> child(e, "isPresent") == null || !child(e, "isPresent").text().matches("0|false"))
                    .toList();
        }

        private static Optional<String> text(XmlElement element, String local) {
            return Optional.ofNullable(child(element, local)).map(XmlElement::text).filter(t -> !t.isEmpty())
                    .map(t -> t.replaceAll("\\s+", " "));
        }

        private String name(XmlElement element, Set<String> used) {
            String name = text(element, "name").orElse("");
            if (!name.matches("[^\\s.*?:/\"<>&%]+")) {
                error(element, "no name that can be used; expected letters, digits and _");
                return "?";
            }
            if (!used.add(name)) {
                error(element, "the name " + name + " is used before; expected a name of its own");
            }
            return name;
        }

        private OptionalLong number(XmlElement element, String local) {
            XmlElement leaf = child(element, local);
            return leaf == null ? OptionalLong.empty() : number(leaf);
        }

        private OptionalLong number(XmlElement leaf) {
            String digits = leaf.text().replace("_", "").toLowerCase(Locale.ROOT);
            int tick = digits.indexOf('\'');
            int radix = 10;
            if (tick >= 0 && digits.substring(0, tick).matches("[0-9]{0,3}") && digits.length() > tick + 1) {
                radix = switch (digits.charAt(tick + 1)) {
                    case 'h' -> 16;
                    case 'b' -> 2;
                    case 'o' -> 8;
                    default -> 10;
                };
                digits = digits.substring(tick + (Character.isDigit(digits.charAt(tick + 1)) ? 1 : 2));
            } else if (digits.startsWith("0x") || digits.startsWith("#")) {
                radix = 16;
                digits = digits.substring(digits.startsWith("#") ? 1 : 2);
            }
            int scale = digits.isEmpty() || radix == 16 ? -1 : "kmgt".indexOf(digits.charAt(digits.length() - 1));
            digits = scale < 0 ? digits : digits.substring(0, digits.length() - 1);
            if (digits.length() <= 80 && digits.matches(radix == 16 ? "[0-9a-f]+" : radix == 10 ? "[0-9]+"
                    : radix == 8 ? "[0-7]+" : "[01]+")) {
                BigInteger value = new BigInteger(digits, radix).shiftLeft(10 * (scale + 1));
                if (value.bitLength() <= 64) {
                    return OptionalLong.of(value.longValue());
                }
            }
            error(leaf, "'" + XmlTree.shorten(leaf.text())
                    + "' is no constant; expected a number such as 16, 0x10 or 'h10, of at most 64 bits");
            return OptionalLong.empty();
        }

        private OptionalInt number(XmlElement element, String local, int minimum, int maximum) {
            OptionalLong value = number(element, local);
            if (value.isEmpty()) {
                return OptionalInt.empty();
            }
            if (value.getAsLong() < minimum || value.getAsLong() > maximum) {
                error(child(element, local), Long.toUnsignedString(value.getAsLong()) + " is out of range; expected "
                        + minimum + " to " + maximum);
                return OptionalInt.empty();
            }
            return OptionalInt.of((int) value.getAsLong());
        }

        private <E> Optional<E> token(XmlElement element, String local, Function<String, Optional<E>> parse,
                String expected) {
            Optional<String> text = text(element, local);
            Optional<E> value = text.flatMap(parse);
            if (text.isPresent() && value.isEmpty()) {
                error(child(element, local), "'" + XmlTree.shorten(text.get()) + "' is unknown; expected " + expected);
            }
            return value;
        }

        private Optional<Access> access(XmlElement element) {
            return token(element, "access", Access::ofToken,
                    "read-only, write-only, read-write, writeOnce or read-writeOnce");
        }

        // Levels

        DeviceDescription device(XmlElement root) {
            List<Block> blocks = new ArrayList<>();
            Set<String> names = new HashSet<>();
            List<XmlElement> maps = Optional.ofNullable(child(root, "memoryMaps"))
                    .map(all -> children(all, "memoryMap")).orElse(List.of());
            for (XmlElement map : maps) {
                OptionalInt unit = number(map, "addressUnitBits", 1, 64);
                if (unit.isPresent() && unit.getAsInt() % 8 != 0) {
                    error(map, "addressUnitBits " + unit.getAsInt() + "; expected a multiple of 8");
                    continue;
                }
                children(map, "addressBlock").forEach(block -> blocks.add(block(block, names,
                        unit.orElse(8) / 8)));
            }
            if (blocks.isEmpty()) {
                error(root, "no <addressBlock> in its memory maps; expected at least one");
            }
            DeviceDescription.Labels labels = new DeviceDescription.Labels(text(root, "vendor"), Optional.empty(),
                    text(root, "library"), Optional.empty(), Optional.empty(), Optional.empty());
            return new DeviceDescription(text(root, "name").orElse("?"), text(root, "version").orElse(""),
                    text(root, "description").orElse(""), labels, Optional.empty(), 8, 64, RegisterProperties.NONE,
                    blocks, Optional.empty(), Map.of());
        }

        private Block block(XmlElement element, Set<String> names, int unit) {
            if (monitor.cancelled()) {
                throw new CancellationException("reading " + faults.file() + " was cancelled");
            }
            OptionalLong base = number(element, "baseAddress");
            if (child(element, "baseAddress") == null) {
                error(element, "no <baseAddress>; expected one");
            }
            OptionalLong range = number(element, "range");
            List<AddressBlock> ranges = range.isEmpty() ? List.of() : List.of(new AddressBlock(0,
                    range.getAsLong() * unit, AddressBlock.Usage.REGISTERS, Optional.empty()));
            Access access = access(element).orElse(Access.READ_WRITE);
            return new Block(name(element, names), text(element, "description"), Optional.empty(),
                    base.orElse(0) * unit, Block.Labels.NONE, Optional.empty(), RegisterProperties.NONE, ranges,
                    List.of(), nodes(element, access, unit), Map.of());
        }

        private List<RegisterNode> nodes(XmlElement element, Access above, int unit) {
            List<RegisterNode> nodes = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (XmlElement register : children(element, "register")) {
                register(register, names, above, unit).ifPresent(nodes::add);
            }
            for (XmlElement file : children(element, "registerFile")) {
                String name = name(file, names);
                long offset = number(file, "addressOffset").orElse(0) * unit;
                Optional<Dimension> dimension = dimension(file, number(file, "range").orElse(0) * unit);
                nodes.add(new Cluster(dimension.isEmpty() ? name : name + "[%s]", text(file, "description"), dimension,
                        Optional.empty(), Optional.empty(), offset, RegisterProperties.NONE,
                        nodes(file, access(file).orElse(above), unit), Map.of()));
            }
            return nodes;
        }

        private Optional<Dimension> dimension(XmlElement element, long increment) {
            // 1685-2022 wraps the dimensions in <array>; the earlier ones list them side by side.
            long count = 1;
            List<XmlElement> dims = children(element, "dim");
            for (XmlElement dim : dims) {
                long each = number(dim).orElse(1);
                if (each < 1 || each > MAX_REGISTERS || count * each > MAX_REGISTERS) {
                    error(dim, "an array of that size; expected 1 to " + MAX_REGISTERS + " elements");
                    return Optional.empty();
                }
                count *= each;
            }
            return dims.isEmpty() ? Optional.empty() : Optional.of(Dimension.of((int) count, increment));
        }

        private Optional<Register> register(XmlElement element, Set<String> names, Access above, int unit) {
            String name = name(element, names);
            OptionalInt size = number(element, "size", 1, 64);
            if (size.isEmpty()) {
                if (child(element, "size") == null) {
                    error(element, "no <size>; expected one");
                }
                return Optional.empty();
            }
            if (child(element, "addressOffset") == null) {
                error(element, "no <addressOffset>; expected one");
            }
            Access access = access(element).orElse(above);
            int bytes = Register.builder(name, 0, size.getAsInt()).build().bytes();
            Optional<Dimension> dimension = dimension(element, bytes);
            List<Field> fields = new ArrayList<>();
            Set<String> fieldNames = new HashSet<>();
            long[] reset = {0, 0};
            XmlElement whole = child(element, "reset");
            if (whole != null) {
                reset[0] = number(whole, "value").orElse(0);
                reset[1] = number(whole, "mask").orElse(BitRange.ones(size.getAsInt()));
            }
            for (XmlElement field : children(element, "field")) {
                field(field, fieldNames, access, size.getAsInt(), reset).ifPresent(fields::add);
            }
            RegisterProperties properties = new RegisterProperties(size, Optional.of(access), Optional.empty(),
                    reset[1] == 0 ? OptionalLong.empty() : OptionalLong.of(reset[0]),
                    reset[1] == 0 ? OptionalLong.empty() : OptionalLong.of(reset[1]));
            return Optional.of(Register.builder(dimension.isEmpty() ? name : name + "[%s]",
                    number(element, "addressOffset").orElse(0) * unit, size.getAsInt()).properties(properties)
                    .displayName(text(element, "displayName").orElse(null))
                    .description(text(element, "description").orElse(null)).dimension(dimension.orElse(null))
                    .fields(fields).userProperties(kept(element)).build());
        }

        private static Map<String, String> kept(XmlElement element) {
            Map<String, String> kept = new LinkedHashMap<>();
            for (String property : List.of("volatile", "typeIdentifier", "testable", "reserved")) {
                text(element, property).ifPresent(value -> kept.put(property, value));
            }
            return kept;
        }

        private Optional<Field> field(XmlElement element, Set<String> names, Access above, int size, long[] reset) {
            String name = name(element, names);
            OptionalInt offset = number(element, "bitOffset", 0, size - 1);
            OptionalInt width = number(element, "bitWidth", 1, 64);
            if (offset.isEmpty() || width.isEmpty() || offset.getAsInt() + width.getAsInt() > size) {
                error(element, "no bits within the register; expected <bitOffset> and <bitWidth> in 0 to "
                        + (size - 1));
                return Optional.empty();
            }
            BitRange bits = BitRange.ofWidth(offset.getAsInt(), width.getAsInt());
            XmlElement resets = child(element, "resets");
            XmlElement first = resets == null ? null : child(resets, "reset");
            if (first != null) {
                long mask = number(first, "mask").orElse(bits.maximum());
                reset[0] = bits.insert(reset[0], number(first, "value").orElse(0));
                reset[1] |= bits.insert(0, mask);
            }
            return Optional.of(Field.builder(name, bits).description(text(element, "description").orElse(null))
                    .access(access(element).orElse(above))
                    .modifiedWriteValues(token(element, "modifiedWriteValue", ModifiedWriteValues::ofToken,
                            "oneToClear, oneToSet, oneToToggle, zeroToClear, zeroToSet, zeroToToggle, clear, set or "
                                    + "modify").orElse(ModifiedWriteValues.MODIFY))
                    .readAction(token(element, "readAction", ReadAction::ofToken, "clear, set or modify")
                            .orElse(null))
                    .writeConstraint(constraint(element).orElse(null)).enumeratedValues(values(element, bits))
                    .userProperties(kept(element)).build());
        }

        private Optional<WriteConstraint> constraint(XmlElement field) {
            XmlElement rule = child(field, "writeValueConstraint");
            if (rule == null) {
                return Optional.empty();
            }
            OptionalLong minimum = number(rule, "minimum");
            OptionalLong maximum = number(rule, "maximum");
            if (minimum.isPresent() && maximum.isPresent()) {
                if (Long.compareUnsigned(minimum.getAsLong(), maximum.getAsLong()) > 0) {
                    error(rule, "<minimum> is larger than <maximum>; expected a range");
                    return Optional.empty();
                }
                return Optional.of(new WriteConstraint.Range(minimum.getAsLong(), maximum.getAsLong()));
            }
            Optional<WriteConstraint> same = text(rule, "writeAsRead")
                    .map(text -> new WriteConstraint.WriteAsRead(text.equals("true")));
            return same.or(() -> text(rule, "useEnumeratedValues")
                    .map(text -> new WriteConstraint.UseEnumeratedValues(text.equals("true"))));
        }

        private List<EnumeratedValues> values(XmlElement field, BitRange bits) {
            XmlElement all = child(field, "enumeratedValues");
            if (all == null) {
                return List.of();
            }
            Map<EnumUsage, List<EnumeratedValue>> byUsage = new LinkedHashMap<>();
            for (XmlElement item : children(all, "enumeratedValue")) {
                String usage = Optional.ofNullable(item.attribute("usage"))
                        .or(() -> Optional.ofNullable(item.attribute("ipxact:usage")))
                        .or(() -> Optional.ofNullable(item.attribute("spirit:usage"))).orElse("read-write");
                Optional<EnumUsage> known = EnumUsage.ofToken(usage);
                OptionalLong value = number(item, "value");
                if (known.isEmpty() || value.isEmpty() || !bits.fits(value.getAsLong())) {
                    error(item, "expected a usage of read, write or read-write and a <value> of at most "
                            + bits.width() + " bits");
                    continue;
                }
                byUsage.computeIfAbsent(known.get(), u -> new ArrayList<>()).add(new EnumeratedValue(
                        text(item, "name").orElse("?"), text(item, "description"),
                        Optional.of(BitPattern.exactly(value.getAsLong()))));
            }
            List<EnumeratedValues> sets = new ArrayList<>();
            byUsage.forEach((usage, values) -> sets.add(new EnumeratedValues(Optional.empty(), Optional.empty(), usage,
                    values)));
            return sets;
        }
    }
}
