// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RamRegion;
import org.barscope.core.memory.RegionKind;
import org.barscope.registers.model.Access;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.junit.jupiter.api.Assertions;

/**
 * From the request to the device and back: whatever the access types of a register's fields, a field write that is made
 * leaves the state of every other field alone, reads included, unless a consequence was accepted.
 */
class FieldWritePropertyTest {

    /** A device with one register, which reacts to accesses as its description says. */
    private static final class Device extends RamRegion {
        private final Register register;
        private final Map<String, Long> state = new HashMap<>();
        private final Map<String, Boolean> used = new HashMap<>();
        private int writes;

        Device(Register register, Random random) {
            super(RegionKind.MMIO, 8, AccessMap.safe(AccessWidth.ofBytes(register.accessBytes())), true);
            this.register = register;
            for (Field field : register.fields()) {
                state.put(field.name(), random.nextLong() & field.bits().maximum());
                used.put(field.name(), random.nextBoolean());
            }
        }

        @Override
        public long read(long offset, AccessWidth width) throws AccessException {
            requireDeclared(offset, width);
            long word = 0;
            for (Field field : register.fields()) {
                if (field.access().readable()) {
                    word |= state.get(field.name()) << field.bits().lsb();
                }
                long all = field.bits().maximum();
                field.readAction().ifPresent(action -> state.compute(field.name(), (name, old) -> switch (action) {
                    case CLEAR -> 0L;
                    case SET -> all;
                    case MODIFY, MODIFY_EXTERNAL -> old ^ all;
                }));
            }
            return word;
        }

