// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

/** Something the archive could not do. The message says what was tried,
        why it failed and what to do; show it as it is. */
public final class MailException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Gives the message. */
    public MailException(String message) {
        super(message);
    }

    /** Gives the message and what caused it. */
    public MailException(String message, Throwable cause) {
        super(message, cause);
    }
}
