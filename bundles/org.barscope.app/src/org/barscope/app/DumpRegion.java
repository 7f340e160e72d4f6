// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;

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
     * @param besideDriver the user accepts to read a device that a kernel driver owns
     */
    public record Request(RegionUri uri, long offset, Optional<Long> length, Optional<AccessWidth> width,
            boolean agreed, boolean besideDriver) {
    }

    /**
     * What was read.
     *
     * @param info     the region
     * @param span     the part that was asked for, clipped to nothing
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
     *         agreement that was not given, else as opening the region
     */
    public Result run(Request request) throws BackendException {
        String attempt = "dump " + request.uri();
        OpenOptions options = new OpenOptions(false, request.besideDriver(), Optional.empty());
        try (RegionSession session = machines.open(request.uri(), options)) {
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
            if (!snapshot.status().live()) {
                throw new BackendException(Reason.FAILED, attempt, "the region is "
                        + snapshot.status().state().name().toLowerCase() + reason(snapshot.status().reason()), "");
            }
            return new Result(info, span, access, snapshot);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BackendException(Reason.FAILED, attempt, "it was interrupted", "", stopped);
        } catch (ExecutionException | CancellationException problem) {
            throw new IllegalStateException("reading " + request.uri() + " ended unexpectedly", problem);
        }
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
        if (length <= 0 || length > size - offset) {
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
