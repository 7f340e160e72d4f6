// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.decode;

import java.util.Objects;
import java.util.Optional;

import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.Field;

/**
 * A field and what a register word says about it.
 *
 * @param field the field
 * @param value its bits of the word, shifted down to bit 0; meaningless when the field is not readable
 * @param meaning the name of the value when the description has one for reading; always empty when not readable
 */
public record DecodedField(Field field, long value, Optional<EnumeratedValue> meaning) {
    /** Refuses null. */
    public DecodedField {
        Objects.requireNonNull(field);
        Objects.requireNonNull(meaning);
    }

    /** Takes the bits of a field out of a word that was read. */
    public static DecodedField of(Field field, long word) {
        long value = field.bits().extract(word);
        Optional<EnumeratedValue> meaning = field.access().readable()
                ? field.valuesForReading().flatMap(values -> values.meaningOf(value)) : Optional.empty();
        return new DecodedField(field, value, meaning);
    }

    /** Whether the value says anything: a write-only field has none to show. */
    public boolean readable() {
        return field.access().readable();
    }
}
