// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.function.Supplier;
import org.barscope.app.Machines;
import org.barscope.core.registers.RegisterFiles;

/** What one run of the command line works on; backends start only when a command needs them. */
final class Session implements AutoCloseable {

    private final Supplier<Machines> start;
    private final RegisterFiles registerFiles;
    private final MailDesk mail = new MailDesk();
    private Machines machines;

    Session(Supplier<Machines> start) {
        this(start, RegisterFiles.ofUser());
    }

    Session(Supplier<Machines> start, RegisterFiles registerFiles) {
        this.start = start;
        this.registerFiles = registerFiles;
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
        if (machines != null) {
            machines.close();
        }
        mail.close();
    }
}
