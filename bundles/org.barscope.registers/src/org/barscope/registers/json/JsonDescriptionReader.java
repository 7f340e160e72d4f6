// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.AddressBlock;
import org.barscope.registers.model.BitPattern;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.Cpu;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.EnumUsage;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.EnumeratedValues;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Interrupt;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.Protection;
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

/** Reads the JSON that {@link JsonDescriptionWriter} writes. Strict: unknown members are errors. Stateless. */
public final class JsonDescriptionReader implements DescriptionReader {
    private static final int MAX_COUNT = 1 << 20;

    /** Creates a reader. */
    public JsonDescriptionReader() {
        // Stateless.
    }

    @Override
    public ReadResult read(Path file, byte[] content, ReadMonitor monitor) throws DescriptionException {
        FaultLog faults = new FaultLog(file.toString());
        if (monitor.cancelled()) {
            throw new CancellationException("reading " + file + " was cancelled");
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            DeviceDescription description = device(new JsonObject(new JsonParser(text).parse(), "device", faults));
            monitor.progress(content.length, content.length);
            if (description.registerCount() > MAX_REGISTERS) {
                faults.error(1, 1, "device", "makes more than " + MAX_REGISTERS
                        + " registers with arrays expanded; expected fewer");
            }
            if (faults.hasErrors()) {
                throw faults.exception();
            }
            return new ReadResult(description, faults.faults());
        } catch (CharacterCodingException e) {
            faults.error(1, 1, "", "not UTF-8 text");
            throw faults.exception();
        } catch (JsonParser.Malformed e) {
            faults.error(e.line(), e.column(), "", "not JSON: " + e.getMessage());
            throw faults.exception();
        } catch (FaultLog.TooManyFaults stop) {
            throw faults.exception();
        }
    }

    private static DeviceDescription device(JsonObject json) {
        String format = json.required("format");
        if (!format.equals(JsonDescriptionWriter.FORMAT)) {
            json.error("format: expected \"" + JsonDescriptionWriter.FORMAT + "\"");
        }
        DeviceDescription.Labels labels = json.object("labels", "labels").map(l -> done(l,
                new DeviceDescription.Labels(l.text("vendor"), l.text("vendorId"), l.text("series"),
                        l.text("licenseText"), l.text("headerSystemFilename"), l.text("headerDefinitionsPrefix"))))
                .orElse(DeviceDescription.Labels.NONE);
        Optional<Cpu> cpu = json.object("cpu", "cpu").map(JsonDescriptionReader::cpu);
        return done(json, new DeviceDescription(json.required("name"), json.required("version"),
                json.required("description"), labels, cpu, json.integer("addressUnitBits", 1, 1024).orElse(8),
                json.integer("width", 1, 1024).orElse(32), properties(json),
                json.objects("blocks", "block").stream().map(JsonDescriptionReader::block).toList(),
                json.text("vendorExtensions"), json.free("userProperties")));
    }

    private static <T> T done(JsonObject json, T value) {
        json.finish();
        return value;
    }

    private static Cpu cpu(JsonObject json) {
        Optional<Cpu.SauRegionsConfig> sau = json.object("sau", "sau").map(s -> done(s,
                new Cpu.SauRegionsConfig(s.bool("enabled").orElse(true),
                        s.token("protectionWhenDisabled", Protection::ofToken).orElse(Protection.SECURE),
                        s.objects("regions", "region").stream().map(r -> done(r, new Cpu.SauRegion(
                                r.bool("enabled").orElse(true), r.text("name"),
                                r.objects("ranges", "range").stream().map(a -> done(a, new Cpu.SauRange(
                                        a.requiredHex("base"), a.requiredHex("limit"),
                                        a.bool("nonSecureCallable").orElse(false)))).toList()))).toList())));
        return done(json, new Cpu(json.free("properties"), sau));
    }

