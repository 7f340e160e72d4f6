// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.barscope.app.ControlDevices;
import org.barscope.app.ControlDevices.Target;
import org.barscope.core.backend.BackendException;
import org.barscope.core.control.ResetKind;
import org.barscope.core.control.ResetPlan;
import org.barscope.core.control.ResetPlan.Hit;
import org.barscope.core.journal.Origin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope reset ADDRESS}: resets a device that is with VFIO. */
@Command(name = "reset", mixinStandardHelpOptions = true,
        description = "Resets a device that is with VFIO: its function or, with --bus, all that is on its bus or in "
                + "its slot. Opening and closing it resets it too.",
        footerHeading = "%nJSON:%n",
        footer = {"  device, done, function, bus, busWhy, hit: [{address, group, driver}]"})
final class ResetCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ADDRESS", description = "For example 0000:01:00.0 or 01:00.0.")
    private String address;

    @Option(names = "--bus", description = "Reset its bus or slot, with everything on it.")
    private boolean bus;

    @Option(names = "--accept-reset",
            description = "With --plan: accept that looking opens, and so resets, the device.")
    private boolean acceptReset;

    @Option(names = {"-n", "--plan"}, description = "Only show in which ways it can be reset, and what that would hit.")
    private boolean only;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ResetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        ControlDevices devices = new ControlDevices(session.machines(), session.poking().journal(),
                Origin.commandLine("reset"));
        Target target = devices.find(address);
        ResetPlan plan = target.control().planReset(target.device().address(), acceptReset || !only);
        if (!only) {
            devices.reset(target, bus ? ResetKind.BUS : ResetKind.FUNCTION);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, generator -> write(generator, plan));
        } else {
            print(out, plan);
        }
        return ExitCode.OK;
    }

    private void print(PrintWriter out, ResetPlan plan) {
        out.println(plan.device() + (only ? ":" : ": reset"));
        out.println("  alone: " + (plan.function() ? "yes" : "no, the device has no such reset"));
        out.println("  bus or slot: " + (plan.bus() ? "yes" : "no, " + plan.busWhy()));
        for (Hit hit : plan.hit()) {
            out.println("    hits " + hit.address() + hit.driver().map(driver -> ", driver " + driver).orElse(""));
        }
    }

    private void write(JsonGenerator json, ResetPlan plan) throws IOException {
        json.writeStartObject();
        json.writeStringField("device", plan.device().toString());
        json.writeBooleanField("done", !only);
        json.writeBooleanField("function", plan.function());
        json.writeBooleanField("bus", plan.bus());
        json.writeStringField("busWhy", plan.busWhy());
        json.writeArrayFieldStart("hit");
        for (Hit hit : plan.hit()) {
            json.writeStartObject();
            json.writeStringField("address", hit.address().toString());
            if (hit.group().isPresent()) {
                json.writeNumberField("group", hit.group().getAsInt());
            } else {
                json.writeNullField("group");
            }
            json.writeStringField("driver", hit.driver().orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
