// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.Optional;

/**
 * The privilege that an access needs (CMSIS-SVD {@code protectionStringType}).
 */
public enum Protection {
    /** Secure accesses only. */
    SECURE("s"),
    /** Non-secure accesses too. */
    NON_SECURE("n"),
    /** Privileged accesses only. */
    PRIVILEGED("p");

    private final String token;

    Protection(String token) {
        this.token = token;
    }

    /** The spelling used in CMSIS-SVD files. */
    public String token() {
        return token;
    }

    /** The constant with this CMSIS-SVD spelling. */
    public static Optional<Protection> ofToken(String token) {
        return Tokens.find(values(), Protection::token, token);
    }
}
