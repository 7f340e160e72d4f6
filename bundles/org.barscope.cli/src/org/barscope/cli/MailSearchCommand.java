// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.barscope.app.mail.Grouping;
import org.barscope.app.mail.MailGroup;
import org.barscope.app.mail.SearchMail;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.mail.index.QueryExplanation;
import org.barscope.mail.index.SearchHit;
import org.barscope.mail.index.SearchOrder;
import org.barscope.mail.index.Snippet;
import org.barscope.mail.query.ParsedQuery;
import org.barscope.mail.query.QueryException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code barscope mail search QUERY}. */
@Command(name = "search", mixinStandardHelpOptions = true,
        description = "Searches the mail. The exit code is 3 when nothing is found; why is said then.",
        footerHeading = "%nQueries:%n",
        footer = {"  vfio_pci_core_mmap   an identifier, also where it is a part of a longer one",
            "  *core_mm*  dma-buf.c  drivers/gpu/drm/ttm/  0x3b75  'a phrase in \"quotes\"'",
            "  /v(fio|dpa)_.*map/   a regular expression inside one identifier; fuzy~",
            "  A AND B, A OR B, NOT A, -A, (…); words side by side must all be there", "",
            "  s: subject  f: from  t: to  c: cc  tc: to or cc  a: anybody  l: list",
            "  m: or id: Message-ID  d: date  rt: received  added: imported",
            "  b: text  nq: not quoted  q: quoted  sig: signature  n: attachment name",
            "  dfn: file in a diff  dfa: removed  dfb: added  dfctx: context  dfhh: function",
            "  dfpre: dfpost: dfblob: blob ids  patchid: git patch-id", "",
            "  is:patch cover reply pullreq rfc root reviewed acked tested obsolete broken",
            "  has:attachment has:diff  series:TITLE or ID  v:2..4  thread:ID", "",
            "  d:20260301..20260401  d:2026-03  d:3.weeks.ago..  d:yesterday", "",
            "JSON:",
            "  query, words, notes, total, milliseconds,",
            "  groups: [{kind (message, thread or series), title, messages, head,",
            "    hits: [{id, subject, from: {name, email}, date, parents, lists, kinds,",
            "      size, places, score, snippets: [{line, kind, text}]}]}],",
            "  explanation (with --explain, or when nothing is found): {advice,",
            "    clauses: [{words, alone, without}], suggestions: [{query, why}]} or null"})
final class MailSearchCommand implements Callable<Integer> {

    private static final int SNIPPETS = 2;
    private static final String INDENT = "  ";

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MailCommand mail;

