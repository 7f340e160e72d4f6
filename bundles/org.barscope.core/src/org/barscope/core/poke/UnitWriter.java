// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.Origin;
import org.barscope.core.journal.PendingChange;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.Armed;
import org.barscope.core.memory.ArmedAccess;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionSession;

/**
 * Writes single units of a region, as typed in a hex view, with the width that its rules declare. What may be read is
 * read before and after. Safe for use by several threads; nothing blocks.
 */
public final class UnitWriter {

    private final RegionSession session;
    private final Arming arming;

    /** @param session of the region, opened writable */
    public UnitWriter(RegionSession session, Arming arming) {
        this.session = session;
        this.arming = arming;
    }

    /**
     * Writes one unit.
     *
     * @param offset the unit's first byte
     * @param value  its bits, in the region's byte order as a number
     * @param rules  the rules the view reads by: they tell the unit's width and whether it may be read
     * @return completes with what came of it, or exceptionally with an {@link AccessException}: {@code NOT_ARMED},
     *         {@code MISALIGNED} when no unit begins there
     */
    public CompletableFuture<WriteOutcome> write(long offset, long value, AccessMap rules, Origin origin) {
        AccessRule unit = rules.unitAt(offset);
        if (unit.offset() != offset) {
            return failed(AccessException.Kind.MISALIGNED, offset, "the unit that holds it begins at 0x"
                    + Long.toHexString(unit.offset()) + " and is " + unit.width().bits() + " bits wide");
        }
        return write(unit, value, unit.width().allOnes(), origin);
    }

    /**
     * Writes a unit of a width that the user has named, which need not be the declared one; it is read only where
     * nothing it covers is guarded. Completes as the other method.
     *
     * @param mask which bits to replace; the others are read just before. All ones writes without needing that.
     */
    public CompletableFuture<WriteOutcome> write(long offset, AccessWidth width, long value, long mask,
            AccessMap rules, Origin origin) {
        if (!width.aligned(offset) || offset < 0) {
            return failed(AccessException.Kind.MISALIGNED, offset, "the offset is not a multiple of the "
                    + width.bits() + " bits of the access");
        }
        return write(unit(offset, width, rules), value, mask, origin);
    }

    /** What the rules say of all that an access covers. */
    public static AccessRule unit(long offset, AccessWidth width, AccessMap rules) {
        for (long at = offset; at < offset + width.bytes(); at = rules.unitAt(at).end()) {
            AccessRule covered = rules.unitAt(at);
            if (covered.policy() != ReadPolicy.SAFE) {
                return new AccessRule(offset, width.bytes(), width, covered.policy(), covered.reason());
            }
        }
        return new AccessRule(offset, width.bytes(), width, ReadPolicy.SAFE, "");
    }

    private CompletableFuture<WriteOutcome> write(AccessRule unit, long value, long mask, Origin origin) {
        long offset = unit.offset();
        if (unit.policy() != ReadPolicy.SAFE && mask != unit.width().allOnes()) {
            return failed(AccessException.Kind.IO, offset, "the other bits are kept by reading it first, but "
                    + unit.reason());
        }
        if ((value & ~unit.width().allOnes()) != 0) {
            return failed(AccessException.Kind.WIDTH, offset, "0x" + Long.toHexString(value) + " does not fit in the "
                    + unit.width().bits() + " bits of the access");
        }
        Optional<Armed> permit = arming.armed(session.info().uri());
        if (permit.isEmpty()) {
            return CompletableFuture.failedFuture(RegisterWriter.notArmed(session, offset));
        }
        return session.write(permit.get(), access -> write(access, unit, value, mask, origin));
    }

    private CompletableFuture<WriteOutcome> failed(AccessException.Kind kind, long offset, String why) {
        return CompletableFuture.failedFuture(new AccessException(kind, offset, "cannot write " + session.info().uri()
                + " at 0x" + Long.toHexString(offset) + ": " + why));
    }

    private WriteOutcome write(ArmedAccess access, AccessRule unit, long bits, long mask, Origin origin)
            throws AccessException {
        access.require(unit.offset(), unit.length());
        // ASK is about surveys: the unit is about to be written deliberately, but reading it was not agreed to.
        boolean readable = unit.policy() == ReadPolicy.SAFE;
        OptionalLong old = readable ? OptionalLong.of(access.read(unit.offset(), unit.width())) : OptionalLong.empty();
        long value = old.orElse(0) & ~mask | bits & mask;
        PendingChange pending = access.write(Change.write(session.info().uri(), unit.offset(), unit.width().bits(),
                unit.width().bytes(), value, origin).withOld(old));
        if (!readable) {
            pending.done();
            return new WriteOutcome(pending.id(), old, value, OptionalLong.empty(), 0, List.of(), List.of(),
                    unit.reason());
        }
        try {
            long read = access.read(unit.offset(), unit.width());
            pending.done(OptionalLong.of(read));
            return new WriteOutcome(pending.id(), old, value, OptionalLong.of(read), read ^ value, List.of(), List.of(),
                    "");
        } catch (AccessException unreadable) {
            pending.done();
            return new WriteOutcome(pending.id(), old, value, OptionalLong.empty(), 0, List.of(), List.of(),
                    unreadable.getMessage());
        }
    }

    /** Whether blocks can be written: only memory takes them. */
    public boolean takesBlocks() {
        return session.info().kind() == RegionKind.MEMORY;
    }

    /** The byte order in which values are numbers. */
    public ByteOrder byteOrder() {
        return session.info().byteOrder();
    }
}
