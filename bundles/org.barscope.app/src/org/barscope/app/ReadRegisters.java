// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.barscope.app.DescribeRegion.Found;
import org.barscope.app.DescribeRegion.Wish;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.pci.PciAddress;
import org.barscope.core.registers.LoadedDescription;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegionRegisters.Match;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.core.registers.RegisterReading;
import org.barscope.registers.model.Field;
import org.barscope.registers.naming.RegisterPattern;
import org.barscope.registers.read.ReadMonitor;

/**
 * Reads registers of a region by name, each once with its declared width. Guarded registers and what no description
 * mentions are never read.
 */
public final class ReadRegisters {

    private static final RegisterPattern EVERYTHING = RegisterPattern.parse("**");

    /**
     * What to read.
     *
     * @param uri          a region; without a description of the user's, one of a PCI device
     * @param pattern      which registers or fields, as {@link RegisterPattern} has it; empty for all
     * @param wish         what the user says of descriptions
     * @param agreed       the user accepts that reading may have side effects where the region asks for that; elsewhere
     *                     a register needs no agreement, its description being known
     * @param options      what the user accepts of opening the region, and by which route
     */
    public record Request(RegionUri uri, Optional<String> pattern, Wish wish, boolean agreed, OpenOptions options) {

        /** By the best route, and not if that resets the device. */
        public Request(RegionUri uri, Optional<String> pattern, Wish wish, boolean agreed, boolean besideDriver) {
            this(uri, pattern, wish, agreed, new OpenOptions(false, besideDriver, Optional.empty()));
        }
    }

    /**
     * A register that was asked for.
     *
     * @param reading its value, or why there is none
     * @param fields  those of its fields that were asked for, in the order of the description
     */
    public record Shown(RegisterReading reading, List<Field> fields) {

        public Shown {
            fields = List.copyOf(fields);
        }
    }

    /**
     * What was read.
     *
     * @param info         the region
     * @param descriptions the names of the bindings that were used
     * @param registers    what was asked for, by address
     * @param problems     one line for each block of a description that could not be placed, each override that found
     *                     nothing and each fault of the user's files, saying why
     */
    public record Result(RegionInfo info, List<String> descriptions, List<Shown> registers, List<String> problems) {

        public Result {
            descriptions = List.copyOf(descriptions);
            registers = List.copyOf(registers);
            problems = List.copyOf(problems);
        }
    }

    private final Machines machines;
    private final DescribeRegion describe;

    /** @param files what the user keeps of registers */
    public ReadRegisters(Machines machines, RegisterFiles files) {
        this.machines = machines;
        this.describe = new DescribeRegion(machines::open, files);
    }

    /**
     * Finds descriptions, opens, reads, closes. Blocks. A device that no description fits is not opened.
     *
     * @throws BackendException {@code USAGE} for a pattern that is none or a region that is not a PCI device's,
     *         {@code NOT_FOUND} for an unknown device, one that no description fits and a pattern that matches nothing,
     *         {@code REFUSED} when the user must choose among descriptions, {@code FAILED} when the region is revoked
     *         or lost, or nothing of what may be read could be, or a file has errors, else as opening the region
     */
    public Result run(Request request) throws BackendException {
        String attempt = "read registers of " + request.uri();
        RegisterPattern pattern = pattern(attempt, request);
        Found found = found(attempt, request.uri(), request.wish());
        try (RegionReaders readers = new RegionReaders(machines::open, request.options(), request.agreed())) {
            RegionReaders.Opened region = readers.open(request.uri());
            RegionInfo info = region.session().info();
            RegionRegisters registers = DescribeRegion.place(found, info, region.rules(), readers);
            List<Match> wanted = registers.match(pattern);
            requireMatches(attempt, request, registers, wanted);
            List<Shown> shown = new ArrayList<>();
            for (Match match : wanted) {
                shown.add(new Shown(region.reader().read(match.register()), match.fields()));
                requireLive(attempt, region.session().status());
            }
            if (region.reader().sawAllOnes()) {
                requireLive(attempt, region.session().checkPresence().get());
            }
            requireSomething(attempt, shown);
            return new Result(info, registers.descriptions(), shown, problems(found, registers));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BackendException(Reason.FAILED, attempt, "it was interrupted", "", stopped);
        } catch (ExecutionException | CancellationException problem) {
            throw new IllegalStateException("reading " + request.uri() + " ended unexpectedly", problem);
        }
    }

