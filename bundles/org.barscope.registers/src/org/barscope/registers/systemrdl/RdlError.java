// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.systemrdl;

/** A fault that ends the reading of one statement; never leaves this package. */
final class RdlError extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Token at;

    RdlError(Token at, String message) {
        super(message, null, false, false);
        this.at = at;
    }

    Token at() {
        return at;
    }
}
