// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.barscope.app.poke.OpenedRegion;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.sequence.BoundSequence;
import org.barscope.core.sequence.DryTarget;
import org.barscope.core.sequence.LiveTarget;
import org.barscope.core.sequence.Sequence;
import org.barscope.core.sequence.SequenceException;
import org.barscope.core.sequence.SequenceFault;
import org.barscope.core.sequence.SequenceParser;
import org.barscope.core.sequence.SequenceRun;
import org.barscope.core.sequence.SequenceTarget;
import org.barscope.core.sequence.Step;
import org.barscope.core.sequence.StepResult;
import org.barscope.core.state.DeviceState;
import org.barscope.registers.layout.RegisterInstance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope run FILE REGION}: runs a sequence. */
@Command(name = "run", mixinStandardHelpOptions = true,
        description = "Runs a sequence of reads, writes, polls and checks on a region, one step after the other, and "
                + "stops at the first that does not go as it says.",
        footerHeading = "%nSequences:%n",
        footer = {"  read STATUS                    # reads and shows, also what is guarded",
            "  write FACTORIAL 5              # a register; 'verify' stops when another is read",
            "  write CTRL.EN 1                # a field: reads now, others are kept",
            "  write CTRL EN=1 SPEED=fast     # several fields in one write; 'override'",
            "  write ICR.DONE 1 base 0x0      # what stands for fields that must not be read",
            "  write @0x10:32 0x55            # a unit at an offset, 32 bits wide",
            "  modify CTRL 0x30 mask 0xf0     # reads, replaces bits, writes",
            "  expect STATUS & 0xff == 0x12   # == != < <= > >=",
            "  poll STATUS.BUSY == 0 timeout 100ms every 1ms",
            "  delay 10ms", "  loop 3", "  end", "  print \"half way\"", "",
            "JSON: one object a line: {line, step, status, value, text}; statuses are DONE,",
            "NOT_KNOWN (of a dry run), MISMATCH, TIMEOUT and FAILED."})