    private static RegisterProperties properties(JsonObject json) {
        return json.object("properties", "properties").map(p -> done(p, new RegisterProperties(
                p.integer("size", 1, 64), p.token("access", Access::ofToken),
                p.token("protection", Protection::ofToken), p.hex("resetValue"), p.hex("resetMask"))))
                .orElse(RegisterProperties.NONE);
    }

    private static Optional<Dimension> dimension(JsonObject json) {
        return json.object("dimension", "dimension").flatMap(d -> {
            OptionalInt count = d.integer("count", 1, MAX_COUNT);
            List<String> index = d.texts("index");
            long increment = d.requiredHex("increment");
            Optional<String> dimName = d.text("dimName");
            Optional<Dimension.ArrayIndex> names = d.object("arrayIndex", "arrayIndex").map(a -> done(a,
                    new Dimension.ArrayIndex(a.text("headerEnumName"), enumeratedValues(a))));
            d.finish();
            if (count.isEmpty() || !index.isEmpty() && index.size() != count.getAsInt()) {
                d.error("expected a count and as many index names, or none");
                return Optional.empty();
            }
            return Optional.of(new Dimension(count.getAsInt(), increment, index, dimName, names));
        });
    }

    private static Block block(JsonObject json) {
        Block.Labels labels = json.object("labels", "labels").map(l -> done(l, new Block.Labels(l.text("version"),
                l.text("alternatePeripheral"), l.text("groupName"), l.text("prependToName"), l.text("appendToName"),
                l.text("headerStructName")))).orElse(Block.Labels.NONE);
        List<AddressBlock> ranges = json.objects("addressBlocks", "addressBlock").stream().map(a -> done(a,
                new AddressBlock(a.requiredHex("offset"), a.requiredHex("size"),
                        a.token("usage", AddressBlock.Usage::ofToken).orElse(AddressBlock.Usage.REGISTERS),
                        a.token("protection", Protection::ofToken)))).toList();
        List<Interrupt> interrupts = json.objects("interrupts", "interrupt").stream().map(i -> done(i,
                new Interrupt(i.required("name"), i.text("description"),
                        i.integer("value", Integer.MIN_VALUE, Integer.MAX_VALUE).orElse(0)))).toList();
        return done(json, new Block(json.required("name"), json.text("description"), dimension(json),
                json.requiredHex("baseAddress"), labels, json.text("disableCondition"), properties(json), ranges,
                interrupts, nodes(json), json.free("userProperties")));
    }

    private static List<RegisterNode> nodes(JsonObject json) {
        List<RegisterNode> nodes = new ArrayList<>();
        for (JsonObject item : json.objects("registers", "register")) {
            switch (item.required("kind")) {
                case "register" -> register(item).ifPresent(nodes::add);
                case "cluster" -> nodes.add(done(item, new Cluster(item.required("name"), item.text("description"),
                        dimension(item), item.text("alternateCluster"), item.text("headerStructName"),
                        item.requiredHex("offset"), properties(item), nodes(item), item.free("userProperties"))));
                default -> item.error("kind: expected \"register\" or \"cluster\"");
            }
        }
        return nodes;
    }

    private static Optional<Register> register(JsonObject json) {
        RegisterProperties properties = properties(json);
        OptionalInt accessBits = json.integer("accessBits", 8, 64);
        boolean width = accessBits.isEmpty() || Integer.bitCount(accessBits.getAsInt()) == 1;
        if (properties.size().isEmpty() || properties.access().isEmpty() || !width) {
            json.error("expected properties with size and access, and accessBits of 8, 16, 32 or 64");
            return Optional.empty();
        }
        int size = properties.size().getAsInt();
        List<Field> fields = new ArrayList<>();
        json.objects("fields", "field").forEach(item -> field(item, size).ifPresent(fields::add));
        return Optional.of(done(json, new Register(json.required("name"), json.text("displayName"),
                json.text("description"), dimension(json), json.text("alternateGroup"),
                json.text("alternateRegister"), json.requiredHex("offset"), properties, accessBits,
                json.text("dataType"), modified(json), constraint(json),
                json.token("readAction", ReadAction::ofToken), json.text("guardNote"), fields,
                json.free("userProperties"))));
    }

