// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.Optional;

/**
 * How the device turns a written value into a new state (CMSIS-SVD {@code modifiedWriteValuesType}).
 */
public enum ModifiedWriteValues {
    /** Writing 1 to a bit clears it; 0 leaves it. */
    ONE_TO_CLEAR("oneToClear", "W1C"),
    /** Writing 1 to a bit sets it; 0 leaves it. */
    ONE_TO_SET("oneToSet", "W1S"),
    /** Writing 1 to a bit inverts it; 0 leaves it. */
    ONE_TO_TOGGLE("oneToToggle", "W1T"),
    /** Writing 0 to a bit clears it; 1 leaves it. */
    ZERO_TO_CLEAR("zeroToClear", "W0C"),
    /** Writing 0 to a bit sets it; 1 leaves it. */
    ZERO_TO_SET("zeroToSet", "W0S"),
    /** Writing 0 to a bit inverts it; 1 leaves it. */
    ZERO_TO_TOGGLE("zeroToToggle", "W0T"),
    /** Any write clears every bit. */
    CLEAR("clear", "WC"),
    /** Any write sets every bit. */
    SET("set", "WS"),
    /** The written value is taken, possibly adjusted by the device. The default. */
    MODIFY("modify", "W");

    private final String token;
    private final String label;

    ModifiedWriteValues(String token, String label) {
        this.token = token;
        this.label = label;
    }

    /** The spelling used in CMSIS-SVD files. */
    public String token() {
        return token;
    }

    /** The short form for a table column, such as W1C. */
    public String label() {
        return label;
    }

    /** Whether writing 0 to every bit leaves the state as it is. */
    public boolean zeroIsNeutral() {
        return this == ONE_TO_CLEAR || this == ONE_TO_SET || this == ONE_TO_TOGGLE;
    }

    /** Whether writing 1 to every bit leaves the state as it is. */
    public boolean oneIsNeutral() {
        return this == ZERO_TO_CLEAR || this == ZERO_TO_SET || this == ZERO_TO_TOGGLE;
    }

    /** The constant with this CMSIS-SVD spelling. */
    public static Optional<ModifiedWriteValues> ofToken(String token) {
        return Tokens.find(values(), ModifiedWriteValues::token, token);
    }
}
