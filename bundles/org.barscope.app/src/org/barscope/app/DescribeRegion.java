// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.registers.DescriptionFinder;
import org.barscope.core.registers.LoadedDescription;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.registers.binding.Binding;
import org.barscope.registers.binding.BindingChoice;
import org.barscope.registers.binding.BindingReader;
import org.barscope.registers.binding.ConfigSpace;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.Fault;
import org.barscope.registers.read.ReadMonitor;

/**
 * Finds the descriptions of a region and places their registers. What the user says comes first: a description named
 * for this time, then one attached to the region, then the user's own bindings, then those built in.
 */
public final class DescribeRegion {

    private static final ConfigSpace NO_CONFIG = new ConfigSpace(new byte[0]);

    private final RegionOpener opener;
    private final RegisterFiles files;

    /**
     * What the user says this time.
     *
     * @param bindings    further files of bindings
     * @param binding     the name of the binding to use, among those that fit
     * @param description a description to use whatever fits, its blocks at their base addresses
     */
    public record Wish(List<Path> bindings, Optional<String> binding, Optional<Path> description) {

        /** Nothing. */
        public static final Wish NONE = new Wish(List.of(), Optional.empty(), Optional.empty());

        public Wish {
            bindings = List.copyOf(bindings);
        }
    }

    /**
     * What was found.
     *
     * @param descriptions those to place, the main one before what adds to it
     * @param main         the binding in use; empty when none fits, or the user has to choose
     * @param undecided    several that fit equally well, of which none is loaded because the user has to choose
     * @param choosable    all that the user may choose one of, the best first
     * @param config       the device's configuration space
     * @param faults       of the user's files of bindings that could not be used
     * @param refusal      why there is no main binding where one was to be expected
     */
    public record Found(List<LoadedDescription> descriptions, Optional<Binding> main, List<Binding> undecided,
            List<Binding> choosable, ConfigSpace config, List<Fault> faults, Optional<BackendException> refusal) {

        public Found {
            descriptions = List.copyOf(descriptions);
            undecided = List.copyOf(undecided);
            choosable = List.copyOf(choosable);
            faults = List.copyOf(faults);
        }
    }

    /** @param opener opens the regions that places depend on */
    public DescribeRegion(RegionOpener opener, RegisterFiles files) {
        this.opener = opener;
        this.files = files;
    }

    /** The user's files. */
    public RegisterFiles files() {
        return files;
    }

    /**
     * Finds and loads. Blocks: reads files, nothing of a device.
     *
     * @param attempt what the user wants, for the message of a failure
     * @param device  the device of the region; empty for memory that belongs to none
     * @throws BackendException {@code NOT_FOUND} when the wanted binding or a file is not there, {@code FAILED} when a
     *         file has errors, a {@link DescriptionException} with all of them being its cause
     */
    public Found find(String attempt, RegionUri uri, Optional<PciDeviceRecord> device, Wish wish, ReadMonitor monitor)
            throws BackendException {
        String region = uri.region().isEmpty() ? RegionRegisters.MEMORY : uri.region();
        if (wish.description().isPresent()) {
            Binding named = RegisterFiles.bindingOf(wish.description().get(), region);
            return new Found(List.of(LoadedDescription.load(attempt, named, files, monitor)), Optional.of(named),
                    List.of(), List.of(named), device.map(DescribeRegion::config).orElse(NO_CONFIG), List.of(),
                    Optional.empty());
        }
        if (device.isEmpty()) {
            return new Found(List.of(), Optional.empty(), List.of(), List.of(), NO_CONFIG, List.of(),
                    Optional.of(new BackendException(Reason.USAGE, attempt, "it is not a region of a PCI device",
                            "registers are known by the device they belong to, for example sim:0000:01:00.0/bar0; for "
                                    + "other memory name a description")));
        }
        try {
            return find(attempt, device.get(), region, wish, monitor);
        } catch (IOException unreadable) {
            throw new BackendException(Reason.FAILED, attempt, "the user's register files in " + files.home()
                    + " cannot be read: " + unreadable.getMessage(), "", unreadable);
        }
    }

    private Found find(String attempt, PciDeviceRecord device, String region, Wish wish, ReadMonitor monitor)
            throws BackendException, IOException {
        RegisterFiles.Bindings own = files.bindings();
        List<Binding> users = new ArrayList<>(read(attempt, wish.bindings()));
        users.addAll(own.bindings());
        DescriptionFinder finder = new DescriptionFinder(users);
        BindingChoice fit = finder.fit(device, region);
        List<Binding> choosable = new ArrayList<>(fit.choosable());
        Optional<Binding> attached = files.attached(device.ids(), region);
        attached.ifPresent(choosable::addFirst);
        Optional<String> remembered = files.choice(device.ids(), region)
                .filter(name -> choosable.stream().anyMatch(binding -> binding.name().equals(name)));
        Optional<String> wanted = wish.binding().or(() -> remembered);
        Optional<Binding> main;
        if (wanted.isPresent()) {
            main = choosable.stream().filter(binding -> binding.name().equals(wanted.get())).findFirst();
        } else {
            main = attached.or(() -> fit.isAmbiguous() ? Optional.empty() : fit.candidates().stream().findFirst());
        }
        List<Binding> undecided = main.isEmpty() && wanted.isEmpty() && fit.isAmbiguous() ? fit.candidates()
                : List.of();
        Optional<BackendException> refusal = Optional.empty();
        if (main.isEmpty() && (wanted.isPresent() || !undecided.isEmpty() || fit.overlays().isEmpty())) {
            refusal = refusal(attempt, finder, device, region, wanted);
        }
        List<LoadedDescription> loaded = new ArrayList<>();
        if (main.isPresent()) {
            loaded.add(LoadedDescription.load(attempt, main.get(), files, monitor));
        }
        for (Binding overlay : fit.overlays()) {
            loaded.add(LoadedDescription.load(attempt, overlay, files, monitor));
        }
        return new Found(loaded, main, undecided, choosable, config(device), own.faults(), refusal);
    }

    private static Optional<BackendException> refusal(String attempt, DescriptionFinder finder, PciDeviceRecord device,
            String region, Optional<String> wanted) {
        try {
            finder.find(attempt, device, region, wanted);
            return Optional.empty();
        } catch (BackendException why) {
            return Optional.of(why);
        }
    }

    /**
     * Places what was found. Blocks: reads the registers that places depend on, in this region and in others of the
     * device, which are open for as long.
     *
     * @param session the open region
     * @param rules   the region's own, or those after the user has agreed to read
     */
    public RegionRegisters place(Found found, RegionSession session, AccessMap rules) {
        RegionInfo info = session.info();
        try (RegionReaders readers = new RegionReaders(opener, session.options(), false)) {
            return place(found, info, rules, readers);
        }
    }

    static RegionRegisters place(Found found, RegionInfo info, AccessMap rules, RegionReaders readers) {
        return RegionRegisters.place(found.descriptions(), found.config(), info, rules,
                (name, register) -> readers.word(info.uri().region().isEmpty() ? info.uri()
                        : info.uri().sibling(name), register));
    }

    private static ConfigSpace config(PciDeviceRecord device) {
        return new ConfigSpace(device.config().bytes());
    }

    private static List<Binding> read(String attempt, List<Path> files) throws BackendException {
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
}
