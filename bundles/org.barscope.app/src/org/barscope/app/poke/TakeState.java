// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.poke;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.barscope.app.DescribeRegion;
import org.barscope.app.DescribeRegion.Found;
import org.barscope.app.DescribeRegion.Wish;
import org.barscope.app.FindDevice;
import org.barscope.app.Machines;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.journal.ChangeLog;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.Span;
import org.barscope.core.poke.GuardedReader;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.core.state.DeviceState;
import org.barscope.core.state.StateReader;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.read.ReadMonitor;

/**
 * Reads the state of a whole device: all registers of all its regions that may be read, chosen ranges, and of the
 * guarded registers those that the user has chosen one by one. Safe for use by several threads; blocks.
 */
public final class TakeState {

    private final Machines machines;
    private final RegisterFiles files;
    private final Supplier<? extends ChangeLog> log;
    private final Origin origin;

    /**
     * What to read.
     *
     * @param device  the device, as {@link FindDevice} has it
     * @param regions the regions to read, by name; empty for all that have described registers
     * @param ranges  further bytes, by region
     * @param guarded guarded registers that are read all the same, by region: full paths. Each read is journalled
     * @param options how to open the regions
     * @param comment what the user writes about it
     */
    public record Request(String device, List<String> regions, Map<String, List<Span>> ranges,
            Map<String, List<String>> guarded, OpenOptions options, String comment) {
        public Request {
            regions = List.copyOf(regions);
            ranges = new LinkedHashMap<>(ranges);
            guarded = Map.copyOf(guarded);
        }

        /** The same regions and ranges as in a state, and nothing that is guarded. */
        public static Request again(DeviceState state, OpenOptions options) {
            Map<String, List<Span>> ranges = new LinkedHashMap<>();
            state.regions().forEach(region -> ranges.put(region.name(), region.ranges().stream()
                    .map(range -> new Span(range.offset(), range.length())).toList()));
            return new Request(state.device(), state.regions().stream().map(DeviceState.Region::name).toList(), ranges,
                    Map.of(), options, "");
        }
    }

    /**
     * What a region offers to be read.
     *
     * @param name         {@code bar0} and so on
     * @param size         in bytes
     * @param descriptions what names its registers, with versions; empty when nothing does
     * @param readable     how many of its registers are read without being asked for
     * @param guarded      those that are read only when they are chosen
     * @param refusal      why the region cannot be opened as wished; then all else is empty
     */
    public record Offer(String name, long size, List<String> descriptions, int readable, List<GuardedRegister> guarded,
            Optional<BackendException> refusal) {
        public Offer {
            descriptions = List.copyOf(descriptions);
            guarded = List.copyOf(guarded);
        }
    }

    /**
     * A register that is not read by itself.
     *
     * @param path   its full path
     * @param reason why, as a sentence
     */
    public record GuardedRegister(String path, String reason) {
    }

    /**
     * @param files  what the user keeps of registers
     * @param log    where reads of guarded registers are put down; asked for only when some are chosen
     * @param origin who reads them
     */
    public TakeState(Machines machines, RegisterFiles files, Supplier<? extends ChangeLog> log, Origin origin) {
        this.machines = machines;
        this.files = files;
        this.log = log;
        this.origin = origin;
    }

    /**
     * What can be read of a device, region by region. Blocks: opens the regions, and reads those registers that places
     * depend on.
     *
     * @param device  as in {@link Request}
     * @param options as in {@link Request}
     * @throws BackendException {@code NOT_FOUND} for an unknown device
     */
    public List<Offer> offers(String device, OpenOptions options) throws BackendException {
        PciDeviceRecord record = new FindDevice(machines.discover()).find(device).device();
        List<Offer> offers = new ArrayList<>();
        for (String name : names(record, List.of(), Set.of())) {
            try (Opened opened = open("see what can be read of " + record.deviceUri(), record, name, options)) {
                List<GuardedRegister> guarded = new ArrayList<>();
                opened.registers().forEach(register -> register.guard().ifPresent(guard ->
                        guarded.add(new GuardedRegister(register.path(), guard.reason()))));
                offers.add(new Offer(name, opened.session().info().size(), opened.versions(),
                        opened.registers().size() - guarded.size(), guarded, Optional.empty()));
            } catch (BackendException refused) {
                offers.add(new Offer(name, 0, List.of(), 0, List.of(), Optional.of(refused)));
            }
        }
        return offers;
    }

