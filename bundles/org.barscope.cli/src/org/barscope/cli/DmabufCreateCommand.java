// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.barscope.app.Dmabufs;
import org.barscope.core.backend.BackendException;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.DmabufSource;
import org.barscope.core.dmabuf.HeldDmabuf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope dmabufs create SOURCE SIZE}: a buffer of plain memory. */
@Command(name = "create", mixinStandardHelpOptions = true,
        description = "Makes a DMABUF of plain memory and passes it on. Without a source, lists where one can come "
            + "from.",
        footerHeading = "%nJSON:%n",
        footer = {"  The dmabuf as 'barscope dmabufs' has it, and: pid, fd, origin, mappable,",
            "  whyNotMappable. Without a source: sources: [{id, label, refusal}]."})
final class DmabufCreateCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "SOURCE",
            description = "udmabuf (shared memory), or the name of a DMA heap: system.")
    private String source;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SIZE", converter = Converters.Number.class,
            description = "In bytes, whole pages; decimal, 0x or 0b.")
    private Long size;

    @Option(names = "--name", paramLabel = "TEXT", defaultValue = "",
            description = "What the buffer is called, at most 31 bytes.")
    private String name;

    @Mixin
    private KeepOptions keep;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DmabufCreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        DmabufService service = new Dmabufs(session.machines()).first("make a DMABUF");
        PrintWriter out = spec.commandLine().getOut();
        if (source == null) {
            print(out, service.sources());
            return ExitCode.OK;
        }
        if (size == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'SIZE'");
        }
        try (StopSignal stop = StopSignal.ofProcess(); HeldDmabuf held = service.create(source, size, name)) {
            held.refresh();
            if (json) {
                Json.print(out, generator -> DmabufJson.write(generator, held));
            } else {
                DmabufText.printHeld(out, held);
            }
            out.flush();
            keep.keep(service, held, stop, spec.commandLine().getErr());
        }
        return ExitCode.OK;
    }

    private void print(PrintWriter out, List<DmabufSource> sources) {
        if (json) {
            Json.print(out, generator -> write(generator, sources));
        } else {
            sources.forEach(s -> out.println(s.id() + ": " + s.label() + s.refusal().map(why -> "; not now: " + why)
                    .orElse("")));
        }
    }

    private static void write(JsonGenerator json, List<DmabufSource> sources) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("sources");
        for (DmabufSource source : sources) {
            json.writeStartObject();
            json.writeStringField("id", source.id());
            json.writeStringField("label", source.label());
            json.writeStringField("refusal", source.refusal().orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
