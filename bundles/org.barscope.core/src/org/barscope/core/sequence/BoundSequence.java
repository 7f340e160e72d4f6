// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.poke.RegisterTarget;
import org.barscope.core.poke.RegisterWrite;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.sequence.LineReader.Faulty;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.Field;
import org.barscope.registers.naming.ValueText;

/** A sequence whose names were looked up in a region: it can be run. Immutable. */
public final class BoundSequence {

    private final Sequence sequence;
    private final List<BoundStep> steps;

    private BoundSequence(Sequence sequence, List<BoundStep> steps) {
        this.sequence = sequence;
        this.steps = List.copyOf(steps);
    }

    /**
     * Looks the names of a sequence up.
     *
     * @param registers the region's; empty where no description fits, so that only units can be named
     * @param size      of the region in bytes
     * @throws SequenceException with every name and value that makes no sense there
     */
    public static BoundSequence bind(Sequence sequence, Optional<RegionRegisters> registers, long size)
            throws SequenceException {
        Binder binder = new Binder(registers, size);
        List<BoundStep> steps = binder.all(sequence.steps());
        if (!binder.faults.isEmpty()) {
            throw new SequenceException(sequence.name(), binder.faults);
        }
        return new BoundSequence(sequence, steps);
    }

    /** The sequence as it is written. */
    public Sequence sequence() {
        return sequence;
    }

    List<BoundStep> steps() {
        return steps;
    }

    private static final class Binder {
        private final Optional<RegionRegisters> registers;
        private final long size;
        private final List<SequenceFault> faults = new ArrayList<>();

        Binder(Optional<RegionRegisters> registers, long size) {
            this.registers = registers;
            this.size = size;
        }

        List<BoundStep> all(List<Step> steps) {
            List<BoundStep> bound = new ArrayList<>();
            for (Step step : steps) {
                try {
                    bound.add(one(step));
                } catch (Faulty faulty) {
                    faults.add(faulty.fault());
                }
            }
            return bound;
        }

        private BoundStep one(Step step) throws Faulty {
            return switch (step) {
                case Step.Read read -> new BoundStep.Read(step, place(read.place()));
                case Step.Write write -> write(write);
                case Step.Modify modify -> modify(modify);
                case Step.Expect expect -> check(step, expect.condition(), Optional.empty());
                case Step.Poll poll -> check(step, poll.condition(), Optional.of(poll));
                case Step.Delay delay -> new BoundStep.Delay(delay);
                case Step.Print print -> new BoundStep.Print(print);
                case Step.Loop loop -> new BoundStep.Loop(loop, all(loop.body()));
            };
        }

        private BoundStep.Place place(Step.Place place) throws Faulty {
            return switch (place) {
                case Step.Place.Named named -> new BoundStep.Place.Named(target(named.word()));
                case Step.Place.Unit unit -> {
                    if (unit.offset() > size - unit.bits() / 8) {
                        throw new Faulty(unit.word().fault("it lies past the end of the region, which is 0x"
                                + Long.toHexString(size) + " bytes long"));
                    }
                    yield new BoundStep.Place.Unit(unit.offset(), AccessWidth.ofBytes(unit.bits() / 8));
                }
            };
        }

        private RegisterTarget target(Word word) throws Faulty {
            if (registers.isEmpty()) {
                throw new Faulty(word.fault("no description fits the region, so that it has no names; "
                        + "use @OFFSET:BITS"));
            }
            try {
                return RegisterTarget.resolve(registers.get(), word.text());
            } catch (IllegalArgumentException unknown) {
                throw new Faulty(word.fault(unknown.getMessage()));
            }
        }

        private static long number(Word word, int bits) throws Faulty {
            try {
                return ValueText.parse(word.text(), bits);
            } catch (IllegalArgumentException malformed) {
                throw new Faulty(word.fault(malformed.getMessage()));
            }
        }

        private static long valueToWrite(Word word, Field field) throws Faulty {
            try {
                return ValueText.parse(word.text(), field);
            } catch (IllegalArgumentException malformed) {
                throw new Faulty(word.fault(malformed.getMessage()));
            }
        }

