// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.List;
import java.util.Optional;

/**
 * A message as text to show. Immutable.
 *
 * @param text  lines ended by newline
 * @param spans what stretches of it are, by start; they may overlap
 * @param hots  what can be activated, by start
 * @param folds lines, from 0, at which a quote begins that can be folded, with the quote's line in the message
 * @param body  the line, from 0, the message's own text begins at
 * @param lines for each shown line of the body the line of the message it shows; -1 for placeholders
 */
record MessageDocument(String text, List<Span> spans, List<Hot> hots, List<Fold> folds, int body, int[] lines) {

    /** Nothing. */
    static final MessageDocument EMPTY = new MessageDocument("", List.of(), List.of(), List.of(), 0, new int[0]);

    /** A stretch with a role. */
    record Span(int start, int end, TextRole role) {
    }

    /** A stretch that does something when activated. */
    record Hot(int start, int end, Deed deed, String tip) {
    }

    /** A shown quote that can be folded. */
    record Fold(int line, int quote) {
    }

    /** What activating a stretch does. */
    sealed interface Deed {

        /** Shows or hides all header fields. */
        record Headers(boolean show) implements Deed {
        }

        /** Shows quotes that are folded. */
        record Unfold(List<Integer> quotes) implements Deed {
        }

        /** Shows the rest of a long message. */
        record ShowAll() implements Deed {
        }

        /** Saves an attachment, by its number from 0. */
        record Save(int attachment) implements Deed {
        }

        /** Goes where a link leads. */
        record Follow(LinkTarget target, boolean known) implements Deed {
        }
    }

    /** What is at a character. */
    Optional<Hot> hot(int offset) {
        return hots.stream().filter(hot -> hot.start() <= offset && offset < hot.end()).findFirst();
    }

    /** The first stretch to activate after a character, or before it; the other end's when there is none. */
    Optional<Hot> next(int offset, boolean forward) {
        Optional<Hot> found = forward ? hots.stream().filter(hot -> hot.start() > offset).findFirst()
                : hots.reversed().stream().filter(hot -> hot.end() <= offset).findFirst();
        return found.or(() -> hots.isEmpty() ? Optional.empty()
                : Optional.of(forward ? hots.getFirst() : hots.getLast()));
    }

    /** The shown line that shows a line of the message, or the nearest before it. */
    int shown(int line) {
        int best = body;
        for (int i = 0; i < lines.length; i++) {
            if (lines[i] >= 0 && lines[i] <= line) {
                best = body + i;
            }
        }
        return best;
    }
}
