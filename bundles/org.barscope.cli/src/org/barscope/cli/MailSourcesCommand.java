// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.barscope.app.mail.MailLibrary;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code barscope mail sources}: where the mail comes from. */
@Command(name = "sources", mixinStandardHelpOptions = true,
        description = "Lists the sources: name, messages, kind, when it was last read (UTC), and where the mail comes "
                + "from.",
        footerHeading = "%nJSON:%n", footer = {"  sources: [{name, messages, kinds: [text], updated (or null),",
            "    origin (path or address), path}]"})
final class MailSourcesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MailCommand mail;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws MailException, MailProblem {
        Map<MailLibrary.Source, Long> sources = new LinkedHashMap<>();
        try (ArchiveView view = mail.view()) {
            for (MailLibrary.Source source : mail.library().sources()) {
                sources.put(source, view.countOfSource(source.name()));
            }
        }
        if (json) {
            Json.print(spec.commandLine().getOut(), out -> write(out, sources));
        } else {
            PrintWriter out = spec.commandLine().getOut();
            sources.forEach((source, messages) -> out.println(MailText.line(source.name()) + "  "
                    + ImportDisplay.count(messages, "message") + "  " + String.join("+", source.kinds()) + "  "
                    + MailText.minute(source.updated()) + "  " + MailText.line(source.origin().text())));
        }
        return ExitCode.OK;
    }

    private static void write(JsonGenerator json, Map<MailLibrary.Source, Long> sources) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("sources");
        for (Map.Entry<MailLibrary.Source, Long> source : sources.entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", source.getKey().name());
            json.writeNumberField("messages", source.getValue());
            Json.strings(json, "kinds", source.getKey().kinds());
            if (source.getKey().updated().isPresent()) {
                json.writeStringField("updated", source.getKey().updated().get().toString());
            } else {
                json.writeNullField("updated");
            }
            json.writeStringField("origin", source.getKey().origin().text());
            json.writeStringField("path", source.getKey().path().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
