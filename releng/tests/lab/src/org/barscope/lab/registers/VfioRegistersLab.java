// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.barscope.lab.guest.LabDevices;
import org.junit.jupiter.api.Test;

/** Registers by name of devices that VFIO has: opening them resets them, and these are their values after that. */
class VfioRegistersLab {

    @Test
    void controlRegistersOfTheNetworkController() {
        try (LabDevices.Bound device = LabDevices.bindToVfio(LabDevices.E1000E)) {
            Map<String, ReadRegister> found = ReadRegister.of("vfio:" + device.address() + "/bar0", "CTRL*");
            assertTrue(found.keySet().stream().allMatch(path -> path.contains("CTRL")), found.keySet().toString());
            assertEquals(0x0014_0241, ReadRegister.valueOf(found, "GEN.CTRL"));
            ReadRegister control = found.get("GEN.CTRL");
            assertEquals(1, control.field("FD"));
            assertEquals(1, control.field("SLU"));
            assertEquals(2, control.field("SPEED"));
            assertEquals("1000", control.meaning("SPEED"));
            assertEquals(0, control.field("RST"));
        }
    }

    @Test
    void eduNamesItself() {
        try (LabDevices.Bound device = LabDevices.bindToVfio(LabDevices.EDU)) {
            Map<String, ReadRegister> found = ReadRegister.of("vfio:" + device.address() + "/bar0", "*");
            assertTrue(found.values().stream().anyMatch(register -> register.address() == 0
                    && register.value() == 0x0100_00edL), found.toString());
            assertTrue(found.values().stream().noneMatch(register -> register.state().equals("FAILED")),
                    found.toString());
        }
    }
}
