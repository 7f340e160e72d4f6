// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.barscope.mail.query.QueryException;
import org.barscope.mail.query.QueryParser;
import org.barscope.model.Bar;
import org.barscope.model.BarKind;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.CapabilityField;
import org.barscope.model.DmabufExport;
import org.barscope.model.Irq;
import org.barscope.model.IrqKind;
import org.barscope.model.Machine;
import org.barscope.model.PciCapability;
import org.barscope.model.PciDevice;
import org.junit.jupiter.api.Test;

class SelectionQueryTest {

    private static final BarscopeFactory MAKE = BarscopeFactory.eINSTANCE;

    private static PciDevice device(String driver, String name) {
        PciDevice device = MAKE.createPciDevice();
        device.setAddress("0000:01:00.0");
        device.setVendorId(0x8086);
        device.setDeviceId(0x10c9);
        device.setDriver(driver);
        device.setDeviceName(name);
        return device;
    }

    private static Bar bar(PciDevice device, BarKind kind) {
        Bar bar = MAKE.createBar();
        bar.setIndex(0);
        bar.setKind(kind);
        device.getBars().add(bar);
        return bar;
    }

    private static String query(Object selected) {
        return SelectionQuery.of(selected).orElseThrow().query();
    }

    @Test
    void aDeviceIsAskedForByDriverModelAndId() {
        String query = query(device("igb", "82576 Gigabit Network Connection"));
        assertEquals("igb OR dfn:igb OR 82576 OR \"8086:10c9\"", query);
        assertTrue(query(device("vfio-pci", "82576")).contains("vfio_pci_core_device"));
        assertFalse(query(device("", "82576")).contains("dfn:"));
    }

    @Test
    void aBarIsAskedForByTheWayItIsReached() {
        assertTrue(query(bar(device("vfio-pci", ""), BarKind.MEM64)).contains("vfio_pci_core_mmap"));
        assertTrue(query(bar(device("igb", ""), BarKind.MEM32)).startsWith("(igb OR dfn:igb) (ioremap"));
        assertTrue(query(bar(device("igb", ""), BarKind.ROM)).contains("pci_map_rom"));
        Bar prefetchable = bar(device("", ""), BarKind.MEM64);
        prefetchable.setPrefetchable(true);
        assertTrue(query(prefetchable).contains("pgprot_writecombine"));
    }

    @Test
    void anExportedBarIsAlsoAskedForAsDmabuf() {
        Machine machine = MAKE.createMachine();
        PciDevice device = device("vfio-pci", "");
        machine.getUngroupedDevices().add(device);
        Bar bar = bar(device, BarKind.MEM64);
        assertFalse(query(bar).contains("vfio_pci_dmabuf.c"));
        DmabufExport dmabuf = MAKE.createDmabufExport();
        dmabuf.setDevice(device);
        dmabuf.setBar(bar);
        machine.getDmabufs().add(dmabuf);
        assertTrue(query(bar).startsWith("dfn:vfio_pci_dmabuf.c"));
        assertTrue(query(dmabuf).contains("dma_buf_move_notify"));
    }

    @Test
    void aDmabufIsAskedForByItsExporter() {
        DmabufExport dmabuf = MAKE.createDmabufExport();
        dmabuf.setExporter("udmabuf");
        assertTrue(query(dmabuf).startsWith("dfn:udmabuf.c"));
        dmabuf.setExporter("system");
        assertTrue(query(dmabuf).contains("dma_heap"));
        dmabuf.setExporter("amdgpu");
        assertTrue(query(dmabuf).startsWith("amdgpu (dfn:drm_prime.c"));
    }

    @Test
    void aCapabilityIsAskedForByItsConstants() {
        PciCapability capability = MAKE.createPciCapability();
        capability.setId(0x10);
        capability.setName("PCI Express");
        assertTrue(query(capability).contains("PCI_EXP_DEVCTL"));
        capability.setExtended(true);
        assertTrue(query(capability).contains("pci_enable_sriov"));
        capability.setId(0x7777);
        assertEquals("\"PCI Express\"", query(capability));
        CapabilityField field = MAKE.createCapabilityField();
        field.setName("Max Payload");
        capability.getFields().add(field);
        assertEquals("\"PCI Express\" OR \"Max Payload\"", query(field));
    }

    @Test
    void aRegisterIsAskedForByItsNameNearTheDriver() {
        PciDevice device = device("igb", "");
        assertEquals("(igb OR dfn:igb OR \"8086:10c9\") *ctrl_ext*",
                SelectionQuery.ofRegister(device, "GEN.CTRL_EXT").query());
        assertEquals("(igb OR dfn:igb OR \"8086:10c9\") (*_icr OR *txdw*)",
                SelectionQuery.ofRegister(device, "GEN.ICR.TXDW").query());
        assertEquals("*portsc*", SelectionQuery.ofRegister(null, "PORT[0].PORTSC").query());
    }

    @Test
    void aMachineHasNoDiscussion() {
        assertEquals(Optional.empty(), SelectionQuery.of(MAKE.createMachine()));
        assertEquals(Optional.empty(), SelectionQuery.of("text"));
        assertEquals(Optional.empty(), SelectionQuery.of(null));
    }

    @Test
    void everyQueryIsOne() throws QueryException {
        List<Object> selected = new ArrayList<>();
        for (String driver : List.of("", "igb", "vfio-pci", "pcieport", "strange driver \"x\"", "-odd")) {
            PciDevice device = device(driver, "RTX-4090 \"(odd)\" name: 12345");
            selected.add(device);
            for (BarKind kind : BarKind.values()) {
                selected.add(bar(device, kind));
            }
        }
        for (int id = 0; id < 0x40; id++) {
            for (boolean extended : new boolean[] {false, true}) {
                PciCapability capability = MAKE.createPciCapability();
                capability.setId(id);
                capability.setExtended(extended);
                capability.setName("odd \" name (");
                selected.add(capability);
            }
        }
        for (IrqKind kind : IrqKind.values()) {
            Irq irq = MAKE.createIrq();
            irq.setKind(kind);
            selected.add(irq);
        }
        for (Object each : selected) {
            String query = query(each);
            assertEquals(List.of(), QueryParser.parse(query, Instant.EPOCH).notes(), query);
        }
    }
}
