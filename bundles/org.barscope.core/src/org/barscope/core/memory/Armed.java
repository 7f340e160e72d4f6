// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.ChangeLog;

/**
 * The proof that a region may be written: issued by {@link Arming} alone, good for some ranges and, if so wanted, for
 * some time. It is asked at the moment of each write, on the device's thread. Safe for use by several threads.
 */
public final class Armed {

    private final RegionUri uri;
    private final List<Span> ranges;
    private final Instant since;
    private final Optional<Instant> until;
    private final OptionalLong deadline;
    private final LongSupplier nanos;
    private final ChangeLog log;
    private volatile String ended = "";

    Armed(RegionUri uri, Arming.Request request, Instant since, LongSupplier nanos, ChangeLog log) {
        this.uri = uri;
        this.ranges = request.ranges();
        this.since = since;
        this.until = request.limit().map(since::plus);
        this.nanos = nanos;
        this.deadline = request.limit().isEmpty() ? OptionalLong.empty()
                : OptionalLong.of(nanos.getAsLong() + request.limit().get().toNanos());
        this.log = log;
    }

    /** The region. */
    public RegionUri uri() {
        return uri;
    }

    /** What may be written, by offset; empty for the whole region. */
    public List<Span> ranges() {
        return ranges;
    }

    /** When it was armed. */
    public Instant since() {
        return since;
    }

    /** When it ends by itself; empty when only with the session. */
    public Optional<Instant> until() {
        return until;
    }

    /** Whether it is still good for anything. */
    public boolean active() {
        return whyEnded().isEmpty();
    }

    /** Whether that range may be written now. */
    public boolean covers(long offset, long length) {
        return active() && inRanges(offset, length);
    }

    private boolean inRanges(long offset, long length) {
        return ranges.isEmpty() || ranges.stream().anyMatch(r -> offset >= r.offset() && offset + length <= r.end());
    }

    /** Why it has ended, one clause; empty while it is active. */
    public String whyEnded() {
        if (ended.isEmpty() && deadline.isPresent() && nanos.getAsLong() - deadline.getAsLong() >= 0) {
            return "the time it was armed for is over";
        }
        return ended;
    }

    void end(String why) {
        if (ended.isEmpty()) {
            ended = why;
        }
    }

    ChangeLog log() {
        return log;
    }

    /** @throws AccessException {@code NOT_ARMED} unless that range may be written now */
    void require(RegionUri target, long offset, long length) throws AccessException {
        String why = whyEnded();
        if (!uri.equals(target)) {
            why = "the permit is for " + uri;
        } else if (why.isEmpty() && !inRanges(offset, length)) {
            why = "only some ranges are armed, and this is outside them";
        }
        if (!why.isEmpty()) {
            throw new AccessException(AccessException.Kind.NOT_ARMED, offset, "cannot write " + target + " at 0x"
                    + Long.toHexString(offset) + ": it is not armed for writing (" + why + "); arm it again");
        }
    }
}
