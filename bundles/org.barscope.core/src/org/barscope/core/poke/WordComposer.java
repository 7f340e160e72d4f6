// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.barscope.core.journal.FieldChange;
import org.barscope.core.poke.RegisterWrite.Base;
import org.barscope.core.poke.RegisterWrite.Content;
import org.barscope.registers.decode.Composition;
import org.barscope.registers.decode.Constraints;
import org.barscope.registers.decode.FieldWriter;
import org.barscope.registers.decode.Objection;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Guard;
import org.barscope.registers.model.Register;

/** Turns a request into a word, or into the reasons against it, without touching the device. */
final class WordComposer {

    private final RegisterWrite request;
    private final RegisterUnit unit;
    private final Register register;
    private final List<Objection> refusals = new ArrayList<>();
    private final List<Objection> accepted = new ArrayList<>();
    private final Optional<Composition.Ready> composition;

    WordComposer(RegisterWrite request) {
        this.request = request;
        this.unit = RegisterUnit.of(request.register());
        this.register = request.register().register();
        this.composition = switch (request.content()) {
            case Content.Word word -> {
                wholeWord(word.value());
                yield Optional.empty();
            }
            case Content.Fields fields -> compose(fields);
            case Content.Bits bits -> {
                Constraints.ofWord(register, bits.value() & bits.mask()).filter(o -> !o.kind().acceptable())
                        .ifPresent(this::weigh);
                yield Optional.empty();
            }
        };
        reading();
    }

    private void wholeWord(long word) {
        Constraints.ofWord(register, word).ifPresent(this::weigh);
        for (Field field : register.flatFields()) {
            if (field.access().writable()) {
                Constraints.ofField(field, field.bits().extract(word))
                        .filter(objection -> objection.kind() == Objection.Kind.CONSTRAINT).ifPresent(this::weigh);
            }
        }
    }

    private void weigh(Objection objection) {
        if (objection.kind().acceptable() && request.accepted().contains(objection.subject())) {
            accepted.add(objection);
        } else {
            refusals.add(objection);
        }
    }

    private Optional<Composition.Ready> compose(Content.Fields fields) {
        if (fields.values().isEmpty()) {
            refusals.add(new Objection(Objection.Kind.UNKNOWN_FIELD, register.name(), "no field is given"));
            return Optional.empty();
        }
        Set<String> overruled = new HashSet<>(request.accepted());
        if (!(request.base() instanceof Base.Now)) {
            // The user has chosen what stands for the present value, so needing it is no objection any more.
            overruled.add(register.name());
        }
        return switch (FieldWriter.compose(register, fields.values(), overruled)) {
            case Composition.Refused refused -> {
                refusals.addAll(refused.objections());
                yield Optional.empty();
            }
            case Composition.Ready ready -> {
                ready.accepted().stream().filter(o -> o.kind() != Objection.Kind.READ_SIDE_EFFECT)
                        .forEach(accepted::add);
                yield Optional.of(ready);
            }
        };
    }

    /** The guards of the place, which the description of the register alone does not know. */
    private void reading() {
        RegisterInstance place = request.register();
        Optional<Guard> guard = place.guard();
        boolean needs = needsWord();
        boolean known = refusals.stream().anyMatch(o -> o.kind() == Objection.Kind.READ_SIDE_EFFECT);
        if (needs && guard.isPresent() && request.base() instanceof Base.Now && !known) {
            refusals.add(new Objection(Objection.Kind.READ_SIDE_EFFECT, register.name(), "the other fields are kept by "
                    + "reading " + register.name() + " first, but " + guard.get().reason()));
        }
        if (unit.coversNeighbours()) {
            if (guard.isPresent() && !(request.base() instanceof Base.ReadAnyway)) {
                refusals.add(new Objection(Objection.Kind.READ_SIDE_EFFECT, register.name(), "a write to "
                        + register.name() + " is an access of " + unit.width().bits() + " bits that rewrites its "
                        + "neighbours, which must be read first, but " + guard.get().reason()));
            } else {
                weigh(new Objection(Objection.Kind.NEIGHBOUR_CHANGES, register.name(), "a write to " + register.name()
                        + " is an access of " + unit.width().bits()
                        + " bits that also rewrites its neighbours with what was just read of them"));
            }
        }
    }

    RegisterUnit unit() {
        return unit;
    }

    List<Objection> refusals() {
        return refusals;
    }

    List<Objection> accepted() {
        return accepted;
    }

    /** Whether the word, or its neighbours, depend on the present value. */
    boolean needsCurrent() {
        return unit.coversNeighbours() || needsWord();
    }

    private boolean needsWord() {
        return request.content() instanceof Content.Bits
                || composition.filter(Composition.Ready::needsCurrent).isPresent();
    }

    /** Whether the register is read before the write: for what is kept, or only to show what it was. */
    boolean readsFirst() {
        return switch (request.base()) {
            case Base.Now now -> readable();
            case Base.Given given -> false;
            case Base.ReadAnyway anyway -> true;
        };
    }

    /** Whether a read of the register does no harm and says something. */
    boolean readable() {
        return request.register().guard().isEmpty()
                && (register.access().readable()
                        || register.flatFields().stream().anyMatch(field -> field.access().readable()));
    }

    /** The base that the user gave instead of reading. */
    OptionalLong given() {
        return request.base() instanceof Base.Given given ? OptionalLong.of(given.word()) : OptionalLong.empty();
    }

    /** @param current the present word, or whatever stands for it where it is not needed */
    long word(long current) {
        return switch (request.content()) {
            case Content.Word word -> word.value() & register.mask();
            case Content.Fields fields -> composition.orElseThrow().word(current) & register.mask();
            case Content.Bits bits -> bits(bits, current) & register.mask();
        };
    }

    /** Bits that react to ones or zeros are never written back as they were read: that would clear what is pending. */
    private long bits(Content.Bits bits, long current) {
        long word = current & ~bits.mask() | bits.value() & bits.mask();
        for (Field field : register.flatFields()) {
            long others = field.bits().mask() & ~bits.mask();
            if (field.access().writable() && field.modifiedWriteValues().zeroIsNeutral()) {
                word &= ~others;
            } else if (field.access().writable() && field.modifiedWriteValues().oneIsNeutral()) {
                word |= others;
            }
        }
        return word;
    }

    List<FieldChange> meaning(long word, OptionalLong old) {
        return switch (request.content()) {
            case Content.Word whole -> Meaning.ofWord(register, word, old);
            case Content.Bits bits -> Meaning.ofWord(register, word, old);
            case Content.Fields fields -> Meaning.ofFields(register, fields.values(), old);
        };
    }
}
