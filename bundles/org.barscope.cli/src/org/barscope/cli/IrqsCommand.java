// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.barscope.app.ControlDevices;
import org.barscope.app.ControlDevices.Target;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.Registration;
import org.barscope.core.control.DeviceInterrupts;
import org.barscope.core.control.InterruptCount;
import org.barscope.core.control.InterruptKind;
import org.barscope.core.control.InterruptKind.Source;
import org.barscope.core.journal.Origin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope irqs ADDRESS}: lists the interrupts of a device that is with VFIO, and counts them. */
@Command(name = "irqs", mixinStandardHelpOptions = true,
        description = "Lists which interrupts a device that is with VFIO has. With --enable it counts them, exactly, "
                + "until --until of them have come or --for seconds are over.",
        footerHeading = "%nJSON:%n",
        footer = {"  device, busMaster, kinds: [{source, vectors, maskable, automasked}],",
            "  counts: [{source, vector, count, masked, problem}]"})
final class IrqsCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ADDRESS", description = "For example 0000:01:00.0; vfio:ADDRESS accepts the reset.")
    private String address;

    @Option(names = "--accept-reset", description = "Accept that opening the device through VFIO resets it.")
    private boolean acceptReset;

    @Option(names = "--enable", paramLabel = "KIND", description = "Enable and count: ${COMPLETION-CANDIDATES}.")
    private Source enable;

    @Option(names = "--vectors", paramLabel = "N", defaultValue = "1",
            description = "How many of the kind (default: 1).")
    private int vectors;

    @Option(names = "--for", paramLabel = "SECONDS", defaultValue = "5", description = "How long (default: 5).")
    private int seconds;

    @Option(names = "--until", paramLabel = "N", description = "End as soon as so many have come.")
    private Long until;

    @Option(names = "--trigger", paramLabel = "VECTOR",
            description = "Have the kernel signal a vector once, to test the way to here.")
    private Integer trigger;

    @Option(names = "--bus-master", description = "Let the device write memory, without which it signals no MSI or "
            + "MSI-X; it reaches only what the IOMMU maps for it.")
    private boolean busMaster;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    IrqsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        boolean named = address.startsWith("vfio:");
        if (named) {
            spec.commandLine().getErr().println("barscope: note: " + address + " is opened through VFIO, which resets "
                    + "the device and resets it again when it is closed");
        }
        ControlDevices devices = new ControlDevices(session.machines(), session.poking().journal(),
                Origin.commandLine("irqs"));
        Target target = devices.find(address);
        try (DeviceInterrupts interrupts = target.control().interrupts(target.device().address(),
                acceptReset || named)) {
            if (busMaster) {
                devices.busMaster(target, interrupts, true);
            }
            if (enable != null) {
                count(devices, target, interrupts);
            }
            show(target, interrupts);
        }
        return ExitCode.OK;
    }

    private void count(ControlDevices devices, Target target, DeviceInterrupts interrupts) throws BackendException {
        CountDownLatch enough = new CountDownLatch(1);
        try (Registration listening = interrupts.listen(counts -> {
            if (until != null && counts.stream().mapToLong(InterruptCount::count).sum() >= until) {
                enough.countDown();
            }
        })) {
            devices.enable(target, interrupts, enable, vectors);
            if (trigger != null) {
                devices.trigger(target, interrupts, trigger);
            }
            enough.await(seconds, TimeUnit.SECONDS);
            interrupts.disable();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(Target target, DeviceInterrupts interrupts) throws BackendException {
        PrintWriter out = spec.commandLine().getOut();
        List<InterruptCount> counts = interrupts.counts();
        boolean master = interrupts.busMaster();
        if (json) {
            Json.print(out, generator -> write(generator, target, interrupts.kinds(), counts, master));
            return;
        }
        for (InterruptKind kind : interrupts.kinds()) {
            out.printf("%-6s %d%s%s%n", kind.source(), kind.vectors(), kind.maskable() ? ", maskable" : "",
                    kind.automasked() ? ", masks itself" : "");
        }
        out.println("bus master: " + (master ? "on" : "off, so that no MSI or MSI-X is signalled"));
        for (InterruptCount count : counts) {
            out.printf("%s %d: %d%s%n", count.source(), count.vector(), count.count(),
                    count.masked() ? " (masked" + (count.problem().isEmpty() ? "" : ": " + count.problem()) + ")" : "");
        }
    }

    private static void write(JsonGenerator json, Target target, List<InterruptKind> kinds,
            List<InterruptCount> counts, boolean master) throws IOException {
        json.writeStartObject();
        json.writeStringField("device", target.device().address().toString());
        json.writeBooleanField("busMaster", master);
        json.writeArrayFieldStart("kinds");
        for (InterruptKind kind : kinds) {
            json.writeStartObject();
            json.writeStringField("source", kind.source().name());
            json.writeNumberField("vectors", kind.vectors());
            json.writeBooleanField("maskable", kind.maskable());
            json.writeBooleanField("automasked", kind.automasked());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("counts");
        for (InterruptCount count : counts) {
            json.writeStartObject();
            json.writeStringField("source", count.source().name());
            json.writeNumberField("vector", count.vector());
            json.writeNumberField("count", count.count());
            json.writeBooleanField("masked", count.masked());
            json.writeStringField("problem", count.problem());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
