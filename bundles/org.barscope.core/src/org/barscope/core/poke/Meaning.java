// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.barscope.core.journal.FieldChange;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.Register;

/** Says what a written word means for the fields of a register. */
final class Meaning {

    private Meaning() {
    }

    /** The fields of a request, whatever their values were. */
    static List<FieldChange> ofFields(Register register, Map<String, Long> values, OptionalLong old) {
        List<FieldChange> changes = new ArrayList<>();
        for (Field field : register.flatFields()) {
            Long value = values.get(field.name());
            if (value != null) {
                changes.add(change(field, value, old));
            }
        }
        return changes;
    }

    /** The fields that a whole word changes, or may. */
    static List<FieldChange> ofWord(Register register, long word, OptionalLong old) {
        List<FieldChange> changes = new ArrayList<>();
        for (Field field : register.flatFields()) {
            if (field.access().writable() && matters(field, word, old)) {
                changes.add(change(field, field.bits().extract(word), old));
            }
        }
        return changes;
    }

    private static boolean matters(Field field, long word, OptionalLong old) {
        ModifiedWriteValues modified = field.modifiedWriteValues();
        long value = field.bits().extract(word);
        if (modified.zeroIsNeutral()) {
            return value != 0;
        }
        if (modified.oneIsNeutral()) {
            return value != field.bits().maximum();
        }
        return modified != ModifiedWriteValues.MODIFY || old.isEmpty() || !field.access().readable()
                || field.bits().extract(old.getAsLong()) != value;
    }

    private static FieldChange change(Field field, long value, OptionalLong old) {
        OptionalLong before = old.isPresent() && field.access().readable()
                ? OptionalLong.of(field.bits().extract(old.getAsLong())) : OptionalLong.empty();
        return new FieldChange(field.name(), field.bits().msb(), field.bits().lsb(), before, value,
                meaning(field, value));
    }

    private static String meaning(Field field, long value) {
        String named = field.valuesForWriting().flatMap(values -> values.meaningOf(value)).map(EnumeratedValue::name)
                .orElse("");
        if (!named.isEmpty()) {
            return named;
        }
        return switch (field.modifiedWriteValues()) {
            case ONE_TO_CLEAR -> value == 0 ? "left alone" : "clears";
            case ONE_TO_SET -> value == 0 ? "left alone" : "sets";
            case ONE_TO_TOGGLE -> value == 0 ? "left alone" : "toggles";
            case ZERO_TO_CLEAR -> value == field.bits().maximum() ? "left alone" : "clears";
            case ZERO_TO_SET -> value == field.bits().maximum() ? "left alone" : "sets";
            case ZERO_TO_TOGGLE -> value == field.bits().maximum() ? "left alone" : "toggles";
            case CLEAR -> "cleared by any write";
            case SET -> "set by any write";
            case MODIFY -> "";
        };
    }
}