    private static RegisterPattern pattern(String attempt, Request request) throws BackendException {
        if (request.pattern().isEmpty()) {
            return EVERYTHING;
        }
        try {
            return RegisterPattern.parse(request.pattern().get());
        } catch (IllegalArgumentException malformed) {
            throw new BackendException(Reason.USAGE, attempt, "the pattern makes no sense: " + malformed.getMessage(),
                    "", malformed);
        }
    }

    /**
     * The descriptions of a region, for whoever wants them and not its values. Blocks.
     *
     * @throws BackendException as {@link #run} does before it opens anything
     */
    public List<LoadedDescription> descriptions(RegionUri uri, Wish wish) throws BackendException {
        return found("describe " + uri, uri, wish).descriptions();
    }

    private Found found(String attempt, RegionUri uri, Wish wish) throws BackendException {
        Found found = describe.find(attempt, uri, device(attempt, uri), wish, ReadMonitor.NONE);
        if (found.refusal().isPresent()) {
            throw found.refusal().get();
        }
        return found;
    }

    private static List<String> problems(Found found, RegionRegisters registers) {
        List<String> problems = new ArrayList<>();
        found.faults().forEach(fault -> problems.add(fault.toString()));
        found.descriptions().forEach(loaded -> problems.addAll(loaded.problems()));
        problems.addAll(registers.problems());
        return problems;
    }

    /** The device of a region; empty for memory that belongs to none. */
    private Optional<PciDeviceRecord> device(String attempt, RegionUri uri) throws BackendException {
        Optional<PciAddress> address = uri.region().isEmpty() ? Optional.empty() : PciAddress.tryParse(uri.address());
        if (address.isEmpty()) {
            return Optional.empty();
        }
        for (Backend backend : machines.backends()) {
            if (backend.schemes().contains(uri.scheme())) {
                return Optional.of(backend.discover().devices().stream()
                        .filter(d -> d.address().equals(address.get())).findFirst()
                        .orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt,
                                "there is no device " + address.get(), "'barscope list' shows all devices")));
            }
        }
        throw new BackendException(Reason.NOT_FOUND, attempt, "there is no backend '" + uri.scheme() + "'",
                "'barscope list' shows all devices");
    }

    private static void requireMatches(String attempt, Request request, RegionRegisters registers, List<Match> found)
            throws BackendException {
        if (registers.registers().isEmpty()) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "the device has no described registers in "
                    + request.uri().region() + (registers.problems().isEmpty() ? ""
                            : ": " + registers.problems().getFirst()), "");
        }
        if (found.isEmpty()) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "no register or field matches '"
                    + request.pattern().orElse("") + "'", "it has " + registers.registers().size()
                            + ", the first being " + registers.registers().getFirst().path());
        }
    }

    private static void requireLive(String attempt, RegionStatus status) throws BackendException {
        if (!status.live()) {
            throw new BackendException(Reason.FAILED, attempt, "the region is "
                    + status.state().name().toLowerCase(Locale.ROOT)
                    + (status.reason().isEmpty() ? "" : " (" + status.reason() + ")"), "");
        }
    }

    private static void requireSomething(String attempt, List<Shown> shown) throws BackendException {
        Optional<String> failed = Optional.empty();
        for (Shown one : shown) {
            switch (one.reading()) {
                case RegisterReading.Value value -> {
                    return;
                }
                case RegisterReading.Failed failure -> failed = failed.or(() -> Optional.of(failure.reason()));
                case RegisterReading.Guarded guarded -> {
                    // Not tried: says nothing about the region.
                }
            }
        }
        if (failed.isPresent()) {
            throw new BackendException(Reason.FAILED, attempt, "nothing of it could be read: " + failed.get(), "");
        }
    }
}
