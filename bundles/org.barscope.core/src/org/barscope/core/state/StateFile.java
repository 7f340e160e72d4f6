// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.state;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.barscope.core.internal.JsonTree;
import org.barscope.core.state.DeviceState.FieldValue;
import org.barscope.core.state.DeviceState.Range;
import org.barscope.core.state.DeviceState.Value;

/** Files that hold the state of a device: JSON, which says all that is needed to show it. Blocks. */
public final class StateFile {

    /** The customary ending of a file's name, without the dot. */
    public static final String EXTENSION = "barscope-state";
    private static final int VERSION = 1;

    private StateFile() {
    }

    /**
     * Writes a state.
     *
     * @param replace whether a file that is there may be replaced
     * @throws IOException when the file cannot be written; {@link java.nio.file.FileAlreadyExistsException} when it is
     *         there and may not be replaced
     */
    public static void write(DeviceState state, Path file, boolean replace) throws IOException {
        OpenOption[] how = replace
                ? new OpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE}
                : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
        try (OutputStream out = Files.newOutputStream(file, how);
                JsonGenerator json = JsonTree.factory().createGenerator(out, JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("barscopeState", VERSION);
            json.writeStringField("device", state.device());
            json.writeStringField("name", state.name());
            json.writeStringField("ids", state.ids());
            json.writeStringField("time", state.time().toString());
            json.writeStringField("comment", state.comment());
            strings(json, "problems", state.problems());
            json.writeArrayFieldStart("regions");
            for (DeviceState.Region region : state.regions()) {
                write(json, region);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, DeviceState.Region region) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", region.name());
        strings(json, "descriptions", region.descriptions());
        json.writeArrayFieldStart("registers");
        for (Value value : region.registers()) {
            json.writeStartObject();
            json.writeStringField("path", value.path());
            json.writeStringField("address", "0x" + Long.toHexString(value.address()));
            json.writeNumberField("bits", value.bits());
            if (value.word().isPresent()) {
                json.writeStringField("word", "0x" + Long.toHexString(value.word().getAsLong()));
            } else {
                json.writeStringField("reason", value.reason());
                json.writeBooleanField("guarded", value.guarded());
            }
            json.writeArrayFieldStart("fields");
            for (FieldValue field : value.fields()) {
                json.writeStartObject();
                json.writeStringField("name", field.name());
                json.writeNumberField("msb", field.msb());
                json.writeNumberField("lsb", field.lsb());
                json.writeBooleanField("readable", field.readable());
                json.writeStringField("meaning", field.meaning());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("ranges");
        for (Range range : region.ranges()) {
            json.writeStartObject();
            json.writeStringField("offset", "0x" + Long.toHexString(range.offset()));
            json.writeStringField("bytes", range.hex());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * Reads a state.
     *
     * @throws IOException when the file cannot be read, or with one line that says what is wrong with it
     */
    public static DeviceState read(Path file) throws IOException {
        JsonTree json = JsonTree.parse(Files.readString(file));
        if (json.number("barscopeState") != VERSION) {
            throw new IOException("it is of version " + json.number("barscopeState")
                    + ", written by a newer Barscope");
        }
        List<DeviceState.Region> regions = new ArrayList<>();
        for (JsonTree region : json.objects("regions")) {
            regions.add(region(region));
        }
        try {
            return new DeviceState(json.string("device"), json.string("name"), json.string("ids"),
                    Instant.parse(json.string("time")), json.string("comment"), regions, json.strings("problems"));
        } catch (DateTimeException malformed) {
            throw new IOException("'time' is not a time", malformed);
        }
    }

    private static DeviceState.Region region(JsonTree json) throws IOException {
        List<Value> values = new ArrayList<>();
        for (JsonTree value : json.objects("registers")) {
            int bits = value.count("bits");
            if (bits < 1 || bits > 64) {
                throw new IOException("a register has 1 to 64 bits, not " + bits);
            }
            List<FieldValue> fields = new ArrayList<>();
            for (JsonTree field : value.objects("fields")) {
                int msb = field.count("msb");
                int lsb = field.count("lsb");
                if (msb > 63 || lsb > msb) {
                    throw new IOException("bits [" + msb + ":" + lsb + "] are not within [63:0]");
                }
                fields.add(new FieldValue(field.string("name"), msb, lsb, field.flag("readable"),
                        field.string("meaning")));
            }
            values.add(new Value(value.string("path"), value.address("address"), bits, value.hex("word"),
                    value.text("reason").orElse(""), value.flag("guarded"), fields));
        }
        List<Range> ranges = new ArrayList<>();
        for (JsonTree range : json.objects("ranges")) {
            String hex = range.string("bytes");
            if (!hex.matches("([0-9a-f]{2}|\\.\\.)*+")) {
                throw new IOException("'bytes' are not two hexadecimal digits each");
            }
            ranges.add(new Range(range.address("offset"), hex));
        }
        return new DeviceState.Region(json.string("name"), json.strings("descriptions"), values, ranges);
    }
}
