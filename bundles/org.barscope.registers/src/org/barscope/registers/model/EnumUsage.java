// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.Optional;

/**
 * Which direction of access a set of enumerated values describes (CMSIS-SVD {@code enumUsageType}).
 */
public enum EnumUsage {
    /** Values that a read returns. */
    READ("read"),
    /** Values that may be written. */
    WRITE("write"),
    /** Both. The default. */
    READ_WRITE("read-write");

    private final String token;

    EnumUsage(String token) {
        this.token = token;
    }

    /** The spelling used in CMSIS-SVD files. */
    public String token() {
        return token;
    }

    /** Whether the set explains a value that was read. */
    public boolean forReading() {
        return this != WRITE;
    }

    /** Whether the set offers values to write. */
    public boolean forWriting() {
        return this != READ;
    }

    /** The constant with this CMSIS-SVD spelling. */
    public static Optional<EnumUsage> ofToken(String token) {
        return Tokens.find(values(), EnumUsage::token, token);
    }
}
