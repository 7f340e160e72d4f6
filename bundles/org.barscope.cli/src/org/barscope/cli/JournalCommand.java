// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.ChangeKind;
import org.barscope.core.journal.EntryId;
import org.barscope.core.journal.Journal;
import org.barscope.core.journal.Journal.Durability;
import org.barscope.core.journal.JournalEntry;
import org.barscope.core.journal.JournalExport;
import org.barscope.core.journal.JournalFilter;
import org.barscope.core.journal.JournalFolder;
import org.barscope.registers.naming.ValueText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope journal [WORD…]}: what was changed on devices, by whatever process of this user. */
@Command(name = "journal", mixinStandardHelpOptions = true,
        description = "Shows what was changed on devices, by this and every other process of yours, oldest first: each "
                + "write was put down here before the device was told. An entry whose process ended before it could "
                + "say how it went is marked: it is not known whether it reached the device.",
        footer = {"", "The journal is kept in $XDG_STATE_HOME/barscope/journal (~/.local/state)."})
final class JournalCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "WORD", arity = "0..*",
            description = "Only entries in which all these words are found: in names, fields, values, comments.")
    private List<String> words = List.of();

    @Option(names = "--of", paramLabel = "REGION|DEVICE",
            description = "Only entries of this region, or of all regions of this device.")
    private String subject = "";

    @Option(names = "--kind", paramLabel = "KIND",
            description = "Only entries of this kind; may be given several times: ${COMPLETION-CANDIDATES}.")
    private Set<ChangeKind> kinds = Set.of();

    @Option(names = "--since", paramLabel = "TIME",
            description = "Only entries from this time on: 2026-11-22T14:00:00Z.")
    private Instant since;

    @Option(names = "--last", paramLabel = "N", description = "Only the last N of those.")
    private Integer last;

    @Option(names = "--format", paramLabel = "FORM",
            description = "Print ${COMPLETION-CANDIDATES} instead of a listing.")
    private JournalExport format;

    @Option(names = "--comment", paramLabel = "TEXT",
            description = "Add a comment to the one entry that was asked for (--entry).")
    private String comment;

    @Option(names = "--entry", paramLabel = "ID", description = "Only this entry.")
    private String entry;

    JournalCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        JournalFolder folder = session.journal();
        PrintWriter out = spec.commandLine().getOut();
        JournalFolder.Listing listing;
        try {
            listing = folder.read();
        } catch (IOException unreadable) {
            throw new BackendException(Reason.FAILED, "read the journal in " + folder.path(), unreadable.getMessage(),
                    "", unreadable);
        }
        listing.problems().forEach(problem -> spec.commandLine().getErr().println("barscope: note: " + problem));
        List<JournalEntry> entries = chosen(listing.entries());
        if (comment != null) {
            return comment(folder, entries);
        }
        if (format != null) {
            out.print(format.of(entries));
        } else {
            entries.forEach(this::print);
        }
        return ExitCode.OK;
    }

    private List<JournalEntry> chosen(List<JournalEntry> all) throws BackendException {
        JournalFilter filter = new JournalFilter(String.join(" ", words), kinds, Set.of(), subject,
                Optional.ofNullable(since), Optional.empty());
        List<JournalEntry> entries = all.stream().filter(filter).toList();
        if (entry != null) {
            EntryId id = entryId();
            entries = entries.stream().filter(one -> one.id().equals(id)).toList();
            if (entries.isEmpty()) {
                throw new BackendException(Reason.NOT_FOUND, "find " + entry, "the journal has no such entry",
                        "'barscope journal' shows all");
            }
        }
        return last == null ? entries : entries.subList(Math.max(0, entries.size() - Math.max(0, last)),
                entries.size());
    }

    private EntryId entryId() throws BackendException {
        try {
            return EntryId.parse(entry);
        } catch (IllegalArgumentException malformed) {
            throw new BackendException(Reason.USAGE, "find " + entry, malformed.getMessage(), "", malformed);
        }
    }

    private int comment(JournalFolder folder, List<JournalEntry> entries) throws BackendException {
        if (entry == null) {
            throw new BackendException(Reason.USAGE, "comment", "no entry is named", "name it with --entry");
        }
        try (Journal journal = Journal.open(folder, Durability.DISK)) {
            print(journal.comment(entries.getFirst(), comment));
            return ExitCode.OK;
        } catch (IOException unwritable) {
            throw new BackendException(Reason.FAILED, "comment on " + entry, unwritable.getMessage(), "", unwritable);
        }
    }

    private void print(JournalEntry one) {
        PrintWriter out = spec.commandLine().getOut();
        Change change = one.change();
        StringBuilder line = new StringBuilder(TIME.format(one.time())).append("  ").append(change.kind().label())
                .append("  ").append(change.subject());
        if (change.length() > 0) {
            line.append("  ").append(change.register().map(name -> name + " (0x" + Long.toHexString(change.offset())
                    + ")").orElse("0x" + Long.toHexString(change.offset())));
        }
        int bits = 8 * Math.min(8, change.length());
        if (!change.data().isEmpty()) {
            line.append("  ").append(change.length()).append(" bytes");
        }
        change.old().ifPresent(old -> line.append("  ").append(ValueText.hex(old, bits)).append(" →"));
        change.value().ifPresent(value -> line.append(change.old().isPresent() ? " " : "  ")
                .append(ValueText.hex(value, bits)));
        one.readBack().ifPresent(back -> line.append(change.kind() == ChangeKind.READ ? "  " : ", read back ")
                .append(ValueText.hex(back, bits)));
        if (one.outcome() != JournalEntry.Outcome.DONE) {
            line.append("  ").append(one.outcome().label()).append(one.problem().isEmpty() ? "" : ": " + one.problem());
        }
        out.println(line);
        String meaning = change.meaningLabel();
        out.println("    " + (meaning.isEmpty() ? "" : meaning + "; ") + "by " + change.origin().label() + "; "
                + one.id());
        if (!one.comments().isEmpty()) {
            out.println("    " + one.comments().stream().map(JournalEntry.Comment::text)
                    .collect(Collectors.joining("\n    ")));
        }
    }
}
