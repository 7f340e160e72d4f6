// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.Optional;
import java.util.function.Supplier;
import org.barscope.app.Machines;
import org.barscope.app.poke.Poking;
import org.barscope.core.journal.JournalFolder;
import org.barscope.core.registers.RegisterFiles;

/** What one run of the command line works on; backends start only when a command needs them. */
final class Session implements AutoCloseable {

    private final Supplier<Machines> start;
    private final RegisterFiles registerFiles;
    private final MailDesk mail = new MailDesk();
    private final JournalFolder journal;
    private final Question question;
    private Machines machines;
    private Poking poking;

    Session(Supplier<Machines> start) {
        this(start, RegisterFiles.ofUser());
    }

    Session(Supplier<Machines> start, RegisterFiles registerFiles) {
        this(start, registerFiles, JournalFolder.ofUser(), Question.ofTerminal());
    }

    Session(Supplier<Machines> start, RegisterFiles registerFiles, JournalFolder journal, Question question) {
        this.start = start;
        this.registerFiles = registerFiles;
        this.journal = journal;
        this.question = question;
    }

    /** Where changes of devices are put down. */
    JournalFolder journal() {
        return journal;
    }

    /** What commands that change devices work with. */
    Poking poking() {
        if (poking == null) {
            poking = new Poking(machines(), journal);
        }
        return poking;
    }

    /** As {@link Question#ask}. */
    Optional<Boolean> ask(String text) {
        return question.ask(text);
    }

    /** What the user keeps of registers. */
    RegisterFiles registerFiles() {
        return registerFiles;
    }

    /** What the mail commands work on. */
    MailDesk mail() {
        return mail;
    }

    Machines machines() {
        if (machines == null) {
            machines = start.get();
        }
        return machines;
    }

    @Override
    public void close() {
        if (poking != null) {
            poking.close();
        }
        if (machines != null) {
            machines.close();
        }
        mail.close();
    }
}
