// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.mail.parse.Address;
import org.barscope.mail.parse.Attachment;
import org.barscope.mail.parse.Header;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.parse.Segment;
import org.barscope.mail.parse.SegmentKind;
import org.barscope.mail.source.Location;
import org.barscope.mail.thread.MessageSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code barscope mail show ID}: a message. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a message.",
        footerHeading = "%nJSON:%n",
        footer = {"  id, subject, from, date, parents, lists, kinds, size, places as in 'mail search',",
            "  to: [{name, email}], cc: [...], headers: [{name, value}],",
            "  segments: [{kind (new, quoted, diff, trailers or signature), depth, text}],",
            "  attachments: [{name, type, size}], patchId, defects: [text]"})
final class MailShowCommand implements Callable<Integer> {

    private static final List<Terminal.Style> QUOTES = List.of(Terminal.Style.CYAN, Terminal.Style.BLUE,
            Terminal.Style.MAGENTA);

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MailCommand mail;

    @Parameters(paramLabel = "ID", description = "The Message-ID, or a link to the message.")
    private String id;

    @Option(names = "--headers", description = "Print all header fields.")
    private boolean headers;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws MailException, MailProblem {
        try (ArchiveView view = mail.view()) {
            MessageSummary summary = MailCommand.message(view, id);
            MailMessage message = mail.library().archive().message(summary);
            if (json) {
                Json.print(spec.commandLine().getOut(), out -> write(out, summary, message));
            } else {
                print(spec.commandLine().getOut(), summary, message);
            }
            return ExitCode.OK;
        }
    }

    private void print(PrintWriter out, MessageSummary summary, MailMessage message) {
        if (headers) {
            message.headers().forEach(h -> field(out, h.name(), h.value()));
        } else {
            field(out, "From", message.from().toString());
            field(out, "To", people(message.to()));
            field(out, "Cc", people(message.cc()));
            field(out, "Date", message.date().map(Object::toString).orElse("(unknown)"));
            field(out, "Subject", message.subject());
            field(out, "Message-ID", "<" + message.messageId() + ">");
            field(out, "List", String.join(", ", summary.lists()));
        }
        field(out, "Found at", summary.locations().stream().map(Location::toString).collect(Collectors.joining(", ")));
        message.defects().forEach(defect -> field(out, "Defect", defect));
        out.println();
        message.segments().forEach(segment -> segment(out, segment));
        for (Attachment attachment : message.attachments()) {
            field(out, "Attachment", (attachment.name().isEmpty() ? "(no name)" : attachment.name()) + ", "
                    + attachment.contentType() + ", " + ImportDisplay.count(attachment.size(), "byte"));
        }
    }

    private void field(PrintWriter out, String name, String value) {
        if (!value.isBlank()) {
            out.println(mail.terminal().style(name + ": ", Terminal.Style.BOLD) + MailText.line(value));
        }
    }

    private static String people(List<Address> people) {
        return people.stream().map(Address::toString).collect(Collectors.joining(", "));
    }

    private void segment(PrintWriter out, Segment segment) {
        Terminal terminal = mail.terminal();
        for (String line : segment.text().lines().toList()) {
            String text = Terminal.plain(line);
            out.println(switch (segment.kind()) {
                case NEW -> text;
                case QUOTED -> terminal.style(text, QUOTES.get(Math.max(0, segment.depth() - 1) % QUOTES.size()));
                case DIFF -> diff(terminal, text);
                case TRAILERS -> terminal.style(text, Terminal.Style.YELLOW);
                case SIGNATURE -> terminal.style(text, Terminal.Style.DIM);
            });
        }
    }

    private static String diff(Terminal terminal, String line) {
        if (line.startsWith("+++ ") || line.startsWith("--- ") || line.startsWith("diff ")) {
            return terminal.style(line, Terminal.Style.BOLD);
        }
        return line.startsWith("+") ? terminal.style(line, Terminal.Style.GREEN)
                : line.startsWith("-") ? terminal.style(line, Terminal.Style.RED)
                : line.startsWith("@@") ? terminal.style(line, Terminal.Style.CYAN) : line;
    }

    private static void write(JsonGenerator json, MessageSummary summary, MailMessage message) throws IOException {
        json.writeStartObject();
        MailJson.writeFields(json, summary);
        MailJson.addresses(json, "to", message.to());
        MailJson.addresses(json, "cc", message.cc());
        json.writeArrayFieldStart("headers");
        for (Header header : message.headers()) {
            json.writeStartObject();
            json.writeStringField("name", header.name());
            json.writeStringField("value", header.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("segments");
        for (Segment segment : message.segments()) {
            json.writeStartObject();
            json.writeStringField("kind", segment.kind().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("depth", segment.kind() == SegmentKind.QUOTED ? segment.depth() : 0);
            json.writeStringField("text", segment.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("attachments");
        for (Attachment attachment : message.attachments()) {
            json.writeStartObject();
            json.writeStringField("name", attachment.name());
            json.writeStringField("type", attachment.contentType());
            json.writeNumberField("size", attachment.size());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("patchId", summary.patchId());
        Json.strings(json, "defects", message.defects());
        json.writeEndObject();
    }
}
