// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.barscope.app.poke.OpenedRegion;
import org.barscope.app.poke.PokeRegion;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.FieldChange;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.poke.RegisterTarget;
import org.barscope.core.poke.WriteOutcome;
import org.barscope.core.poke.WritePreview;
import org.barscope.registers.naming.ValueText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope poke REGION WHERE VALUE…}: writes a register, fields of it, a unit or bytes. */
@Command(name = "poke", mixinStandardHelpOptions = true,
        description = "Writes a register, some of its fields, or a unit at an offset: put down in the journal first, "
                + "then written once with the declared width, then read back where that does no harm. Other fields of "
                + "a register keep their state. Asks at the terminal, unless --yes says yes.",
        footerHeading = "%nExamples:%n",
        footer = {"  barscope poke sim:0000:01:00.0/bar0 FACTORIAL 5 --yes",
            "  barscope poke sim:0000:02:00.0/bar0 CTRL.SLU 1",
            "  barscope poke sim:0000:02:00.0/bar0 CTRL SLU=1 FD=1",
            "  barscope poke sim:0000:01:00.0/bar0 0x8 5 --width 32",
            "  barscope poke sim:0000:07:00.0/bar0 0x100 --bytes 00ff00ff", "",
            "Registers that must not be read:",
            "  --base says what stands for the fields that are not written: a number, or",
            "  'read' to read all the same. --read reads one and writes nothing.", "",
            "JSON:",
            "  region, place, bits, entry, old, written, readBack, mismatch, note,",
            "  fields: [{name, msb, lsb, old, value, meaning}]",
            "  What is not known is null. mismatch has a 1 for each bit that was read back",
            "  and is not as the description lets expect."})
final class PokeCommand implements Callable<Integer> {

