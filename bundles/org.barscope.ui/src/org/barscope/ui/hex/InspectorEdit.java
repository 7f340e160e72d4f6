// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.barscope.app.poke.Poking;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.inspect.Inspector;
import org.barscope.core.poke.BlockWriter;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.OpenRegion;

/**
 * A number that was typed in the Data Inspector and is not written yet: which access would write it. Registers get one
 * access of their unit's width; when the number is only a part of that, the other bits are kept as they are read just
 * before.
 *
 * @param unit   what is accessed
 * @param bytes  what was typed, in the order of the addresses
 */
record InspectorEdit(OpenRegion region, long offset, AccessRule unit, byte[] bytes) {

    private static final Origin ORIGIN = Origin.ui("data inspector");

    /**
     * Plans to write bytes.
     *
     * @throws IllegalArgumentException when one access cannot; the message is a clause for the user
     */
    static InspectorEdit of(OpenRegion region, long offset, byte[] bytes) {
        AccessRule unit = region.access().unitAt(offset);
        long end = unit.offset() + unit.width().bytes();
        if (!memory(region) && offset + bytes.length > end) {
            throw new IllegalArgumentException(8 * bytes.length + " bits at 0x" + Long.toHexString(offset)
                    + " reach over more than one unit of " + unit.width().bits()
                    + " bits: each is written with an access of its own, so change them one after the other");
        }
        return new InspectorEdit(region, offset, unit, bytes);
    }

    private static boolean memory(OpenRegion region) {
        return region.info().kind() == RegionKind.MEMORY;
    }

    /** Why nothing can be written there now; empty when it can. */
    static Optional<String> refusal(Explorer explorer, OpenRegion region, long offset, int length) {
        if (!region.session().status().live()) {
            return Optional.of("The region is not live");
        }
        AccessRule unit = region.access().unitAt(offset);
        long first = memory(region) ? offset : unit.offset();
        long bytes = memory(region) ? length : unit.width().bytes();
        return explorer.armed().armed(region.info().uri()).<Optional<String>>map(permit -> permit.covers(first, bytes)
                ? Optional.empty() : Optional.of("Only other ranges of the region are armed"))
                .orElse(Optional.of("The region is not armed for writing; arm it first (Ctrl+Shift+K in the region)"));
    }

    /** What would happen, one line. */
    String text() {
        if (memory(region)) {
            return "Enter writes " + bytes.length + (bytes.length == 1 ? " byte" : " bytes") + " at 0x"
                    + Long.toHexString(offset) + ", Esc takes back";
        }
        boolean whole = bytes.length == unit.width().bytes();
        return "Enter writes 0x" + Long.toHexString(value()) + (whole ? "" : " to its bits") + " with one "
                + unit.width().bits() + "-bit access at 0x" + Long.toHexString(unit.offset())
                + (whole ? "" : ", which is read before") + "; Esc takes back";
    }

    private long value() {
        return Inspector.value(bytes, bytes.length, region.info().byteOrder());
    }

    /**
     * Writes it; does not block.
     *
     * @return completes with what came of it, one line, also when nothing was written
     */
    CompletableFuture<String> write(Explorer explorer) {
        Optional<Poking> poking = explorer.poking();
        Optional<RegionSession> session = explorer.armed().session(region.info().uri());
        if (poking.isEmpty() || session.isEmpty()) {
            return CompletableFuture.completedFuture("Nothing was written: the region is no longer armed");
        }
        if (memory(region)) {
            return poking.get().blocks(session.get()).paste(offset, bytes, ORIGIN, done -> {
            }, () -> false).handle((outcome, failed) -> failed == null ? told(outcome) : UnitEdits.why(failed));
        }
        int within = (int) (offset - unit.offset());
        int shift = 8 * (region.info().byteOrder() == ByteOrder.LITTLE_ENDIAN ? within
                : unit.width().bytes() - within - bytes.length);
        long mask = bytes.length == Long.BYTES ? -1 : (1L << 8 * bytes.length) - 1;
        return poking.get().units(session.get()).write(unit.offset(), unit.width(), value() << shift, mask << shift,
                region.access(), ORIGIN).handle((outcome, failed) -> failed == null
                        ? UnitEdits.told(unit.offset(), outcome) : UnitEdits.why(failed));
    }

    private String told(BlockWriter.Outcome outcome) {
        return "0x" + Long.toHexString(offset) + ": " + outcome.written()
                + (outcome.written() == 1 ? " byte" : " bytes") + " written, read back "
                + (outcome.different() == 0 ? "the same" : "as others");
    }
}
