// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.concurrent.Callable;
import org.barscope.core.backend.BackendException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code barscope unbind ADDRESS}: gives a device back. */
@Command(name = "unbind", mixinStandardHelpOptions = true,
        description = "Gives a device back from VFIO to the driver that it had before, or, when Barscope did not take "
                + "it, to whichever driver the kernel chooses.",
        footerHeading = "%nJSON:%n", footer = "  As of bind.")
final class UnbindCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Rebinding rebinding;

    UnbindCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        return rebinding.run("unbind", session, spec.commandLine().getOut(), spec.commandLine().getErr(),
                target -> target.control().planGiveBack(target.device().address()));
    }
}
