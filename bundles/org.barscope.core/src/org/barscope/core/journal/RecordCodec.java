// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.barscope.core.internal.JsonTree;

/**
 * The lines of a journal's file: the CRC-32C of the rest as eight hexadecimal digits, a space, a JSON object, a line
 * end.
 */
final class RecordCodec {

    private static final HexFormat HEX = HexFormat.of();
    /** Checksum and space. */
    private static final int PREFIX = 9;

    private RecordCodec() {
    }

    /** Writes the members of a record. */
    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    /** One record as it was read. */
    sealed interface Line {

        /** The first of a file. */
        record Header(long pid, Instant processStart, Instant time, String user) implements Line {
        }

        /** A change that is about to be made. */
        record Begin(long number, Instant time, Change change) implements Line {
        }

        /** How it ended. */
        record End(long number, boolean done, OptionalLong readBack, String problem) implements Line {
        }

        /** What somebody wrote about an entry. */
        record Note(EntryId entry, JournalEntry.Comment comment) implements Line {
        }
    }

    static byte[] encode(Line line) {
        return framed(json -> {
            switch (line) {
                case Line.Header header -> {
                    json.writeStringField("t", "journal");
                    json.writeNumberField("version", 1);
                    json.writeNumberField("pid", header.pid());
                    json.writeStringField("processStart", header.processStart().toString());
                    json.writeStringField("time", header.time().toString());
                    json.writeStringField("user", header.user());
                }
                case Line.Begin begin -> {
                    json.writeStringField("t", "begin");
                    json.writeNumberField("n", begin.number());
                    json.writeStringField("time", begin.time().toString());
                    change(json, begin.change());
                }
                case Line.End end -> {
                    json.writeStringField("t", "end");
                    json.writeNumberField("n", end.number());
                    json.writeStringField("outcome", end.done() ? "DONE" : "FAILED");
                    hex(json, "readBack", end.readBack());
                    text(json, "problem", end.problem());
                }
                case Line.Note note -> {
                    json.writeStringField("t", "comment");
                    json.writeStringField("entry", note.entry().toString());
                    json.writeStringField("time", note.comment().time().toString());
                    json.writeStringField("text", note.comment().text());
                }
            }
        });
    }

    static void change(JsonGenerator json, Change change) throws IOException {
        json.writeStringField("kind", change.kind().name());
        json.writeStringField("subject", change.subject());
        json.writeStringField("offset", "0x" + Long.toHexString(change.offset()));
        json.writeNumberField("bits", change.accessBits());
        json.writeNumberField("length", change.length());
        hex(json, "value", change.value());
        hex(json, "old", change.old());
        text(json, "data", change.data());
        text(json, "oldData", change.oldData());
        if (change.register().isPresent()) {
            json.writeStringField("register", change.register().get());
        }
        if (!change.fields().isEmpty()) {
            json.writeArrayFieldStart("fields");
            for (FieldChange field : change.fields()) {
                json.writeStartObject();
                json.writeStringField("name", field.field());
                json.writeNumberField("msb", field.msb());
                json.writeNumberField("lsb", field.lsb());
                hex(json, "old", field.old());
                hex(json, "value", OptionalLong.of(field.value()));
                text(json, "meaning", field.meaning());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeStringField("origin", change.origin().kind().name());
        text(json, "by", change.origin().detail());
        text(json, "detail", change.detail());
    }

    static void hex(JsonGenerator json, String name, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, "0x" + Long.toHexString(value.getAsLong()));
        }
    }

    static void text(JsonGenerator json, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }

    private static byte[] framed(Members members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(400);
        out.writeBytes(new byte[PREFIX]);
        try (JsonGenerator json = JsonTree.factory().createGenerator(out)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        out.write('\n');
        byte[] line = out.toByteArray();
        byte[] sum = HEX.toHexDigits(checksum(line)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(sum, 0, line, 0, sum.length);
        line[PREFIX - 1] = ' ';
        return line;
    }

    private static int checksum(byte[] line) {
        CRC32C crc = new CRC32C();
        crc.update(line, PREFIX, line.length - PREFIX - 1);
        return (int) crc.getValue();
    }

    /**
     * Reads one record.
     *
     * @param line with its line end
     * @throws IOException with a clause that says why it is none
     */
    static Line decode(byte[] line) throws IOException {
        if (line.length < PREFIX + 3 || line[line.length - 1] != '\n' || line[PREFIX - 1] != ' ') {
            throw new IOException("it is cut short");
        }
        String sum = new String(line, 0, PREFIX - 1, StandardCharsets.US_ASCII);
        if (!sum.equals(HEX.toHexDigits(checksum(line)))) {
            throw new IOException("its checksum is wrong");
        }
        JsonTree json = JsonTree.parse(new String(line, PREFIX, line.length - PREFIX - 1, StandardCharsets.UTF_8));
        try {
            return switch (json.string("t")) {
                case "journal" -> header(json);
                case "begin" -> new Line.Begin(json.number("n"), Instant.parse(json.string("time")), change(json));
                case "end" -> new Line.End(json.number("n"), json.string("outcome").equals("DONE"),
                        json.hex("readBack"), json.text("problem").orElse(""));
                case "comment" -> new Line.Note(EntryId.parse(json.string("entry")), new JournalEntry.Comment(
                        Instant.parse(json.string("time")), json.string("text")));
                default -> throw new IOException("it is of an unknown kind, '" + json.string("t") + "'");
            };
        } catch (DateTimeException | IllegalArgumentException malformed) {
            throw new IOException(malformed.getMessage(), malformed);
        }
    }

    private static Line.Header header(JsonTree json) throws IOException {
        if (json.number("version") != 1) {
            throw new IOException("it is of version " + json.number("version") + ", written by a newer Barscope");
        }
        return new Line.Header(json.number("pid"), Instant.parse(json.string("processStart")),
                Instant.parse(json.string("time")), json.string("user"));
    }

    private static Change change(JsonTree json) throws IOException {
        List<FieldChange> fields = new ArrayList<>();
        for (JsonTree field : json.objects("fields")) {
            fields.add(new FieldChange(field.string("name"), field.count("msb"), field.count("lsb"), field.hex("old"),
                    field.address("value"), field.text("meaning").orElse("")));
        }
        return new Change(ChangeKind.valueOf(json.string("kind")), json.string("subject"), json.address("offset"),
                json.count("bits"), json.count("length"), json.hex("value"), json.hex("old"),
                json.text("data").orElse(""), json.text("oldData").orElse(""), json.text("register"), fields,
                new Origin(Origin.Kind.valueOf(json.string("origin")), json.text("by").orElse("")),
                json.text("detail").orElse(""));
    }
}
