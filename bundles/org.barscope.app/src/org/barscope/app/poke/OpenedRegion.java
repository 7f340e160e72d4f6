// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.poke;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barscope.app.DescribeRegion;
import org.barscope.app.DescribeRegion.Found;
import org.barscope.app.DescribeRegion.Wish;
import org.barscope.app.Machines;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.pci.PciAddress;
import org.barscope.core.poke.RegisterTarget;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.registers.read.ReadMonitor;

/** An open region with its registers, where a description fits: what a command or a console works on. */
public final class OpenedRegion implements AutoCloseable {

    private final Poking poking;
    private final RegionSession session;
    private final Optional<PciDeviceRecord> device;
    private final Optional<RegionRegisters> registers;
    private final String whyNoRegisters;
    private final List<String> problems;

    private OpenedRegion(Poking poking, RegionSession session, Optional<PciDeviceRecord> device,
            Optional<RegionRegisters> registers, String whyNoRegisters, List<String> problems) {
        this.poking = poking;
        this.session = session;
        this.device = device;
        this.registers = registers;
        this.whyNoRegisters = whyNoRegisters;
        this.problems = List.copyOf(problems);
    }

    /**
     * Opens. Blocks: looks at the machine, reads descriptions and the registers that places depend on.
     *
     * @param files what the user keeps of registers
     * @throws BackendException as {@link Machines#open}, and when what the user wishes of descriptions cannot be had
     */
    public static OpenedRegion open(Poking poking, RegisterFiles files, RegionUri uri, OpenOptions options, Wish wish)
            throws BackendException {
        String attempt = "open " + uri;
        Optional<PciDeviceRecord> device = device(poking.machines(), uri);
        DescribeRegion describe = new DescribeRegion(poking.machines()::open, files);
        Found found = describe.find(attempt, uri, device, wish, ReadMonitor.NONE);
        boolean wished = wish.binding().isPresent() || wish.description().isPresent();
        if (wished && found.refusal().isPresent()) {
            throw found.refusal().get();
        }
        RegionSession session = poking.machines().open(uri, options);
        try {
            Optional<RegionRegisters> registers = found.descriptions().isEmpty() ? Optional.empty()
                    : Optional.of(describe.place(found, session, session.info().access()));
            List<String> problems = new ArrayList<>();
            found.faults().forEach(fault -> problems.add(fault.toString()));
            found.descriptions().forEach(loaded -> problems.addAll(loaded.problems()));
            registers.ifPresent(placed -> problems.addAll(placed.problems()));
            return new OpenedRegion(poking, session, device, registers.filter(r -> !r.registers().isEmpty()),
                    found.refusal().map(BackendException::why).orElse("no register description fits"), problems);
        } catch (RuntimeException | Error bug) {
            session.close();
            throw bug;
        }
    }

    private static Optional<PciDeviceRecord> device(Machines machines, RegionUri uri) throws BackendException {
        Optional<PciAddress> address = uri.region().isEmpty() ? Optional.empty() : PciAddress.tryParse(uri.address());
        if (address.isEmpty()) {
            return Optional.empty();
        }
        for (Backend backend : machines.backends()) {
            if (backend.schemes().contains(uri.scheme())) {
                return backend.discover().devices().stream().filter(d -> d.address().equals(address.get())).findFirst();
            }
        }
        return Optional.empty();
    }

    public RegionSession session() {
        return session;
    }

    /** The device of the region; empty for memory that belongs to none. */
    public Optional<PciDeviceRecord> device() {
        return device;
    }

    /** Its registers; empty where no description fits. */
    public Optional<RegionRegisters> registers() {
        return registers;
    }

    /** One line for each thing about its descriptions that is not as it should be. */
    public List<String> problems() {
        return problems;
    }

    /** The rules for accessing it: those of its registers, else its own. */
    public AccessMap rules() {
        return registers.map(RegionRegisters::access).orElse(session.info().access());
    }

    /**
     * What a name means.
     *
     * @param attempt what the user wants, for the message of a failure
     * @throws BackendException {@code NOT_FOUND} when nothing or several things have that name
     */
    public RegisterTarget target(String attempt, String name) throws BackendException {
        if (registers.isEmpty()) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "'" + name + "' cannot be looked up: "
                    + whyNoRegisters, "give an offset instead of a name");
        }
        try {
            return RegisterTarget.resolve(registers.get(), name);
        } catch (IllegalArgumentException unknown) {
            throw new BackendException(Reason.NOT_FOUND, attempt, unknown.getMessage(), "");
        }
    }

    /**
     * Arms the region until this is closed.
     *
     * @param driverNamed the driver that the user has named to confirm writing beside it
     * @throws BackendException {@code REFUSED} when the device has a driver and another, or none, was named; else as
     *         {@link Arming#arm}
     */
    public void arm(Optional<String> driverNamed) throws BackendException {
        Arming.Request request = Arming.Request.whole();
        if (session.options().besideDriver()) {
            Optional<String> driver = device.flatMap(PciDeviceRecord::driver);
            if (driver.isPresent() && !driver.equals(driverNamed)) {
                throw new BackendException(Reason.REFUSED, "write " + session.info().uri(), "the kernel driver "
                        + driver.get() + " owns the device, and a write behind its back can break it, hang the machine "
                        + "or corrupt data on its way", "unbind the driver, or confirm by naming it");
            }
            request = request.confirmedBesideDriver();
        }
        poking.arm(session, request);
    }

    @Override
    public void close() {
        session.close();
    }
}
