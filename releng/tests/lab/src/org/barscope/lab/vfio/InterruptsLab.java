// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.vfio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BooleanSupplier;
import org.barscope.app.Machines;
import org.barscope.core.control.DeviceInterrupts;
import org.barscope.core.control.InterruptKind;
import org.barscope.core.control.InterruptKind.Source;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.pci.PciAddress;
import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.barscope.lab.guest.LabDevices.Bound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a device signals is counted exactly. */
class InterruptsLab {

    private static final int ROUNDS = 10_000;
    /** How often what the device says of itself is looked at, too: each look costs an exit from the guest. */
    private static final int LOOKS = 100;

    private Machines machines;

    @BeforeEach
    void start() {
        machines = Machines.startAll();
    }

    @AfterEach
    void stop() {
        machines.close();
    }

    private static long count(DeviceInterrupts interrupts) {
        return interrupts.counts().getFirst().count();
    }

    /** Without the pause of the guest's own waiting, which ten thousand times over would take a minute. */
    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Edu.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            Thread.yield();
        }
    }

    @Test
    void messagesAreCountedOncePerSignal() throws Exception {
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU);
                MemoryRegion bar = Edu.raw(machines, "vfio:" + edu.address() + "/bar0", "");
                DeviceInterrupts interrupts =
                        Edu.control(machines).interrupts(PciAddress.parse(edu.address()), false)) {
            InterruptKind msi = interrupts.kinds().stream().filter(k -> k.source() == Source.MSI).findFirst()
                    .orElseThrow();
            assertEquals(1, msi.vectors());
            assertFalse(interrupts.busMaster());
            interrupts.busMaster(true);
            interrupts.enable(Source.MSI, 1);
            for (int round = 1; round <= ROUNDS; round++) {
                int expected = round;
                Edu.write(bar, Edu.RAISE, round);
                await("interrupt " + round, () -> count(interrupts) >= expected);
                if (round % LOOKS == 0) {
                    assertEquals(round, Edu.read(bar, Edu.INTERRUPT_STATUS));
                }
                Edu.write(bar, Edu.ACKNOWLEDGE, round);
                if (round % LOOKS == 0) {
                    assertEquals(0, Edu.read(bar, Edu.INTERRUPT_STATUS));
                }
                assertEquals(round, count(interrupts));
            }
            interrupts.trigger(0);
            Guest.await("the trigger", Edu.PATIENCE, () -> count(interrupts) == ROUNDS + 1);
            interrupts.disable();
            interrupts.busMaster(false);
            assertEquals(ROUNDS + 1, count(interrupts));
        }
    }

    @Test
    void thePinIsUnmaskedAfterEachUnlessNobodyAcknowledges() throws Exception {
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU);
                MemoryRegion bar = Edu.raw(machines, "vfio:" + edu.address() + "/bar0", "");
                DeviceInterrupts interrupts =
                        Edu.control(machines).interrupts(PciAddress.parse(edu.address()), false)) {
            interrupts.enable(Source.INTX, 1);
            Edu.write(bar, Edu.RAISE, 1);
            Guest.await("the pin", Edu.PATIENCE, () -> count(interrupts) >= 1);
            Edu.write(bar, Edu.ACKNOWLEDGE, 1);
            long first = count(interrupts);
            Edu.write(bar, Edu.RAISE, 2);
            Guest.await("the pin again", Edu.PATIENCE, () -> count(interrupts) > first);
            Guest.await("the pin left masked", Edu.PATIENCE, () -> interrupts.counts().getFirst().masked());
            assertTrue(interrupts.counts().getFirst().problem().contains("nobody acknowledges"));
            Edu.write(bar, Edu.ACKNOWLEDGE, 2);
        }
    }
}
