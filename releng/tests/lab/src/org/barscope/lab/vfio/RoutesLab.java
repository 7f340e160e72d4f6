// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.vfio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;
import org.barscope.app.Machines;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Route;
import org.barscope.core.pci.PciAddress;
import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.barscope.lab.guest.LabDevices.Bound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every route that the kernel has leads to the same values, and a refused one says why. */
class RoutesLab {

    private static final String PREFERENCE = "barscope.vfio";
    private static final boolean LAB = Guest.kernel() == Guest.Kernel.LAB;

    private Machines machines;

    @BeforeEach
    void start() {
        machines = Machines.startAll();
    }

    @AfterEach
    void stop() {
        System.clearProperty(PREFERENCE);
        machines.close();
    }

    private static List<String> routes() {
        return LAB ? List.of("dmabuf", "mmap", "pread") : List.of("mmap", "pread");
    }

    private static List<String> ways() {
        return LAB ? List.of("cdev", "group") : List.of("group");
    }

    @Test
    void eduAnswersAlikeByEveryWayAndRoute() throws Exception {
        List<String> seen = new ArrayList<>();
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU)) {
            for (String way : ways()) {
                System.setProperty(PREFERENCE, way);
                for (String route : routes()) {
                    try (MemoryRegion bar = Edu.raw(machines, "vfio:" + edu.address() + "/bar0", route)) {
                        assertEquals(route, bar.info().route().id());
                        assertEquals(way,
                                Edu.control(machines).use(PciAddress.parse(edu.address())).orElseThrow().way());
                        check(bar);
                        seen.add(way + " " + route);
                    }
                    assertTrue(Edu.control(machines).use(PciAddress.parse(edu.address())).isEmpty());
                }
            }
        }
        assertEquals(LAB ? 6 : 2, seen.size());
    }

    private static void check(MemoryRegion bar) throws Exception {
        assertEquals(1 << 20, bar.info().size());
        assertEquals(Edu.ID, Edu.read(bar, 0));
        for (long value : new long[] {0, 1, 0x12345678, 0xdeadbeefL}) {
            Edu.write(bar, Edu.INVERTER, value);
            assertEquals(~value & 0xffffffffL, Edu.read(bar, Edu.INVERTER));
        }
        Edu.write(bar, Edu.FACTORIAL, 5);
        long end = System.nanoTime() + Edu.PATIENCE.toNanos();
        while ((Edu.read(bar, Edu.STATUS) & 1) != 0) {
            assertTrue(System.nanoTime() < end, "the factorial takes too long");
        }
        assertEquals(0x78, Edu.read(bar, Edu.FACTORIAL));
        assertEquals(RegionStatus.LIVE, bar.status());
    }

    @Test
    void theBestRouteIsTakenAndTheOthersSayWhyNot() throws Exception {
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU);
                RegionSession bar = Edu.open(machines, "pci:" + edu.address() + "/bar0", "")) {
            Route route = bar.info().route();
            if (LAB) {
                assertEquals("dmabuf", route.id(), route::toString);
                assertEquals(List.of(), route.refused());
            } else {
                assertEquals("mmap", route.id());
                assertEquals(List.of(new Route.Refusal("dmabuf",
                        "this kernel's exporter of BARs has no mmap (EINVAL)")), route.refused());
                assertTrue(Edu.control(machines).use(PciAddress.parse(edu.address())).orElseThrow().refused().getFirst()
                        .why().contains("CONFIG_VFIO_DEVICE_CDEV"));
            }
            assertEquals(Edu.ID, Edu.read(bar, 0));
            BackendException forced = LAB ? null : assertThrows(BackendException.class,
                    () -> Edu.open(machines, "vfio:" + edu.address() + "/bar0", "dmabuf").close());
            assertTrue(LAB || forced.getMessage().contains("has no mmap"), () -> forced.getMessage());
        }
    }

    @Test
    void nothingIsResetUnasked() throws Exception {
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU)) {
            for (String uri : List.of("pci:" + edu.address() + "/bar0", "vfio:" + edu.address() + "/bar0")) {
                BackendException refused = assertThrows(BackendException.class,
                        () -> machines.open(RegionUri.parse(uri), OpenOptions.readOnly()).close());
                assertEquals(Reason.RESETS_DEVICE, refused.reason());
            }
            try (RegionSession config = machines.open(RegionUri.parse("pci:" + edu.address() + "/config"),
                    OpenOptions.readOnly())) {
                assertEquals("sysfs", config.info().route().id());
                assertEquals(0x11e81234L, Edu.read(config, 0));
            }
        }
    }

    @Test
    void whatCannotBeExportedOrMappedIsReachedByTheNextRoute() throws Exception {
        try (Bound ivshmem = LabDevices.bindToVfio(LabDevices.IVSHMEM);
                Bound testdev = LabDevices.bindToVfio(LabDevices.TESTDEV)) {
            try (RegionSession small = Edu.open(machines, "vfio:" + ivshmem.address() + "/bar0", "")) {
                assertEquals("mmap", small.info().route().id());
                assertEquals("only whole pages can be exported, and it is 0x100 bytes long",
                        small.info().route().refused().getFirst().why());
                assertEquals(0, Edu.read(small, 0));
            }
            try (RegionSession ports = Edu.open(machines, "vfio:" + testdev.address() + "/bar1", "")) {
                assertEquals("pread", ports.info().route().id());
                assertEquals(2, ports.info().route().refused().size());
                assertEquals(AccessWidth.W8, ports.info().access().defaultWidth());
                ports.read(0, AccessWidth.W8).get();
            }
        }
    }

    @Test
    void theMsixTableIsNeverTouched() throws Exception {
        try (Bound nic = LabDevices.bindToVfio(LabDevices.E1000E);
                MemoryRegion table = Edu.raw(machines, "vfio:" + nic.address() + "/bar3", "")) {
            assertEquals(ReadPolicy.GUARDED, table.info().access().unitAt(0).policy());
            for (boolean writing : List.of(false, true)) {
                AccessException why = assertThrows(AccessException.class, () -> {
                    if (writing) {
                        Edu.write(table, 0, 0);
                    } else {
                        Edu.read(table, 0);
                    }
                });
                assertEquals(AccessException.Kind.IO, why.kind());
                assertTrue(why.getMessage().contains("MSI-X table"), why::getMessage);
            }
            assertEquals(0, Edu.read(table, 0x2000), "the pending bits are read by pread");
            try (RegionSession registers = Edu.open(machines, "vfio:" + nic.address() + "/bar0", "");
                    RegionSession rom = Edu.open(machines, "vfio:" + nic.address() + "/rom", "")) {
                assertEquals(0x80080783L & 0xff, Edu.read(registers, 8) & 0xff);
                assertEquals(0xaa55, Edu.read(rom, 0) & 0xffff);
            }
        }
    }

    @Test
    void whatChangesOutsideIsSeen() throws Exception {
        try (Bound ivshmem = LabDevices.bindToVfio(LabDevices.IVSHMEM);
                MemoryRegion memory = Edu.raw(machines, "vfio:" + ivshmem.address() + "/bar2", "");
                RandomAccessFile file = new RandomAccessFile(Guest.IVSHMEM.toFile(), "rw")) {
            for (int round = 1; round <= 10; round++) {
                int value = round * 0x01010101;
                file.seek(0x100);
                file.write(new byte[] {(byte) round, (byte) round, (byte) round, (byte) round});
                Guest.await("the host's write of " + round + " in the BAR", Edu.PATIENCE, () -> value(memory) == value);
                Edu.write(memory, 0x200, value);
                file.seek(0x200);
                assertEquals(round, file.read());
            }
        }
    }

    private static long value(MemoryRegion memory) {
        try {
            return Edu.read(memory, 0x100);
        } catch (AccessException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void aGroupThatIsNotViableNamesTheSibling() throws Exception {
        if (LAB) {
            return;
        }
        Guest.load("uio_pci_generic");
        String other = LabDevices.SIBLINGS.get(1);
        try (Bound first = LabDevices.bindToVfio(LabDevices.SIBLINGS.get(0));
                Bound second = LabDevices.bind(other, "uio_pci_generic")) {
            BackendException refused = assertThrows(BackendException.class,
                    () -> Edu.open(machines, "vfio:" + first.address() + "/bar0", "").close());
            assertTrue(refused.why().contains("is not viable: " + second.address() + " has the driver "
                    + "'uio_pci_generic'"), refused::getMessage);
        }
    }

    @Test
    void whoeverHoldsTheGroupIsNamed() throws Exception {
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU)) {
            String group = "/dev/vfio/" + LabDevices.group(edu.address());
            Process holder = new ProcessBuilder("/bin/bash", "-c", "exec 3<>" + group + "; echo ready; read -r line")
                    .start();
            try {
                assertEquals("ready", holder.inputReader().readLine());
                BackendException refused = assertThrows(BackendException.class,
                        () -> Edu.open(machines, "vfio:" + edu.address() + "/bar0", "").close());
                assertEquals(Reason.REFUSED, refused.reason());
                assertTrue(refused.why().contains("'bash' (process " + holder.pid() + ")"), refused::getMessage);
            } finally {
                holder.destroy();
                holder.waitFor();
            }
            Edu.open(machines, "vfio:" + edu.address() + "/bar0", "").close();
            assertFalse(machines.openRegions() > 0);
        }
    }
}
