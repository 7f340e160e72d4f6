// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.Objects;
import java.util.Optional;

/**
 * An interrupt of a block (CMSIS-SVD {@code interruptType}).
 *
 * @param name name of the interrupt
 * @param description documentation, plain text
 * @param value number of the interrupt
 */
public record Interrupt(String name, Optional<String> description, int value) {
    /** Refuses null. */
    public Interrupt {
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
    }
}
