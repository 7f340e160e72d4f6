// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

/** A mail command cannot do what it was asked for; the message is one finished sentence. */
final class MailProblem extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;

    MailProblem(int code, String message) {
        super(message);
        this.code = code;
    }

    /** The exit code. */
    int code() {
        return code;
    }
}
