// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.Objects;
import java.util.Optional;

/**
 * The name of one value of a field (CMSIS-SVD {@code enumeratedValueType}).
 *
 * @param name identifier
 * @param description what the value means
 * @param pattern the value; empty for the entry that names every value not listed (CMSIS-SVD {@code isDefault})
 */
public record EnumeratedValue(String name, Optional<String> description, Optional<BitPattern> pattern) {
    /** Refuses null. */
    public EnumeratedValue {
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        Objects.requireNonNull(pattern);
    }

    /** The name of one exact value. */
    public static EnumeratedValue of(String name, long value, String description) {
        return new EnumeratedValue(name, Optional.of(description), Optional.of(BitPattern.exactly(value)));
    }

    /** Whether this entry names every value that no other entry lists. */
    public boolean isDefault() {
        return pattern.isEmpty();
    }
}
