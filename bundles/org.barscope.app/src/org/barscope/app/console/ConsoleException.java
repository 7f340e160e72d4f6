// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.console;

/** What a snippet asked for was refused or failed. The message is one line for the user. */
public final class ConsoleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConsoleException(String message, Throwable cause) {
        super(message, cause);
    }

    public ConsoleException(String message) {
        super(message);
    }
}
