// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barscope.app.HexListing;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.memory.UnitState;
import org.barscope.core.state.DeviceState;
import org.barscope.core.state.DeviceState.FieldValue;
import org.barscope.core.state.DeviceState.Value;
import org.barscope.core.state.StateFile;
import org.barscope.registers.naming.RegisterPattern;
import org.barscope.registers.naming.ValueText;

/** Registers of one region in a snapshot of a device, with names and meanings as the file has them. */
final class KeptRegisters {

    private static final int MAX_NAME_WIDTH = 32;
    private static final String[] NOT_KEPT = {"access", "reset", "differsFromReset"};

    private final Path file;
    private final DeviceState state;
    private final DeviceState.Region region;
    private final List<Value> found;

    /**
     * Looks for registers.
     *
     * @param name    of the region; empty for the only one
     * @param pattern empty for all registers
     * @throws BackendException {@code USAGE} for a region that is not said or a pattern that is none,
     *         {@code NOT_FOUND} for one that is not there or a pattern that matches nothing
     */
    KeptRegisters(Path file, DeviceState state, Optional<String> name, Optional<String> pattern)
            throws BackendException {
        this.file = file;
        this.state = state;
        String attempt = "show registers of " + file;
        region = region(attempt, name);
        try {
            RegisterPattern wanted = RegisterPattern.parse(pattern.orElse("**"));
            found = region.registers().stream().flatMap(value -> matching(value, wanted).stream()).toList();
        } catch (IllegalArgumentException malformed) {
            throw new BackendException(Reason.USAGE, attempt, "the pattern makes no sense: " + malformed.getMessage(),
                    "", malformed);
        }
        if (found.isEmpty()) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "no register or field matches '"
                    + pattern.orElse("**") + "'", "it has " + region.registers().size() + " registers in "
                    + region.name());
        }
    }

    /** Whether a place is such a file and no region. */
    static boolean isFile(String place) {
        return place.endsWith("." + StateFile.EXTENSION);
    }

    private DeviceState.Region region(String attempt, Optional<String> name) throws BackendException {
        List<DeviceState.Region> described = state.regions().stream().filter(some -> !some.registers().isEmpty())
                .toList();
        String names = described.stream().map(DeviceState.Region::name).collect(Collectors.joining(", "));
        if (name.isEmpty() && described.size() == 1) {
            return described.getFirst();
        }
        if (name.isEmpty() && !described.isEmpty()) {
            throw new BackendException(Reason.USAGE, attempt, "it has registers of several regions: " + names,
                    "say which with --region");
        }
        return described.stream().filter(some -> some.name().equals(name.orElse(""))).findFirst()
                .orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt, "it has no registers"
                        + name.map(missing -> " of " + missing).orElse(""),
                        names.isEmpty() ? "" : "it has some of " + names));
    }

    /** The register with the fields that are meant; all of them when it is meant itself. */
    private static Optional<Value> matching(Value value, RegisterPattern pattern) {
        List<String> path = Arrays.asList(value.path().split("\\."));
        if (!pattern.fieldOnly() && pattern.matchesEndOf(path)) {
            return Optional.of(value);
        }
        boolean mayMeanField = pattern.parts().size() > 1;
        List<FieldValue> fields = !mayMeanField ? List.of() : value.fields().stream().filter(field -> pattern
                .matchesEndOf(Stream.concat(path.stream(), Stream.of(field.name())).toList())).toList();
        return Optional.of(new Value(value.path(), value.address(), value.bits(), value.word(), value.reason(),
                value.guarded(), fields)).filter(some -> !fields.isEmpty());
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(file + "  " + state.device() + " " + region.name() + "  " + state.time() + "  "
                + String.join(", ", region.descriptions()));
        int width = Math.min(MAX_NAME_WIDTH, found.stream().flatMap(value -> Stream.concat(Stream.of(value.path()),
                value.fields().stream().map(FieldValue::name))).mapToInt(String::length).max().orElse(0));
        int digits = found.stream().mapToInt(value -> Long.toHexString(value.address()).length()).max().orElse(1);
        for (Value value : found) {
            String text = value.word().isPresent() ? ValueText.hex(value.word().getAsLong(), value.bits())
                    : signs(value.guarded() ? UnitState.GUARDED : UnitState.FAULTED, value.bits()) + "  "
                            + (value.guarded() ? "not read: " : "could not be read: ") + value.reason();
            lines.add((padded(value.path(), width + 2) + "  " + Json.hex(value.address(), digits) + "  " + text)
                    .stripTrailing());
            value.word().ifPresent(word -> value.fields().forEach(field -> lines.add(line(field, word, width))));
        }
        return lines;
    }

    private static String line(FieldValue field, long word, int width) {
        int bits = field.msb() - field.lsb() + 1;
        String range = bits == 1 ? "[" + field.lsb() + "]" : "[" + field.msb() + ":" + field.lsb() + "]";
        return ("  " + padded(field.name(), width) + "  " + padded(range, 7) + "  " + (field.readable()
                ? ValueText.hex(field.of(word), bits) + "  " + field.meaning()
                : signs(UnitState.GUARDED, bits) + "  write-only")).stripTrailing();
    }

    private static String signs(UnitState state, int bits) {
        return String.valueOf(HexListing.sign(state)).repeat(ValueText.hex(0, bits).length());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** The same members as of a region that is read; what a snapshot does not keep is null. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("region", state.device() + "/" + region.name());
        json.writeStringField("snapshot", file.toString());
        json.writeStringField("time", state.time().toString());
        Json.strings(json, "descriptions", region.descriptions());
        Json.strings(json, "problems", state.problems());
        json.writeArrayFieldStart("registers");
        for (Value value : found) {
            write(json, value);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Value value) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", value.path());
        json.writeStringField("name", value.path().substring(value.path().lastIndexOf('.') + 1));
        json.writeNullField("description");
        json.writeStringField("address", Json.hex(value.address(), 1));
        json.writeNumberField("bits", value.bits());
        json.writeNullField("accessBits");
        boolean known = value.word().isPresent();
        json.writeStringField("state", known ? "VALUE" : value.guarded() ? "GUARDED" : "FAILED");
        text(json, "value", known ? ValueText.hex(value.word().getAsLong(), value.bits()) : "");
        text(json, "reason", known ? "" : value.reason());
        for (String name : NOT_KEPT) {
            json.writeNullField(name);
        }
        json.writeArrayFieldStart("fields");
        for (FieldValue field : value.fields()) {
            boolean shown = known && field.readable();
            json.writeStartObject();
            json.writeStringField("name", field.name());
            json.writeNumberField("msb", field.msb());
            json.writeNumberField("lsb", field.lsb());
            json.writeNullField("access");
            text(json, "value", shown ? ValueText.hex(field.of(value.word().getAsLong()), field.msb() - field.lsb() + 1)
                    : "");
            text(json, "meaning", shown ? field.meaning() : "");
            json.writeNullField("meaningText");
            json.writeNullField("description");
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, String text) throws IOException {
        if (text.isEmpty()) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, text);
        }
    }
}
