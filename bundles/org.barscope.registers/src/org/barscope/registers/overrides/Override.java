// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.overrides;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import org.barscope.registers.naming.RegisterPattern;

/**
 * One correction.
 *
 * @param path which registers or fields it is for
 * @param values new values by property, as in the file
 */
public record Override(RegisterPattern path, Map<OverrideProperty, String> values) {
    /** Refuses an empty map and values that cannot be right; copies the map. */
    public Override {
        Objects.requireNonNull(path);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("an override changes at least one property");
        }
        values = Collections.unmodifiableMap(new EnumMap<>(values));
        values.forEach((property, value) -> property.complaint(value).ifPresent(complaint -> {
            throw new IllegalArgumentException(property.attribute() + "=\"" + value + "\": " + complaint);
        }));
    }
}
