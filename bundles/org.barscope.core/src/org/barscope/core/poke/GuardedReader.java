// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.ChangeLog;
import org.barscope.core.journal.Origin;
import org.barscope.core.journal.PendingChange;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.UnitReader;
import org.barscope.registers.layout.RegisterInstance;

/**
 * Reads what must not be read without being asked for: put down in the journal first, because such a read changes the
 * device. Needs no arming. Safe for use by several threads; nothing blocks.
 */
public final class GuardedReader {

    private final RegionSession session;
    private final ChangeLog log;

    /** @param log where each read is put down */
    public GuardedReader(RegionSession session, ChangeLog log) {
        this.session = session;
        this.log = log;
    }

    /**
     * Reads a register, guarded or not.
     *
     * @return completes with its bits, or exceptionally with an {@link AccessException}
     */
    public CompletableFuture<Long> read(RegisterInstance register, Origin origin) {
        RegisterUnit unit = RegisterUnit.of(register);
        Change change = Change.read(session.info().uri(), unit.offset(), unit.width().bits(), unit.length(), origin)
                .meaning(register.path(), List.of());
        return session.readTogether(reads -> unit.word(read(reads, change, log)));
    }

    /**
     * Reads a register that is not guarded: nothing is put down.
     *
     * @return completes with its bits, or exceptionally with an {@link AccessException}
     * @throws IllegalArgumentException when it is guarded
     */
    public static CompletableFuture<Long> plain(RegionSession session, RegisterInstance register) {
        if (register.guard().isPresent()) {
            throw new IllegalArgumentException(register.path() + " is guarded: " + register.guard().get().reason());
        }
        RegisterUnit unit = RegisterUnit.of(register);
        return session.readTogether(reads -> unit.word(unit.read(reads)));
    }

    /**
     * Reads one unit that no description names.
     *
     * @return completes with its value, or exceptionally with an {@link AccessException}
     */
    public CompletableFuture<Long> read(long offset, AccessWidth width, Origin origin) {
        Change change = Change.read(session.info().uri(), offset, width.bits(), width.bytes(), origin);
        return session.readTogether(reads -> read(reads, change, log));
    }

    private static long read(UnitReader reads, Change change, ChangeLog log) throws AccessException {
        PendingChange pending;
        try {
            pending = log.begin(change);
        } catch (IOException unwritable) {
            throw new AccessException(AccessException.Kind.IO, change.offset(), "nothing was read from "
                    + change.subject() + ": the journal could not be written first (" + unwritable.getMessage() + ")",
                    unwritable);
        }
        AccessWidth width = AccessWidth.ofBytes(change.accessBits() / 8);
        long value = 0;
        for (int at = 0; at < change.length(); at += width.bytes()) {
            try {
                value |= reads.read(change.offset() + at, width) << 8 * at;
            } catch (AccessException refused) {
                pending.failed(refused.getMessage());
                throw refused;
            }
        }
        pending.done(OptionalLong.of(value));
        return value;
    }
}
