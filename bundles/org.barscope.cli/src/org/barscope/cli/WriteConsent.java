// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.Optional;
import org.barscope.app.poke.OpenedRegion;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import picocli.CommandLine.Option;

/** The options of every command that writes to a device: without a word of the user's nothing is written. */
final class WriteConsent {

    @Option(names = "--yes", description = "Write without asking. Without it the terminal is asked; where there is "
            + "none, nothing is written.")
    private boolean yes;

    @Option(names = "--confirm-driver", paramLabel = "NAME",
            description = "Write although the kernel driver of this name owns the device; together with "
                    + "--beside-driver.")
    private String driver;

    /**
     * Arms a region once the user has agreed.
     *
     * @param what what is to be written, to be put before a question mark
     * @throws BackendException {@code REFUSED} when the user has not agreed, or there is nobody to ask
     */
    void arm(OpenedRegion region, Session session, String what) throws BackendException {
        String attempt = "write " + region.session().info().uri();
        if (!yes) {
            Optional<Boolean> answer = session.ask(what + "?");
            if (answer.isEmpty()) {
                throw new BackendException(Reason.REFUSED, attempt, "nobody can be asked here, because there is no "
                        + "terminal", "add --yes to write without asking");
            }
            if (!answer.get()) {
                throw new BackendException(Reason.REFUSED, attempt, "you said no", "");
            }
        }
        region.arm(Optional.ofNullable(driver));
    }
}
