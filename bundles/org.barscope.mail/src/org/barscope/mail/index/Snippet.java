// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.util.List;
import org.barscope.mail.parse.SegmentKind;

/**
 * A line of a message with what was searched marked.
 *
 * @param line  the number of the line in the text, from 0; -1 for the subject
 * @param kind  what the line is part of
 * @param text  the line, cut to a readable length around the first mark
 * @param marks what to highlight in {@code text}
 */
public record Snippet(int line, SegmentKind kind, String text, List<Mark> marks) {

    /**
     * A stretch of the text.
     *
     * @param start its first character
     * @param end   the character after its last
     */
    public record Mark(int start, int end) {
    }

    /** Copies the marks. */
    public Snippet {
        marks = List.copyOf(marks);
    }
}
