// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.generator;

/** The model could not be turned into sources; the message is one line for whoever edits the model. */
final class GenerationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GenerationException(String message) {
        super(message);
    }
}
