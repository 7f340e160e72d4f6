// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * For every combination of access, modified write values and read action: a composed write leaves the state of all
 * other fields as it was, in a simulated device that knows nothing of how words are composed.
 */
class FieldWriterPropertyTest {
    /** A device with one register: for each field a value and whether its one write is used up. */
    private static final class Device {
        private final Register register;
        private final Map<String, Long> values = new HashMap<>();
        private final Map<String, Boolean> used = new HashMap<>();

        Device(Register register, Random random) {
            this.register = register;
            for (Field field : register.fields()) {
                values.put(field.name(), random.nextLong() & field.bits().maximum());
                used.put(field.name(), random.nextInt(4) == 0);
            }
        }

        long read() {
            long word = 0;
            for (Field field : register.fields()) {
                if (field.access().readable()) {
                    word |= values.get(field.name()) << field.bits().lsb();
                }
                long all = field.bits().maximum();
                field.readAction().ifPresent(action -> values.compute(field.name(), (name, old) -> switch (action) {
                    case CLEAR -> 0L;
                    case SET -> all;
                    case MODIFY -> old + 1 & all;
                    case MODIFY_EXTERNAL -> old ^ all;
                }));
            }
            return word;
        }

        void write(long word) {
            for (Field field : register.fields()) {
                Access access = field.access();
                boolean once = access == Access.WRITE_ONCE || access == Access.READ_WRITE_ONCE;
                if (access == Access.READ_ONLY || once && used.get(field.name())) {
                    continue;
                }
                long all = field.bits().maximum();
                long in = word >>> field.bits().lsb() & all;
                long old = values.get(field.name());
                values.put(field.name(), switch (field.modifiedWriteValues()) {
                    case ONE_TO_CLEAR -> old & ~in;
                    case ONE_TO_SET -> old | in;
                    case ONE_TO_TOGGLE -> old ^ in;
                    case ZERO_TO_CLEAR -> old & in;
                    case ZERO_TO_SET -> old | ~in & all;
                    case ZERO_TO_TOGGLE -> old ^ ~in & all;
                    case CLEAR -> 0L;
                    case SET -> all;
                    case MODIFY -> in;
                });
                if (once) {
                    used.put(field.name(), true);
                }
            }
        }

        Map<String, String> state(Set<String> without) {
            Map<String, String> state = new LinkedHashMap<>();
            for (Field field : register.fields()) {
                if (!without.contains(field.name())) {
                    state.put(field.name(), values.get(field.name()) + " used " + used.get(field.name()));
                }
            }
            return state;
        }
    }

    @Provide
    Arbitrary<Register> registers() {
        return Arbitraries.randomValue(random -> {
            int size = List.of(8, 16, 32, 64).get(random.nextInt(4));
            // Most registers are harmless, or nearly every write would be refused.
            boolean harmless = random.nextInt(3) > 0;
            List<Field> fields = new ArrayList<>();
            int bit = 0;
            while (bit < size) {
                int width = Math.min(size - bit, 1 + random.nextInt(1 + size / 3));
                if (random.nextInt(6) > 0) {
                    fields.add(field("F" + bit, BitRange.ofWidth(bit, width), harmless, random));
                }
                bit += width;
            }
            return Register.builder("R", 0, size).fields(fields).build();
        });
    }

    private static Field field(String name, BitRange bits, boolean harmless, Random random) {
        Field.Builder field = Field.builder(name, bits);
        if (harmless) {
            ModifiedWriteValues modified = ModifiedWriteValues.values()[random.nextInt(6)];
            return switch (random.nextInt(4)) {
                case 0 -> field.access(Access.READ_ONLY).build();
                case 1 -> field.modifiedWriteValues(modified).build();
                case 2 -> field.modifiedWriteValues(modified).access(Access.WRITE_ONLY).build();
                default -> field.build();
            };
        }
        field.access(Access.values()[random.nextInt(Access.values().length)]);
        field.modifiedWriteValues(ModifiedWriteValues.values()[random.nextInt(ModifiedWriteValues.values().length)]);
        if (random.nextInt(6) == 0) {
            field.readAction(ReadAction.values()[random.nextInt(4)]);
        }
        return field.build();
    }

    @Property(tries = 5000)
    boolean fieldWriteLeavesEveryOtherFieldAsItIs(@ForAll("registers") Register register, @ForAll long seed) {
        Random random = new Random(seed);
        Map<String, Long> values = targets(register, random);
        Assume.that(!values.isEmpty());
        Composition composition = FieldWriter.compose(register, values, Set.of());
        if (!(composition instanceof Composition.Ready ready)) {
            return cannotBeDone(register, values.keySet());
        }
        Device device = new Device(register, random);
        Map<String, String> before = device.state(values.keySet());
        device.write(ready.word(ready.needsCurrent() ? device.read() : 0));
        return device.state(values.keySet()).equals(before) && !cannotBeDone(register, values.keySet())
                && writtenAsAsked(register, values, ready.word(random.nextLong()));
    }

    @Property(tries = 2000)
    boolean acceptedConsequencesMakeEveryWriteOfWritableFieldsPossible(@ForAll("registers") Register register,
            @ForAll long seed) {
        Map<String, Long> values = targets(register, new Random(seed));
        Assume.that(!values.isEmpty());
        List<String> accepted = new ArrayList<>(register.fields().stream().map(Field::name).toList());
        accepted.add("R");
        return FieldWriter.compose(register, values, Set.copyOf(accepted)) instanceof Composition.Ready ready
                && ready.accepted().isEmpty() != cannotBeDone(register, values.keySet())
                && writtenAsAsked(register, values, ready.word(seed));
    }

    private static Map<String, Long> targets(Register register, Random random) {
        Map<String, Long> values = new HashMap<>();
        for (Field field : register.fields()) {
            if (field.access().writable() && random.nextInt(3) == 0) {
                values.put(field.name(), random.nextLong() & field.bits().maximum());
            }
        }
        return values;
    }

    private static boolean writtenAsAsked(Register register, Map<String, Long> values, long word) {
        return values.entrySet().stream().allMatch(entry -> register.field(entry.getKey()).orElseThrow().bits()
                .extract(word) == entry.getValue()) && (word & ~register.mask()) == 0;
    }

    /** Whether there is no harmless way at all: decided field by field from the meaning of the words alone. */
    private static boolean cannotBeDone(Register register, Set<String> targets) {
        boolean readHurts = register.fields().stream().anyMatch(field -> field.readAction().isPresent());
        for (Field field : register.fields()) {
            if (targets.contains(field.name()) || field.access() == Access.READ_ONLY) {
                continue;
            }
            boolean once = field.access() == Access.WRITE_ONCE || field.access() == Access.READ_WRITE_ONCE;
            boolean fate = field.modifiedWriteValues() == ModifiedWriteValues.CLEAR
                    || field.modifiedWriteValues() == ModifiedWriteValues.SET;
            boolean plain = field.modifiedWriteValues() == ModifiedWriteValues.MODIFY;
            if (once || fate || plain && (field.access() == Access.WRITE_ONLY || readHurts)) {
                return true;
            }
        }
        return false;
    }
}
