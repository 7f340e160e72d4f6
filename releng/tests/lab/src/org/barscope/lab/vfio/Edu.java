// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.vfio;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.barscope.app.Machines;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionSession;

/** QEMU's test device (docs/specs/edu.rst of QEMU), and how a test opens regions. */
final class Edu {

    static final long ID = 0x010000ed;
    static final int INVERTER = 0x04;
    static final int FACTORIAL = 0x08;
    static final int STATUS = 0x20;
    static final int INTERRUPT_STATUS = 0x24;
    static final int RAISE = 0x60;
    static final int ACKNOWLEDGE = 0x64;
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private Edu() {
    }

    /** A session for reading, on the device's thread, as a view has it. */
    static RegionSession open(Machines machines, String uri, String route) throws BackendException {
        return machines.open(RegionUri.parse(uri), options(false, route));
    }

    /** The region itself, writable: what a test does with it is the device's and other programs' doing to the views. */
    static MemoryRegion raw(Machines machines, String uri, String route) throws BackendException {
        return linux(machines).open(RegionUri.parse(uri), options(true, route));
    }

    private static OpenOptions options(boolean writable, String route) {
        return new OpenOptions(writable, false, true, route.isEmpty() ? Optional.empty() : Optional.of(route));
    }

    private static Backend linux(Machines machines) {
        return machines.backends().stream().filter(backend -> backend.id().equals("linux")).findFirst().orElseThrow();
    }

    static DeviceControl control(Machines machines) {
        return linux(machines).devices().orElseThrow();
    }

    static long read(RegionSession session, long offset) throws ExecutionException, InterruptedException {
        return session.read(offset, AccessWidth.W32).get();
    }

    static long read(MemoryRegion region, long offset) throws AccessException {
        return region.read(offset, AccessWidth.W32);
    }

    static void write(MemoryRegion region, long offset, long value) throws AccessException {
        region.write(offset, AccessWidth.W32, value);
    }

    static long read16(MemoryRegion region, long offset) throws AccessException {
        return region.read(offset, AccessWidth.W16);
    }

    static void write16(MemoryRegion region, long offset, long value) throws AccessException {
        region.write(offset, AccessWidth.W16, value);
    }
}
