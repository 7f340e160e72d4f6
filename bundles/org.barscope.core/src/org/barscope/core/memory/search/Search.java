// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;

/**
 * Looks for a pattern in a region: reads every unit once that the rules allow to be read, in blocks, on the device's
 * thread, and looks at one block while the next is read. What has a fixed length is looked for in plain memory on the
 * device's thread itself, because handing the bytes on would cost several times what looking at them does. Not safe for
 * use by several threads; runs once.
 */
public final class Search {

    /** How many bytes of its neighbourhood come with a match, on either side. */
    public static final int CONTEXT = 16;

    /** Small enough to stay in the cache of a processor core. */
    private static final int MEMORY_BLOCK = 512 * 1024;
    /** A register may take long to answer, and the search is to end soon when it is cancelled. */
    private static final int REGISTER_BLOCK = 4096;
    /** Half a millisecond or so, for which nobody else gets at the device. */
    private static final int THREAD_BLOCK = 4 * 1024 * 1024;

    private static final UnitState[] STATES = UnitState.values();
    private static final byte VALUE = (byte) UnitState.VALUE.ordinal();
    private static final byte[] ALL_VALUES = new byte[MEMORY_BLOCK];

    static {
        Arrays.fill(ALL_VALUES, VALUE);
    }

    private final RegionSession session;
    private final AccessMap rules;
    private final Request request;
    private final Progress progress;
    private final Matches matches;
    private byte[] kept = new byte[0];

    /**
     * What to look for.
     *
     * @param within   where; clipped to the region
     * @param limit    how many matches at most, at least 1
     * @param backward whether the last matches are wanted first
     */
    public record Request(SearchPattern pattern, Span within, int limit, boolean backward) {

        public Request {
            Objects.requireNonNull(pattern);
            Objects.requireNonNull(within);
            if (limit < 1) {
                throw new IllegalArgumentException("a search is for at least one match, not " + limit);
            }
        }
    }

    /** Follows a search and stops it; called on the searching thread. */
    public interface Progress {

        /** Nobody follows it. */
        Progress NONE = new Progress() {
        };

        /** How far it has come, in bytes. */
        default void done(long bytes, long of) {
        }

        /** Asked between blocks; once true, the search ends with what it has. */
        default boolean cancelled() {
            return false;
        }
    }

    /**
     * Something that was found.
     *
     * @param span   where
     * @param before what stands before it as far as it was read; up to {@link #CONTEXT} bytes
     * @param bytes  itself, at most its first {@link #CONTEXT} bytes
     * @param after  what stands after it
     */
    public record Match(Span span, byte[] before, byte[] bytes, byte[] after) {
    }

    /**
     * What came of a search.
     *
     * @param matches  in the order asked for
     * @param searched how many bytes were read and looked at
     * @param skipped  how many bytes were not, by the reason why
     * @param complete false when it was cancelled, or ended because there are more matches than wanted
     */
    public record Result(List<Match> matches, long searched, Map<UnitState, Long> skipped, boolean complete) {

        public Result {
            matches = List.copyOf(matches);
            skipped = Map.copyOf(skipped);
        }

        /** How many bytes were not looked at. */
        public long skippedBytes() {
            return skipped.values().stream().mapToLong(Long::longValue).sum();
        }

        /** One line on what was not looked at and why; empty when nothing was left out. */
        public String skippedText() {
            List<String> parts = new ArrayList<>();
            for (UnitState state : UnitState.values()) {
                long bytes = skipped.getOrDefault(state, 0L);
                if (bytes > 0) {
                    parts.add(bytes + (bytes == 1 ? " byte " : " bytes ") + why(state));
                }
            }
            return parts.isEmpty() ? "" : "Not searched: " + String.join(", ", parts) + ".";
        }

        private static String why(UnitState state) {
            return switch (state) {
                case GUARDED -> "guarded, because reading them changes the device";
                case NOT_READ -> "not read, because reading was not agreed to";
                case FAULTED -> "that could not be read";
                case REVOKED -> "revoked";
                case OUT_OF_RANGE -> "past the last whole unit";
                case VALUE, ALL_ONES -> "read";
            };
        }
    }

    /**
     * @param session  the region
     * @param rules    by which it is read: what a page reads by
     */
    public Search(RegionSession session, AccessMap rules, Request request, Progress progress) {
        this.session = session;
        this.rules = rules;
        this.request = request;
        this.progress = progress;
        this.matches = new Matches(request);
    }

    /**
     * Searches. Blocks: not for the UI thread, nor for the device's.
     *
     * @throws ExecutionException   when the region was closed meanwhile
     * @throws InterruptedException when the thread was interrupted
     */
    public Result run() throws ExecutionException, InterruptedException {
        Span whole = request.within().within(session.info().size());
        boolean memory = session.info().kind() == RegionKind.MEMORY;
        if (memory && MemorySearch.takes(request.pattern()) && rules.rules().isEmpty()
                && rules.defaultPolicy() == ReadPolicy.SAFE) {
            return inMemory(whole);
        }
        int block = memory ? MEMORY_BLOCK : REGISTER_BLOCK;
        boolean stopped = false;
        long done = 0;
        CompletableFuture<RegionSnapshot> next = whole.length() == 0 ? null : read(part(whole, 0, block));
        while (next != null && !matches.full()) {
            if (progress.cancelled()) {
                stopped = true;
                break;
            }
            Span span = part(whole, done, block);
            CompletableFuture<RegionSnapshot> current = next;
            done += span.length();
            next = done < whole.length() ? read(part(whole, done, block)) : null;
            look(current.get(), span);
            progress.done(done, whole.length());
        }
        return matches.result(!stopped && !matches.full() && done >= whole.length());
    }

