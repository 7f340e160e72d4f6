// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailArchive;
import org.barscope.mail.index.MailException;
import org.barscope.mail.series.PatchComparison;
import org.barscope.mail.series.PatchSeries;
import org.barscope.mail.series.PatchSeries.Placed;
import org.barscope.mail.series.SeriesVersion;
import org.barscope.mail.thread.MessageSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code barscope mail diff ID}: what became of patches from one version of a series to another. */
@Command(name = "diff", mixinStandardHelpOptions = true,
        description = "Compares a patch, or all patches of a cover letter, with their versions before. Line numbers "
                + "and blob ids do not count.",
        footerHeading = "%nOutput:%n",
        footer = {"  < a line of the older version's diff only, > one of the newer version's only",
            "%nJSON:%n",
            "  patches: [{older: {id, name} or null, newer: {id, name}, files: [{path,",
            "    changed, lines: [{kind (both, only_older or only_newer), text}]}]}]"})
final class MailDiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MailCommand mail;

    @Parameters(paramLabel = "ID",
            description = "The Message-ID of a patch, a cover letter or an answer, or a link to one.")
    private String id;

    @Option(names = "--with", paramLabel = "VERSION",
            description = "Compare with this version, as 'mail series' calls it: v1, RFC v2. The one before unless "
                    + "told.")
    private String with;

    @Option(names = "--context", paramLabel = "N", defaultValue = "3",
            description = "Lines that did not change to print around those that did (${DEFAULT-VALUE}).")
    private int context;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** A patch and what it is compared with; without an older one it is new. */
    private record Pair(Optional<Placed> older, Placed newer, PatchComparison comparison) {
    }

    @Override
    public Integer call() throws MailException, MailProblem {
        try (ArchiveView view = mail.view()) {
            MessageSummary message = MailCommand.message(view, id);
            PatchSeries series = view.series(message.messageId()).orElseThrow(() -> new MailProblem(
                    ExitCode.NOT_FOUND, "<" + message.messageId() + "> is no patch and answers none"));
            List<Pair> pairs = new ArrayList<>();
            for (Placed newer : wanted(series, message)) {
                Optional<Placed> older = older(series, newer);
                pairs.add(new Pair(older, newer, compare(mail.library().archive(), older, newer)));
            }
            if (pairs.stream().allMatch(pair -> pair.older().isEmpty())) {
                throw new MailProblem(ExitCode.NOT_FOUND, "there is no "
                        + (with == null ? "earlier version" : "version " + with) + " of "
                        + pairs.getFirst().newer().name() + " in the archive");
            }
            if (json) {
                Json.print(spec.commandLine().getOut(), out -> write(out, pairs));
            } else {
                pairs.forEach(pair -> print(spec.commandLine().getOut(), pair));
            }
            return ExitCode.OK;
        }
    }

    /** The patch meant: itself, what an answer answers, or all of a cover letter. */
    private static List<Placed> wanted(PatchSeries series, MessageSummary message) throws MailProblem {
        List<String> ids = new ArrayList<>(message.parents());
        ids.add(message.messageId());
        for (String each : ids.reversed()) {
            List<Placed> found = series.patches().filter(placed -> placed.patch().message().messageId().equals(each)
                    || placed.version().cover().filter(cover -> cover.messageId().equals(each)).isPresent()).toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        throw new MailProblem(ExitCode.NOT_FOUND, "the archive has no patch that belongs to <" + message.messageId()
                + ">");
    }

    private Optional<Placed> older(PatchSeries series, Placed newer) throws MailProblem {
        if (with == null) {
            return series.before(newer);
        }
        List<SeriesVersion> named = series.versions().stream().filter(v -> v.label().equalsIgnoreCase(with)).toList();
        if (named.isEmpty()) {
            throw new MailProblem(ExitCode.NOT_FOUND, "there is no version " + with + "; there are "
                    + series.versions().stream().map(SeriesVersion::label).collect(Collectors.joining(", ")));
        }
        return series.in(named.getLast(), newer);
    }

    private static PatchComparison compare(MailArchive archive, Optional<Placed> older, Placed newer)
            throws MailException {
        return older.isEmpty() ? new PatchComparison(List.of()) : PatchComparison.between(
                archive.message(older.get().patch().message()), archive.message(newer.patch().message()));
    }

    private void print(PrintWriter out, Pair pair) {
        Terminal terminal = mail.terminal();
        String newer = MailText.line(pair.newer().name());
        out.println(terminal.style(pair.older().map(o -> MailText.line(o.name()) + "  ->  " + newer)
                .orElse(newer + "  (new)"), Terminal.Style.BOLD));
        if (pair.older().isPresent() && pair.comparison().isEqual()) {
            out.println("  the same diff");
        }
        for (PatchComparison.File file : pair.comparison().files()) {
            if (file.changed()) {
                out.println(terminal.style("  " + MailText.line(file.path()), Terminal.Style.CYAN));
                print(out, terminal, file.lines());
            }
        }
    }

    private void print(PrintWriter out, Terminal terminal, List<PatchComparison.Line> lines) {
        int next = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (near(lines, i)) {
                if (i > next) {
                    out.println(terminal.style("    ...", Terminal.Style.DIM));
                }
                out.println(line(terminal, lines.get(i)));
                next = i + 1;
            }
        }
        if (next < lines.size()) {
            out.println(terminal.style("    ...", Terminal.Style.DIM));
        }
    }

    /** Whether a line changed or stands near one that did. */
    private boolean near(List<PatchComparison.Line> lines, int at) {
        int from = Math.max(0, at - context);
        int to = (int) Math.min(lines.size(), (long) at + context + 1);
        return lines.subList(from, to).stream().anyMatch(line -> line.kind() != PatchComparison.Kind.BOTH);
    }

    private static String line(Terminal terminal, PatchComparison.Line line) {
        String text = Terminal.plain(line.text());
        return switch (line.kind()) {
            case BOTH -> "    " + text;
            case ONLY_OLDER -> terminal.style("  < " + text, Terminal.Style.RED);
            case ONLY_NEWER -> terminal.style("  > " + text, Terminal.Style.GREEN);
        };
    }

    private static void write(JsonGenerator json, List<Pair> pairs) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("patches");
        for (Pair pair : pairs) {
            json.writeStartObject();
            if (pair.older().isPresent()) {
                placed(json, "older", pair.older().get());
            } else {
                json.writeNullField("older");
            }
            placed(json, "newer", pair.newer());
            json.writeArrayFieldStart("files");
            for (PatchComparison.File file : pair.comparison().files()) {
                json.writeStartObject();
                json.writeStringField("path", file.path());
                json.writeBooleanField("changed", file.changed());
                json.writeArrayFieldStart("lines");
                for (PatchComparison.Line line : file.lines()) {
                    json.writeStartObject();
                    json.writeStringField("kind", line.kind().name().toLowerCase(Locale.ROOT));
                    json.writeStringField("text", line.text());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void placed(JsonGenerator json, String field, Placed placed) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("id", placed.patch().message().messageId());
        json.writeStringField("name", placed.name());
        json.writeEndObject();
    }
}
