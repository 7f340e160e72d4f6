// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.barscope.core.internal.JsonTree;

/** Forms in which entries of a journal leave Barscope. Each gives the entries in the order of the list. */
public enum JournalExport {

    /** Comma-separated values with a header (RFC 4180). */
    CSV("CSV", "csv") {
        @Override
        public String of(List<JournalEntry> entries) {
            return csv(entries);
        }
    },
    /** A JSON array of objects. */
    JSON("JSON", "json") {
        @Override
        public String of(List<JournalEntry> entries) {
            return json(entries);
        }
    },
    /** A C function for a kernel driver that does the same. */
    C("C function", "c") {
        @Override
        public String of(List<JournalEntry> entries) {
            return new ReplayInC(entries).text();
        }
    },
    /** A shell script of {@code barscope poke}. */
    SHELL("Shell script", "sh") {
        @Override
        public String of(List<JournalEntry> entries) {
            return new ReplayInShell(entries).text();
        }
    },
    /** A sequence for {@code barscope run}; of one region, because a sequence has one. */
    SEQUENCE("Sequence", "seq") {
        @Override
        public String of(List<JournalEntry> entries) {
            return new ReplayInSequence(entries).text();
        }
    };

    private final String label;
    private final String extension;

    JournalExport(String label, String extension) {
        this.label = label;
        this.extension = extension;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** The customary ending of a file's name, without the dot. */
    public String extension() {
        return extension;
    }

    /** The entries as text that ends with a line end. */
    public abstract String of(List<JournalEntry> entries);

    private static String csv(List<JournalEntry> entries) {
        StringBuilder text = new StringBuilder("time,kind,region,offset,accessBits,length,register,old,written,"
                + "readBack,outcome,problem,meaning,origin,comments\r\n");
        for (JournalEntry entry : entries) {
            Change change = entry.change();
            List<String> cells = new ArrayList<>();
            cells.add(entry.time().toString());
            cells.add(change.kind().label());
            cells.add(change.subject());
            cells.add(change.length() == 0 ? "" : "0x" + Long.toHexString(change.offset()));
            cells.add(change.accessBits() == 0 ? "" : Integer.toString(change.accessBits()));
            cells.add(change.length() == 0 ? "" : Integer.toString(change.length()));
            cells.add(change.register().orElse(""));
            cells.add(change.oldData().isEmpty() ? hex(change.old()) : change.oldData());
            cells.add(change.data().isEmpty() ? hex(change.value()) : change.data());
            cells.add(hex(entry.readBack()));
            cells.add(entry.outcome().label());
            cells.add(entry.problem());
            cells.add(change.meaningLabel());
            cells.add(change.origin().label());
            cells.add(String.join(" | ", entry.comments().stream().map(JournalEntry.Comment::text).toList()));
            text.append(String.join(",", cells.stream().map(JournalExport::cell).toList())).append("\r\n");
        }
        return text.toString();
    }

    private static String cell(String value) {
        // A cell that begins like a formula is taken for one by spreadsheets.
        String safe = value.matches("(?s)[=+@\\t\\r-].*") ? "'" + value : value;
        return safe.matches("(?s).*[\",\\r\\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    static String hex(OptionalLong value) {
        return value.isPresent() ? "0x" + Long.toHexString(value.getAsLong()) : "";
    }

    private static String json(List<JournalEntry> entries) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JsonTree.factory().createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            for (JournalEntry entry : entries) {
                write(json, entry);
            }
            json.writeEndArray();
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        return out + "\n";
    }

    private static void write(JsonGenerator json, JournalEntry entry) throws IOException {
        Change change = entry.change();
        json.writeStartObject();
        json.writeStringField("id", entry.id().toString());
        json.writeStringField("time", entry.time().toString());
        json.writeStringField("outcome", entry.outcome().name());
        RecordCodec.change(json, change);
        RecordCodec.hex(json, "readBack", entry.readBack());
        RecordCodec.text(json, "problem", entry.problem());
        json.writeArrayFieldStart("comments");
        for (JournalEntry.Comment comment : entry.comments()) {
            json.writeStartObject();
            json.writeStringField("time", comment.time().toString());
            json.writeStringField("text", comment.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** A number with all digits of its width. */
    static String padded(long value, int bits) {
        String digits = Long.toHexString(bits == 64 ? value : value & (1L << bits) - 1);
        return "0x" + "0".repeat(bits / 4 - digits.length()) + digits;
    }

    /** What a line of a replay is about, on one line that ends no comment of C. */
    static String remark(JournalEntry entry) {
        Change change = entry.change();
        List<String> parts = new ArrayList<>();
        change.register().ifPresent(parts::add);
        if (!change.meaningLabel().isEmpty()) {
            parts.add(change.meaningLabel());
        }
        entry.comments().forEach(comment -> parts.add(comment.text()));
        return String.join("; ", parts).replaceAll("\\s+", " ").replace("*/", "* /");
    }

    /** Why an entry is no line of a replay: it is not known to have happened, or is no access; empty when it is one. */
    static String unreplayable(JournalEntry entry) {
        String what = entry.change().kind().label() + " of " + entry.change().subject() + " "
                + remark(entry);
        return switch (entry.change().kind()) {
            case WRITE, READ, BLOCK -> entry.outcome() == JournalEntry.Outcome.DONE ? ""
                    : String.format(Locale.ROOT, "left out (%s): %s", entry.outcome().label(), what);
            default -> "not replayed: " + what;
        };
    }
}
