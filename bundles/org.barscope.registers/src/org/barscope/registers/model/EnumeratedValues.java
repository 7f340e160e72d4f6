// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A set of named values of a field (CMSIS-SVD {@code enumerationType}).
 *
 * @param name identifier by which other fields refer to the set
 * @param headerEnumName name of the type in generated headers
 * @param usage the direction of access the set describes
 * @param values the entries, in file order
 */
public record EnumeratedValues(Optional<String> name, Optional<String> headerEnumName, EnumUsage usage,
        List<EnumeratedValue> values) {
    /** Refuses null and copies the list. */
    public EnumeratedValues {
        Objects.requireNonNull(name);
        Objects.requireNonNull(headerEnumName);
        Objects.requireNonNull(usage);
        values = List.copyOf(values);
    }

    /** A set for reading and writing without a name. */
    public static EnumeratedValues of(List<EnumeratedValue> values) {
        return new EnumeratedValues(Optional.empty(), Optional.empty(), EnumUsage.READ_WRITE, values);
    }

    /**
     * The entry that names a value. An exact entry wins over one with bits that do not matter, and that one over the
     * default entry; among equals the first in file order wins. Cost: one pass over the entries.
     *
     * @param value field value, shifted down to bit 0
     */
    public Optional<EnumeratedValue> meaningOf(long value) {
        EnumeratedValue best = null;
        for (EnumeratedValue candidate : values) {
            if (candidate.isDefault()) {
                best = best == null ? candidate : best;
            } else if (candidate.pattern().get().matches(value)) {
                if (candidate.pattern().get().isExact()) {
                    return Optional.of(candidate);
                }
                best = best == null || best.isDefault() ? candidate : best;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The entry of this name. */
    public Optional<EnumeratedValue> named(String wanted) {
        return values.stream().filter(value -> value.name().equals(wanted)).findFirst();
    }
}
