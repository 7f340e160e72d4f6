// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.Optional;

/**
 * Who may read and write a register or field (CMSIS-SVD {@code accessType}).
 */
public enum Access {
    /** Can be read; a write has no effect. */
    READ_ONLY("read-only", "RO"),
    /** Can be written; a read returns nothing meaningful. */
    WRITE_ONLY("write-only", "WO"),
    /** Can be read and written. */
    READ_WRITE("read-write", "RW"),
    /** Only the first write after a reset counts; a read returns nothing meaningful. */
    WRITE_ONCE("writeOnce", "W1"),
    /** Can be read; only the first write after a reset counts. */
    READ_WRITE_ONCE("read-writeOnce", "RW1");

    private final String token;
    private final String label;

    Access(String token, String label) {
        this.token = token;
        this.label = label;
    }

    /** The spelling used in CMSIS-SVD files. */
    public String token() {
        return token;
    }

    /** The short form for a table column: RO, WO, RW, W1 or RW1. */
    public String label() {
        return label;
    }

    /** Whether a read returns the stored value. */
    public boolean readable() {
        return this != WRITE_ONLY && this != WRITE_ONCE;
    }

    /** Whether a write can have an effect. */
    public boolean writable() {
        return this != READ_ONLY;
    }

    /** Whether the first write after a reset uses up the right to write. */
    public boolean once() {
        return this == WRITE_ONCE || this == READ_WRITE_ONCE;
    }

    /** The constant with this CMSIS-SVD spelling. */
    public static Optional<Access> ofToken(String token) {
        return Tokens.find(values(), Access::token, token);
    }
}
