// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.poke;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
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
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.Span;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.core.state.DeviceState;
import org.barscope.core.state.StateReader;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.read.ReadMonitor;

/** Reads the state of a whole device: all registers of all its regions that may be read, and chosen ranges. */
public final class TakeState {

    private final Machines machines;
    private final RegisterFiles files;

    /**
     * What to read.
     *
     * @param device  the device, as {@link FindDevice} has it
     * @param regions the regions to read, by name; empty for all that have described registers
     * @param ranges  further bytes, by region
     * @param options how to open the regions
     * @param comment what the user writes about it
     */
    public record Request(String device, List<String> regions, Map<String, List<Span>> ranges, OpenOptions options,
            String comment) {
        public Request {
            regions = List.copyOf(regions);
            ranges = new LinkedHashMap<>(ranges);
        }
    }

    /** @param files what the user keeps of registers */
    public TakeState(Machines machines, RegisterFiles files) {
        this.machines = machines;
        this.files = files;
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
        for (String name : names(device, request)) {
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

    private static List<String> names(PciDeviceRecord device, Request request) {
        if (!request.regions().isEmpty()) {
            return request.regions();
        }
        List<String> names = new ArrayList<>();
        names.add("config");
        device.bars().stream().filter(bar -> bar.kind() != BarKind.IO).forEach(bar -> names.add(bar.regionName()));
        request.ranges().keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
        return names;
    }

    private Optional<DeviceState.Region> region(String attempt, PciDeviceRecord device, String name, Request request,
            List<String> problems) throws BackendException {
        RegionUri uri = new RegionUri(device.scheme(), device.address().toString(), name);
        DescribeRegion describe = new DescribeRegion(machines::open, files);
        Found found = describe.find(attempt, uri, Optional.of(device), Wish.NONE, ReadMonitor.NONE);
        List<Span> ranges = request.ranges().getOrDefault(name, List.of());
        if (found.descriptions().isEmpty() && ranges.isEmpty()) {
            found.refusal().filter(why -> request.regions().contains(name) || !found.undecided().isEmpty())
                    .ifPresent(why -> problems.add(name + ": " + why.getMessage()));
            return Optional.empty();
        }
        try (RegionSession session = machines.open(uri, request.options())) {
            AccessMap own = session.info().access();
            Optional<RegionRegisters> placed = found.descriptions().isEmpty() ? Optional.empty()
                    : Optional.of(describe.place(found, session, own));
            placed.ifPresent(registers -> problems.addAll(registers.problems()));
            List<RegisterInstance> registers = placed.map(RegionRegisters::registers).orElse(List.of());
            if (registers.isEmpty() && ranges.isEmpty()) {
                return Optional.empty();
            }
            List<String> named = placed.map(RegionRegisters::descriptions).orElse(List.of());
            List<String> versions = found.descriptions().stream()
                    .filter(loaded -> named.contains(loaded.binding().name()))
                    .map(loaded -> label(loaded.binding().name(), loaded.description())).toList();
            return Optional.of(new StateReader(session, own).read(versions, registers, ranges,
                    placed.map(RegionRegisters::access).orElse(own)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BackendException(Reason.FAILED, attempt, "it was interrupted", "", stopped);
        } catch (ExecutionException ended) {
            throw new IllegalStateException("reading " + uri + " ended unexpectedly", ended);
        }
    }

    private static String label(String name, DeviceDescription description) {
        return description.version().isEmpty() ? name : name + " " + description.version();
    }
}
