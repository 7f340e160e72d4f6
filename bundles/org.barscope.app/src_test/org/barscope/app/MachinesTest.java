// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.Diagnosis;
import org.barscope.core.backend.Diagnosis.Level;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachinesTest {

    private final FakeBackend real = new FakeBackend("linux", "pci", "0000:00:01.0");
    private final FakeBackend demo = new FakeBackend("sim", "sim", "0000:01:00.0");

    private Machines start() {
        return Machines.start(List.of(demo.factory(100), real.factory(0)));
    }

    @Test
    void machinesComeInTheirOrder() throws Exception {
        try (Machines machines = start()) {
            assertEquals(List.of("linux", "sim"), machines.backends().stream().map(Backend::id).toList());
            assertEquals(List.of("linux", "sim"), machines.discover().stream().map(MachineRecord::id).toList());
        }
        assertEquals(1, real.closed);
        assertEquals(1, demo.closed);
    }

    @Test
    void aBackendThatCannotWorkIsLeftOut() throws Exception {
        real.broken = new BackendException(Reason.FAILED, "look at this computer", "it does not run Linux",
                "use another");
        try (Machines machines = start()) {
            assertEquals(List.of("sim"), machines.discover().stream().map(MachineRecord::id).toList());
            assertSame(real.broken, machines.unavailable().getFirst());
            Diagnosis finding = new Doctor(machines).examine().get(1);
            assertEquals(new Diagnosis("look at this computer", Level.PROBLEM, "it does not run Linux", "use another"),
                    finding);
        }
        assertEquals(0, real.closed);
    }

    @Test
    void theDoctorAsksEveryBackend() {
        Diagnosis first = new Diagnosis("a", Level.OK, "fine", "");
        Diagnosis second = new Diagnosis("b", Level.NOTE, "less", "more");
        real.findings.add(first);
        demo.findings.add(second);
        try (Machines machines = start()) {
            List<Diagnosis> findings = new Doctor(machines).examine();
            assertEquals(List.of(first, second), findings.subList(1, 3));
            assertEquals("Java", findings.getFirst().subject());
            assertEquals(Level.OK, findings.getFirst().level());
        }
    }

    @Test
    void aRegionIsSharedByAllWhoOpenItHoweverTheyWriteIt() throws Exception {
        FakeBackend.FakeRegion region = real.region("pci:0000:00:01.0/bar0", 64, AccessMap.safe(AccessWidth.W32));
        try (Machines machines = start();
                RegionSession one = machines.open(RegionUri.parse("pci:0000:00:01.0/bar0"), OpenOptions.readOnly());
                RegionSession two = machines.open(RegionUri.parse("pci:00:01.0/bar0"), OpenOptions.readOnly())) {
            assertEquals(1, machines.openRegions());
            assertEquals(1, region.open);
            assertEquals(0x03020100L, two.read(0, AccessWidth.W32).get());
            one.close();
            assertEquals(1, region.open);
            two.close();
            assertEquals(0, region.open);
            assertEquals(0, machines.openRegions());
        }
    }

    @Test
    void closingClosesWhatIsStillOpen() throws Exception {
        FakeBackend.FakeRegion region = demo.region("sim:0000:01:00.0/bar0", 64, AccessMap.safe(AccessWidth.W32));
        Machines machines = start();
        machines.open(RegionUri.parse("sim:01:00.0/bar0"), OpenOptions.readOnly());
        machines.close();
        assertEquals(0, region.open);
        assertEquals(1, demo.closed);
    }

    @Test
    void anUnknownSchemeNamesThoseThereAre() {
        try (Machines machines = start()) {
            BackendException problem = assertThrows(BackendException.class,
                    () -> machines.open(RegionUri.parse("usb:0000:01:00.0/bar0"), OpenOptions.readOnly()));
            assertEquals(Reason.NOT_FOUND, problem.reason());
            assertEquals("cannot open usb:0000:01:00.0/bar0: there is no backend 'usb'; the backends here are file, "
                    + "pci, "
                    + "sim", problem.getMessage());
        }
    }

    @Test
    void filesOpenWithoutAnyBackend(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("dump"), new byte[] {1, 2, 3, 4});
        try (Machines machines = Machines.start(List.of());
                RegionSession session = machines.open(RegionUri.parse("file:" + file), OpenOptions.readOnly())) {
            assertEquals(0x04030201L, session.read(0, AccessWidth.W32).get());
            assertEquals(List.of(), machines.discover());
        }
    }

    @Test
    void aFailedOpeningHoldsNothing() throws Exception {
        try (Machines machines = start()) {
            for (int i = 0; i < 20; i++) {
                assertThrows(BackendException.class,
                        () -> machines.open(RegionUri.parse("pci:0000:00:01.0/bar7"), OpenOptions.readOnly()));
            }
            assertEquals(0, machines.openRegions());
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("device pci:0000:00:01.0")) {
                    assertTrue(thread.join(Duration.ofSeconds(20)), "the device's thread goes on");
                }
            }
        }
    }
}
