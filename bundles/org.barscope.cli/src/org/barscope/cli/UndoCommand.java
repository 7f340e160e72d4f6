// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.barscope.app.poke.OpenedRegion;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.JournalEntry;
import org.barscope.core.journal.Origin;
import org.barscope.core.poke.RegisterTarget;
import org.barscope.core.poke.RegisterWrite;
import org.barscope.core.poke.Undo;
import org.barscope.core.poke.UndoStep;
import org.barscope.core.poke.WriteOutcome;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.naming.ValueText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope undo ENTRY…}: writes previous values back. */
@Command(name = "undo", mixinStandardHelpOptions = true,
        description = "Writes back what was there before some entries of the journal, the latest first, and says what "
                + "that does not restore: what a write has set off in the device, bits that a one clears, and what "
                + "was never read. Fields that were not written keep what they have now.")
final class UndoCommand implements Callable<Integer> {

    private static final Origin ORIGIN = Origin.commandLine("undo");

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ENTRY", arity = "1..*",
            description = "Entries, as 'barscope journal' names them; all of one region.")
    private List<String> ids;

    @Option(names = "--dry-run", description = "Only show what would be done.")
    private boolean dryRun;

    @Mixin
    private WriteConsent consent;

    @Mixin
    private OpeningOptions opening;

    @Mixin
    private DescriptionOptions descriptions;

    UndoCommand(Session session) {
        this.session = session;
    }

    private String attempt() {
        return "undo " + String.join(", ", ids);
    }

    @Override
    public Integer call() throws BackendException {
        List<JournalEntry> entries = entries();
        RegionUri region;
        try {
            region = RegionUri.parse(entries.getFirst().change().subject());
        } catch (IllegalArgumentException device) {
            throw new BackendException(Reason.REFUSED, attempt(), "a " + entries.getFirst().change().kind().label()
                    + " cannot be undone", "", device);
        }
        try (OpenedRegion opened = OpenedRegion.open(session.poking(), session.registerFiles(), region,
                opening.of(region, !dryRun, spec.commandLine().getErr()), descriptions.wish())) {
            List<UndoStep> steps = Undo.plan(entries, change -> register(opened, change), ORIGIN);
            steps.forEach(this::show);
            List<UndoStep> possible = steps.stream().filter(UndoStep::possible).toList();
            if (possible.isEmpty()) {
                throw new BackendException(Reason.REFUSED, attempt(), "nothing of it can be undone", "");
            }
            if (!dryRun) {
                consent.arm(opened, session, "Write " + (possible.size() == 1 ? "this value" : "these "
                        + possible.size() + " values") + " back to " + region);
                for (UndoStep step : possible) {
                    run(step, opened);
                }
            }
            return ExitCode.OK;
        }
    }

    private List<JournalEntry> entries() throws BackendException {
        List<JournalEntry> all;
        try {
            all = session.journal().read().entries();
        } catch (IOException unreadable) {
            throw new BackendException(Reason.FAILED, attempt(), "the journal cannot be read: "
                    + unreadable.getMessage(), "", unreadable);
        }
        List<JournalEntry> chosen = new ArrayList<>();
        for (String id : ids) {
            chosen.add(all.stream().filter(entry -> entry.id().toString().equals(id)).findFirst()
                    .orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt(), "the journal has no entry "
                            + id, "'barscope journal' shows all")));
        }
        if (chosen.stream().map(entry -> entry.change().subject()).distinct().count() > 1) {
            throw new BackendException(Reason.USAGE, attempt(), "the entries are of several regions",
                    "undo those of one region at a time");
        }
        return chosen;
    }

    private static Optional<RegisterInstance> register(OpenedRegion opened, Change change) {
        if (change.register().isEmpty() || opened.registers().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RegisterTarget.resolve(opened.registers().get(), change.register().get()).register());
        } catch (IllegalArgumentException otherDescription) {
            // It was written under a description that is not in use any more: then it is undone as a plain value.
            return Optional.empty();
        }
    }

    private static String name(UndoStep step) {
        Change change = step.entry().change();
        return change.register().orElse("0x" + Long.toHexString(change.offset()));
    }

    private void show(UndoStep step) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(name(step) + ": " + step.way().map(way -> switch (way) {
            case UndoStep.Way.Value value -> "back to " + ValueText.hex(value.value(),
                    8 * step.entry().change().length());
            case UndoStep.Way.Bytes bytes -> step.entry().change().length() + " bytes back";
            case UndoStep.Way.Fields fields -> "back " + values(fields);
        }).orElse("cannot be undone"));
        step.limits().forEach(limit -> out.println("  " + limit));
    }

    private static String values(UndoStep.Way.Fields way) {
        RegisterWrite.Content.Fields fields = (RegisterWrite.Content.Fields) way.write().content();
        return fields.values().entrySet().stream().map(field -> field.getKey() + "=0x"
                + Long.toHexString(field.getValue())).collect(Collectors.joining(" "));
    }

    private void run(UndoStep step, OpenedRegion opened) throws BackendException {
        try {
            WriteOutcome outcome = Undo.run(step, opened.session(), session.poking().arming(), ORIGIN).get();
            int bits = step.register().map(register -> register.register().size())
                    .orElse(8 * Math.min(8, step.entry().change().length()));
            spec.commandLine().getOut().println(name(step) + " written" + (outcome.readBack().isPresent()
                    ? ", read back " + ValueText.hex(outcome.readBack().getAsLong(), bits) : ""));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BackendException(Reason.FAILED, attempt(), "it was interrupted", "", stopped);
        } catch (ExecutionException failed) {
            throw new BackendException(Reason.FAILED, attempt(), failed.getCause().getMessage(), "", failed);
        }
    }
}
