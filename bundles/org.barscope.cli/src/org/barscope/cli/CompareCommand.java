// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.barscope.app.poke.TakeState;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.state.DeviceState;
import org.barscope.core.state.StateComparison;
import org.barscope.core.state.StateComparison.FieldDifference;
import org.barscope.core.state.StateComparison.RangeDifference;
import org.barscope.core.state.StateComparison.RegisterDifference;
import org.barscope.core.state.StateFile;
import org.barscope.core.state.StateReport;
import org.barscope.registers.naming.ValueText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope compare BEFORE [AFTER]}: what is different between two states of a device. */
@Command(name = "compare", mixinStandardHelpOptions = true,
        description = "Shows what is different between two snapshots of a device, by register and field, or between "
                + "one and the device as it is now. With one file and --format it reports that snapshot.",
        footer = {"", "JSON:", "  same, notes,",
            "  registers: [{region, path, before, after, fields: [{name, msb, lsb, before,",
            "    after, beforeMeaning, afterMeaning}]}],",
            "  ranges: [{region, offset, before, after}]",
            "  before and after of a register are null where it has no value."})
final class CompareCommand implements Callable<Integer> {

    /** How the answer is printed. */
    enum Format {
        TEXT, MARKDOWN, HTML, JSON
    }

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A snapshot.")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", arity = "0..1", description = "Another.")
    private Path after;

    @Option(names = "--live", description = "Compare with the device as it is now.")
    private boolean live;

    @Option(names = "--format", paramLabel = "FORM", defaultValue = "TEXT",
            description = "Print ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(names = "--beside-driver", description = "Accept to read a device that a kernel driver owns.")
    private boolean besideDriver;

    @Option(names = "--accept-reset", description = "Accept that opening through VFIO resets the device.")
    private boolean acceptReset;

    CompareCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        DeviceState left = read(before);
        PrintWriter out = spec.commandLine().getOut();
        if (after != null == live) {
            if (live || format == Format.TEXT || format == Format.JSON) {
                throw new BackendException(Reason.USAGE, "compare " + before, live
                        ? "a second file and --live exclude each other" : "there is nothing to compare it with",
                        live ? "" : "name a second file, or add --live");
            }
            report(StateReport.of(left));
            return ExitCode.OK;
        }
        StateComparison comparison = StateComparison.of(left, live ? now(left) : read(after));
        switch (format) {
            case TEXT -> print(out, comparison);
            case JSON -> Json.print(out, generator -> write(generator, comparison));
            default -> report(StateReport.of(comparison));
        }
        return ExitCode.OK;
    }

    private void report(StateReport report) {
        spec.commandLine().getOut().print(format == Format.HTML ? report.html() : report.markdown());
    }

    static DeviceState read(Path file) throws BackendException {
        try {
            return StateFile.read(file);
        } catch (NoSuchFileException absent) {
            throw new BackendException(Reason.NOT_FOUND, "read " + file, "there is no such file", "", absent);
        } catch (IOException unreadable) {
            throw new BackendException(Reason.FAILED, "read " + file, "it is no snapshot of a device: "
                    + unreadable.getMessage(), "", unreadable);
        }
    }

    /** The same regions and ranges of the same device. */
    private DeviceState now(DeviceState left) throws BackendException {
        return SnapshotCommand.take(session, TakeState.Request.again(left, new OpenOptions(false, besideDriver,
                acceptReset, Optional.empty())));
    }

    private static String shown(Optional<DeviceState.Value> value) {
        if (value.isEmpty()) {
            return "not there";
        }
        return value.get().word().isPresent() ? ValueText.hex(value.get().word().getAsLong(), value.get().bits())
                : "not read: " + value.get().reason();
    }

    private static void print(PrintWriter out, StateComparison comparison) {
        comparison.notes().forEach(note -> out.println("note: " + note));
        for (RegisterDifference register : comparison.registers()) {
            out.println(register.region() + "  " + register.path() + "  " + shown(register.left()) + " → "
                    + shown(register.right()));
            for (FieldDifference field : register.fields()) {
                int bits = field.msb() - field.lsb() + 1;
                out.println("  " + field.name() + "  " + ValueText.hex(field.left(), bits) + " → "
                        + ValueText.hex(field.right(), bits) + meaning(field));
            }
        }
        for (RangeDifference range : comparison.ranges()) {
            out.println(range.region() + "  0x" + Long.toHexString(range.offset()) + "  " + range.left() + " → "
                    + range.right());
        }
        out.println(comparison.registers().size() + " registers differ, " + comparison.same() + " are the same");
    }

    private static String meaning(FieldDifference field) {
        if (field.leftMeaning().isEmpty() && field.rightMeaning().isEmpty()) {
            return "";
        }
        return "  (" + field.leftMeaning() + " → " + field.rightMeaning() + ")";
    }

    private static void word(JsonGenerator json, String name, Optional<DeviceState.Value> value) throws IOException {
        if (value.isPresent() && value.get().word().isPresent()) {
            json.writeStringField(name, ValueText.hex(value.get().word().getAsLong(), value.get().bits()));
        } else {
            json.writeNullField(name);
        }
    }

    private static void write(JsonGenerator json, StateComparison comparison) throws IOException {
        json.writeStartObject();
        json.writeNumberField("same", comparison.same());
        Json.strings(json, "notes", comparison.notes());
        json.writeArrayFieldStart("registers");
        for (RegisterDifference register : comparison.registers()) {
            json.writeStartObject();
            json.writeStringField("region", register.region());
            json.writeStringField("path", register.path());
            word(json, "before", register.left());
            word(json, "after", register.right());
            json.writeArrayFieldStart("fields");
            for (FieldDifference field : register.fields()) {
                int bits = field.msb() - field.lsb() + 1;
                json.writeStartObject();
                json.writeStringField("name", field.name());
                json.writeNumberField("msb", field.msb());
                json.writeNumberField("lsb", field.lsb());
                json.writeStringField("before", ValueText.hex(field.left(), bits));
                json.writeStringField("after", ValueText.hex(field.right(), bits));
                json.writeStringField("beforeMeaning", field.leftMeaning());
                json.writeStringField("afterMeaning", field.rightMeaning());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("ranges");
        for (RangeDifference range : comparison.ranges()) {
            json.writeStartObject();
            json.writeStringField("region", range.region());
            json.writeStringField("offset", "0x" + Long.toHexString(range.offset()));
            json.writeStringField("before", range.left());
            json.writeStringField("after", range.right());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