        @Override
        public void write(long offset, AccessWidth width, long value) throws AccessException {
            requireDeclared(offset, width);
            writes++;
            for (Field field : register.fields()) {
                boolean closed = field.access().once() && used.get(field.name());
                if (!field.access().writable() || closed) {
                    continue;
                }
                long all = field.bits().maximum();
                long in = field.bits().extract(value);
                state.compute(field.name(), (name, old) -> switch (field.modifiedWriteValues()) {
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
                used.put(field.name(), used.get(field.name()) || field.access().once());
            }
        }

        private void requireDeclared(long offset, AccessWidth width) {
            if (offset != 0 || width.bytes() != register.accessBytes()) {
                throw new AssertionError("an access of " + width + " at " + offset);
            }
        }

        Map<String, String> stateWithout(Set<String> fields) {
            Map<String, String> rest = new TreeMap<>();
            state.forEach((name, value) -> rest.put(name, value + " " + used.get(name)));
            rest.keySet().removeAll(fields);
            return rest;
        }
    }

    @Provide
    Arbitrary<Register> registers() {
        return Arbitraries.randomValue(random -> {
            int size = List.of(8, 16, 32, 64).get(random.nextInt(4));
            boolean harmless = random.nextInt(3) > 0;
            List<Field> fields = new ArrayList<>();
            for (int bit = 0; bit < size;) {
                int width = Math.min(size - bit, 1 + random.nextInt(1 + size / 3));
                fields.add(field("F" + bit, BitRange.ofWidth(bit, width), harmless, random));
                bit += width;
            }
            return Register.builder("R", 0, size).fields(fields).build();
        });
    }

    private static Field field(String name, BitRange bits, boolean harmless, Random random) {
        List<Access> accesses = harmless ? List.of(Access.READ_ONLY, Access.READ_WRITE)
                : Arrays.asList(Access.values());
        int kinds = harmless ? 6 : ModifiedWriteValues.values().length;
        Field.Builder field = Field.builder(name, bits).access(accesses.get(random.nextInt(accesses.size())));
        if (random.nextBoolean()) {
            field.modifiedWriteValues(ModifiedWriteValues.values()[random.nextInt(kinds)]);
        }
        if (!harmless && random.nextInt(8) == 0) {
            field.readAction(ReadAction.values()[random.nextInt(4)]);
        }
        return field.build();
    }

    @Property(tries = 1000)
    boolean everyOtherFieldStaysAsItIs(@ForAll("registers") Register register, @ForAll long seed) throws Exception {
        Random random = new Random(seed);
        List<Field> writable = register.fields().stream().filter(field -> field.access().writable()).toList();
        if (writable.isEmpty()) {
            return true;
        }
        Field target = writable.get(random.nextInt(writable.size()));
        long value = random.nextLong() & target.bits().maximum();
        Device device = new Device(register, random);
        Map<String, String> before = device.stateWithout(Set.of(target.name()));
        Map<String, String> all = device.stateWithout(Set.of());
        try (WriterFixture fixture = new WriterFixture(device)) {
            WriteOutcome outcome = fixture.write(RegisterWrite.fields(WriterFixture.at(0, register),
                    Map.of(target.name(), value), WriterFixture.ORIGIN));
            boolean expected = outcome.mismatch() == 0 || target.access().once();
            return device.writes == 1 && device.stateWithout(Set.of(target.name())).equals(before) && expected
                    && outcome.written() == (outcome.written() & register.mask())
                    && target.bits().extract(outcome.written()) == value
                    && fixture.log.changes.getLast().value().equals(OptionalLong.of(outcome.written()));
        } catch (WriteRefusedException refused) {
            // Refused, so that nothing at all may have happened: not even a read.
            return device.writes == 0 && device.stateWithout(Set.of()).equals(all) && !refused.objections().isEmpty();
        }
    }

    /** Everything that a description can say of a field of four bits, in that place. */
    private static List<Field> everyKind(String name, int lsb) {
        List<Field> all = new ArrayList<>();
        for (Access access : Access.values()) {
            for (ModifiedWriteValues modified : ModifiedWriteValues.values()) {
                for (int action = -1; action < (access.readable() ? ReadAction.values().length : 0); action++) {
                    Field.Builder field = Field.builder(name, BitRange.ofWidth(lsb, 4)).access(access)
                            .modifiedWriteValues(modified);
                    if (action >= 0) {
                        field.readAction(ReadAction.values()[action]);
                    }
                    all.add(field.build());
                }
            }
        }
        return all;
    }

    /** Not by chance: each kind of field beside each other kind, below and above it, at every value of a bit. */
    @Example
    void everyCombinationOfTwoKindsInBothOrders() throws Exception {
        Random random = new Random(6);
        int made = 0;
        int refused = 0;
        for (int order = 0; order < 2; order++) {
            for (Field target : everyKind("TARGET", order * 4)) {
                if (!target.access().writable()) {
                    continue;
                }
                for (Field neighbour : everyKind("NEIGHBOUR", 4 - order * 4)) {
                    Register register = Register.builder("R", 0, 8).fields(order == 0 ? List.of(target, neighbour)
                            : List.of(neighbour, target)).build();
                    Device device = new Device(register, random);
                    Map<String, String> before = device.stateWithout(Set.of("TARGET"));
                    WordComposer composer = new WordComposer(RegisterWrite.fields(WriterFixture.at(0, register),
                            Map.of("TARGET", random.nextLong() & 0xf), WriterFixture.ORIGIN));
                    if (!composer.refusals().isEmpty()) {
                        refused++;
                        boolean harmless = !neighbour.access().once() && neighbour.readAction().isEmpty()
                                && target.readAction().isEmpty() && (!neighbour.access().writable()
                                || neighbour.modifiedWriteValues().zeroIsNeutral()
                                || neighbour.modifiedWriteValues().oneIsNeutral()
                                || neighbour.access() == Access.READ_WRITE
                                        && neighbour.modifiedWriteValues() == ModifiedWriteValues.MODIFY);
                        Assertions.assertFalse(harmless, () -> target + " beside " + neighbour + ": "
                                + composer.refusals());
                        continue;
                    }
                    made++;
                    long now = composer.readsFirst() ? device.read(0, AccessWidth.W8) : 0;
                    device.write(0, AccessWidth.W8, composer.word(now));
                    Assertions.assertEquals(before, device.stateWithout(Set.of("TARGET")), () -> target + " beside "
                            + neighbour);
                }
            }
        }
        Assertions.assertTrue(made > 10_000 && refused > 10_000, made + " made, " + refused + " refused");
    }
}
