// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.search;

import java.util.ArrayList;
import java.util.List;
import org.barscope.core.memory.BlockReader;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;

/**
 * Looks for a pattern of a fixed length in plain memory: copies it into one small buffer, which stays in the
 * processor's cache, and looks there, both on the device's thread. What the pattern may need of one piece to match at
 * the border to the next stays in the buffer beside that.
 */
final class MemorySearch {

    /** Fits into the second cache of every processor we know, and is long enough for what each piece costs beside. */
    static final int PIECE = 128 * 1024;

    private final Search.Request request;
    private final Matches matches;
    private final int reach;
    private final byte[] buffer;
    private final List<Run> runs = new ArrayList<>();
    private int kept;
    private volatile boolean stopped;
    private volatile boolean enough;

    /** Neighbours of one fate. */
    private record Run(int from, int to, UnitState state) {
    }

    MemorySearch(Search.Request request, Matches matches) {
        this.request = request;
        this.matches = matches;
        this.reach = request.pattern().longest() - 1 + Search.CONTEXT;
        this.buffer = new byte[reach + PIECE + reach];
    }

    /** Whether a pattern takes a time that is bounded by the bytes it looks at, and has a length. */
    static boolean takes(SearchPattern pattern) {
        return pattern instanceof BytePattern || pattern instanceof ValuePattern;
    }

    /** Ends what is under way at the next piece; from any thread. */
    void stop() {
        stopped = true;
    }

    /** Whether the device's thread has found enough; from any thread. */
    boolean full() {
        return enough;
    }

    /** Looks at a range, which is the neighbour of the one before. */
    void look(BlockReader reader, Span span) {
        long done = 0;
        while (done < span.length() && !stopped && !matches.full()) {
            int length = (int) Math.min(PIECE, span.length() - done);
            long offset = request.backward() ? span.end() - done - length : span.offset() + done;
            runs.clear();
            int start = request.backward() ? reach + PIECE - length : reach;
            boolean whole = reader.read(offset, buffer, start, length, this::outcome);
            int told = runs.isEmpty() ? start : runs.getLast().to();
            if (!whole) {
                // Nothing more of the range is tried: the caller asks again with the next one.
                matches.account(UnitState.REVOKED, span.length() - done - (told - start));
            }
            piece(start, start + length, offset - start);
            if (!whole) {
                kept = 0;
                return;
            }
            done += length;
        }
        enough = matches.full();
    }

    private void outcome(int at, int length, UnitState state) {
        Run last = runs.isEmpty() ? null : runs.getLast();
        if (last != null && last.state() == state) {
            runs.set(runs.size() - 1, new Run(last.from(), at + length, state));
        } else {
            runs.add(new Run(at, at + length, state));
        }
    }

    /** Looks at what was read between two indices, together with what was kept of the neighbour. */
    private void piece(int start, int end, long origin) {
        List<Search.Match> here = new ArrayList<>(0);
        int keep = 0;
        for (Run run : runs) {
            matches.account(run.state(), run.to() - run.from());
            if (!run.state().hasValue() || matches.full()) {
                continue;
            }
            int from = run.from() == start && !request.backward() ? start - kept : run.from();
            int to = run.to() == end && request.backward() ? end + kept : run.to();
            request.pattern().scan(buffer, from, to, origin, (at, length) -> {
                // A match that lies wholly in what was kept was found with the piece before.
                boolean known = request.backward() ? at >= end : at + length <= start;
                if (!known) {
                    here.add(Matches.match(buffer, from, to, origin, at, length));
                }
                return request.backward() || here.size() < request.limit();
            });
            if (request.backward() ? run.from() == start : run.to() == end) {
                keep = Math.min(reach, to - from);
            }
        }
        (request.backward() ? here.reversed() : here).forEach(matches::take);
        kept = keep;
        // The next piece goes beside it: after it when going forward.
        System.arraycopy(buffer, request.backward() ? start : end - keep, buffer,
                request.backward() ? reach + PIECE : reach - keep, keep);
    }
}
