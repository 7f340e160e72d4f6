// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.vfio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.barscope.app.Machines;
import org.barscope.cli.LabCommand;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.control.ResetKind;
import org.barscope.core.control.ResetPlan;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.pci.PciAddress;
import org.barscope.lab.guest.LabDevices;
import org.barscope.lab.guest.LabDevices.Bound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Resets of a bus: what they hit is known before, and they are refused while they would hit a stranger. */
class BusResetLab {

    private static final String FIRST = LabDevices.SIBLINGS.get(0);
    private static final String SECOND = LabDevices.SIBLINGS.get(1);

    private Machines machines;

    @BeforeEach
    void start() {
        machines = Machines.startAll();
    }

    @AfterEach
    void stop() {
        machines.close();
    }

    private ResetPlan plan(String address) throws BackendException {
        return Edu.control(machines).planReset(PciAddress.parse(address), true);
    }

    private static List<String> hit(ResetPlan plan) {
        return plan.hit().stream().map(hit -> hit.address().toString()).sorted().toList();
    }

    @Test
    void theBusOfTwoSiblingsIsResetWhenVfioHasBoth() throws Exception {
        try (Bound first = LabDevices.bindToVfio(FIRST); Bound second = LabDevices.bindToVfio(SECOND);
                RegionSession bar = Edu.open(machines, "vfio:" + FIRST + "/bar0", "")) {
            ResetPlan plan = plan(FIRST);
            assertEquals(List.of(FIRST, SECOND), hit(plan));
            assertTrue(plan.bus(), plan::busWhy);
            assertEquals(Edu.ID, Edu.read(bar, 0));
            Edu.control(machines).reset(PciAddress.parse(FIRST), ResetKind.BUS);
            assertEquals(Edu.ID, Edu.read(bar, 0));
            String json = LabCommand.run("reset", SECOND, "--bus", "--json").out();
            assertFalse(json.contains("\"done\" : true"), "the group is open here, so another may not: " + json);
        }
    }

    @Test
    void aSiblingThatIsNobodysIsNamedAndKeepsTheBusFromBeingReset() throws Exception {
        try (Bound first = LabDevices.bindToVfio(FIRST);
                RegionSession bar = Edu.open(machines, "vfio:" + FIRST + "/bar0", "")) {
            LabDevices.unbind(SECOND);
            ResetPlan plan = plan(FIRST);
            assertEquals(List.of(FIRST, SECOND), hit(plan));
            assertFalse(plan.bus());
            assertTrue(plan.busWhy().contains(SECOND + ", which has no driver"), plan::busWhy);
            BackendException refused = assertThrows(BackendException.class,
                    () -> Edu.control(machines).reset(PciAddress.parse(FIRST), ResetKind.BUS));
            assertEquals(Reason.REFUSED, refused.reason());
            assertTrue(refused.why().contains(SECOND), refused::why);
            assertEquals(Edu.ID, Edu.read(bar, 0));
        }
    }

    @Test
    void aDeviceAloneBehindItsPortIsResetWithItsBusAndOneOnTheRootBusIsNot() throws Exception {
        try (Bound alone = LabDevices.bindToVfio(LabDevices.EDU_BEHIND_PORT);
                RegionSession bar = Edu.open(machines, "vfio:" + alone.address() + "/bar0", "")) {
            ResetPlan plan = plan(alone.address());
            assertEquals(List.of(alone.address()), hit(plan));
            assertTrue(plan.bus() && plan.function(), plan::toString);
            Edu.control(machines).reset(PciAddress.parse(alone.address()), ResetKind.BUS);
            assertEquals(Edu.ID, Edu.read(bar, 0));
        }
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU)) {
            ResetPlan plan = plan(edu.address());
            assertFalse(plan.bus() || plan.function(), plan::toString);
            assertEquals("its bus and slot cannot be reset", plan.busWhy());
        }
    }
}
