// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.control.DeviceUse;
import org.barscope.core.control.GivenDevice;
import org.barscope.core.control.ResetKind;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.pci.PciAddress;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;

/** A device of the guest that is with VFIO, and its configuration space: what others do to what the window shows. */
final class RealDevice implements AutoCloseable {

    private static final long COMMAND = 4;
    private static final long MEMORY_ENABLE = 2;
    private static final long CAPABILITIES = 0x34;
    private static final int POWER_MANAGEMENT = 1;

    private final PciAddress address;
    private final DeviceControl control;
    private MemoryRegion config;

    private RealDevice(PciAddress address) {
        this.address = address;
        this.control = backend().devices().orElseThrow();
    }

    /** Gives a device to VFIO. */
    static RealDevice give(String address) throws BackendException {
        RealDevice device = new RealDevice(PciAddress.parse(address));
        device.control.carryOut(device.control.planGive(device.address));
        return device;
    }

    private static Backend backend() {
        return Ui.await("this computer is in the tree", () -> Workbench.explorer().session().getMachines().stream()
                .flatMap(machine -> Workbench.explorer().backendOf(machine).stream())
                .filter(backend -> backend.id().equals("linux")).findFirst());
    }

    /** The kernel driver that has it. */
    Optional<String> driver() {
        Path link = Path.of("/sys/bus/pci/devices", address.toString(), "driver");
        try {
            return Files.exists(link) ? Optional.of(Files.readSymbolicLink(link).getFileName().toString())
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The way by which it is open: group or cdev. */
    Optional<String> way() {
        return control.use(address).map(DeviceUse::way);
    }

    RegionUri uri(String scheme, String region) {
        return RegionUri.parse(scheme + ":" + address + "/" + region);
    }

    /** Opens configuration space through VFIO, whose writes the kernel sees. */
    void openConfig() throws BackendException {
        config = backend().open(uri("vfio", "config"), new OpenOptions(true, false, true, Optional.empty()));
    }

    void memory(boolean on) throws AccessException {
        long command = config.read(COMMAND, AccessWidth.W16);
        config.write(COMMAND, AccessWidth.W16, on ? command | MEMORY_ENABLE : command & ~MEMORY_ENABLE);
    }

    /** D3 and back to D0. */
    void sleep(boolean asleep) throws AccessException {
        long at = config.read(CAPABILITIES, AccessWidth.W8);
        while (config.read(at, AccessWidth.W8) != POWER_MANAGEMENT) {
            at = config.read(at + 1, AccessWidth.W8);
        }
        long state = config.read(at + 4, AccessWidth.W16) & ~3L;
        config.write(at + 4, AccessWidth.W16, asleep ? state | 3 : state);
    }

    void reset() throws BackendException {
        control.reset(address, ResetKind.FUNCTION);
    }

    /** Gives back whatever was given. */
    @Override
    public void close() throws BackendException {
        if (config != null) {
            config.close();
        }
        List<GivenDevice> given = control.given();
        for (GivenDevice each : given) {
            control.carryOut(control.planGiveBack(each.address()));
        }
    }
}
