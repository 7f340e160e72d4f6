// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.barscope.app.Dmabufs;
import org.barscope.app.Dmabufs.OfMachine;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.inventory.InventoryChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code barscope dmabufs}: every DMABUF and who holds it. */
@Command(name = "dmabufs", mixinStandardHelpOptions = true, subcommands = {DmabufCreateCommand.class},
        description = "Lists the DMABUFs of all processes, who holds them and what is attached to them. Any of them "
            + "opens as a region: barscope dump dmabuf:INODE.",
        synopsisSubcommandLabel = "[COMMAND]",
        footerHeading = "%nJSON:%n",
        footer = {"  machines: [{id, dmabufs: [dmabuf], problems}]", DmabufJson.KEYS_1, DmabufJson.KEYS_2,
            DmabufJson.KEYS_3, DmabufJson.KEYS_4})
final class DmabufsCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--watch", description = "Go on until Ctrl-C, and print what changes.")
    private boolean watch;

    DmabufsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (json && watch) {
            throw new ParameterException(spec.commandLine(), "--json and --watch exclude each other");
        }
        PrintWriter out = spec.commandLine().getOut();
        List<OfMachine> all = new Dmabufs(session.machines()).list();
        if (json) {
            Json.print(out, generator -> write(generator, all));
        } else {
            all.forEach(machine -> machine.listing().dmabufs().forEach(dmabuf -> DmabufText.print(out, dmabuf)));
        }
        out.flush();
        all.stream().flatMap(machine -> machine.listing().problems().stream())
                .forEach(problem -> spec.commandLine().getErr().println("barscope: " + problem));
        if (watch) {
            spec.commandLine().getErr().flush();
            follow(out, all);
        }
        return ExitCode.OK;
    }

    private void follow(PrintWriter out, List<OfMachine> all) {
        try (StopSignal stop = StopSignal.ofProcess()) {
            List<Registration> watching = new ArrayList<>();
            for (Backend backend : session.machines().backends()) {
                DmabufChanges changes = new DmabufChanges(all.stream().filter(m -> m.machine().equals(backend.id()))
                        .flatMap(m -> m.listing().dmabufs().stream()).toList());
                watching.add(backend.listen(change -> {
                    if (change instanceof InventoryChange.DmabufsChanged now) {
                        changes.next(now.dmabufs()).forEach(out::println);
                        out.flush();
                    }
                }));
            }
            stop.await();
            watching.forEach(Registration::close);
        }
    }

    private static void write(JsonGenerator json, List<OfMachine> all) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("machines");
        for (OfMachine machine : all) {
            json.writeStartObject();
            json.writeStringField("id", machine.machine());
            json.writeArrayFieldStart("dmabufs");
            for (DmabufRecord dmabuf : machine.listing().dmabufs()) {
                DmabufJson.write(json, dmabuf);
            }
            json.writeEndArray();
            Json.strings(json, "problems", machine.listing().problems());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
