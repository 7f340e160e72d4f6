// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

/** Says that bytes are no message at all. The text is the reason, as a sentence for the user. */
public final class UnreadableMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Gives the reason. */
    public UnreadableMessageException(String reason) {
        super(reason);
    }
}
