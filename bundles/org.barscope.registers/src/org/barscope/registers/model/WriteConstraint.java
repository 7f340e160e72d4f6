// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

/**
 * Which values may be written (CMSIS-SVD {@code writeConstraintType}).
 */
public sealed interface WriteConstraint {
    /**
     * Only the value last read may be written.
     *
     * @param required whether the rule is in force
     */
    record WriteAsRead(boolean required) implements WriteConstraint {
    }

    /**
     * Only values that an enumeration for writing names may be written.
     *
     * @param required whether the rule is in force
     */
    record UseEnumeratedValues(boolean required) implements WriteConstraint {
    }

    /**
     * Only values from minimum to maximum, both included and unsigned, may be written.
     *
     * @param minimum smallest value, unsigned
     * @param maximum largest value, unsigned
     */
    record Range(long minimum, long maximum) implements WriteConstraint {
        /** Refuses an empty range. */
        public Range {
            if (Long.compareUnsigned(minimum, maximum) > 0) {
                throw new IllegalArgumentException("minimum is larger than maximum");
            }
        }
    }
}
