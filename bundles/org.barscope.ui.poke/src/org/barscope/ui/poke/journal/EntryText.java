// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.journal;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import java.util.function.Function;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.ChangeKind;
import org.barscope.core.journal.FieldChange;
import org.barscope.core.journal.JournalEntry;
import org.barscope.registers.naming.ValueText;

/** What is said of an entry of the journal. */
final class EntryText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS")
            .withZone(ZoneId.systemDefault());

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS")
            .withZone(ZoneId.systemDefault());

    /** The columns of the view. */
    enum Column {
        TIME("Time", 5, EntryText::when),
        WHAT("What", 3, e -> e.change().kind().label()),
        WHERE("Where", 7, EntryText::where),
        OLD("Old", 3, e -> value(e.change(), e.change().old())),
        NEW("New", 3, EntryText::written),
        READ_BACK("Read back", 3, e -> value(e.change(), e.readBack())),
        OUTCOME("Outcome", 3, EntryText::outcome),
        ORIGIN("Origin", 4, e -> e.change().origin().label());

        private final String title;
        private final int weight;
        private final Function<JournalEntry, String> text;

        Column(String title, int weight, Function<JournalEntry, String> text) {
            this.title = title;
            this.weight = weight;
            this.text = text;
        }

        String title() {
            return title;
        }

        int weight() {
            return weight;
        }

        String of(JournalEntry entry) {
            return text.apply(entry);
        }
    }

    private EntryText() {
    }

    /** The day only where it is not today: columns are narrow. */
    private static String when(JournalEntry entry) {
        ZoneId here = ZoneId.systemDefault();
        boolean today = LocalDate.ofInstant(entry.time(), here).equals(LocalDate.now(here));
        return (today ? CLOCK : TIME).format(entry.time());
    }

    private static String where(JournalEntry entry) {
        Change change = entry.change();
        String place = change.accessBits() == 0 ? change.detail() : change.register()
                .orElseGet(() -> "0x" + Long.toHexString(change.offset()));
        return change.subject() + "  " + place;
    }

    private static String written(JournalEntry entry) {
        Change change = entry.change();
        return change.kind() == ChangeKind.BLOCK ? change.length() + " bytes" : value(change, change.value());
    }

    private static String value(Change change, OptionalLong value) {
        return value.isPresent() ? ValueText.hex(value.getAsLong(), Math.max(8, change.length() * 8)) : "";
    }

    private static String outcome(JournalEntry entry) {
        String text = switch (entry.outcome()) {
            case DONE -> "✓ ";
            case FAILED -> "✗ ";
            case PENDING -> "… ";
            case UNKNOWN -> "? ";
        };
        return text + entry.outcome().label();
    }

    /** Everything there is to say. */
    static String details(JournalEntry entry) {
        Change change = entry.change();
        StringBuilder text = new StringBuilder();
        text.append(change.kind().label()).append(' ').append(where(entry)).append('\n');
        if (change.accessBits() > 0) {
            text.append("at 0x").append(Long.toHexString(change.offset())).append(", ").append(change.length())
                    .append(" bytes by accesses of ").append(change.accessBits()).append(" bits\n");
        }
        for (FieldChange field : change.fields()) {
            text.append("  ").append(field.label()).append('\n');
        }
        if (!change.detail().isEmpty() && change.accessBits() > 0) {
            text.append(change.detail()).append('\n');
        }
        text.append(outcome(entry)).append(entry.problem().isEmpty() ? "" : ": " + entry.problem()).append('\n');
        entry.comments().forEach(comment -> text.append("Comment, ").append(TIME.format(comment.time())).append(": ")
                .append(comment.text()).append('\n'));
        return text.append(entry.id()).append('\n').toString();
    }
}
