// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.registers.binding.Binding;
import org.barscope.registers.binding.BindingChoice;
import org.barscope.registers.binding.ConfigSpace;
import org.barscope.registers.binding.PciIdentity;
import org.barscope.registers.builtin.BuiltInDescriptions;

/** Chooses the descriptions of a device, the user's own before those built in. Immutable. */
public final class DescriptionFinder {

    private final List<Binding> bindings;

    /**
     * Reads the built-in bindings: milliseconds.
     *
     * @param users the user's own bindings
     */
    public DescriptionFinder(List<Binding> users) {
        List<Binding> all = new ArrayList<>(users);
        all.addAll(BuiltInDescriptions.bindings());
        bindings = List.copyOf(all);
    }

    /**
     * What fits a region of a device. Nothing is read from the device.
     *
     * @param region {@code bar0} to {@code bar5}, {@code rom} or {@code config}
     */
    public BindingChoice fit(PciDeviceRecord device, String region) {
        return choice(device, bindings.stream().filter(binding -> mayReach(binding, region)).toList());
    }

    private static BindingChoice choice(PciDeviceRecord device, List<Binding> among) {
        return BindingChoice.of(among, identity(device.ids()), new ConfigSpace(device.config().bytes()));
    }

    /**
     * The bindings that may place registers in a region of a device: the one that fits best and whatever adds to it.
     * Nothing is read from the device.
     *
     * @param attempt what the user wants, for the message of a failure
     * @param region  {@code bar0} to {@code bar5}, {@code rom} or {@code config}
     * @param wanted  the name of the binding to use, among all that fit
     * @throws BackendException {@code NOT_FOUND} when none fits or none of the wanted name does, {@code REFUSED} when
     *         several fit equally well and none was wanted
     */
    public List<Binding> find(String attempt, PciDeviceRecord device, String region, Optional<String> wanted)
            throws BackendException {
        BindingChoice fit = fit(device, region);
        List<Binding> found = new ArrayList<>();
        choose(attempt, fit, wanted).ifPresent(found::add);
        found.addAll(fit.overlays());
        if (found.isEmpty()) {
            List<Binding> elsewhere = choice(device, bindings).candidates();
            throw elsewhere.isEmpty() ? noneFits(attempt, device)
                    : new BackendException(Reason.NOT_FOUND, attempt, "the description '"
                            + elsewhere.getFirst().name() + "' has no registers in " + region, "");
        }
        return List.copyOf(found);
    }

    private static Optional<Binding> choose(String attempt, BindingChoice fit, Optional<String> wanted)
            throws BackendException {
        if (wanted.isPresent()) {
            List<Binding> all = fit.choosable();
            return Optional.of(all.stream().filter(b -> b.name().equals(wanted.get())).findFirst()
                    .orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt, "no binding named '"
                            + wanted.get() + "' fits the region",
                            all.isEmpty() ? "" : "those that fit are " + names(all))));
        }
        if (fit.isAmbiguous()) {
            throw new BackendException(Reason.REFUSED, attempt, "several descriptions fit the device equally well: "
                    + names(fit.candidates()), "choose one of them by its name: Choose Description in the window, "
                            + "--binding on the command line");
        }
        return fit.candidates().stream().findFirst();
    }

    private static String names(List<Binding> bindings) {
        return bindings.stream().map(binding -> "'" + binding.name() + "'").collect(Collectors.joining(", "));
    }

    /** What cannot reach the region is not placed: placing may read registers, and would read them for nothing. */
    private static boolean mayReach(Binding binding, String region) {
        return binding.region().filter(place -> mayBe(place, region)).isPresent()
                || binding.blocks().stream().flatMap(block -> block.region().stream())
                        .anyMatch(place -> mayBe(place, region));
    }

    private static boolean mayBe(Binding.Region place, String region) {
        return switch (place) {
            case Binding.Region.Named named -> named.name().equals(region);
            case Binding.Region.Computed computed -> region.startsWith("bar");
        };
    }

    private static BackendException noneFits(String attempt, PciDeviceRecord device) {
        DeviceIds ids = device.ids();
        // Without rights only the header is known, and what is bound by a capability cannot be recognised.
        String known = device.config().length() >= 256 ? "" : ", as far as its configuration space is known ("
                + device.config().length() + " bytes)";
        String numbers = String.format(Locale.ROOT, "vendor=\"%04x\" device=\"%04x\"", ids.vendor(), ids.device());
        return new BackendException(Reason.NOT_FOUND, attempt, "no register description fits the device" + known,
                "bind one to " + numbers + " in a file of bindings, as 'barscope regs --help' shows");
    }

    private static PciIdentity identity(DeviceIds ids) {
        return new PciIdentity(ids.vendor(), ids.device(), ids.subsystemVendor(), ids.subsystem(), ids.classCode());
    }
}