    /**
     * Reads. Blocks. What of it cannot be had is among the problems of the result.
     *
     * @param cancelled asked between regions
     * @throws BackendException {@code NOT_FOUND} for an unknown device, {@code FAILED} when nothing could be read
     */
    public DeviceState run(Request request, BooleanSupplier cancelled) throws BackendException {
        PciDeviceRecord device = new FindDevice(machines.discover()).find(request.device()).device();
        String attempt = "take the state of " + device.deviceUri();
        List<DeviceState.Region> regions = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String name : names(device, request.regions(), request.ranges().keySet())) {
            if (cancelled.getAsBoolean()) {
                throw new BackendException(Reason.FAILED, attempt, "it was stopped", "");
            }
            try {
                region(attempt, device, name, request, problems).ifPresent(regions::add);
            } catch (BackendException unavailable) {
                problems.add(name + ": " + unavailable.getMessage());
            }
        }
        if (regions.isEmpty()) {
            throw new BackendException(Reason.FAILED, attempt, problems.isEmpty() ? "no description fits any of its "
                    + "regions" : problems.getFirst(), "");
        }
        DeviceIds ids = device.ids();
        return new DeviceState(device.deviceUri(), device.names().device(),
                String.format(Locale.ROOT, "%04x:%04x", ids.vendor(), ids.device()), Instant.now(), request.comment(),
                regions, problems);
    }

    private static List<String> names(PciDeviceRecord device, List<String> wanted, Set<String> others) {
        if (!wanted.isEmpty()) {
            return wanted;
        }
        List<String> names = new ArrayList<>();
        names.add("config");
        device.bars().stream().filter(bar -> bar.kind() != BarKind.IO).forEach(bar -> names.add(bar.regionName()));
        others.stream().filter(name -> !names.contains(name)).forEach(names::add);
        return names;
    }

    /** A region that is open, with what is known of its registers. */
    private record Opened(RegionSession session, Found found, Optional<RegionRegisters> placed)
            implements AutoCloseable {

        List<RegisterInstance> registers() {
            return placed.map(RegionRegisters::registers).orElse(List.of());
        }

        List<String> versions() {
            List<String> named = placed.map(RegionRegisters::descriptions).orElse(List.of());
            return found.descriptions().stream().filter(loaded -> named.contains(loaded.binding().name()))
                    .map(loaded -> label(loaded.binding().name(), loaded.description())).toList();
        }

        @Override
        public void close() {
            session.close();
        }
    }

    private Found find(String attempt, PciDeviceRecord device, RegionUri uri) throws BackendException {
        return new DescribeRegion(machines::open, files).find(attempt, uri, Optional.of(device), Wish.NONE,
                ReadMonitor.NONE);
    }

    private Opened open(String attempt, PciDeviceRecord device, String name, OpenOptions options)
            throws BackendException {
        RegionUri uri = new RegionUri(device.scheme(), device.address().toString(), name);
        return open(find(attempt, device, uri), uri, options);
    }

    private Opened open(Found found, RegionUri uri, OpenOptions options) throws BackendException {
        RegionSession session = machines.open(uri, options);
        try {
            return new Opened(session, found, found.descriptions().isEmpty() ? Optional.empty() : Optional.of(
                    new DescribeRegion(machines::open, files).place(found, session, session.info().access())));
        } catch (RuntimeException | Error bug) {
            session.close();
            throw bug;
        }
    }

    private Optional<DeviceState.Region> region(String attempt, PciDeviceRecord device, String name, Request request,
            List<String> problems) throws BackendException {
        RegionUri uri = new RegionUri(device.scheme(), device.address().toString(), name);
        Found found = find(attempt, device, uri);
        List<Span> ranges = request.ranges().getOrDefault(name, List.of());
        if (found.descriptions().isEmpty() && ranges.isEmpty()) {
            found.refusal().filter(why -> request.regions().contains(name) || !found.undecided().isEmpty())
                    .ifPresent(why -> problems.add(name + ": " + why.getMessage()));
            return Optional.empty();
        }
        try (Opened opened = open(found, uri, request.options())) {
            AccessMap own = opened.session().info().access();
            opened.placed().ifPresent(registers -> problems.addAll(registers.problems()));
            if (opened.registers().isEmpty() && ranges.isEmpty()) {
                return Optional.empty();
            }
            inside(attempt, name, ranges, opened.session().info().size());
            List<String> chosen = request.guarded().getOrDefault(name, List.of());
            chosen.stream().filter(path -> opened.registers().stream().noneMatch(r -> r.path().equals(path)))
                    .forEach(path -> problems.add(name + ": no register is named '" + path + "'"));
            StateReader.GuardedReads guarded = chosen.isEmpty() ? StateReader.GuardedReads.NONE
                    : register -> chosen.contains(register.path()) ? Optional.of(new GuardedReader(opened.session(),
                            log.get()).read(register, origin)) : Optional.empty();
            return Optional.of(new StateReader(opened.session(), own, guarded).read(opened.versions(),
                    opened.registers(), ranges, opened.placed().map(RegionRegisters::access).orElse(own)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BackendException(Reason.FAILED, attempt, "it was interrupted", "", stopped);
        } catch (ExecutionException ended) {
            throw new IllegalStateException("reading " + uri + " ended unexpectedly", ended);
        }
    }

    private static void inside(String attempt, String name, List<Span> ranges, long size) throws BackendException {
        for (Span range : ranges) {
            if (range.end() > size) {
                throw new BackendException(Reason.USAGE, attempt, "the range at 0x" + Long.toHexString(range.offset())
                        + " ends behind " + name + ", which has 0x" + Long.toHexString(size) + " bytes", "");
            }
        }
    }

    private static String label(String name, DeviceDescription description) {
        return description.version().isEmpty() ? name : name + " " + description.version();
    }
}
