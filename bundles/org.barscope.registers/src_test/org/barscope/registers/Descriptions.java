// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

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

/** Makes random descriptions that say everything SVD can say, and nothing else. */
public final class Descriptions {
    private static final String[] WORDS = {"Control", "a < b & c", "\"quoted\"", "größer", "bits [7:4]", "]]>", "x%y",
        "漢字", "{\\n}"};

    private final Random random;

    private Descriptions(Random random) {
        this.random = random;
    }

    /** A random description; the same for the same seed. */
    public static DeviceDescription random(long seed) {
        return new Descriptions(new Random(seed)).device();
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <E> E any(E[] values) {
        return values[random.nextInt(values.length)];
    }

    private Optional<String> text() {
        return chance(3) ? Optional.empty() : Optional.of(any(WORDS) + " " + any(WORDS));
    }

    private Optional<String> identifier(String name) {
        return chance(3) ? Optional.of(name + random.nextInt(100)) : Optional.empty();
    }

    private RegisterProperties properties() {
        if (chance(2)) {
            return RegisterProperties.NONE;
        }
        return new RegisterProperties(chance(2) ? OptionalInt.of(1 + random.nextInt(64)) : OptionalInt.empty(),
                chance(2) ? Optional.of(any(Access.values())) : Optional.empty(),
                chance(3) ? Optional.of(any(Protection.values())) : Optional.empty(),
                chance(3) ? OptionalLong.of(random.nextLong()) : OptionalLong.empty(),
                chance(3) ? OptionalLong.of(random.nextLong()) : OptionalLong.empty());
    }

    private DeviceDescription device() {
        RegisterProperties properties = properties();
        RegisterProperties above = properties.orElse(RegisterProperties.of(32, Access.READ_WRITE));
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            blocks.add(block("B" + i, above));
        }
        DeviceDescription.Labels labels = new DeviceDescription.Labels(text(), identifier("V"), text(), text(),
                identifier("sys"), identifier("P_"));
        Optional<Cpu> cpu = chance(3) ? Optional.of(new Cpu(Map.of(), Optional.empty())).map(c -> cpu())
                : Optional.empty();
        return new DeviceDescription("DEV", "1." + random.nextInt(9), any(WORDS), labels, cpu, 8, 64, properties,
                blocks, chance(3) ? Optional.of("<a:x xmlns:a=\"urn:y\" k=\"1 &lt; 2\">t<b/>u</a:x>")
                        : Optional.empty(), Map.of());
    }

