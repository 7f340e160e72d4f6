// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.control;

import java.util.Objects;

/**
 * How often an interrupt has happened since it was enabled.
 *
 * @param source  its kind
 * @param vector  which of the kind, from 0
 * @param count   how often, exactly
 * @param masked  whether it is masked at present, as far as we did it
 * @param problem why it is masked though nobody asked for it, one clause; else empty
 */
public record InterruptCount(InterruptKind.Source source, int vector, long count, boolean masked, String problem) {
    public InterruptCount {
        Objects.requireNonNull(source);
        Objects.requireNonNull(problem);
    }
}
