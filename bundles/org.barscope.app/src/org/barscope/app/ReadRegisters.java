// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.pci.PciAddress;
import org.barscope.core.registers.DescriptionFinder;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegionRegisters.Match;
import org.barscope.core.registers.RegisterReading;
import org.barscope.registers.binding.Binding;
import org.barscope.registers.binding.BindingReader;
import org.barscope.registers.model.Field;
import org.barscope.registers.naming.RegisterPattern;
import org.barscope.registers.read.DescriptionException;

/**
 * Reads registers of a region by name, each once with its declared width. Guarded registers and what no description
 * mentions are never read.
 */
public final class ReadRegisters {

    private static final RegisterPattern EVERYTHING = RegisterPattern.parse("**");

    /**
     * What to read.
     *
     * @param uri          a region of a PCI device
     * @param pattern      which registers or fields, as {@link RegisterPattern} has it; empty for all
     * @param bindings     the user's own files of bindings
     * @param binding      the name of the binding to use where several fit equally well
     * @param agreed       the user accepts that reading may have side effects where the region asks for that; elsewhere
     *                     a register needs no agreement, its description being known
     * @param besideDriver the user accepts to read a device that a kernel driver owns
     */
    public record Request(RegionUri uri, Optional<String> pattern, List<Path> bindings, Optional<String> binding,
            boolean agreed, boolean besideDriver) {

        public Request {
            bindings = List.copyOf(bindings);
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
     * @param problems     one line for each block of a description that could not be placed, saying why
     */
    public record Result(RegionInfo info, List<String> descriptions, List<Shown> registers, List<String> problems) {

        public Result {
            descriptions = List.copyOf(descriptions);
            registers = List.copyOf(registers);
            problems = List.copyOf(problems);
        }
    }

    private final Machines machines;

    public ReadRegisters(Machines machines) {
        this.machines = machines;
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
        PciDeviceRecord device = device(attempt, request.uri());
        List<Binding> bindings = new DescriptionFinder(users(attempt, request.bindings())).find(attempt, device,
                request.uri().region(), request.binding());
        OpenOptions options = new OpenOptions(false, request.besideDriver(), Optional.empty());
        try (RegionReaders readers = new RegionReaders(machines, options, request.agreed())) {
            RegionReaders.Opened region = readers.open(request.uri());
            RegionInfo info = region.session().info();
            AccessMap rules = region.rules();
            RegionRegisters registers = RegionRegisters.place(attempt, bindings, device, info, rules,
                    (name, register) -> readers.word(request.uri().sibling(name), register));
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
            return new Result(info, registers.descriptions(), shown, registers.problems());
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

    private PciDeviceRecord device(String attempt, RegionUri uri) throws BackendException {
        Optional<PciAddress> address = uri.region().isEmpty() ? Optional.empty() : PciAddress.tryParse(uri.address());
        if (address.isEmpty()) {
            throw new BackendException(Reason.USAGE, attempt, "it is not a region of a PCI device",
                    "registers are known by the device they belong to, for example sim:0000:01:00.0/bar0");
        }
        for (Backend backend : machines.backends()) {
            if (backend.schemes().contains(uri.scheme())) {
                return backend.discover().devices().stream().filter(d -> d.address().equals(address.get())).findFirst()
                        .orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt,
                                "there is no device " + address.get(), "'barscope list' shows all devices"));
            }
        }
        throw new BackendException(Reason.NOT_FOUND, attempt, "there is no backend '" + uri.scheme() + "'",
                "'barscope list' shows all devices");
    }

    private static List<Binding> users(String attempt, List<Path> files) throws BackendException {
        List<Binding> users = new ArrayList<>();
        for (Path file : files) {
            try {
                users.addAll(new BindingReader().read(file));
            } catch (NoSuchFileException absent) {
                throw new BackendException(Reason.NOT_FOUND, attempt, "there is no file of bindings " + file, "",
                        absent);
            } catch (IOException unreadable) {
                throw new BackendException(Reason.FAILED, attempt, "the file of bindings " + file + " cannot be read: "
                        + unreadable.getMessage(), "", unreadable);
            } catch (DescriptionException faulty) {
                throw new BackendException(Reason.FAILED, attempt, "the file of bindings has errors: "
                        + faulty.getMessage(), "correct the file", faulty);
            }
        }
        return users;
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
