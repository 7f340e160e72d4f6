// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.EntryId;
import org.barscope.core.journal.Origin;
import org.barscope.core.journal.PendingChange;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.Armed;
import org.barscope.core.memory.ArmedAccess;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionSession;

/**
 * Fills memory and pastes into it, some KiB at a turn of the device's thread, so that refreshes go on meanwhile. Only
 * for {@link RegionKind#MEMORY}: registers are written one at a time. Safe for use by several threads; nothing blocks.
 */
public final class BlockWriter {

    private final RegionSession session;
    private final Arming arming;

    /**
     * What came of writing a block.
     *
     * @param written   bytes that were written, from the start on: fewer than asked for when it was cancelled
     * @param different how many of them read back as something else
     * @param first     offset of the first of those
     * @param entries   the journal's entries, in order
     */
    public record Outcome(long written, long different, OptionalLong first, List<EntryId> entries) {
        public Outcome {
            entries = List.copyOf(entries);
        }
    }

    /** Gives the bytes of a piece. */
    private interface Source {
        byte[] piece(long at, int length);
    }

    /** @param session of the region, opened writable */
    public BlockWriter(RegionSession session, Arming arming) {
        this.session = session;
        this.arming = arming;
    }

    /**
     * Writes bytes.
     *
     * @param progress  told how many bytes are done, on the device's thread
     * @param cancelled asked between pieces
     * @return completes with what came of it, or exceptionally with an {@link AccessException}: {@code NOT_ARMED},
     *         {@code WIDTH} for registers, {@code OUT_OF_RANGE}
     */
    public CompletableFuture<Outcome> paste(long offset, byte[] bytes, Origin origin, LongConsumer progress,
            BooleanSupplier cancelled) {
        byte[] copy = bytes.clone();
        return start(offset, copy.length, (at, length) -> Arrays.copyOfRange(copy, (int) at, (int) at + length),
                new Run(origin, progress, cancelled));
    }

    /**
     * Fills a range with a pattern, repeated from the range's start and cut at its end; completes as {@link #paste}.
     *
     * @param pattern at least one byte
     */
    public CompletableFuture<Outcome> fill(long offset, long length, byte[] pattern, Origin origin,
            LongConsumer progress, BooleanSupplier cancelled) {
        if (pattern.length == 0) {
            throw new IllegalArgumentException("a pattern has at least one byte");
        }
        byte[] copy = pattern.clone();
        return start(offset, length, (at, bytes) -> {
            byte[] piece = new byte[bytes];
            for (int i = 0; i < bytes; i++) {
                piece[i] = copy[(int) ((at + i) % copy.length)];
            }
            return piece;
        }, new Run(origin, progress, cancelled));
    }

    private record Run(Origin origin, LongConsumer progress, BooleanSupplier cancelled) {
    }

    private CompletableFuture<Outcome> start(long offset, long length, Source source, Run run) {
        String where = session.info().uri() + " at 0x" + Long.toHexString(offset);
        if (session.info().kind() != RegionKind.MEMORY) {
            return CompletableFuture.failedFuture(new AccessException(AccessException.Kind.WIDTH, offset,
                    "cannot write a block to " + where + ": it holds registers, which are written one at a time"));
        }
        if (length < 1 || offset < 0 || offset > session.info().size() - length) {
            return CompletableFuture.failedFuture(new AccessException(AccessException.Kind.OUT_OF_RANGE, offset,
                    "cannot write " + length + " bytes to " + where + ": the region is 0x"
                            + Long.toHexString(session.info().size()) + " bytes long"));
        }
        Optional<Armed> permit = arming.armed(session.info().uri());
        if (permit.isEmpty()) {
            return CompletableFuture.failedFuture(RegisterWriter.notArmed(session, offset));
        }
        if (!permit.get().covers(offset, length)) {
            return CompletableFuture.failedFuture(new AccessException(AccessException.Kind.NOT_ARMED, offset,
                    "cannot write " + length + " bytes to " + where + ": only some ranges are armed, and it reaches "
                            + "outside them"));
        }
        return next(permit.get(), offset, length, source, run, new Outcome(0, 0, OptionalLong.empty(), List.of()));
    }

    private CompletableFuture<Outcome> next(Armed permit, long offset, long length, Source source, Run run,
            Outcome soFar) {
        if (soFar.written() == length || run.cancelled().getAsBoolean()) {
            return CompletableFuture.completedFuture(soFar);
        }
        int piece = (int) Math.min(Change.BLOCK_LIMIT, length - soFar.written());
        return session.write(permit, access -> {
            Outcome now = write(access, offset, source.piece(soFar.written(), piece), run.origin(), soFar);
            run.progress().accept(now.written());
            return now;
        }).thenCompose(now -> next(permit, offset, length, source, run, now));
    }

    private Outcome write(ArmedAccess access, long offset, byte[] bytes, Origin origin, Outcome soFar)
            throws AccessException {
        long at = offset + soFar.written();
        access.require(at, bytes.length);
        byte[] old = access.readBlock(at, bytes.length);
        PendingChange pending = access.writeBlock(Change.block(session.info().uri(), at, bytes, origin)
                .withOldData(old));
        pending.done();
        byte[] now = access.readBlock(at, bytes.length);
        long different = soFar.different();
        OptionalLong first = soFar.first();
        for (int i = 0; i < bytes.length; i++) {
            if (now[i] != bytes[i]) {
                different++;
                first = first.isPresent() ? first : OptionalLong.of(at + i);
            }
        }
        List<EntryId> entries = new ArrayList<>(soFar.entries());
        entries.add(pending.id());
        return new Outcome(soFar.written() + bytes.length, different, first, entries);
    }
}
