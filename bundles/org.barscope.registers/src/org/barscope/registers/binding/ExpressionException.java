// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

/** An expression is malformed or has no value. The message is one line for the user. */
public final class ExpressionException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public ExpressionException(String message) {
        super(message);
    }
}
