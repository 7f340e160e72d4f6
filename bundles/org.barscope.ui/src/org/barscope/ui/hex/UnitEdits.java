// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.barscope.app.poke.Poking;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.Armed;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.poke.WriteOutcome;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.OpenRegion;
import org.barscope.widgets.hex.HexEdit;
import org.barscope.widgets.hex.HexEditHandler;

/**
 * Writes what the user types into a hex page: only while the region is armed, one access of the unit's width each,
 * through the journal, read back and compared.
 */
final class UnitEdits implements HexEditHandler {

    private final Explorer explorer;
    private final OpenRegion region;
    private final Consumer<String> say;
    private final Runnable pending;
    private final Runnable written;

    /**
     * @param say     shows one line to the user; called on any thread
     * @param pending shows how many units are typed over; called in the UI thread
     * @param written reads again what is shown; called on any thread
     */
    UnitEdits(Explorer explorer, OpenRegion region, Consumer<String> say, Runnable pending,
            Runnable written) {
        this.explorer = explorer;
        this.region = region;
        this.say = say;
        this.pending = pending;
        this.written = written;
    }

    /** Why a byte cannot be typed over now; empty when it can. */
    Optional<String> refusal(long offset) {
        if (!region.session().status().live()) {
            return Optional.of("The region is not live");
        }
        Optional<Armed> permit = explorer.armed().armed(region.info().uri());
        if (permit.isEmpty()) {
            return Optional.of("The region is open for reading; arm it for writing first (Hex menu, Arm)");
        }
        int width = region.access().unitAt(offset).width().bytes();
        return permit.get().covers(offset & -(long) width, width) ? Optional.empty()
                : Optional.of("Only other ranges of the region are armed");
    }

    @Override
    public CompletionStage<?> commit(HexEdit edit) {
        Optional<Poking> poking = explorer.poking();
        Optional<RegionSession> session = explorer.armed().session(region.info().uri());
        if (poking.isEmpty() || session.isEmpty()) {
            String why = "Nothing was written: the region is no longer armed. Arm it again, or press Esc";
            say.accept(why);
            return CompletableFuture.failedFuture(new IllegalStateException(why));
        }
        return poking.get().units(session.get()).write(edit.offset(), edit.value(region.info().byteOrder()),
                region.access(), Origin.ui("hex page")).whenComplete((outcome, failed) -> {
                    say.accept(failed == null ? told(edit.offset(), outcome) : why(failed));
                    written.run();
                });
    }

    /** What came of writing a unit, one line. */
    static String told(long offset, WriteOutcome outcome) {
        String text = "0x" + Long.toHexString(offset) + ": "
                + (outcome.old().isPresent() ? hex(outcome.old().getAsLong()) + " → " : "") + hex(outcome.written());
        if (outcome.readBack().isEmpty()) {
            return text + ", not read back" + (outcome.note().isEmpty() ? "" : ": " + outcome.note());
        }
        return outcome.readBack().getAsLong() == outcome.written() ? text + ", read back the same"
                : text + ", but read back " + hex(outcome.readBack().getAsLong());
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** Why nothing was written, one line. */
    static String why(Throwable failed) {
        Throwable cause = failed instanceof CompletionException && failed.getCause() != null ? failed.getCause()
                : failed;
        return "Not written: " + (cause instanceof AccessException || cause.getMessage() != null ? cause.getMessage()
                : cause.toString());
    }

    @Override
    public void refused(String reason) {
        say.accept(reason);
    }

    @Override
    public void pendingChanged(int units) {
        pending.run();
    }
}
