// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.http;

/** A server did not give what was asked for. The message says what was asked, why it failed and what to do. */
public final class LoreException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Gives the message. */
    public LoreException(String message) {
        super(message);
    }

    /** Gives the message and what caused it. */
    public LoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
