// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.decode;

import java.util.Optional;

import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.WriteConstraint;

/** Checks values against what a description allows to be written. */
public final class Constraints {
    private Constraints() {
    }

    /** The objection against writing a value to a field, if there is one: access, width, then the write constraint. */
    public static Optional<Objection> ofField(Field field, long value) {
        String name = field.name();
        if (!field.access().writable()) {
            return Optional.of(new Objection(Objection.Kind.READ_ONLY, name, name + " is read-only"));
        }
        if (!field.bits().fits(value)) {
            return Optional.of(new Objection(Objection.Kind.DOES_NOT_FIT, name, "0x" + Long.toHexString(value)
                    + " does not fit in the " + field.bits().width() + " bits of " + name + "; the largest value is 0x"
                    + Long.toHexString(field.bits().maximum())));
        }
        return field.writeConstraint().flatMap(constraint -> broken(constraint, field, value))
                .map(reason -> new Objection(Objection.Kind.CONSTRAINT, name, reason));
    }

    private static Optional<String> broken(WriteConstraint constraint, Field field, long value) {
        return switch (constraint) {
            case WriteConstraint.WriteAsRead rule -> !rule.required() ? Optional.empty()
                    : Optional.of(field.name() + " may only be written with the value that was read from it");
            case WriteConstraint.UseEnumeratedValues rule -> !rule.required() || named(field, value)
                    ? Optional.empty()
                    : Optional.of("0x" + Long.toHexString(value) + " is none of the values of " + field.name()
                            + " that the description names for writing");
            case WriteConstraint.Range range -> outside(range, field.name(), value);
        };
    }

    private static boolean named(Field field, long value) {
        return field.valuesForWriting().flatMap(values -> values.meaningOf(value))
                .filter(found -> !found.isDefault()).map(EnumeratedValue::name).isPresent();
    }

    private static Optional<String> outside(WriteConstraint.Range range, String name, long value) {
        boolean inside = Long.compareUnsigned(value, range.minimum()) >= 0
                && Long.compareUnsigned(value, range.maximum()) <= 0;
        return inside ? Optional.empty() : Optional.of("0x" + Long.toHexString(value) + " is outside the range 0x"
                + Long.toHexString(range.minimum()) + " to 0x" + Long.toHexString(range.maximum()) + " of " + name);
    }

    /** The objection against writing a whole word to a register, if there is one: access, width, then its range. */
    public static Optional<Objection> ofWord(Register register, long word) {
        String name = register.name();
        boolean writable = register.access().writable()
                || register.fields().stream().anyMatch(field -> field.access().writable());
        if (!writable) {
            return Optional.of(new Objection(Objection.Kind.READ_ONLY, name, name + " is read-only"));
        }
        if ((word & ~register.mask()) != 0) {
            return Optional.of(new Objection(Objection.Kind.DOES_NOT_FIT, name, "0x" + Long.toHexString(word)
                    + " does not fit in the " + register.size() + " bits of " + name));
        }
        return register.writeConstraint().filter(WriteConstraint.Range.class::isInstance)
                .flatMap(range -> outside((WriteConstraint.Range) range, name, word))
                .map(reason -> new Objection(Objection.Kind.CONSTRAINT, name, reason));
    }
}
