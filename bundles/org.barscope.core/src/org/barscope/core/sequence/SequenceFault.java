// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.util.Objects;

/**
 * What is wrong with a sequence, and where.
 *
 * @param line    from 1
 * @param column  from 1
 * @param message one clause: what was found, what was expected
 */
public record SequenceFault(int line, int column, String message) {

    public SequenceFault {
        Objects.requireNonNull(message);
    }

    /** {@code line:column: message}. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + message;
    }
}
