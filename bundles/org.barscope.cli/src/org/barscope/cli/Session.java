// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.function.Supplier;
import org.barscope.app.Machines;

/** What one run of the command line works on; backends start only when a command needs them. */
final class Session implements AutoCloseable {

    private final Supplier<Machines> start;
    private final MailDesk mail = new MailDesk();
    private Machines machines;

    Session(Supplier<Machines> start) {
        this.start = start;
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
