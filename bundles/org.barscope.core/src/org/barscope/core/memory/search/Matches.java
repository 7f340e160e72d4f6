// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;

/** What a search has found so far, in the order asked for, and what it has looked at. Used by one thread at a time. */
final class Matches {

    private final Search.Request request;
    private final List<Search.Match> found = new ArrayList<>();
    private final Map<UnitState, Long> skipped = new EnumMap<>(UnitState.class);
    private long searched;

    Matches(Search.Request request) {
        this.request = request;
    }

    /** Whether as many are found as were asked for. */
    boolean full() {
        return found.size() >= request.limit();
    }

    /** That bytes were looked at, or why not. */
    void account(UnitState state, long bytes) {
        if (state.hasValue()) {
            searched += bytes;
        } else {
            skipped.merge(state, bytes, Long::sum);
        }
    }

    /** Takes one match, unless there are enough. */
    void take(Search.Match match) {
        if (!full()) {
            found.add(match);
        }
    }

    /** A match with its neighbourhood, as far as that lies between two indices. */
    static Search.Match match(byte[] data, int from, int to, long origin, int at, int length) {
        return new Search.Match(new Span(origin + at, length),
                Arrays.copyOfRange(data, Math.max(from, at - Search.CONTEXT), at),
                Arrays.copyOfRange(data, at, at + Math.min(length, Search.CONTEXT)),
                Arrays.copyOfRange(data, at + length, Math.min(to, at + length + Search.CONTEXT)));
    }

    /** Patterns of no fixed length may go on where a block ended: that is one match and not two. */
    boolean continues(long offset, int length) {
        if (request.backward() || found.isEmpty()) {
            return false;
        }
        Search.Match last = found.getLast();
        return switch (request.pattern()) {
            case RegexPattern regex -> offset < last.span().end();
            case ChangePattern change when offset <= last.span().end() -> {
                long start = last.span().offset();
                found.set(found.size() - 1, new Search.Match(new Span(start, offset + length - start), last.before(),
                        last.bytes(), last.after()));
                yield true;
            }
            case ChangePattern change -> false;
            case BytePattern bytes -> false;
            case ValuePattern value -> false;
        };
    }

    Search.Result result(boolean complete) {
        return new Search.Result(found, searched, skipped, complete);
    }
}
