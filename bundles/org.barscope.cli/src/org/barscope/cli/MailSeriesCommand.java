// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.mail.parse.Address;
import org.barscope.mail.parse.Trailer;
import org.barscope.mail.series.PatchSeries;
import org.barscope.mail.series.PatchState;
import org.barscope.mail.series.SeriesPatch;
import org.barscope.mail.series.SeriesVersion;
import org.barscope.mail.thread.MessageSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code barscope mail series ID}: a patch series through all its versions. */
@Command(name = "series", mixinStandardHelpOptions = true,
        description = "Shows a patch series with all its versions: what changed, who reviewed.",
        footerHeading = "%nJSON:%n",
        footer = {"  title, author: {name, email}, versions: [{label, posted, cover, total,",
            "    complete, obsolete, dropped: [title], coverTrailers: [text],",
            "    patches: [{index, title, id, state (new, same or changed), trailers: [text]}]}]",
            "  cover is the Message-ID of the cover letter, or null."})
final class MailSeriesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MailCommand mail;

    @Parameters(paramLabel = "ID",
            description = "The Message-ID of a patch, a cover letter or an answer, or a link to one.")
    private String id;

    @Option(names = "--ids", description = "Print the Message-IDs too.")
    private boolean ids;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws MailException, MailProblem {
        try (ArchiveView view = mail.view()) {
            MessageSummary message = MailCommand.message(view, id);
            Optional<PatchSeries> series = view.series(message.messageId());
            if (series.isEmpty()) {
                throw new MailProblem(ExitCode.NOT_FOUND, "<" + message.messageId()
                        + "> is no patch and answers none, so there is no series");
            }
            if (json) {
                Json.print(spec.commandLine().getOut(), out -> write(out, series.get()));
            } else {
                print(spec.commandLine().getOut(), series.get());
            }
            return ExitCode.OK;
        }
    }

    private void print(PrintWriter out, PatchSeries series) {
        Terminal terminal = mail.terminal();
        out.println(terminal.style(MailText.line(series.title()), Terminal.Style.BOLD));
        out.println(MailText.person(series.author()) + ", " + ImportDisplay.count(series.versions().size(), "version"));
        for (SeriesVersion version : series.versions()) {
            out.println();
            out.println(terminal.style(version.label(), Terminal.Style.BOLD) + "  " + MailText.day(
                    Optional.of(version.posted())) + "  " + count(version)
                    + (version.obsolete() ? terminal.style("  superseded", Terminal.Style.DIM) : ""));
            version.cover().ifPresent(cover -> out.println("    cover letter" + given(version.coverTrailers())
                    + id(cover.messageId())));
            for (SeriesPatch patch : version.patches()) {
                String number = String.format(Locale.ROOT, "%4d", patch.index());
                out.println(number + " " + state(terminal, version == series.versions().getFirst(), patch.state())
                        + MailText.line(patch.title()) + given(patch.trailers()) + id(patch.message().messageId()));
            }
            version.dropped().forEach(title -> out.println("   - " + terminal.style("dropped  ", Terminal.Style.RED)
                    + MailText.line(title)));
        }
    }

    private static String count(SeriesVersion version) {
        int count = version.patches().size();
        return version.isComplete() ? count + (count == 1 ? " patch" : " patches")
                : count + " of " + version.total() + " patches are in the archive";
    }

    private static String state(Terminal terminal, boolean first, PatchState state) {
        if (first) {
            return "";
        }
        return switch (state) {
            case NEW -> terminal.style("new      ", Terminal.Style.GREEN);
            case SAME -> terminal.style("same     ", Terminal.Style.DIM);
            case CHANGED -> terminal.style("changed  ", Terminal.Style.YELLOW);
        };
    }

    private String id(String messageId) {
        return ids ? mail.terminal().style("  <" + Terminal.plain(messageId) + ">", Terminal.Style.DIM) : "";
    }

    /** "  [Reviewed-by: A, B; Acked-by: C]"; who signed off is not news. */
    private static String given(List<Trailer> trailers) {
        Map<String, String> people = trailers.stream().filter(t -> !t.is("Signed-off-by") && t.person().isPresent()
                && !t.is("Cc")).collect(Collectors.groupingBy(Trailer::token, TreeMap::new,
                Collectors.mapping(t -> name(t.person().orElseThrow()), Collectors.joining(", "))));
        return people.isEmpty() ? "" : "  [" + people.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining("; ")) + "]";
    }

    private static String name(Address address) {
        return MailText.person(address);
    }

    private static void write(JsonGenerator json, PatchSeries series) throws IOException {
        json.writeStartObject();
        json.writeStringField("title", series.title());
        MailJson.address(json, "author", series.author());
        json.writeArrayFieldStart("versions");
        for (SeriesVersion version : series.versions()) {
            json.writeStartObject();
            json.writeStringField("label", version.label());
            json.writeStringField("posted", version.posted().toString());
            if (version.cover().isPresent()) {
                json.writeStringField("cover", version.cover().get().messageId());
            } else {
                json.writeNullField("cover");
            }
            json.writeNumberField("total", version.total());
            json.writeBooleanField("complete", version.isComplete());
            json.writeBooleanField("obsolete", version.obsolete());
            Json.strings(json, "dropped", version.dropped());
            MailJson.trailers(json, "coverTrailers", version.coverTrailers());
            json.writeArrayFieldStart("patches");
            for (SeriesPatch patch : version.patches()) {
                json.writeStartObject();
                json.writeNumberField("index", patch.index());
                json.writeStringField("title", patch.title());
                json.writeStringField("id", patch.message().messageId());
                json.writeStringField("state", patch.state().name().toLowerCase(Locale.ROOT));
                MailJson.trailers(json, "trailers", patch.trailers());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
