// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barscope.app.poke.OpenedRegion;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.watch.Sample;
import org.barscope.core.watch.Watch;
import org.barscope.core.watch.WatchCsv;
import org.barscope.core.watch.WatchEngine;
import org.barscope.core.watch.WatchState;
import org.barscope.core.watch.Watched;
import org.barscope.registers.naming.ValueText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope watch REGION WHAT…}: shows how values change. */
@Command(name = "watch", mixinStandardHelpOptions = true,
        description = "Reads registers, fields or ranges again and again, and shows each change; at the end what was "
                + "seen and how evenly it was sampled. Goes on until --count samples, or Ctrl-C.",
        footer = {"", "JSON: one object a line: {time, region, name, value}; --csv: the same as cells.",
            "With either every sample is printed, not only changes."})
final class WatchCommand implements Callable<Integer> {

    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,8})(us|ms|s)");
    private static final Pattern RANGE = Pattern.compile("(?<offset>[0-9]\\w*)(\\+(?<length>\\w+))?");
    /** How long samples may wait to be printed. */
    private static final long PRINT_MILLIS = 50;

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "REGION", converter = Converters.Region.class,
            description = "For example sim:0000:02:00.0/bar0.")
    private RegionUri region;

    @Parameters(index = "1..*", paramLabel = "WHAT", arity = "1..*",
            description = "Registers, fields, or ranges as OFFSET+LENGTH.")
    private List<String> what;

    @Option(names = "--interval", paramLabel = "TIME", defaultValue = "100ms",
            description = "From one sample to the next: us, ms or s (default: ${DEFAULT-VALUE}).")
    private String interval;

    @Option(names = "--count", paramLabel = "N", description = "End after so many samples of each.")
    private Long count;

    @Mixin
    private OpeningOptions opening;

    @Mixin
    private DescriptionOptions descriptions;

    @Option(names = "--csv", description = "Print comma-separated values.")
    private boolean csv;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    WatchCommand(Session session) {
        this.session = session;
    }

    /** How far a watch has been printed. */
    private static final class Printed {
        private final Watch watch;
        private long next;
        private String last = "";

        Printed(Watch watch) {
            this.watch = watch;
        }
    }

    @Override
    public Integer call() throws BackendException {
        if (csv && json) {
            throw new ParameterException(spec.commandLine(), "--csv and --json exclude each other");
        }
        if (count != null && count < 1) {
            throw new ParameterException(spec.commandLine(), "--count is at least 1");
        }
        Duration every = every();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (StopSignal stop = StopSignal.ofProcess(); OpenedRegion opened = OpenedRegion.open(session.poking(),
                session.registerFiles(), region, opening.of(region, false, err), descriptions.wish());
                WatchEngine engine = new WatchEngine()) {
            List<Watched> all = new ArrayList<>();
            for (String one : what) {
                all.add(watched(opened, one));
            }
            if (csv) {
                out.println(WatchCsv.HEADER);
            }
            List<Printed> watches = new ArrayList<>();
            all.forEach(one -> watches.add(new Printed(engine.add(opened.session(), one, every, List.of()))));
            CountDownLatch ended = new CountDownLatch(1);
            stop.whenStopped(ended::countDown);
            boolean goesOn = true;
            while (goesOn && !ended.await(PRINT_MILLIS, TimeUnit.MILLISECONDS)) {
                goesOn = print(watches);
            }
            print(watches);
            // Not among the samples: somebody else reads those.
            PrintWriter end = csv || json ? err : out;
            watches.forEach(printed -> end.println(summary(printed.watch)));
            return ExitCode.OK;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BackendException(Reason.FAILED, "watch " + region, "it was interrupted", "", stopped);
        }
    }

    private Duration every() {
        Matcher time = TIME.matcher(interval);
        if (!time.matches()) {
            throw new ParameterException(spec.commandLine(), "'" + interval
                    + "' is no time: expected 500us, 10ms or 1s");
        }
        long number = Long.parseLong(time.group(1));
        Duration every = switch (time.group(2)) {
            case "us" -> Duration.ofNanos(1000 * number);
            case "ms" -> Duration.ofMillis(number);
            default -> Duration.ofSeconds(number);
        };
        if (every.compareTo(Duration.ofNanos(100_000)) < 0) {
            throw new ParameterException(spec.commandLine(), "the shortest interval is 100us");
        }
        return every;
    }

    private Watched watched(OpenedRegion opened, String text) throws BackendException {
        String attempt = "watch " + region;
        Matcher range = RANGE.matcher(text);
        try {
            if (!range.matches()) {
                return new Watched.Named(opened.target(attempt, text));
            }
            long offset = new Converters.Number().convert(range.group("offset"));
            AccessRule unit = opened.rules().unitAt(offset);
            long length = range.group("length") == null ? unit.width().bytes()
                    : new Converters.Number().convert(range.group("length"));
            if (offset > opened.session().info().size() - length) {
                throw new BackendException(Reason.USAGE, attempt, text + " reaches past the end of the region", "");
            }
            return new Watched.Range(offset, (int) Math.min(Integer.MAX_VALUE, length), opened.rules());
        } catch (IllegalArgumentException unwatchable) {
            throw new BackendException(Reason.REFUSED, attempt, unwatchable.getMessage(), "", unwatchable);
        }
    }

    /** Prints what is new; false when all that was asked for is printed. */
    private boolean print(List<Printed> watches) {
        PrintWriter out = spec.commandLine().getOut();
        boolean goesOn = count == null;
        for (Printed printed : watches) {
            for (Sample sample : printed.watch.samples(printed.next)) {
                if (count != null && printed.next >= count) {
                    break;
                }
                printed.next++;
                print(out, printed, sample);
            }
            goesOn |= count != null && printed.next < count;
        }
        out.flush();
        return goesOn;
    }

    private void print(PrintWriter out, Printed printed, Sample sample) {
        Watch watch = printed.watch;
        if (csv) {
            out.println(WatchCsv.row(watch, sample));
        } else if (json) {
            out.println(line(watch, sample));
        } else {
            String value = sample.value().isPresent() ? ValueText.hex(sample.value().getAsLong(), watch.what().bits())
                    : "cannot be read: " + watch.state().problem();
            if (!value.equals(printed.last)) {
                out.println(sample.time() + "  " + watch.what().name() + "  " + value);
                printed.last = value;
            }
        }
    }

    private static String line(Watch watch, Sample sample) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            generator.writeStartObject();
            generator.writeStringField("time", sample.time().toString());
            generator.writeStringField("region", watch.uri().toString());
            generator.writeStringField("name", watch.what().name());
            if (sample.value().isPresent()) {
                generator.writeStringField("value", ValueText.hex(sample.value().getAsLong(), watch.what().bits()));
            } else {
                generator.writeNullField("value");
            }
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        return text.toString();
    }

    private static String summary(Watch watch) {
        WatchState state = watch.state();
        int bits = watch.what().bits();
        StringBuilder line = new StringBuilder(watch.what().name()).append(": ").append(state.samples())
                .append(" samples, ").append(state.changes()).append(" changes");
        if (state.minimum().isPresent()) {
            line.append(", ").append(ValueText.hex(state.minimum().getAsLong(), bits)).append(" to ")
                    .append(ValueText.hex(state.maximum().getAsLong(), bits));
        }
        if (state.perSecond().isPresent() && state.changes() > 0) {
            line.append(String.format(", %.4g a second", state.perSecond().getAsDouble()));
        }
        return line.append("; ").append(state.timing().label()).toString();
    }
}