    private static ModifiedWriteValues modified(JsonObject json) {
        return json.token("modifiedWriteValues", ModifiedWriteValues::ofToken).orElse(ModifiedWriteValues.MODIFY);
    }

    private static Optional<WriteConstraint> constraint(JsonObject json) {
        return json.object("writeConstraint", "writeConstraint").flatMap(c -> {
            Optional<Boolean> same = c.bool("writeAsRead");
            Optional<Boolean> named = c.bool("useEnumeratedValues");
            OptionalLong minimum = c.hex("minimum");
            OptionalLong maximum = c.hex("maximum");
            c.finish();
            Function<Boolean, WriteConstraint> asRead = WriteConstraint.WriteAsRead::new;
            Function<Boolean, WriteConstraint> byName = WriteConstraint.UseEnumeratedValues::new;
            if (same.isPresent() || named.isPresent()) {
                return same.map(asRead).or(() -> named.map(byName));
            }
            if (minimum.isEmpty() || maximum.isEmpty()
                    || Long.compareUnsigned(minimum.getAsLong(), maximum.getAsLong()) > 0) {
                c.error("expected writeAsRead, useEnumeratedValues, or minimum and maximum");
                return Optional.empty();
            }
            return Optional.of(new WriteConstraint.Range(minimum.getAsLong(), maximum.getAsLong()));
        });
    }

    private static Optional<Field> field(JsonObject json, int size) {
        List<OptionalInt> bits = json.integers("bits", 0, size - 1);
        Optional<Dimension> dimension = dimension(json);
        List<EnumeratedValues> sets = json.objects("enumeratedValues", "enumeratedValues").stream().map(s -> done(s,
                new EnumeratedValues(s.text("name"), s.text("headerEnumName"),
                        s.token("usage", EnumUsage::ofToken).orElse(EnumUsage.READ_WRITE), enumeratedValues(s))))
                .toList();
        String name = json.required("name");
        Field.Builder field = null;
        if (bits.size() == 2 && bits.get(0).isPresent() && bits.get(1).isPresent()
                && bits.get(1).getAsInt() <= bits.get(0).getAsInt()) {
            BitRange range = new BitRange(bits.get(1).getAsInt(), bits.get(0).getAsInt());
            long room = (size - 1 - range.msb()) / Math.max(1, dimension.map(d -> (long) d.count() - 1).orElse(1L));
            if (dimension.isEmpty() || dimension.get().count() == 1
                    || dimension.get().increment() >= range.width()
                            && Long.compareUnsigned(dimension.get().increment(), room) <= 0) {
                field = Field.builder(name, range);
            }
        }
        if (field == null) {
            json.error("bits: expected [msb, lsb], repeated or not within the " + size + " bits of the register");
            return Optional.empty();
        }
        return Optional.of(done(json, field.description(json.text("description").orElse(null))
                .dimension(dimension.orElse(null))
                .access(json.token("access", Access::ofToken).orElse(Access.READ_WRITE))
                .modifiedWriteValues(modified(json)).writeConstraint(constraint(json).orElse(null))
                .readAction(json.token("readAction", ReadAction::ofToken).orElse(null)).enumeratedValues(sets)
                .userProperties(json.free("userProperties")).build()));
    }

    private static List<EnumeratedValue> enumeratedValues(JsonObject json) {
        return json.objects("values", "value").stream().map(v -> {
            OptionalLong value = v.hex("value");
            OptionalLong care = v.hex("care");
            Optional<BitPattern> pattern = value.isEmpty() ? Optional.empty()
                    : Optional.of(new BitPattern(value.getAsLong(), care.orElse(-1L)));
            return done(v, new EnumeratedValue(v.required("name"), v.text("description"), pattern));
        }).toList();
    }
}
