// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a write meant for one field of a register.
 *
 * @param field   its name
 * @param msb     its highest bit
 * @param lsb     its lowest bit
 * @param old     its value before, shifted down to bit 0; empty when that was not read
 * @param value   what was written to it
 * @param meaning the name of the written value, or what a one does there ("clears"); empty when there is none
 */
public record FieldChange(String field, int msb, int lsb, OptionalLong old, long value, String meaning) {

    public FieldChange {
        Objects.requireNonNull(field);
        Objects.requireNonNull(old);
        Objects.requireNonNull(meaning);
    }

    /** For people: {@code SLU 0 → 1 (link up)}. */
    public String label() {
        String was = old.isPresent() ? number(old.getAsLong()) + " → " : "← ";
        return field + " " + was + number(value) + (meaning.isEmpty() ? "" : " (" + meaning + ")");
    }

    private static String number(long value) {
        return value >= 0 && value < 10 ? Long.toString(value) : "0x" + Long.toHexString(value);
    }
}
