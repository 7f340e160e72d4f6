// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.dmabuf.AddressSpaces;
import org.barscope.core.dmabuf.BarExport;
import org.barscope.core.dmabuf.DmabufListing;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.dmabuf.IommuMapping;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;

/**
 * DMABUFs of all machines: finds whoever is in charge of what a user names. What it hands out belongs to the caller,
 * who closes it.
 */
public final class Dmabufs {

    private static final Pattern BAR = Pattern.compile("bar([0-5])");

    /**
     * The DMABUFs of one machine.
     *
     * @param machine the id of the machine
     * @param listing what was found
     */
    public record OfMachine(String machine, DmabufListing listing) {
    }

    private final Machines machines;

    public Dmabufs(Machines machines) {
        this.machines = machines;
    }

    /** Looks at every machine that has DMABUFs. Blocks for up to a second. */
    public List<OfMachine> list() {
        List<OfMachine> found = new ArrayList<>();
        for (Backend backend : machines.backends()) {
            backend.dmabufs().ifPresent(service -> found.add(new OfMachine(backend.id(), service.list())));
        }
        return List.copyOf(found);
    }

    /**
     * Who is in charge of the DMABUFs of the first machine that has any: this computer.
     *
     * @throws BackendException {@code REFUSED} when no machine has them
     */
    public DmabufService first(String attempt) throws BackendException {
        return machines.backends().stream().map(Backend::dmabufs).flatMap(Optional::stream).findFirst()
                .orElseThrow(() -> new BackendException(Reason.REFUSED, attempt, "no machine here has DMABUFs",
                        "they are a feature of Linux"));
    }

    /**
     * Who is in charge of a region's machine.
     *
     * @throws BackendException {@code NOT_FOUND} when nobody knows the scheme, {@code REFUSED} when that machine has no
     *         DMABUFs
     */
    public DmabufService serving(String attempt, RegionUri uri) throws BackendException {
        Backend backend = machines.backends().stream().filter(b -> b.schemes().contains(uri.scheme())).findFirst()
                .orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt, "there is no machine with '"
                        + uri.scheme() + ":'", "use pci:ADDRESS/barN for a device of this computer"));
        return backend.dmabufs().orElseThrow(() -> new BackendException(Reason.REFUSED, attempt, "the machine of '"
                + uri.scheme() + ":' has no DMABUFs", ""));
    }

    /**
     * Exports parts of a BAR. Blocks; opening the device takes up to seconds.
     *
     * @param bar         {@code pci:ADDRESS/barN}, or {@code vfio:} or {@code sim:}
     * @param ranges      empty for the whole
     * @param acceptReset the user accepts that a device which is not open yet is reset by opening it
     * @throws BackendException {@code USAGE} when it names no BAR, else as {@link DmabufService#export}
     */
    public HeldDmabuf export(RegionUri bar, List<Span> ranges, String name, boolean writable, boolean acceptReset)
            throws BackendException {
        String attempt = "export " + bar;
        PciAddress device = address(attempt, bar.address());
        Matcher index = BAR.matcher(bar.region());
        if (!index.matches() && !bar.region().equals("rom")) {
            throw new BackendException(Reason.USAGE, attempt, "only BARs can be exported",
                    "name one of them: " + bar.scheme() + ":" + device + "/bar0");
        }
        int number = index.matches() ? Integer.parseInt(index.group(1)) : BarRecord.ROM_INDEX;
        return serving(attempt, bar).export(new BarExport(device, number, ranges, name, writable), acceptReset);
    }

    /** Holds what a URI names: a BAR is exported as a whole, another process's buffer copied. As {@link #export}. */
    public HeldDmabuf hold(RegionUri uri, boolean acceptReset) throws BackendException {
        return uri.region().isEmpty() ? serving("hold " + uri, uri).hold(uri)
                : export(uri, List.of(), "", true, acceptReset);
    }

    /**
     * The address spaces of devices on a buffer's machine.
     *
     * @throws BackendException {@code REFUSED} with the reason when there are none
     */
    public AddressSpaces addressSpaces(String attempt, RegionUri uri) throws BackendException {
        AddressSpaces spaces = serving(attempt, uri).addressSpaces().orElseThrow(() -> new BackendException(
                Reason.REFUSED, attempt, "this machine cannot map DMABUFs for devices", ""));
        if (spaces.refusal().isPresent()) {
            String[] parts = spaces.refusal().get().split("; ", 2);
            throw new BackendException(Reason.REFUSED, attempt, parts[0], parts.length > 1 ? parts[1] : "");
        }
        return spaces;
    }

    /** Maps a buffer for a device. As {@link AddressSpaces#map}. */
    public IommuMapping map(IommuMapping.Wish wish, boolean acceptReset) throws BackendException {
        return addressSpaces("map " + wish.dmabuf() + " for " + wish.target(), wish.dmabuf()).map(wish, acceptReset);
    }

    /**
     * The address of a device as a user types it, with or without the domain.
     *
     * @throws BackendException {@code USAGE} when it is none
     */
    public static PciAddress address(String attempt, String text) throws BackendException {
        return PciAddress.tryParse(text).orElseThrow(() -> new BackendException(Reason.USAGE, attempt, "'" + text
                + "' is not the address of a device", "use DOMAIN:BUS:DEVICE.FUNCTION, for example 0000:01:00.0"));
    }
}
