// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barscope.app.poke.TakeState;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.Span;
import org.barscope.core.state.DeviceState;
import org.barscope.core.state.StateFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope snapshot DEVICE FILE}: keeps the state of a whole device. */
@Command(name = "snapshot", mixinStandardHelpOptions = true,
        description = "Reads every register of a device that may be read, in all regions that a description fits, and "
                + "keeps them, decoded, in a file that opens without the device. What is guarded is read only "
                + "where you name it.",
        footer = {"", "'barscope compare' shows what is different between two such files, or between one",
            "and the device as it is now."})
final class SnapshotCommand implements Callable<Integer> {

    private static final Pattern RANGE = Pattern.compile("(?<region>[a-z0-9]+):(?<offset>\\w+)\\+(?<length>\\w+)");
    private static final long LONGEST_RANGE = 1L << 24;

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DEVICE", description = "For example 0000:01:00.0 or sim:0000:01:00.0.")
    private String device;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file to write.")
    private Path file;

    @Option(names = "--region", paramLabel = "NAME",
            description = "Only this region, for example bar0; may be given several times.")
    private List<String> regions = List.of();

    @Option(names = "--range", paramLabel = "REGION:OFFSET+LENGTH",
            description = "Also these bytes, for example bar2:0x1000+0x100; may be given several times.")
    private List<String> ranges = List.of();

    @Option(names = "--guarded", paramLabel = "REGION:REGISTER", description = "Also read this guarded register, which "
            + "may change the device, for example bar0:GEN.ICR; may be given several times. The journal has each.")
    private List<String> guarded = List.of();

    @Option(names = "--comment", paramLabel = "TEXT", description = "What to remember about it.")
    private String comment = "";

    @Option(names = "--replace", description = "Replace a file that is there.")
    private boolean replace;

    @Option(names = "--beside-driver", description = "Accept to read a device that a kernel driver owns.")
    private boolean besideDriver;

    @Option(names = "--accept-reset", description = "Accept that opening through VFIO resets the device.")
    private boolean acceptReset;

    SnapshotCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        DeviceState state = take(session, new TakeState.Request(device, regions, parsed(), chosen(),
                new OpenOptions(false, besideDriver, acceptReset, Optional.empty()), comment));
        try {
            StateFile.write(state, file, replace);
        } catch (FileAlreadyExistsException taken) {
            throw new BackendException(Reason.REFUSED, "write " + file, "it is there already",
                    "name another, or add --replace", taken);
        } catch (IOException unwritable) {
            throw new BackendException(Reason.FAILED, "write " + file, unwritable.getMessage(), "", unwritable);
        }
        state.problems().forEach(problem -> spec.commandLine().getErr().println("barscope: note: " + problem));
        spec.commandLine().getOut().println(state.registersRead() + " registers of " + state.device() + " in " + file);
        return ExitCode.OK;
    }

    static DeviceState take(Session session, TakeState.Request request) throws BackendException {
        return new TakeState(session.machines(), session.registerFiles(), () -> session.poking().journal(),
                Origin.commandLine("snapshot")).run(request, () -> false);
    }

    private Map<String, List<String>> chosen() {
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        for (String text : guarded) {
            int colon = text.indexOf(':');
            if (colon < 1 || colon == text.length() - 1) {
                throw new ParameterException(spec.commandLine(), "'" + text
                        + "' names no register: expected REGION:REGISTER, for example bar0:GEN.ICR");
            }
            chosen.computeIfAbsent(text.substring(0, colon), name -> new ArrayList<>()).add(text.substring(colon + 1));
        }
        return chosen;
    }

    private Map<String, List<Span>> parsed() {
        Map<String, List<Span>> parsed = new LinkedHashMap<>();
        for (String text : ranges) {
            Matcher range = RANGE.matcher(text);
            if (!range.matches()) {
                throw new ParameterException(spec.commandLine(), "'" + text
                        + "' is no range: expected REGION:OFFSET+LENGTH, for example bar2:0x1000+0x100");
            }
            long offset = new Converters.Number().convert(range.group("offset"));
            long length = new Converters.Number().convert(range.group("length"));
            if (length == 0 || length > LONGEST_RANGE || offset > Long.MAX_VALUE - length) {
                throw new ParameterException(spec.commandLine(), "a range has 1 to " + LONGEST_RANGE + " bytes");
            }
            parsed.computeIfAbsent(range.group("region"), name -> new ArrayList<>()).add(new Span(offset, length));
        }
        return parsed;
    }
}
