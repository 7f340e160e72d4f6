// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.vfio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.barscope.cli.LabCommand;
import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command line does all of it without a window. */
class CommandsLab {

    private static void says(String said, String... words) {
        for (String word : words) {
            assertTrue(said.contains(word), () -> "'" + word + "' is not in " + said);
        }
    }

    @Test
    @Timeout(240)
    void aDeviceFromItsDriverAndBack() {
        String edu = LabDevices.EDU_BEHIND_PORT;
        says(LabCommand.run("bind", "--plan", edu, "--json").ok(), "\"carriedOut\" : false",
                "\"direction\" : \"TO_VFIO\"",
                "/driver_override", "sudo tee");
        assertEquals(Optional.empty(), LabDevices.driver(edu));
        says(LabCommand.run("bind", edu, "--json").ok(), "\"carriedOut\" : true");
        assertEquals(Optional.of("vfio-pci"), LabDevices.driver(edu));

        LabCommand unasked = LabCommand.run("dump", "pci:" + edu + "/bar0", "--agree");
        assertEquals(4, unasked.code());
        says(unasked.err(), "resets it", "--accept-reset");
        LabCommand dump = LabCommand.run("dump", "vfio:" + edu + "/bar0", "--agree", "--length", "16", "--json");
        says(dump.ok(), "\"data\" : \"ed000001", Guest.kernel() == Guest.Kernel.LAB ? "\"id\" : \"dmabuf\""
                : "\"why\" : \"this kernel's exporter of BARs has no mmap (EINVAL)\"");
        says(dump.err(), "is opened through VFIO, which resets the device");
        says(LabCommand.run("dump", "vfio:" + edu + "/bar0", "--agree", "--route", "pread", "--json").ok(),
                "\"id\" : \"pread\"");

        says(LabCommand.run("reset", edu, "--json").ok(), "\"done\" : true", "\"function\" : true");
        says(LabCommand.run("irqs", "vfio:" + edu, "--enable", "MSI", "--trigger", "0", "--until", "1", "--for", "60",
                "--json").ok(), "\"busMaster\" : false", "\"count\" : 1", "\"source\" : \"MSI\"");

        says(LabCommand.run("unbind", edu, "--json").ok(), "\"carriedOut\" : true", "\"direction\" : \"BACK\"");
        assertEquals(Optional.empty(), LabDevices.driver(edu));
    }

    @Test
    void doctorKnowsThisKernel() {
        String found = LabCommand.run("doctor", "--json").ok();
        boolean lab = Guest.kernel() == Guest.Kernel.LAB;
        says(found, "\"subject\" : \"VFIO\"", "devices open through their groups",
                "\"subject\" : \"interrupt remapping\"",
                "IR- controllers in /proc/interrupts", "\"subject\" : \"configuration for exporting BARs\"",
                "memory can be exported as a DMABUF", "\"subject\" : \"DMA heap system\"");
        says(found, lab ? "an address space can be made" : "/dev/iommu is not there",
                "\"subject\" : \"DMABUF export of BARs\"", "\"subject\" : \"DMABUF mmap of BARs\"");
    }
}