    private Cpu cpu() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("name", "CM7");
        properties.put("revision", "r1p" + random.nextInt(9));
        properties.put("endian", "little");
        properties.put("nvicPrioBits", "4");
        properties.put("vendorSystickConfig", "false");
        return new Cpu(properties, chance(2) ? Optional.empty() : Optional.of(new Cpu.SauRegionsConfig(chance(2),
                any(Protection.values()), List.of(new Cpu.SauRegion(chance(2), identifier("r"),
                        List.of(new Cpu.SauRange(random.nextLong(), random.nextLong(), chance(2))))))));
    }

    private Optional<Dimension> dimension(String[] name, boolean cluster) {
        if (!chance(3)) {
            return Optional.empty();
        }
        int count = 1 + random.nextInt(3);
        boolean list = chance(2);
        name[0] += list ? "_%s" : "[%s]";
        List<String> index = list ? List.of("A", "B7", "_c").subList(0, count) : List.of();
        Optional<Dimension.ArrayIndex> names = !list && chance(2) ? Optional.of(new Dimension.ArrayIndex(
                identifier("E"), List.of(EnumeratedValue.of("FIRST", 0, "First")))) : Optional.empty();
        return Optional.of(new Dimension(count, 0x100L << random.nextInt(4), index,
                cluster ? identifier("S") : Optional.empty(), names));
    }

    private Block block(String plain, RegisterProperties above) {
        String[] name = {plain};
        Optional<Dimension> dimension = dimension(name, false);
        RegisterProperties properties = properties();
        Block.Labels labels = new Block.Labels(text(), identifier("B"), identifier("G"), identifier("P_"),
                identifier("_S"), identifier("T"));
        List<AddressBlock> ranges = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            ranges.add(new AddressBlock(random.nextInt(1000), random.nextInt(1000),
                    any(AddressBlock.Usage.values()), chance(2) ? Optional.empty()
                            : Optional.of(any(Protection.values()))));
        }
        List<Interrupt> interrupts = chance(2) ? List.of()
                : List.of(new Interrupt("IRQ", text(), random.nextInt()));
        return new Block(name[0], text(), dimension, random.nextLong() & ~0xFFFL, labels,
                chance(4) ? Optional.of("A->B == 1") : Optional.empty(), properties, ranges, interrupts,
                nodes(properties.orElse(above), 0), Map.of());
    }

    private List<RegisterNode> nodes(RegisterProperties above, int depth) {
        List<RegisterNode> nodes = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            String[] name = {"N" + i};
            if (depth < 3 && chance(4)) {
                Optional<Dimension> dimension = dimension(name, true);
                RegisterProperties properties = properties();
                nodes.add(new Cluster(name[0], text(), dimension, identifier("N"), identifier("T"),
                        i * 0x1000L, properties, nodes(properties.orElse(above), depth + 1), Map.of()));
            } else {
                Optional<Dimension> dimension = dimension(name, false);
                nodes.add(register(name[0], dimension, i * 0x20L, properties().orElse(above)));
            }
        }
        return nodes;
    }

    private Register register(String name, Optional<Dimension> dimension, long offset, RegisterProperties properties) {
        int size = properties.size().getAsInt();
        List<Field> fields = new ArrayList<>();
        int bit = random.nextInt(3);
        while (bit < size && fields.size() < 6) {
            int width = Math.min(size - bit, 1 + random.nextInt(12));
            String[] fieldName = {"F" + bit};
            Optional<Dimension> repeat = Optional.empty();
            if (chance(6) && bit + 3 * width <= size) {
                fieldName[0] += "_%s";
                repeat = Optional.of(Dimension.of(3, width));
            }
            fields.add(field(fieldName[0], repeat, BitRange.ofWidth(bit, width)));
            bit += width * (repeat.isPresent() ? 3 : 1) + random.nextInt(4);
        }
        Optional<String> group = chance(5) ? Optional.of("MODE") : Optional.empty();
        return new Register(name, text(), text(), dimension, group,
                group.isEmpty() ? identifier("N") : Optional.empty(), offset, properties, OptionalInt.empty(),
                chance(4) ? Optional.of("uint32_t *") : Optional.empty(), any(ModifiedWriteValues.values()),
                constraint(size), chance(4) ? Optional.of(any(ReadAction.values())) : Optional.empty(),
                Optional.empty(), fields, Map.of());
    }

    private Optional<WriteConstraint> constraint(int width) {
        long most = BitRange.ones(width);
        return switch (random.nextInt(8)) {
            case 0 -> Optional.of(new WriteConstraint.WriteAsRead(chance(2)));
            case 1 -> Optional.of(new WriteConstraint.UseEnumeratedValues(chance(2)));
            case 2 -> Optional.of(new WriteConstraint.Range(0, random.nextLong() & most));
            default -> Optional.empty();
        };
    }

    private Field field(String name, Optional<Dimension> dimension, BitRange bits) {
        List<EnumeratedValues> sets = switch (random.nextInt(3)) {
            case 0 -> List.of();
            case 1 -> List.of(values(bits, EnumUsage.READ_WRITE));
            default -> List.of(values(bits, EnumUsage.READ), values(bits, EnumUsage.WRITE));
        };
        return new Field(name, text(), dimension, bits, any(Access.values()), any(ModifiedWriteValues.values()),
                constraint(bits.width()), chance(5) ? Optional.of(any(ReadAction.values())) : Optional.empty(), sets,
                Map.of());
    }

    private EnumeratedValues values(BitRange bits, EnumUsage usage) {
        List<EnumeratedValue> values = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            long value = random.nextLong() & bits.maximum();
            long care = chance(3) ? ~(random.nextLong() & bits.maximum()) : -1L;
            values.add(new EnumeratedValue("V" + i, text(), Optional.of(new BitPattern(value, care))));
        }
        if (chance(3)) {
            values.add(random.nextInt(values.size()), new EnumeratedValue("REST", text(), Optional.empty()));
        }
        return new EnumeratedValues(identifier("E"), identifier("T"), usage, values);
    }
}