        /** A value to compare with: of a field, also the name of a value that is read. */
        private static long valueToRead(Word word, BoundStep.Place place) throws Faulty {
            Optional<Field> field = place instanceof BoundStep.Place.Named named ? named.target().field()
                    : Optional.empty();
            Optional<EnumeratedValue> named = field.flatMap(Field::valuesForReading)
                    .flatMap(values -> values.values().stream()
                            .filter(value -> value.name().equalsIgnoreCase(word.text())).findFirst());
            if (named.isPresent()) {
                return named.get().pattern().filter(pattern -> pattern.isExact())
                        .orElseThrow(() -> new Faulty(word.fault(word.text() + " stands for several values"))).value();
            }
            return number(word, place.bits());
        }

        private BoundStep write(Step.Write write) throws Faulty {
            if (place(write.place()) instanceof BoundStep.Place.Unit unit) {
                if (write.value().isEmpty() || write.base().isPresent()) {
                    throw new Faulty(write.place().word().fault("a unit has no fields"));
                }
                return new BoundStep.WriteUnit(write, unit.offset(), unit.width(),
                        number(write.value().get(), unit.width().bits()), unit.width().allOnes());
            }
            RegisterTarget target = target(write.place().word());
            Optional<RegisterWrite.Base> base = write.base().isEmpty() ? Optional.empty()
                    : Optional.of(base(write.base().get(), target));
            Map<String, Long> fields = new LinkedHashMap<>();
            if (target.field().isPresent()) {
                Word value = write.value().orElseThrow(
                        () -> new Faulty(write.place().word().fault("a field has no fields of its own")));
                fields.put(target.field().get().name(), valueToWrite(value, target.field().get()));
            } else if (write.value().isPresent()) {
                return new BoundStep.WriteRegister(write, target, new RegisterWrite.Content.Word(
                        number(write.value().get(), target.bits())), base, write.override());
            }
            for (Step.Assignment assignment : write.fields()) {
                Word name = assignment.field();
                Field field = target.register().register().flatFields().stream()
                        .filter(f -> f.name().equalsIgnoreCase(name.text())).findFirst()
                        .orElseThrow(() -> new Faulty(name.fault(target.path() + " has no field " + name.text())));
                if (fields.put(field.name(), valueToWrite(assignment.value(), field)) != null) {
                    throw new Faulty(name.fault(field.name() + " is given twice"));
                }
            }
            return new BoundStep.WriteRegister(write, target, BoundStep.fields(fields), base, write.override());
        }

        private static RegisterWrite.Base base(Word word, RegisterTarget target) throws Faulty {
            return word.text().equalsIgnoreCase("read") ? new RegisterWrite.Base.ReadAnyway()
                    : new RegisterWrite.Base.Given(number(word, target.register().register().size()), "the sequence");
        }

        private BoundStep modify(Step.Modify modify) throws Faulty {
            BoundStep.Place place = place(modify.place());
            long value = number(modify.value(), place.bits());
            long mask = number(modify.mask(), place.bits());
            if ((value & ~mask) != 0) {
                throw new Faulty(modify.value().fault("the value has bits outside the mask"));
            }
            return switch (place) {
                case BoundStep.Place.Unit unit -> new BoundStep.WriteUnit(modify, unit.offset(), unit.width(), value,
                        mask);
                case BoundStep.Place.Named named -> {
                    if (named.target().field().isPresent()) {
                        throw new Faulty(modify.place().word().fault("a field is written with 'write'"));
                    }
                    yield new BoundStep.WriteRegister(modify, named.target(),
                            new RegisterWrite.Content.Bits(value, mask), Optional.empty(), false);
                }
            };
        }

        private BoundStep check(Step step, Step.Condition condition, Optional<Step.Poll> poll) throws Faulty {
            BoundStep.Place place = place(condition.place());
            long mask = condition.mask().isEmpty() ? -1L : number(condition.mask().get(), place.bits());
            return new BoundStep.Check(step, place, mask, condition.relation(), valueToRead(condition.value(), place),
                    poll);
        }
    }
}
