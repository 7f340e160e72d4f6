// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import java.util.EnumSet;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Something that may become true of a watched value, and what is to happen then. Each time it becomes true counts once:
 * it must have been untrue before it counts again.
 *
 * @param kind    what
 * @param value   compared with; without meaning for {@link Kind#CHANGES}
 * @param mask    the bits that count; -1 for all
 * @param actions what is to happen
 */
public record WatchCondition(Kind kind, long value, long mask, Set<Action> actions) {

    /** What may become true. */
    public enum Kind {
        /** The bits that count are those of the value. */
        EQUALS,
        /** The bits that count are not those of the sample before. */
        CHANGES,
        /** All bits of the mask are set; the value does not matter. */
        ALL_SET,
        /** The value was at most the limit and is above it. */
        RISES_PAST,
        /** The value was at least the limit and is below it. */
        FALLS_BELOW
    }

    /** What is to happen. */
    public enum Action {
        /** The sample is marked in the history. */
        MARK,
        /** The listeners make themselves heard. */
        SOUND,
        /** The watch stops. */
        STOP,
        /** The listeners take a snapshot of the device. */
        SNAPSHOT,
        /** The listeners run the sequence that the user has chosen. */
        RUN_SEQUENCE
    }

    public WatchCondition {
        Objects.requireNonNull(kind);
        actions = actions.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(actions));
    }

    /** Whether it holds for a value, given the one before. */
    boolean holds(long now, OptionalLong before) {
        return switch (kind) {
            case EQUALS -> (now & mask) == (value & mask);
            case CHANGES -> before.isPresent() && (now & mask) != (before.getAsLong() & mask);
            case ALL_SET -> (now & mask) == mask;
            case RISES_PAST -> Long.compareUnsigned(now & mask, value) > 0;
            case FALLS_BELOW -> Long.compareUnsigned(now & mask, value) < 0;
        };
    }

    /** Whether holding again after it has held is news: each change is, a state that lasts is not. */
    boolean repeats() {
        return kind == Kind.CHANGES;
    }

    /** Whether the first sample can make it true: passing a limit needs a sample on the other side. */
    boolean needsBefore() {
        return kind == Kind.CHANGES || kind == Kind.RISES_PAST || kind == Kind.FALLS_BELOW;
    }
}
