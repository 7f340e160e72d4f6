// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.concurrent.Callable;
import org.barscope.core.backend.BackendException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code barscope bind ADDRESS}: gives a device to VFIO. */
@Command(name = "bind", mixinStandardHelpOptions = true,
        description = "Gives a device to VFIO: shows what is written and what is lost, and does it. Refuses for a "
                + "device that holds a mounted file system or the default route. Without the rights it shows the "
                + "commands to type.",
        footerHeading = "%nJSON:%n",
        footer = {"  device, direction, driverNow, driverThen, group, carriedOut,",
            "  steps: [{file, text or module, meaning, command}],",
            "  siblings: [{address, name, driver, inTheWay}],",
            "  losses: [{kind, name, detail}], refusals, notes"})
final class BindCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Rebinding rebinding;

    BindCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        return rebinding.run("bind", session, spec.commandLine().getOut(), spec.commandLine().getErr(),
                target -> target.control().planGive(target.device().address()));
    }
}
