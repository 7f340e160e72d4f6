// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What came of a step.
 *
 * @param step   the step
 * @param status how it went
 * @param value  what was read, or read back after a write; empty when nothing was
 * @param text   one line for people: what was done and seen
 */
public record StepResult(Step step, Status status, OptionalLong value, String text) {

    /** How a step went. */
    public enum Status {
        /** As it says. */
        DONE,
        /** A dry run cannot tell. */
        NOT_KNOWN,
        /** Something was expected that is not so, or what was read back is not what was written. */
        MISMATCH,
        /** What was waited for did not come in time. */
        TIMEOUT,
        /** It could not be done. */
        FAILED;

        /** Whether a sequence stops there. */
        public boolean stops() {
            return this != DONE && this != NOT_KNOWN;
        }
    }

    public StepResult {
        Objects.requireNonNull(step);
        Objects.requireNonNull(status);
        Objects.requireNonNull(value);
        Objects.requireNonNull(text);
    }
}
