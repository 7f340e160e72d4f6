// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.read;

import java.util.List;
import java.util.Objects;

import org.barscope.registers.model.DeviceDescription;

/**
 * A description that was read.
 *
 * @param description the description
 * @param warnings rules of the format that the file breaks without becoming unclear
 */
public record ReadResult(DeviceDescription description, List<Fault> warnings) {
    /** Refuses null and copies the list. */
    public ReadResult {
        Objects.requireNonNull(description);
        warnings = List.copyOf(warnings);
    }
}
