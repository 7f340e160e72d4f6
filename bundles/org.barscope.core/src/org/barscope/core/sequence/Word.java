// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.util.Objects;

/**
 * A word of a sequence and where it stands.
 *
 * @param text   the word
 * @param line   its line, from 1
 * @param column its first column, from 1
 */
public record Word(String text, int line, int column) {

    public Word {
        Objects.requireNonNull(text);
    }

    SequenceFault fault(String message) {
        return new SequenceFault(line, column, message);
    }
}
