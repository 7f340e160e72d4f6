// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.PrintWriter;
import org.barscope.app.ControlDevices;
import org.barscope.app.ControlDevices.Target;
import org.barscope.core.backend.BackendException;
import org.barscope.core.control.BindingPlan;
import org.barscope.core.journal.Origin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code bind} and {@code unbind} have in common: a plan, shown, and carried out unless it is only asked for. */
final class Rebinding {

    /** Makes the plan. */
    interface Planning {
        BindingPlan plan(Target target) throws BackendException;
    }

    @Parameters(paramLabel = "ADDRESS", description = "For example 0000:01:00.0 or 01:00.0.")
    private String address;

    @Option(names = {"-n", "--plan"}, description = "Only show what would be written, and what would be lost.")
    private boolean only;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** Does a whole command. */
    int run(String command, Session session, PrintWriter out, PrintWriter err, Planning planning)
            throws BackendException {
        ControlDevices devices = new ControlDevices(session.machines(), session.poking().journal(),
                Origin.commandLine(command));
        Target target = devices.find(address);
        BindingPlan plan = planning.plan(target);
        boolean go = !only && !plan.done();
        BackendException refused = null;
        if (go) {
            try {
                devices.carryOut(target, plan);
            } catch (BackendException no) {
                refused = no;
            }
        }
        boolean done = go && refused == null;
        if (json) {
            Json.print(out, generator -> PlanText.write(generator, plan, done));
        } else {
            PlanText.lines(plan).forEach(out::println);
        }
        if (refused != null) {
            throw refused;
        }
        if (!json && done) {
            out.println("  done");
        }
        if (!plan.refusals().isEmpty()) {
            err.println("barscope: this would be refused: " + String.join("; ", plan.refusals()));
            return ExitCode.FAILED;
        }
        return ExitCode.OK;
    }
}
