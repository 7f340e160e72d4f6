// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.vfio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.barscope.backend.linux.LinuxBackendFactory;
import org.barscope.cli.LabCommand;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All regions that the kernel shows of a device are listed, and those beyond BARs can be opened. */
class RegionsLab {

    private static final long SEQUENCER = 0x3c4;

    @Test
    @Timeout(240)
    void theListIsTheKernels() {
        try (LabDevices.Bound bound = LabDevices.bindToVfio(LabDevices.E1000E)) {
            LabCommand unasked = LabCommand.run("regions", LabDevices.E1000E);
            assertEquals(4, unasked.code());
            assertTrue(unasked.err().contains("resets it"), unasked.err());
            String json = LabCommand.run("regions", "vfio:" + LabDevices.E1000E, "--json").ok();
            for (String name : new String[] {"bar0", "bar1", "bar2", "bar3", "rom", "config"}) {
                assertTrue(json.contains("\"name\" : \"" + name + "\""), json);
            }
            assertFalse(json.contains("\"vga\"") || json.contains("\"bar4\""), json);
            assertTrue(json.contains("\"msixMappable\" : true"), json);
            String text = LabCommand.run("regions", LabDevices.E1000E, "--accept-reset").ok();
            assertTrue(text.contains("rw  mmap, with the MSI-X table"), text);
            LabCommand none = LabCommand.run("dump", "vfio:" + LabDevices.E1000E + "/region9", "--agree");
            assertEquals(3, none.code());
            assertTrue(none.err().contains("its regions are bar0, bar1, bar2, bar3, rom, config"), none.err());
        }
    }

    @Test
    @Timeout(240)
    void vgaIsARegionWhereTheKernelHasIt() throws Exception {
        try (LabDevices.Bound bound = LabDevices.bindToVfio(LabDevices.VGA)) {
            if (Guest.kernel() == Guest.Kernel.LAB) {
                LabCommand none = LabCommand.run("dump", "vfio:" + LabDevices.VGA + "/vga", "--agree");
                assertEquals(3, none.code());
                assertTrue(none.err().contains("no region 'vga' that VFIO can show"), none.err());
                return;
            }
            String text = LabCommand.run("regions", "vfio:" + LabDevices.VGA).ok();
            assertTrue(text.contains("vga       768K  rw  no mmap"), text);
            String dump = LabCommand.run("dump", "vfio:" + LabDevices.VGA + "/vga", "--agree", "--offset", "0x3c0",
                    "--length", "0x20", "--json").ok();
            assertTrue(dump.contains("\"id\" : \"pread\""), dump);
            try (Backend backend = new LinuxBackendFactory().create();
                    MemoryRegion vga = backend.open(RegionUri.parse("vfio:" + LabDevices.VGA + "/vga"),
                            OpenOptions.readWrite().withAcceptReset(true))) {
                for (long index : new long[] {2, 4, 0}) {
                    vga.write(SEQUENCER, AccessWidth.W8, index);
                    assertEquals(index, vga.read(SEQUENCER, AccessWidth.W8));
                }
                vga.read(0xa0000, AccessWidth.W8);
                assertThrows(AccessException.class, () -> vga.read(0, AccessWidth.W8));
            }
        }
    }
}
