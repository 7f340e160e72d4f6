// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.barscope.cli.LabCommand;
import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.junit.jupiter.api.Test;

/** The guest is what the other tests take it for. */
class GuestLab {

    @Test
    void theDevicesAreWhereTheyShouldBe() {
        for (String address : List.of(LabDevices.EDU, LabDevices.TESTDEV, LabDevices.IVSHMEM, LabDevices.E1000E,
                LabDevices.BOCHS, LabDevices.ROOT_PORT, LabDevices.EDU_BEHIND_PORT, LabDevices.NVME, LabDevices.AHCI,
                LabDevices.XHCI, LabDevices.VIRTIO_NET, LabDevices.VIRTIO_BLK)) {
            assertTrue(LabDevices.present(address), address);
        }
        assertEquals(LabDevices.group(LabDevices.SIBLINGS.get(0)), LabDevices.group(LabDevices.SIBLINGS.get(1)));
    }

    @Test
    void vfioTakesADeviceAndGivesItBack() {
        Optional<String> before = LabDevices.driver(LabDevices.EDU);
        try (LabDevices.Bound edu = LabDevices.bindToVfio(LabDevices.EDU)) {
            assertEquals(Optional.of("vfio-pci"), LabDevices.driver(edu.address()));
            assertTrue(Files.exists(Path.of("/dev/vfio/" + LabDevices.group(edu.address()))));
            assertEquals(Guest.kernel() == Guest.Kernel.LAB,
                    LabDevices.characterDevice(edu.address()).isPresent());
        }
        assertEquals(before, LabDevices.driver(LabDevices.EDU));
    }

    @Test
    void theCommandLineSeesTheDevices() {
        String list = LabCommand.run("list").ok();
        assertTrue(list.contains("0000:00:04.0") || list.contains("00:04.0"), list);
    }

    @Test
    void theHostsFilesCannotBeChanged() throws IOException {
        Path file = Path.of("/usr/share/barscope-lab-was-here");
        Files.writeString(file, "in the guest only");
        assertTrue(Files.exists(file));
        assertTrue(Files.notExists(Path.of("/host" + file)));
    }
}
