// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.address;

/** An expression that makes no sense, or none here. The message is one line for people. */
public final class ExpressionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int position;

    /** @param position index of the character it is about, from 0 */
    ExpressionException(int position, String message) {
        super(message, null, false, false);
        this.position = position;
    }

    /** Index of the character it is about, from 0; the length of the text for its end. */
    public int position() {
        return position;
    }
}
