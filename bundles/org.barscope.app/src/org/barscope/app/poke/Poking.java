// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.poke;

import java.io.IOException;
import java.util.Optional;
import org.barscope.app.Machines;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.Journal;
import org.barscope.core.journal.Journal.Durability;
import org.barscope.core.journal.JournalFolder;
import org.barscope.core.memory.Armed;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.poke.BlockWriter;
import org.barscope.core.poke.GuardedReader;
import org.barscope.core.poke.RegisterWriter;
import org.barscope.core.poke.UnitWriter;

/**
 * All that is needed to change devices on some machines: which regions are armed, and the journal. One for each
 * application; it is closed before its {@link Machines}. Safe for use by several threads.
 */
public final class Poking implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Poking.class.getName());

    private final Machines machines;
    private final Journal journal;
    private final Arming arming;

    /** @param folder where the journal is kept */
    public Poking(Machines machines, JournalFolder folder) {
        this.machines = machines;
        // A bad write can hang the machine, and then its entry is the one that matters: it has to be on the disk.
        this.journal = Journal.open(folder, Durability.DISK);
        this.arming = new Arming(journal);
    }

    public Machines machines() {
        return machines;
    }

    public Journal journal() {
        return journal;
    }

    public Arming arming() {
        return arming;
    }

    /**
     * Opens a region so that it can be armed. Nothing can be written through the session before that. Blocks.
     *
     * @param besideDriver the user accepts to open a device that a kernel driver owns
     * @throws BackendException as {@link Machines#open}
     */
    public RegionSession open(RegionUri uri, boolean besideDriver) throws BackendException {
        return machines.open(uri, new OpenOptions(true, besideDriver, Optional.empty()));
    }

    /**
     * Arms a region, as {@link Arming#arm}.
     *
     * @param session opened by {@link #open}, or with other options that ask for a writable region
     */
    public Armed arm(RegionSession session, Arming.Request request) throws BackendException {
        return arming.arm(session, request);
    }

    /** Writes registers through a session; each write needs its region to be armed then. */
    public RegisterWriter registers(RegionSession session) {
        return new RegisterWriter(session, arming);
    }

    /** Writes single units through a session; each write needs its region to be armed then. */
    public UnitWriter units(RegionSession session) {
        return new UnitWriter(session, arming);
    }

    /** Fills and pastes through a session; each write needs its region to be armed then. */
    public BlockWriter blocks(RegionSession session) {
        return new BlockWriter(session, arming);
    }

    /** Reads what is guarded, as "read once" does; needs no arming, but the journal. */
    public GuardedReader guarded(RegionSession session) {
        return new GuardedReader(session, journal);
    }

    /** Disarms everything and ends the journal. */
    @Override
    public void close() {
        arming.close();
        try {
            journal.close();
        } catch (IOException unflushed) {
            LOG.log(System.Logger.Level.WARNING, "closing the journal failed: " + unflushed.getMessage());
        }
    }
}
