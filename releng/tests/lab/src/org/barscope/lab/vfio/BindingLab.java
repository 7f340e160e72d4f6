// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.vfio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.barscope.app.Machines;
import org.barscope.core.control.BindingPlan;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionState;
import org.barscope.core.pci.PciAddress;
import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.barscope.lab.guest.LabDevices.Bound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Devices go to VFIO and back, and nothing stays behind. */
class BindingLab {

    private static final int ROUNDS = 100;
    private static final int THROUGH_BARSCOPE = 10;
    private static final List<String> ROUTES = List.of("", "pread");

    private Machines machines;

    @BeforeEach
    void start() {
        machines = Machines.startAll();
    }

    @AfterEach
    void stop() {
        machines.close();
    }

    /** What this process holds of devices. */
    private record Held(int descriptors, List<String> mappings, Set<String> threads) {
        static Held now() {
            try {
                List<String> mappings = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                        .filter(line -> line.contains("vfio") || line.contains("/dmabuf:")).toList();
                Set<String> threads = Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                        .filter(name -> name.startsWith("vfio") || name.startsWith("device "))
                        .collect(Collectors.toSet());
                return new Held(Guest.openDescriptors(), mappings, threads);
            } catch (IOException unreadable) {
                throw new AssertionError(unreadable);
            }
        }
    }

    @Test
    @Timeout(300)
    void aHundredTimesThereAndBackLeavesNothing() throws Exception {
        DeviceControl control = Edu.control(machines);
        PciAddress address = PciAddress.parse(LabDevices.EDU);
        there(control, address);
        Held before = Held.now();
        for (int i = 0; i < ROUNDS; i++) {
            if (i % THROUGH_BARSCOPE == 0) {
                there(control, address);
            } else {
                try (Bound bound = LabDevices.bindToVfio(address.toString())) {
                    // Opening is what takes the time, in the kernel; each round opens what the one before has closed.
                    open(address, ROUTES.get(i % ROUTES.size()));
                }
            }
        }
        Guest.await("nothing is left of " + Held.now() + " but " + before, Edu.PATIENCE,
                () -> Held.now().equals(before));
    }

    /** Given and given back by Barscope. */
    private void there(DeviceControl control, PciAddress address) throws Exception {
        BindingPlan give = control.planGive(address);
        assertEquals(List.of(), give.refusals());
        control.carryOut(give);
        assertEquals(Optional.of("vfio-pci"), LabDevices.driver(address.toString()));
        open(address);
        control.carryOut(control.planGiveBack(address));
        assertEquals(Optional.empty(), LabDevices.driver(address.toString()));
        assertEquals(List.of(), control.given());
    }

    /** Opened, closed and opened again: a group that stayed busy would be refused. */
    private void open(PciAddress address) throws Exception {
        for (String route : ROUTES) {
            open(address, route);
        }
    }

    private void open(PciAddress address, String route) throws Exception {
        try (RegionSession bar = Edu.open(machines, "vfio:" + address + "/bar0", route);
                RegionSession config = Edu.open(machines, "vfio:" + address + "/config", "")) {
            assertEquals(Edu.ID, Edu.read(bar, 0));
            assertEquals(0x11e81234L, Edu.read(config, 0));
        }
    }

    @Test
    void aDeviceThatTheKernelAsksForIsGivenUpAtOnce() throws Exception {
        PciAddress address = PciAddress.parse(LabDevices.EDU);
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU);
                RegionSession bar = Edu.open(machines, "vfio:" + address + "/bar0", "");
                RegionSession other = Edu.open(machines, "vfio:" + address + "/bar0", "pread")) {
            assertEquals(Edu.ID, Edu.read(bar, 0));
            CompletableFuture.runAsync(() -> LabDevices.unbind(edu.address())).get(30, TimeUnit.SECONDS);
            assertEquals(RegionState.LOST, bar.status().state());
            assertEquals("the kernel asked for the device back", bar.status().reason());
            assertEquals(RegionState.LOST, other.status().state());
            assertTrue(Edu.control(machines).use(address).isEmpty());
            assertFalse(Held.now().mappings().stream().anyMatch(line -> line.contains("vfio")));
        }
    }

    @Test
    @Timeout(240)
    void anotherUserIsToldWhatIsMissing() {
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU)) {
            String java = ProcessHandle.current().info().command().orElseThrow();
            Guest.Ran ran = Guest.run(Duration.ofMinutes(3), List.of("setpriv", "--reuid=65534", "--regid=65534",
                    "--clear-groups", "env", "HOME=/tmp", java, "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                    "-cp", System.getProperty("java.class.path"), "org.barscope.cli.Main",
                    "dump", "vfio:" + edu.address() + "/bar0", "--agree"));
            assertEquals(4, ran.code(), ran.err());
            assertTrue(ran.err().contains("this user may not open /dev/vfio/"), ran.err());
            assertTrue(ran.err().contains("chown"), ran.err());
        }
    }
}
