// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.barscope.mail.index.ArchiveStats;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.Facet;
import org.barscope.mail.index.MailException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code barscope mail stats}: the archive in numbers. */
@Command(name = "stats", mixinStandardHelpOptions = true, description = "Shows the archive in numbers.",
        footerHeading = "%nJSON:%n",
        footer = {"  messages, unreadable, patches, covers, people, oldest, newest, indexBytes,",
            "  lists: [{list, messages}]"})
final class MailStatsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MailCommand mail;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws MailException, MailProblem {
        try (ArchiveView view = mail.view()) {
            ArchiveStats stats = view.stats();
            if (json) {
                Json.print(spec.commandLine().getOut(), out -> write(out, stats));
            } else {
                print(spec.commandLine().getOut(), stats);
            }
            return ExitCode.OK;
        }
    }

    private void print(PrintWriter out, ArchiveStats stats) throws MailException {
        row(out, stats.messages(), "messages, " + MailText.day(stats.oldest()) + " to " + MailText.day(stats.newest()));
        row(out, stats.patches(), "patches");
        row(out, stats.covers(), "cover letters");
        row(out, stats.people(), "people");
        row(out, stats.unreadable(), "places that could not be read as mail");
        row(out, mail.library().sources().size(), "sources");
        out.println(String.format(Locale.ROOT, "%,12.1f MB of index in %s", stats.indexBytes() / 1e6,
                mail.library().archive().home()));
        for (Facet.Value list : stats.lists()) {
            row(out, list.count(), "in " + Terminal.plain(list.label()));
        }
    }

    private static void row(PrintWriter out, long number, String what) {
        out.println(String.format(Locale.ROOT, "%,12d %s", number, what));
    }

    private static void write(JsonGenerator json, ArchiveStats stats) throws IOException {
        json.writeStartObject();
        json.writeNumberField("messages", stats.messages());
        json.writeNumberField("unreadable", stats.unreadable());
        json.writeNumberField("patches", stats.patches());
        json.writeNumberField("covers", stats.covers());
        json.writeNumberField("people", stats.people());
        MailJson.time(json, "oldest", stats.oldest());
        MailJson.time(json, "newest", stats.newest());
        json.writeNumberField("indexBytes", stats.indexBytes());
        json.writeArrayFieldStart("lists");
        for (Facet.Value list : stats.lists()) {
            json.writeStartObject();
            json.writeStringField("list", list.label());
            json.writeNumberField("messages", list.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
