// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.barscope.app.mail.MailLibrary;
import org.barscope.app.mail.MailOrigin;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.mail.index.Unreadable;
import org.barscope.ui.discussion.message.MailDateText;

/**
 * A source as the list of sources shows it.
 *
 * @param source     the source
 * @param messages   how many messages have a copy in it
 * @param unreadable how many places in it could not be read
 */
record SourceRow(MailLibrary.Source source, long messages, long unreadable) {

    /** What is told of a source. */
    enum Column {
        NAME("Name", 150, false), KIND("Kind", 110, false), WHERE("Where", 270, false),
        MESSAGES("Messages", 90, true), UNREADABLE("Not readable", 116, true), UPDATED("Last update", 140, false);

        private final String title;
        private final int width;
        private final boolean number;

        Column(String title, int width, boolean number) {
            this.title = title;
            this.width = width;
            this.number = number;
        }

        String title() {
            return title;
        }

        int width() {
            return width;
        }

        boolean isNumber() {
            return number;
        }

        String text(SourceRow row) {
            return switch (this) {
                case NAME -> row.source.name();
                case KIND -> row.kind();
                case WHERE -> row.source.origin().text();
                case MESSAGES -> String.format(Locale.ROOT, "%,d", row.messages);
                case UNREADABLE -> String.format(Locale.ROOT, "%,d", row.unreadable);
                case UPDATED -> row.source.updated().map(MailDateText::minute).orElse("not known");
            };
        }
    }

    private String kind() {
        String stored = String.join(", ", source.kinds());
        return switch (source.origin()) {
            case MailOrigin.Files files -> stored;
            case MailOrigin.Thread thread -> "thread of a server";
            case MailOrigin.Search search -> "search of a server";
            case MailOrigin.Mirror mirror -> "archive of a server";
        };
    }

    /** All sources. Reads the index: a second for some million messages. */
    static List<SourceRow> read(MailLibrary library) throws MailException {
        if (library.isEmpty()) {
            return List.of();
        }
        Map<String, Long> unreadable = new HashMap<>();
        for (Unreadable each : library.archive().unreadable()) {
            unreadable.merge(each.location().source(), 1L, Long::sum);
        }
        List<SourceRow> rows = new ArrayList<>();
        try (ArchiveView view = library.view()) {
            for (MailLibrary.Source source : library.sources()) {
                rows.add(new SourceRow(source, view.countOfSource(source.name()),
                        unreadable.getOrDefault(source.name(), 0L)));
            }
        }
        return rows;
    }
}