    private static final Origin ORIGIN = Origin.commandLine("poke");

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "REGION", converter = Converters.Region.class,
            description = "For example sim:0000:01:00.0/bar0 or vfio:0000:00:04.0/bar0.")
    private RegionUri region;

    @Parameters(index = "1", paramLabel = "WHERE",
            description = "A register, a field as REGISTER.FIELD, or an offset: 0x10.")
    private String where;

    @Parameters(index = "2..*", paramLabel = "VALUE", arity = "0..*",
            description = "A value, or FIELD=VALUE for each field; numbers in decimal, 0x or 0b, or names of values.")
    private List<String> values = List.of();

    @Option(names = "--width", paramLabel = "BITS", converter = Converters.Width.class,
            description = "At an offset: width of the access (default: the declared one).")
    private AccessWidth width;

    @Option(names = "--bytes", paramLabel = "HEX", description = "At an offset of memory: bytes, two digits each.")
    private String bytes;

    @Option(names = "--base", paramLabel = "VALUE",
            description = "What stands for the other fields of a register that must not be read, or 'read'.")
    private String base;

    @Option(names = "--flush", paramLabel = "REGISTER",
            description = "Read this register after the write, so that the write has arrived.")
    private String flush;

    @Option(names = "--override", description = "Write although the description objects, where that can be overruled.")
    private boolean override;

    @Option(names = "--no-read-back", description = "Do not read back.")
    private boolean noReadBack;

    @Option(names = "--read",
            description = "Read and write nothing: also what must not be read without being asked for.")
    private boolean read;

    @Option(names = "--dry-run", description = "Only show what would be written to a register.")
    private boolean dryRun;

    @Mixin
    private WriteConsent consent;

    @Mixin
    private OpeningOptions opening;

    @Mixin
    private DescriptionOptions descriptions;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    PokeCommand(Session session) {
        this.session = session;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private boolean atOffset() {
        return Character.isDigit(where.charAt(0));
    }

    private void check() {
        if (where.isEmpty()) {
            throw usage("the place to write to is empty");
        }
        if (read && (!values.isEmpty() || bytes != null)) {
            throw usage("--read writes nothing: leave the value out");
        }
        if (!read && values.isEmpty() == (bytes == null)) {
            throw usage(bytes == null ? "a value is missing" : "--bytes and a value exclude each other");
        }
        if (!atOffset() && (width != null || bytes != null)) {
            throw usage("--width and --bytes need an offset; a register has its own width");
        }
        if (atOffset() && (base != null || flush != null || dryRun || values.size() > 1)) {
            throw usage("a unit at an offset takes one value, and neither --base, --flush nor --dry-run");
        }
    }

    @Override
    public Integer call() throws BackendException {
        check();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        OpenOptions options = opening.of(region, !read && !dryRun, err);
        try (OpenedRegion opened = OpenedRegion.open(session.poking(), session.registerFiles(), region, options,
                descriptions.wish())) {
            opened.problems().forEach(problem -> err.println("barscope: note: " + problem));
            if (read) {
                return read(opened);
            }
            PokeRegion poke = poke(opened);
            if (dryRun) {
                return preview(poke.preview(), opened);
            }
            if (!atOffset()) {
                // Refused before anybody is asked.
                poke.preview();
            }
            consent.arm(opened, session, poke.question());
            PokeRegion.Result result = poke.run();
            if (json) {
                Json.print(out, generator -> write(generator, result));
            } else {
                print(result);
            }
            return ExitCode.OK;
        }
    }

    private PokeRegion poke(OpenedRegion opened) throws BackendException {
        if (!atOffset()) {
            return PokeRegion.register(opened, session.poking(), where, values, new PokeRegion.Options(
                    Optional.ofNullable(base), Optional.ofNullable(flush), override, !noReadBack), ORIGIN);
        }
        long offset = new Converters.Number().convert(where);
        if (bytes == null) {
            return PokeRegion.unit(opened, session.poking(), offset, Optional.ofNullable(width), values.getFirst(),
                    ORIGIN);
        }
        try {
            byte[] data = HexFormat.of().parseHex(bytes.replaceAll("[\\s_]", ""));
            if (data.length == 0) {
                throw usage("--bytes is empty");
            }
            return PokeRegion.block(opened, session.poking(), offset, data, ORIGIN);
        } catch (IllegalArgumentException malformed) {
            throw usage("--bytes takes two hexadecimal digits a byte: " + malformed.getMessage());
        }
    }

    private int read(OpenedRegion opened) throws BackendException {
        String name;
        int bits;
        long value;
        if (atOffset()) {
            long offset = new Converters.Number().convert(where);
            AccessWidth used = width != null ? width : opened.rules().unitAt(offset).width();
            name = "0x" + Long.toHexString(offset);
            bits = used.bits();
            value = PokeRegion.read(opened, session.poking(), offset, used, ORIGIN);
        } else {
            RegisterTarget target = opened.target("read " + region, where);
            name = target.path();
            bits = target.bits();
            value = PokeRegion.read(opened, session.poking(), target, ORIGIN);
        }
        if (json) {
            Json.print(spec.commandLine().getOut(), generator -> {
                generator.writeStartObject();
                generator.writeStringField("region", region.toString());
                generator.writeStringField("place", name);
                generator.writeNumberField("bits", bits);
                generator.writeStringField("value", ValueText.hex(value, bits));
                generator.writeEndObject();
            });
        } else {
            spec.commandLine().getOut().println(name + "  " + ValueText.hex(value, bits));
        }
        return ExitCode.OK;
    }

    private int preview(WritePreview preview, OpenedRegion opened) throws BackendException {
        int bits = opened.target("write " + region, where).register().register().size();
        PrintWriter out = spec.commandLine().getOut();
        out.println("would write " + shown(preview.word(), bits));
        preview.fields().forEach(field -> out.println("  " + field.label()));
        preview.accepted().forEach(objection -> out.println("  overruled: " + objection.reason()));
        return ExitCode.OK;
    }

    private static String shown(OptionalLong value, int bits) {
        return value.isPresent() ? ValueText.hex(value.getAsLong(), bits) : "what depends on a read";
    }

    private void print(PokeRegion.Result result) {
        PrintWriter out = spec.commandLine().getOut();
        WriteOutcome outcome = result.outcome();
        if (bytes != null) {
            out.println(result.place() + " written" + (outcome.note().isEmpty() ? "" : "; " + outcome.note()));
            return;
        }
        StringBuilder line = new StringBuilder(result.place()).append("  ");
        outcome.old().ifPresent(old -> line.append(ValueText.hex(old, result.bits())).append(" → "));
        line.append(ValueText.hex(outcome.written(), result.bits()));
        outcome.readBack().ifPresent(back -> line.append(", read back ").append(ValueText.hex(back, result.bits())));
        out.println(line);
        outcome.fields().forEach(field -> out.println("  " + field.label()));
        outcome.accepted().forEach(objection -> out.println("  overruled: " + objection.reason()));
        if (outcome.mismatch() != 0) {
            out.println("  not as written in bits " + ValueText.hex(outcome.mismatch(), result.bits()));
        }
        if (!outcome.note().isEmpty()) {
            out.println("  not read back: " + outcome.note());
        }
    }

    private void write(JsonGenerator generator, PokeRegion.Result result) throws IOException {
        WriteOutcome outcome = result.outcome();
        int bits = result.bits();
        generator.writeStartObject();
        generator.writeStringField("region", region.toString());
        generator.writeStringField("place", result.place());
        generator.writeNumberField("bits", bits);
        generator.writeStringField("entry", outcome.entry().toString());
        value(generator, "old", outcome.old(), bits);
        value(generator, "written", bytes == null ? OptionalLong.of(outcome.written()) : OptionalLong.empty(), bits);
        value(generator, "readBack", outcome.readBack(), bits);
        generator.writeStringField("mismatch", ValueText.hex(outcome.mismatch(), bits));
        generator.writeStringField("note", outcome.note());
        generator.writeArrayFieldStart("fields");
        for (FieldChange field : outcome.fields()) {
            int width = field.msb() - field.lsb() + 1;
            generator.writeStartObject();
            generator.writeStringField("name", field.field());
            generator.writeNumberField("msb", field.msb());
            generator.writeNumberField("lsb", field.lsb());
            value(generator, "old", field.old(), width);
            value(generator, "value", OptionalLong.of(field.value()), width);
            generator.writeStringField("meaning", field.meaning());
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private static void value(JsonGenerator generator, String name, OptionalLong value, int bits) throws IOException {
        if (value.isPresent()) {
            generator.writeStringField(name, ValueText.hex(value.getAsLong(), bits));
        } else {
            generator.writeNullField(name);
        }
    }
}
