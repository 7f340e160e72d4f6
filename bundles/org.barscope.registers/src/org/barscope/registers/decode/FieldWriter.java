// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.decode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.barscope.registers.model.Field;
import org.barscope.registers.model.Guard;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.Register;

/**
 * Composes the word that writes some fields of a register and leaves the state of every other field as it is.
 *
 * <p>A field that is read-write keeps its present value. One that reacts to ones or zeros only gets the neutral bit,
 * never its present value: writing back a pending write-one-to-clear bit would clear it. Where no word leaves a
 * neighbour alone (a write-only field without a neutral value, a field that any write clears, a field with one write
 * only), or where the present value is needed and reading it has a side effect, the write is refused; the caller may
 * ask again and accept the named consequences.
 *
 * <p>Bits that no field describes keep their value where it can be had without a side effect, and are otherwise written
 * as their reset value, or 0.
 */
public final class FieldWriter {
    private final Register register;
    private final Set<String> accepted;
    private final List<Objection> refusals = new ArrayList<>();
    private final List<Objection> consequences = new ArrayList<>();
    private long target;
    private long targetValue;
    private long keep;
    private long required;
    private long ones;
    private long zeros;
    private long fixed;
    private boolean needsCurrent;

    private FieldWriter(Register register, Set<String> accepted) {
        this.register = register;
        this.accepted = accepted;
    }

    /**
     * Composes a write.
     *
     * @param register the register, one element when it is repeated
     * @param values new values by field name, each shifted down to bit 0
     * @param accepted names of fields, or of the register, whose objections are accepted where that is possible
     */
    public static Composition compose(Register register, Map<String, Long> values, Set<String> accepted) {
        return new FieldWriter(register, accepted).run(values);
    }

    private Composition run(Map<String, Long> values) {
        Map<String, Field> fields = new LinkedHashMap<>();
        register.flatFields().forEach(field -> fields.put(field.name(), field));
        values.forEach((name, value) -> {
            Field field = fields.remove(name);
            if (field == null) {
                object(Objection.Kind.UNKNOWN_FIELD, name, register.name() + " has no field " + name);
                return;
            }
            Constraints.ofField(field, value).ifPresent(objection -> object(objection.kind(), objection.subject(),
                    objection.reason()));
            if ((target & field.bits().mask()) != 0) {
                object(Objection.Kind.OVERLAP, name, name + " shares bits with another field of this write");
            }
            target |= field.bits().mask();
            targetValue = field.bits().insert(targetValue, value);
        });
        long described = target;
        for (Field neighbour : fields.values()) {
            described |= neighbour.bits().mask();
            neighbour(neighbour);
        }
        conflicts();
        undescribed(register.mask() & ~described);
        Optional<Guard> guard = register.guard();
        if (needsCurrent && guard.isPresent() && guard.get().kind() != Guard.Kind.WRITE_ONLY) {
            object(Objection.Kind.READ_SIDE_EFFECT, register.name(),
                    "the other fields are kept by reading " + register.name() + " first, but " + guard.get().reason());
        }
        if (!refusals.isEmpty()) {
            return new Composition.Refused(refusals);
        }
        long free = ~target;
        return new Composition.Ready(keep & free & ~ones & ~fixed, targetValue | (ones | fixed) & free, needsCurrent,
                consequences);
    }

    private void object(Objection.Kind kind, String subject, String reason) {
        Objection objection = new Objection(kind, subject, reason);
        if (kind.acceptable() && accepted.contains(subject)) {
            consequences.add(objection);
        } else {
            refusals.add(objection);
        }
    }

    private void neighbour(Field field) {
        long mask = field.bits().mask();
        if (!field.access().writable()) {
            // Writing it has no effect; its present value is the customary thing to write, if it is at hand.
            keep |= mask & ~ones & ~zeros;
            return;
        }
        if ((mask & target) != 0) {
            object(Objection.Kind.OVERLAP, field.name(), field.name() + " shares bits with a field of this write");
            return;
        }
        if (field.access().once()) {
            object(Objection.Kind.NEIGHBOUR_CHANGES, field.name(), field.name()
                    + " can be written once after a reset; a write to " + register.name() + " uses that up");
        }
        ModifiedWriteValues modified = field.modifiedWriteValues();
        if (modified.zeroIsNeutral()) {
            zeros |= mask;
        } else if (modified.oneIsNeutral()) {
            ones |= mask;
        } else if (modified != ModifiedWriteValues.MODIFY) {
            object(Objection.Kind.NEIGHBOUR_CHANGES, field.name(), "any write to " + register.name()
                    + (modified == ModifiedWriteValues.CLEAR ? " clears " : " sets ") + field.name());
        } else if (field.access().readable()) {
            kept(mask);
        } else {
            object(Objection.Kind.NEIGHBOUR_CHANGES, field.name(), field.name() + " is write-only, so its present "
                    + "value cannot be kept; give a value for it too");
            fixed |= reset() & mask;
        }
    }

    private void kept(long mask) {
        keep |= mask;
        required |= mask;
        needsCurrent = true;
    }

    private long reset() {
        return register.reset().map(reset -> reset.value()).orElse(0L);
    }

    /** Neighbours that share bits with one another may need opposite things of them. */
    private void conflicts() {
        long both = ones & zeros | required & (ones | zeros);
        if (both != 0) {
            object(Objection.Kind.OVERLAP, register.name(), "fields of " + register.name() + " share bits 0x"
                    + Long.toHexString(both) + " and need different values written there");
        }
        keep &= ~zeros;
    }

    private void undescribed(long mask) {
        if (mask == 0) {
            return;
        }
        ModifiedWriteValues modified = register.modifiedWriteValues();
        if (modified.oneIsNeutral()) {
            ones |= mask;
        } else if (modified == ModifiedWriteValues.MODIFY) {
            boolean readable = register.access().readable() && register.guard().isEmpty();
            if (readable && register.access().writable()) {
                kept(mask);
            } else if (readable || needsCurrent && register.access().readable()) {
                keep |= mask;
            } else {
                fixed |= reset() & mask;
            }
        }
    }
}
