// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.barscope.app.DumpRegion;
import org.barscope.app.HexListing;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Route.Refusal;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;
import org.barscope.core.memory.file.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope dump REGION}: reads a part of a region once and prints it. */
@Command(name = "dump", mixinStandardHelpOptions = true,
        description = "Reads a part of a region once: each unit with its declared width, guarded ones never.",
        footerHeading = "%nJSON:%n",
        footer = {"  region, kind (CONFIG, MMIO or MEMORY), size,",
            "  route: {id, label, refused: [{id, why}]},",
            "  time (ISO 8601, UTC), accessBits, offset, length,",
            "  bytes: [{offset, length, state, data}], one for each run in one state.",
            "  States: VALUE, ALL_ONES (and the device is there), GUARDED, NOT_READ,",
            "  FAULTED. Only the first two have data: two hexadecimal digits a byte, the",
            "  byte at the lowest offset first."})
final class DumpCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "REGION", converter = Converters.Region.class,
            description = "For example sim:0000:01:00.0/bar0, pci:0000:00:04.0/config or file:PATH.")
    private RegionUri region;

    @Option(names = "--offset", paramLabel = "N", defaultValue = "0", converter = Converters.Number.class,
            description = "First byte; decimal, 0x or 0b (default: 0).")
    private Long offset;

    @Option(names = "--length", paramLabel = "N", converter = Converters.Number.class,
            description = "How many bytes (default: up to 256).")
    private Long length;

    @Option(names = "--width", paramLabel = "BITS", converter = Converters.Width.class,
            description = "Width of each access: 8, 16, 32 or 64 (default: the region's own).")
    private AccessWidth width;

    @Option(names = "--cell", paramLabel = "BITS", defaultValue = "8", converter = Converters.Width.class,
            description = "Size of a printed cell: 8, 16, 32 or 64 (default: 8). Does not change the access width.")
    private AccessWidth cell;

    @Option(names = "--big-endian", description = "Print the bytes of a cell as a big-endian number.")
    private boolean bigEndian;

    @Option(names = "--agree", description = "Accept that reading this region may have side effects.")
    private boolean agree;

    @Mixin
    private OpeningOptions opening;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--output", paramLabel = "FILE",
            description = "Write the raw bytes to a new file instead; refused unless every byte could be read.")
    private Path output;

    DumpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        if (json && output != null) {
            throw new ParameterException(spec.commandLine(), "--json and --output exclude each other");
        }
        DumpRegion.Result result = new DumpRegion(session.machines()).run(new DumpRegion.Request(region, offset,
                Optional.ofNullable(length), Optional.ofNullable(width), agree,
                opening.of(region, false, spec.commandLine().getErr())));
        PrintWriter out = spec.commandLine().getOut();
        if (output != null) {
            writeRaw(result);
        } else if (json) {
            Json.print(out, generator -> write(generator, result));
        } else {
            print(out, result);
        }
        return ExitCode.OK;
    }

    private void print(PrintWriter out, DumpRegion.Result result) {
        ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        new HexListing(cell, order, result.info().size()).lines(result.snapshot(), result.span()).forEach(out::println);
        for (UnitState state : states(result)) {
            if (!state.hasValue()) {
                out.println("  " + HexListing.sign(state) + "  " + HexListing.meaning(state));
            }
        }
    }

    private static Set<UnitState> states(DumpRegion.Result result) {
        Set<UnitState> seen = EnumSet.noneOf(UnitState.class);
        for (long at = result.span().offset(); at < result.span().end(); at++) {
            seen.add(result.snapshot().stateAt(at));
        }
        return seen;
    }

    private void writeRaw(DumpRegion.Result result) throws BackendException {
        String attempt = "write the dump of " + region + " to " + output;
        Set<UnitState> without = states(result);
        without.removeIf(UnitState::hasValue);
        if (!without.isEmpty()) {
            throw new BackendException(Reason.REFUSED, attempt, "not every byte has a value ("
                    + HexListing.meaning(without.iterator().next()) + ")", "choose a range that can be read in full");
        }
        Span span = result.span();
        byte[] bytes = new byte[Math.toIntExact(span.length())];
        result.snapshot().copy(span.offset(), bytes, new byte[bytes.length]);
        new WholeFile(output).write(attempt, bytes, false);
    }

    private static void write(JsonGenerator json, DumpRegion.Result result) throws IOException {
        RegionSnapshot snapshot = result.snapshot();
        json.writeStartObject();
        json.writeStringField("region", snapshot.uri().toString());
        json.writeStringField("kind", result.info().kind().name());
        json.writeNumberField("size", result.info().size());
        json.writeObjectFieldStart("route");
        json.writeStringField("id", result.info().route().id());
        json.writeStringField("label", result.info().route().label());
        json.writeArrayFieldStart("refused");
        for (Refusal refusal : result.info().route().refused()) {
            json.writeStartObject();
            json.writeStringField("id", refusal.id());
            json.writeStringField("why", refusal.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeStringField("time", snapshot.time().toString());
        json.writeNumberField("accessBits", result.access().defaultWidth().bits());
        json.writeNumberField("offset", result.span().offset());
        json.writeNumberField("length", result.span().length());
        json.writeArrayFieldStart("bytes");
        writeBytes(json, result);
        json.writeEndArray();
        json.writeEndObject();
    }

    /** A run of bytes in one state becomes one object; only runs with values have data. */
    private static void writeBytes(JsonGenerator json, DumpRegion.Result result) throws IOException {
        RegionSnapshot snapshot = result.snapshot();
        long at = result.span().offset();
        while (at < result.span().end()) {
            UnitState state = snapshot.stateAt(at);
            long end = at + 1;
            while (end < result.span().end() && snapshot.stateAt(end) == state) {
                end++;
            }
            json.writeStartObject();
            json.writeNumberField("offset", at);
            json.writeNumberField("length", end - at);
            json.writeStringField("state", state.name());
            if (state.hasValue()) {
                StringBuilder hex = new StringBuilder();
                for (long i = at; i < end; i++) {
                    int value = snapshot.byteAt(i);
                    hex.append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 0xf, 16));
                }
                json.writeStringField("data", hex.toString());
            }
            json.writeEndObject();
            at = end;
        }
    }
}
