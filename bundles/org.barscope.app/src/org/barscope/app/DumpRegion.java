// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;

/**
 * Reads a part of a region once.
 */
public final class DumpRegion {

    /** The most that one dump reads, in bytes: it is held in memory. */
    public static final long MAX_LENGTH = 256L << 20;

    /**
     * What to read.
     *
     * @param uri          the region
     * @param offset       first byte
     * @param length       in bytes; empty for up to the end of the region, but no more than 256 bytes
     * @param width        the width of accesses; empty for the region's own
     * @param agreed       the user accepts that reading may have side effects
     * @param options      how it is to be opened
     */
    public record Request(RegionUri uri, long offset, Optional<Long> length, Optional<AccessWidth> width,
            boolean agreed, OpenOptions options) {

        /** Opened by the best route, without accepting that the device is reset. */
        public Request(RegionUri uri, long offset, Optional<Long> length, Optional<AccessWidth> width, boolean agreed,
                boolean besideDriver) {
            this(uri, offset, length, width, agreed, new OpenOptions(false, besideDriver, Optional.empty()));
        }
    }

    /**
     * What was read.
     *
     * @param info     the region
     * @param span     the part that was asked for
     * @param access   the rules it was read by
     * @param snapshot bytes and states
     */
    public record Result(RegionInfo info, Span span, AccessMap access, RegionSnapshot snapshot) {
    }

    private static final long DEFAULT_LENGTH = 256;

    private final Machines machines;

    public DumpRegion(Machines machines) {
        this.machines = machines;
    }

    /**
     * Opens, reads, closes. Blocks.
     *
     * @throws BackendException {@code USAGE} for a range outside the region, {@code REFUSED} when reading needs an
     *         agreement that was not given, {@code FAILED} when the region is revoked or lost or not one byte of what
     *         may be read could be, else as opening the region
     */
    public Result run(Request request) throws BackendException {
        String attempt = "dump " + request.uri();
        try (RegionSession session = machines.open(request.uri(), request.options())) {
            RegionInfo info = session.info();
            Span span = range(attempt, request, info.size());
            AccessMap access = request.width().map(info.access()::withDefaultWidth).orElse(info.access());
            if (access.asks()) {
                if (!request.agreed()) {
                    throw new BackendException(Reason.REFUSED, attempt, access.defaultReason().isEmpty()
                            ? "reading it may have side effects" : access.defaultReason(),
                            "add --agree to read it all the same");
                }
                access = access.agreed();
            }
            RegionSnapshot snapshot = session.snapshot(List.of(span), access).get();
            requireLive(attempt, snapshot.status());
            requireSomething(attempt, session, span, access, snapshot);
            return new Result(info, span, access, snapshot);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BackendException(Reason.FAILED, attempt, "it was interrupted", "", stopped);
        } catch (ExecutionException | CancellationException problem) {
            if (problem.getCause() instanceof OutOfMemoryError tooMuch) {
                throw new BackendException(Reason.FAILED, attempt, "there is not enough memory to hold it",
                        "read fewer bytes at a time", tooMuch);
            }
            throw new IllegalStateException("reading " + request.uri() + " ended unexpectedly", problem);
        }
    }

    private static void requireLive(String attempt, RegionStatus status) throws BackendException {
        if (!status.live()) {
            throw new BackendException(Reason.FAILED, attempt, "the region is "
                    + status.state().name().toLowerCase(Locale.ROOT) + reason(status.reason()), "");
        }
    }

    /** When nothing could be read, only the reason is worth printing: asking once more, for one unit, tells it. */
    private static void requireSomething(String attempt, RegionSession session, Span span, AccessMap access,
            RegionSnapshot snapshot) throws BackendException, InterruptedException {
        OptionalLong failed = OptionalLong.empty();
        for (long at = span.offset(); at < span.end(); at++) {
            UnitState state = snapshot.stateAt(at);
            if (state.hasValue()) {
                return;
            }
            if (failed.isEmpty() && state == UnitState.FAULTED) {
                failed = OptionalLong.of(at);
            }
        }
        if (failed.isEmpty()) {
            return;
        }
        AccessRule unit = access.unitAt(failed.getAsLong());
        try {
            session.read(unit.offset(), unit.width()).get();
        } catch (ExecutionException again) {
            requireLive(attempt, session.status());
            throw new BackendException(Reason.FAILED, attempt, "nothing of it could be read: "
                    + again.getCause().getMessage(), "", again.getCause());
        }
        throw new BackendException(Reason.FAILED, attempt, "nothing of it could be read", "try again");
    }

    private static String reason(String text) {
        return text.isEmpty() ? "" : " (" + text + ")";
    }

    private static Span range(String attempt, Request request, long size) throws BackendException {
        long offset = request.offset();
        if (offset < 0 || offset >= size) {
            throw new BackendException(Reason.USAGE, attempt, "offset " + hex(offset) + " is outside the region",
                    "its offsets are 0 to " + hex(size - 1));
        }
        long length = request.length().orElse(Math.min(DEFAULT_LENGTH, size - offset));
        if (length <= 0) {
            throw new BackendException(Reason.USAGE, attempt, "a length of " + length + " bytes holds nothing",
                    "read at least 1 byte");
        }
        if (length > size - offset) {
            throw new BackendException(Reason.USAGE, attempt, hex(length) + " bytes from offset " + hex(offset)
                    + " reach past the end of the region", "it is " + hex(size) + " bytes long");
        }
        if (length > MAX_LENGTH) {
            throw new BackendException(Reason.USAGE, attempt, hex(length) + " bytes are more than one dump reads",
                    "read at most " + hex(MAX_LENGTH) + " bytes at a time");
        }
        return new Span(offset, length);
    }

    private static String hex(long value) {
        return value < 0 ? Long.toString(value) : "0x" + Long.toHexString(value);
    }
}