    @Parameters(paramLabel = "QUERY", arity = "0..*",
            description = "What to search, see below; everything when left out.")
    private List<String> words = List.of();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20",
            description = "How many messages, threads or series at most (default: 20).")
    private int limit;

    @Option(names = "--sort", paramLabel = "ORDER", defaultValue = "relevance",
            description = "relevance, newest or oldest (default: relevance).")
    private SearchOrder order;

    @Option(names = "--threads", description = "Put the hits into their threads.")
    private boolean threads;

    @Option(names = "--series", description = "Put the hits into their patch series.")
    private boolean series;

    @Option(names = "--explain", description = "Say how the query is understood and what each part finds.")
    private boolean explain;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws MailException, MailProblem {
        if (limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit is a number from 0 up, not " + limit);
        }
        if (threads && series) {
            throw new ParameterException(spec.commandLine(), "--threads and --series exclude each other");
        }
        String query = String.join(" ", words);
        Grouping grouping = threads ? Grouping.THREAD : series ? Grouping.SERIES : Grouping.NONE;
        try (ArchiveView view = mail.view()) {
            SearchMail.Result result = SearchMail.run(view,
                    new SearchMail.Request(query, limit, order, grouping, false));
            QueryExplanation explanation = explain ? view.explain(query) : result.nothing().orElse(null);
            if (json) {
                Json.print(spec.commandLine().getOut(), out -> write(out, view, result, explanation));
            } else {
                print(view, result, explanation);
            }
            return result.total() > 0 ? ExitCode.OK : ExitCode.NOT_FOUND;
        } catch (QueryException e) {
            throw new ParameterException(spec.commandLine(), "the query makes no sense"
                    + (e.position() > 0 ? " at character " + (e.position() + 1) : "") + ": " + e.getMessage(), e);
        }
    }

    private void print(ArchiveView view, SearchMail.Result result, QueryExplanation explanation) {
        PrintWriter out = spec.commandLine().getOut();
        result.query().notes().forEach(note -> MailCommand.say(spec.commandLine().getErr(), note));
        if (explain) {
            explain(out, explanation);
        }
        if (result.total() == 0) {
            nothing(explanation);
            return;
        }
        for (MailGroup group : result.groups()) {
            if (group.kind() == MailGroup.Kind.MESSAGE) {
                print(out, view, result.query(), group.hits().getFirst(), "");
            } else {
                Terminal terminal = mail.terminal();
                String count = group.kind() == MailGroup.Kind.SERIES ? versions(group)
                        : ImportDisplay.count(group.messages(), "message");
                out.println(terminal.style(MailText.line(group.title()), Terminal.Style.BOLD) + " (" + count + ", "
                        + found(group) + ")");
                group.hits().forEach(hit -> print(out, view, result.query(), hit, INDENT));
            }
        }
        long shown = result.groups().stream().mapToLong(group -> group.hits().size()).sum();
        if (shown < result.total() && limit > 0) {
            out.println(ImportDisplay.number(shown) + " of " + ImportDisplay.count(result.total(), "message")
                    + "; --limit shows more");
        } else if (limit == 0) {
            out.println(ImportDisplay.count(result.total(), "message"));
        }
    }

    private static String found(MailGroup group) {
        return ImportDisplay.number(group.hits().size()) + " found";
    }

    private static String versions(MailGroup group) {
        return group.series().map(s -> s.versions().size() == 1 ? s.newest().label()
                : s.versions().getFirst().label() + " to " + s.newest().label()).orElse("");
    }

    private void print(PrintWriter out, ArchiveView view, ParsedQuery query, SearchHit hit, String indent) {
        Terminal terminal = mail.terminal();
        String who = MailText.day(hit.message().date()) + "  " + MailText.person(hit.message().from()) + "  ";
        out.println(indent + who + terminal.style("<" + Terminal.plain(hit.message().messageId()) + ">",
                Terminal.Style.DIM));
        String subject = Terminal.cut(MailText.subject(hit.message()), room(indent + INDENT));
        out.println(indent + INDENT + terminal.style(subject, Terminal.Style.BOLD));
        if (terminal.colours()) {
            for (Snippet snippet : view.snippets(query, hit.message(), SNIPPETS)) {
                out.println(indent + INDENT + INDENT + marked(terminal, snippet, room(indent + INDENT + INDENT)));
            }
        }
    }

    private int room(String indent) {
        int columns = mail.terminal().columns();
        return columns == Terminal.ENDLESS ? columns : Math.max(20, columns - indent.length());
    }

    private static String marked(Terminal terminal, Snippet snippet, int room) {
        String text = Terminal.plain(snippet.text().replace('\t', ' '));
        // The start may go, what was searched must not.
        int first = snippet.marks().isEmpty() ? 0 : snippet.marks().getFirst().start();
        int from = text.length() <= room ? 0 : Math.clamp(first - room / 4, 0, Math.max(0, text.length() - room));
        int to = Math.min(text.length(), from + room);
        StringBuilder line = new StringBuilder();
        int at = from;
        for (Snippet.Mark mark : snippet.marks()) {
            if (mark.start() >= at && mark.end() <= to) {
                line.append(text, at, mark.start())
                        .append(terminal.style(text.substring(mark.start(), mark.end()), Terminal.Style.MARK));
                at = mark.end();
            }
        }
        return line.append(text, at, to).toString();
    }

    private static void explain(PrintWriter out, QueryExplanation explanation) {
        out.println("Searched: " + explanation.words());
        for (QueryExplanation.Clause clause : explanation.clauses()) {
            out.println(INDENT + ImportDisplay.number(clause.alone()) + " with " + clause.words()
                    + (explanation.clauses().size() > 1 ? ", " + ImportDisplay.number(clause.without())
                    + " without that part" : ""));
        }
        out.println("Found: " + ImportDisplay.count(explanation.total(), "message"));
    }

    private void nothing(QueryExplanation explanation) {
        PrintWriter err = spec.commandLine().getErr();
        MailCommand.say(err, "nothing found. " + Terminal.plain(explanation.advice().orElse("")));
        explanation.suggestions().forEach(suggestion ->
                MailCommand.say(err, "try: " + Terminal.plain(suggestion.query())));
    }

    private static void write(JsonGenerator json, ArchiveView view, SearchMail.Result result,
            QueryExplanation explanation) throws IOException {
        json.writeStartObject();
        json.writeStringField("query", result.query().text());
        json.writeStringField("words", result.query().words());
        Json.strings(json, "notes", result.query().notes());
        json.writeNumberField("total", result.total());
        json.writeNumberField("milliseconds", result.time().toMillis());
        json.writeArrayFieldStart("groups");
        for (MailGroup group : result.groups()) {
            json.writeStartObject();
            json.writeStringField("kind", group.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("title", group.title());
            json.writeNumberField("messages", group.messages());
            json.writeStringField("head", group.head().messageId());
            json.writeArrayFieldStart("hits");
            for (SearchHit hit : group.hits()) {
                json.writeStartObject();
                MailJson.writeFields(json, hit.message());
                json.writeNumberField("score", hit.score());
                json.writeArrayFieldStart("snippets");
                for (Snippet snippet : view.snippets(result.query(), hit.message(), SNIPPETS)) {
                    json.writeStartObject();
                    json.writeNumberField("line", snippet.line());
                    json.writeStringField("kind", snippet.kind().name().toLowerCase(Locale.ROOT));
                    json.writeStringField("text", snippet.text());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        writeExplanation(json, explanation);
        json.writeEndObject();
    }

    private static void writeExplanation(JsonGenerator json, QueryExplanation explanation) throws IOException {
        if (explanation == null) {
            json.writeNullField("explanation");
            return;
        }
        json.writeObjectFieldStart("explanation");
        json.writeStringField("advice", explanation.advice().orElse(""));
        json.writeArrayFieldStart("clauses");
        for (QueryExplanation.Clause clause : explanation.clauses()) {
            json.writeStartObject();
            json.writeStringField("words", clause.words());
            json.writeNumberField("alone", clause.alone());
            json.writeNumberField("without", clause.without());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("suggestions");
        for (QueryExplanation.Suggestion suggestion : explanation.suggestions()) {
            json.writeStartObject();
            json.writeStringField("query", suggestion.query());
            json.writeStringField("why", suggestion.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
