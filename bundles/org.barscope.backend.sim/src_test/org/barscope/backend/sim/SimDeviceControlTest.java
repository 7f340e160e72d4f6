// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.control.BindingPlan;
import org.barscope.core.control.BindingPlan.LossKind;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.control.DeviceInterrupts;
import org.barscope.core.control.InterruptKind.Source;
import org.barscope.core.control.ResetKind;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionState;
import org.barscope.core.pci.PciAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimDeviceControlTest {

    private static final PciAddress EDU = PciAddress.parse("0000:01:00.0");
    private static final PciAddress SATA = PciAddress.parse("0000:00:1f.2");
    private static final PciAddress USB = PciAddress.parse("0000:06:00.0");
    private static final PciAddress NIC = PciAddress.parse("0000:04:00.0");
    private static final RegionUri BAR0 = RegionUri.parse("sim:0000:01:00.0/bar0");
    private static final OpenOptions ACCEPTED = OpenOptions.readWrite().withAcceptReset(true);

    private final SimBackend backend = new SimBackend(SimMachine.demo());
    private final DeviceControl control = backend.devices().orElseThrow();

    @AfterEach
    void switchOff() {
        backend.close();
    }

    private void give(PciAddress device) throws BackendException {
        control.carryOut(control.planGive(device));
    }

    private Optional<String> driver(PciAddress device) throws BackendException {
        return backend.discover().devices().stream().filter(d -> d.address().equals(device)).findFirst().orElseThrow()
                .driver();
    }

    @Test
    void aDeviceGivenToVfioIsBoundToItAndComesBack() throws BackendException {
        give(NIC);
        assertEquals(Optional.of("vfio-pci"), driver(NIC));
        assertEquals(Optional.of("igb"), control.given().getFirst().originalDriver());
        control.carryOut(control.planGiveBack(NIC));
        assertEquals(Optional.of("igb"), driver(NIC));
        assertTrue(control.given().isEmpty());
    }

    @Test
    void aDiskWithAMountedFileSystemIsNotGivenAway() throws BackendException {
        BindingPlan plan = control.planGive(SATA);
        assertEquals(LossKind.FILE_SYSTEM, plan.losses().getFirst().kind());
        assertEquals("sda2 is in use: mounted at /", plan.refusals().getFirst());
        assertEquals(Reason.REFUSED, assertThrows(BackendException.class, () -> control.carryOut(plan)).reason());
        assertEquals(Optional.of("ahci"), driver(SATA));
    }

    @Test
    void thePlanNamesTheSiblingThatStandsInTheWay() throws BackendException {
        BindingPlan plan = control.planGive(USB);
        assertEquals(List.of("0000:06:00.1"), plan.siblings().stream().filter(BindingPlan.Sibling::inTheWay)
                .map(s -> s.address().toString()).toList());
    }

    @Test
    void aPlanThatIsOutOfDateIsNotCarriedOut() throws BackendException {
        BindingPlan plan = control.planGive(NIC);
        give(NIC);
        assertEquals(Reason.FAILED, assertThrows(BackendException.class, () -> control.carryOut(plan)).reason());
    }

    @Test
    void theFirstViewOfADeviceThatVfioHasAsksBeforeItResetsIt() throws Exception {
        try (MemoryRegion before = backend.open(BAR0, OpenOptions.readWrite())) {
            before.write(0x04, AccessWidth.W32, 0x12345678);
        }
        give(EDU);
        assertEquals(Reason.RESETS_DEVICE,
                assertThrows(BackendException.class, () -> backend.open(BAR0, OpenOptions.readOnly())).reason());
        try (MemoryRegion first = backend.open(BAR0, ACCEPTED);
                MemoryRegion second = backend.open(BAR0, OpenOptions.readOnly())) {
            assertEquals(0, first.read(0x04, AccessWidth.W32));
            assertEquals(0x0100_00ed, second.read(0, AccessWidth.W32));
        }
    }

    @Test
    void aViewIsLostWhenItsDeviceIsGivenAway() throws Exception {
        try (MemoryRegion open = backend.open(BAR0, OpenOptions.readOnly())) {
            give(EDU);
            assertEquals(RegionState.LOST, open.status().state());
            assertEquals("the device was given to VFIO", open.status().reason());
        }
    }

    @Test
    void aResetRevokesTheBarsAndGivesThemBackWithFreshRegisters() throws Exception {
        give(EDU);
        try (MemoryRegion open = backend.open(BAR0, ACCEPTED)) {
            open.write(0x04, AccessWidth.W32, 0x1);
            assertEquals(0xffff_fffeL, open.read(0x04, AccessWidth.W32));
            List<RegionState> seen = Collections.synchronizedList(new ArrayList<>());
            open.listen(status -> seen.add(status.state()));
            control.reset(EDU, ResetKind.FUNCTION);
            assertEquals(List.of(RegionState.REVOKED, RegionState.LIVE), seen);
            assertEquals(0, open.read(0x04, AccessWidth.W32));
        }
    }

    @Test
    void aBusIsNotResetUnderAnotherDriver() throws BackendException {
        give(PciAddress.parse("0000:06:00.0"));
        BackendException refused = assertThrows(BackendException.class, () -> control.reset(USB, ResetKind.BUS));
        assertTrue(refused.why().contains("0000:06:00.1") && refused.why().contains("ehci-pci"), refused.why());
    }

    @Test
    void interruptsAreCountedOnlyWhileTheDeviceMayMasterTheBus() throws Exception {
        give(EDU);
        try (DeviceInterrupts interrupts = control.interrupts(EDU, true);
                MemoryRegion bar0 = backend.open(BAR0, ACCEPTED)) {
            interrupts.enable(Source.MSI, 1);
            bar0.write(0x60, AccessWidth.W32, 1);
            assertEquals(0, interrupts.counts().getFirst().count());
            interrupts.busMaster(true);
            assertTrue(interrupts.busMaster());
            for (int i = 0; i < 1000; i++) {
                bar0.write(0x60, AccessWidth.W32, 1);
                bar0.write(0x64, AccessWidth.W32, 1);
            }
            assertEquals(1000, interrupts.counts().getFirst().count());
            interrupts.trigger(0);
            assertEquals(1001, interrupts.counts().getFirst().count());
        }
    }

    @Test
    void interruptsAreHeldOnce() throws BackendException {
        give(EDU);
        try (DeviceInterrupts first = control.interrupts(EDU, true)) {
            assertFalse(first.kinds().isEmpty());
            assertEquals(Reason.REFUSED,
                    assertThrows(BackendException.class, () -> control.interrupts(EDU, true)).reason());
        }
        control.interrupts(EDU, true).close();
    }
}