    /** Has the device's thread look: two blocks are asked for at a time, so that it need not wait for this one. */
    private Result inMemory(Span whole) throws ExecutionException, InterruptedException {
        MemorySearch search = new MemorySearch(request, matches);
        boolean stopped = false;
        long done = 0;
        try {
            CompletableFuture<Void> current = CompletableFuture.completedFuture(null);
            while (done < whole.length() && !search.full()) {
                stopped = progress.cancelled();
                if (stopped) {
                    search.stop();
                    break;
                }
                Span span = part(whole, done, THREAD_BLOCK);
                CompletableFuture<Void> next = session.readBlocks(reader -> search.look(reader, span));
                current.get();
                progress.done(done, whole.length());
                done += span.length();
                current = next;
            }
            current.get();
        } finally {
            search.stop();
        }
        progress.done(done, whole.length());
        return matches.result(!stopped && !matches.full());
    }

    private CompletableFuture<RegionSnapshot> read(Span span) {
        return session.snapshot(List.of(span), rules);
    }

    /**
     * The block that begins so many bytes after the start, or before the end when searching backward. Blocks meet at
     * multiples of their size, so that no unit is read for two of them.
     */
    private Span part(Span whole, long done, int block) {
        if (request.backward()) {
            long end = whole.end() - done;
            long start = Math.max(whole.offset(), end - 1 & -(long) block);
            return new Span(start, end - start);
        }
        long start = whole.offset() + done;
        return new Span(start, Math.min(whole.end(), (start & -(long) block) + block) - start);
    }

    /** Looks at a block together with what was kept of its neighbour. */
    private void look(RegionSnapshot snapshot, Span span) {
        int length = (int) span.length();
        boolean backward = request.backward();
        int before = backward ? 0 : kept.length;
        byte[] data = new byte[length + kept.length];
        byte[] states = new byte[length];
        byte[] bytes = kept.length == 0 ? data : new byte[length];
        snapshot.copy(span.offset(), bytes, states);
        if (kept.length > 0) {
            System.arraycopy(bytes, 0, data, before, length);
            System.arraycopy(kept, 0, data, backward ? length : 0, kept.length);
        }
        long origin = span.offset() - before;
        List<Match> here = new ArrayList<>();
        int from = 0;
        while (from < length && !(matches.full() && !backward)) {
            int end = runEnd(states, from);
            matches.account(STATES[states[from]], end - from);
            if (hasValue(states[from])) {
                scan(data, from == 0 && !backward ? 0 : before + from, joined(end, length, before, backward), origin,
                        before, here);
            }
            from = end;
        }
        if (backward) {
            here.reversed().forEach(matches::take);
        }
        keep(data, states, before, length, backward);
    }

    private int joined(int end, int length, int before, boolean backward) {
        return backward && end == length ? length + kept.length : before + end;
    }

    /** The end of the bytes that all have values, or all lack one for the same reason. */
    private static int runEnd(byte[] states, int from) {
        boolean value = hasValue(states[from]);
        int end = from;
        do {
            // Most memory has nothing but values, and whole blocks of them are compared at once.
            int other = value ? Arrays.mismatch(states, end, states.length, ALL_VALUES, 0, states.length - end) : 0;
            end = other < 0 ? states.length : Math.max(end + other, from + 1);
            while (end < states.length && states[end] != VALUE && (states[end] == states[from]
                    || value && hasValue(states[end]))) {
                end++;
            }
        } while (value && end < states.length && states[end] == VALUE);
        return end;
    }

    private static boolean hasValue(byte state) {
        return STATES[state].hasValue();
    }

    private void scan(byte[] data, int from, int to, long origin, int before, List<Match> here) {
        int length = data.length - kept.length;
        request.pattern().scan(data, from, to, origin, (at, matched) -> {
            // A match that lies wholly in what was kept was found with the block before.
            boolean known = request.backward() ? at >= length : at + matched <= before;
            if (!known && !matches.continues(origin + at, matched)) {
                Match match = Matches.match(data, from, to, origin, at, matched);
                if (request.backward()) {
                    here.add(match);
                } else {
                    matches.take(match);
                }
            }
            return !matches.full();
        });
    }

    /** Keeps the end of the block, or its beginning when searching backward, as far as all of it has values. */
    private void keep(byte[] data, byte[] states, int before, int length, boolean backward) {
        int wanted = Math.min(length, request.pattern().longest() - 1 + CONTEXT);
        int good = 0;
        while (good < wanted && hasValue(states[backward ? good : length - 1 - good])) {
            good++;
        }
        kept = backward ? Arrays.copyOf(data, good) : Arrays.copyOfRange(data, before + length - good, before + length);
    }
}
