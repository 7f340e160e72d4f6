// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.io.IOException;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.ChangeKind;
import org.barscope.core.journal.PendingChange;

/**
 * The one way to write: each write is checked against the permit, put down in the journal, and only then made. For the
 * duration of one {@link ArmedTask}, on the device's thread.
 */
public final class ArmedAccess implements UnitReader {

    private final MemoryRegion region;
    private final Armed permit;
    private boolean over;

    ArmedAccess(MemoryRegion region, Armed permit) {
        this.region = region;
        this.permit = permit;
    }

    @Override
    public long read(long offset, AccessWidth width) throws AccessException {
        requireRunning();
        return region.read(offset, width);
    }

    /** What does not change about the region. */
    public RegionInfo info() {
        return region.info();
    }

    /**
     * Puts down a read that has a side effect and makes it: as many accesses as its length needs, the lowest bytes
     * first.
     *
     * @param change a {@link ChangeKind#READ} of this region
     * @throws AccessException {@code IO} when it could not be put down (nothing was read); else what the access ended
     *         with, which the journal has been told
     */
    public long read(Change change) throws AccessException {
        AccessWidth width = AccessWidth.ofBytes(change.accessBits() / 8);
        PendingChange pending = begin(change, ChangeKind.READ);
        long value = 0;
        for (int at = 0; at < change.length(); at += width.bytes()) {
            try {
                value |= region.read(change.offset() + at, width) << 8 * at;
            } catch (AccessException refused) {
                throw failed(pending, refused, 0);
            }
        }
        pending.done(OptionalLong.of(value));
        return value;
    }

    /**
     * Checks that a range may be written, before anything is read for the sake of writing it.
     *
     * @throws AccessException {@code NOT_ARMED} when the permit does not cover it
     */
    public void require(long offset, long length) throws AccessException {
        permit.require(region.info().uri(), offset, length);
    }

    /**
     * Puts down a write and makes it: as many accesses as its length needs, ascending, the lowest bytes of the value
     * first.
     *
     * @param change a {@link ChangeKind#WRITE} to this region
     * @return to be told what was read back, once that is known
     * @throws AccessException {@code NOT_ARMED} when the permit does not cover it (nothing was put down or written);
     *         {@code IO} when it could not be put down (nothing was written); else what the access ended with, which
     *         the journal has been told
     */
    public PendingChange write(Change change) throws AccessException {
        AccessWidth width = AccessWidth.ofBytes(change.accessBits() / 8);
        if (!width.aligned(change.offset())) {
            throw new AccessException(AccessException.Kind.MISALIGNED, change.offset(), "cannot write "
                    + region.info().uri() + " at 0x" + Long.toHexString(change.offset())
                    + ": it is not a multiple of the " + width.bits() + " bits of the access");
        }
        PendingChange pending = begin(change, ChangeKind.WRITE);
        for (int at = 0; at < change.length(); at += width.bytes()) {
            long part = change.value().getAsLong() >>> 8 * at & width.allOnes();
            try {
                region.write(change.offset() + at, width, part);
            } catch (AccessException refused) {
                throw failed(pending, refused, at);
            }
        }
        return pending;
    }

    /**
     * Puts down a block and writes it. Only for {@link RegionKind#MEMORY}.
     *
     * @param change a {@link ChangeKind#BLOCK} to this region
     * @throws AccessException as {@link #write}; {@code WIDTH} for a region that is not memory
     */
    public PendingChange writeBlock(Change change) throws AccessException {
        if (region.info().kind() != RegionKind.MEMORY) {
            throw new AccessException(AccessException.Kind.WIDTH, change.offset(), "cannot write a block to "
                    + region.info().uri() + ": it holds registers, which are written one at a time");
        }
        PendingChange pending = begin(change, ChangeKind.BLOCK);
        byte[] bytes = HexFormat.of().parseHex(change.data());
        try {
            region.writeBlock(change.offset(), bytes, 0, bytes.length);
        } catch (AccessException refused) {
            throw failed(pending, refused, 1);
        }
        return pending;
    }

    /** Copies bytes before they are overwritten. Only for {@link RegionKind#MEMORY}. */
    public byte[] readBlock(long offset, int length) throws AccessException {
        requireRunning();
        byte[] bytes = new byte[length];
        int got = region.readBlock(offset, bytes, 0, length);
        if (got < length) {
            throw new AccessException(AccessException.Kind.FAULTED, offset + got, "cannot read "
                    + region.info().uri() + " at 0x" + Long.toHexString(offset + got));
        }
        return bytes;
    }

    private PendingChange begin(Change change, ChangeKind expected) throws AccessException {
        requireRunning();
        if (change.kind() != expected || !change.subject().equals(region.info().uri().toString())) {
            throw new IllegalArgumentException("not a " + expected + " to " + region.info().uri());
        }
        if (change.offset() + change.length() > region.info().size()) {
            throw new AccessException(AccessException.Kind.OUT_OF_RANGE, change.offset(), "cannot access "
                    + region.info().uri() + " at 0x" + Long.toHexString(change.offset())
                    + ": it reaches past the end");
        }
        if (expected != ChangeKind.READ) {
            permit.require(region.info().uri(), change.offset(), change.length());
        }
        try {
            return permit.log().begin(change);
        } catch (IOException unwritable) {
            throw new AccessException(AccessException.Kind.IO, change.offset(), "nothing was done to "
                    + region.info().uri() + ": the journal could not be written first (" + unwritable.getMessage()
                    + ")", unwritable);
        }
    }

    private static AccessException failed(PendingChange pending, AccessException refused, int written) {
        pending.failed(refused.getMessage() + (written > 0 ? " (a part of it may have been written)" : ""));
        return refused;
    }

    private void requireRunning() {
        if (over) {
            throw new IllegalStateException("the task that this access belonged to has ended");
        }
    }

    void end() {
        over = true;
    }
}