final class RunCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The sequence.")
    private Path file;

    @Parameters(index = "1", paramLabel = "REGION", converter = Converters.Region.class,
            description = "For example sim:0000:01:00.0/bar0.")
    private RegionUri region;

    @Option(names = "--dry-run", description = "Write nothing: read once what may be read and rehearse on that.")
    private boolean dryRun;

    @Option(names = "--against", paramLabel = "SNAPSHOT",
            description = "Write nothing: rehearse on what 'barscope snapshot' has kept of the device.")
    private Path against;

    @Option(names = "--quiet", description = "Show only what print says, and the step that fails.")
    private boolean quiet;

    @Mixin
    private WriteConsent consent;

    @Mixin
    private OpeningOptions opening;

    @Mixin
    private DescriptionOptions descriptions;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RunCommand(Session session) {
        this.session = session;
    }

    private String attempt() {
        return "run " + file;
    }

    @Override
    public Integer call() throws BackendException {
        Sequence sequence = parsed();
        PrintWriter err = spec.commandLine().getErr();
        boolean dry = dryRun || against != null;
        boolean writes = sequence.writes() && !dry;
        Optional<DryTarget.SeenBytes> kept = against == null ? Optional.empty() : Optional.of(kept());
        try (StopSignal stop = StopSignal.ofProcess(); OpenedRegion opened = OpenedRegion.open(session.poking(),
                session.registerFiles(), region, opening.of(region, writes, err), descriptions.wish())) {
            opened.problems().forEach(problem -> err.println("barscope: note: " + problem));
            BoundSequence bound;
            try {
                bound = BoundSequence.bind(sequence, opened.registers(), opened.session().info().size());
            } catch (SequenceException faulty) {
                throw faulty(faulty);
            }
            if (writes) {
                consent.arm(opened, session, "Run " + file + " on " + region + ", which writes to it");
            }
            SequenceTarget target = dry ? new DryTarget(kept.isPresent() ? kept.get() : seen(opened))
                    : new LiveTarget(opened.session(), opened.rules(), session.poking().arming(),
                            session.poking().journal());
            SequenceRun run = new SequenceRun(bound, target);
            stop.whenStopped(run::stop);
            Optional<StepResult> failed = run.run(this::show);
            if (failed.isPresent()) {
                throw new BackendException(Reason.FAILED, attempt(), "line " + failed.get().step().at().line() + ": "
                        + failed.get().text(), "");
            }
            if (stop.stopped()) {
                throw new BackendException(Reason.FAILED, attempt(), "it was stopped", "");
            }
            return ExitCode.OK;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BackendException(Reason.FAILED, attempt(), "it was interrupted", "", stopped);
        }
    }

    private Sequence parsed() throws BackendException {
        try {
            return SequenceParser.parse(file.getFileName().toString(), Files.readString(file));
        } catch (NoSuchFileException absent) {
            throw new BackendException(Reason.NOT_FOUND, attempt(), "there is no such file", "", absent);
        } catch (MalformedInputException binary) {
            throw new BackendException(Reason.USAGE, attempt(), "it is not a text in UTF-8", "", binary);
        } catch (IOException unreadable) {
            throw new BackendException(Reason.FAILED, attempt(), "it cannot be read: " + unreadable.getMessage(), "",
                    unreadable);
        } catch (SequenceException faulty) {
            throw faulty(faulty);
        }
    }

    /** Every fault on a line of its own, as compilers have it; the last line is the command's. */
    private BackendException faulty(SequenceException faulty) {
        List<SequenceFault> faults = faulty.faults();
        faults.forEach(fault -> spec.commandLine().getErr().println(file + ":" + fault));
        return new BackendException(Reason.USAGE, attempt(), faults.size() == 1 ? "it has a fault"
                : "it has " + faults.size() + " faults", "");
    }

    private void show(StepResult result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(line(result));
        } else if (!quiet || result.step() instanceof Step.Print) {
            out.println(String.format("%4d  %s", result.step().at().line(), result.text()));
        }
        out.flush();
    }

    private static String line(StepResult result) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            generator.writeStartObject();
            generator.writeNumberField("line", result.step().at().line());
            generator.writeStringField("step", result.step().at().text());
            generator.writeStringField("status", result.status().name());
            if (result.value().isPresent()) {
                generator.writeStringField("value", "0x" + Long.toHexString(result.value().getAsLong()));
            } else {
                generator.writeNullField("value");
            }
            generator.writeStringField("text", result.text());
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        return text.toString();
    }

    /** What a snapshot knows of the region. */
    private DryTarget.SeenBytes kept() throws BackendException {
        DeviceState state = CompareCommand.read(against);
        if (state.region(region.region()).isEmpty()) {
            throw new BackendException(Reason.NOT_FOUND, attempt(), against + " has nothing of " + region.region(), "");
        }
        return offset -> state.byteAt(region.region(), offset);
    }

    /** Reads, once, every register that may be read. */
    private DryTarget.SeenBytes seen(OpenedRegion opened) throws InterruptedException {
        long size = opened.session().info().size();
        List<Span> spans = opened.registers().map(registers -> registers.registers().stream()
                .filter(register -> register.guard().isEmpty() && register.accessAddress() >= 0
                        && register.accessEnd() <= size)
                .map(RunCommand::span).toList()).orElse(List.of());
        try {
            RegionSnapshot snapshot = opened.session().snapshot(spans, opened.rules()).get();
            return offset -> snapshot.stateAt(offset).hasValue() ? snapshot.byteAt(offset) : -1;
        } catch (ExecutionException ended) {
            throw new IllegalStateException("reading " + region + " ended unexpectedly", ended);
        }
    }

    private static Span span(RegisterInstance register) {
        return new Span(register.accessAddress(), register.accessEnd() - register.accessAddress());
    }
}
