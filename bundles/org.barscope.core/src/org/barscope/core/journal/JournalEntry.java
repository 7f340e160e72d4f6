// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A change with how it ended and what was said about it since. Immutable.
 *
 * @param id       its name
 * @param time     when it was put down, before the device was told
 * @param change   what was to be done
 * @param outcome  how it ended
 * @param readBack what was read back, or what a read returned
 * @param problem  why it failed; else empty
 * @param comments what people wrote about it, oldest first
 */
public record JournalEntry(EntryId id, Instant time, Change change, Outcome outcome, OptionalLong readBack,
        String problem, List<Comment> comments) {

    /** How a change ended. */
    public enum Outcome {
        /** It was made. */
        DONE("done"),
        /** It failed. */
        FAILED("failed"),
        /** The process that makes it is still at it. */
        PENDING("under way"),
        /** The process ended before it could say: the device may have been told, or not. */
        UNKNOWN("not known whether it reached the device");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** For people, a few words. */
        public String label() {
            return label;
        }
    }

    /**
     * What somebody wrote about an entry.
     *
     * @param time when
     * @param text what
     */
    public record Comment(Instant time, String text) {

        public Comment {
            Objects.requireNonNull(time);
            Objects.requireNonNull(text);
        }
    }

    public JournalEntry {
        Objects.requireNonNull(id);
        Objects.requireNonNull(time);
        Objects.requireNonNull(change);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(readBack);
        Objects.requireNonNull(problem);
        comments = List.copyOf(comments);
    }
}
