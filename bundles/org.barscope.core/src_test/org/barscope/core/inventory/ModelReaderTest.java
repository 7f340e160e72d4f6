// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.barscope.core.memory.RegionState;
import org.barscope.model.Bar;
import org.barscope.model.BarKind;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.Irq;
import org.barscope.model.IrqKind;
import org.barscope.model.Machine;
import org.barscope.model.PciDevice;
import org.junit.jupiter.api.Test;

class ModelReaderTest {

    private static final BarscopeFactory MAKE = BarscopeFactory.eINSTANCE;

    private static Machine modelOf(MachineRecord record) {
        Machine machine = MAKE.createMachine();
        new ModelUpdater(machine).apply(DecodedMachine.of(record));
        return machine;
    }

    private static PciDevice device(Machine machine, String address) {
        PciDevice device = MAKE.createPciDevice();
        device.setAddress(address);
        machine.getUngroupedDevices().add(device);
        return device;
    }

    private static String refusal(Machine machine) {
        return assertThrows(IllegalArgumentException.class, () -> new ModelReader().read(machine)).getMessage();
    }

    @Test
    void whatWasAppliedIsReadBack() {
        MachineRecord record = Sightings.full();
        assertEquals(record, new ModelReader().read(modelOf(record)));
    }

    @Test
    void anEmptyMachineIsReadBack() {
        MachineRecord record = Sightings.machine();
        assertEquals(record, new ModelReader().read(modelOf(record)));
    }

    @Test
    void aLinkWithoutWidthIsALink() {
        PciDeviceRecord nic = Sightings.nic();
        LinkRecord link = new LinkRecord("Unknown", 0, "", 0);
        MachineRecord record = Sightings.machine(new PciDeviceRecord(nic.address(), nic.scheme(), nic.ids(),
                nic.names(),
                nic.driver(), nic.driverOverride(), nic.iommuGroup(), nic.numaNode(), java.util.Optional.of(link),
                nic.bars(), java.util.Optional.empty(), nic.physicalFunction(), nic.irqs(), nic.powerState(),
                nic.enabled(), nic.config(), nic.problems()));
        assertEquals(record, new ModelReader().read(modelOf(record)));
    }

    @Test
    void virtualFunctionsAreInOrderHoweverTheyCame() {
        Machine machine = modelOf(Sightings.machine(Sightings.vf(Sightings.SECOND_VF, 22), Sightings.nic(),
                Sightings.vf(Sightings.FIRST_VF, 21)));
        MachineRecord read = new ModelReader().read(machine);
        assertEquals(List.of(Sightings.FIRST_VF, Sightings.SECOND_VF), read.devices().getFirst().sriov().orElseThrow()
                .functions());
        assertEquals(List.of(Sightings.NIC, Sightings.FIRST_VF, Sightings.SECOND_VF),
                read.devices().stream().map(PciDeviceRecord::address).toList());
    }

    @Test
    void whatIsNotSaidHasADefault() {
        Machine machine = MAKE.createMachine();
        device(machine, "0000:00:02.0");
        MachineRecord read = new ModelReader().read(machine);
        assertEquals(Instant.EPOCH, read.capturedAt());
        PciDeviceRecord device = read.devices().getFirst();
        assertEquals("pci:0000:00:02.0", device.deviceUri());
        assertTrue(device.iommuGroup().isEmpty());
        assertTrue(device.numaNode().isEmpty());
        assertTrue(device.link().isEmpty());
        assertEquals(ConfigImage.EMPTY, device.config());
    }

    @Test
    void kindsOfANewerVersionAreLeftOut() {
        Machine machine = MAKE.createMachine();
        PciDevice device = device(machine, "0000:00:02.0");
        Bar bar = MAKE.createBar();
        bar.setIndex(0);
        bar.setSize(4096);
        bar.setKind(BarKind.UNKNOWN);
        device.getBars().add(bar);
        Bar known = MAKE.createBar();
        known.setIndex(1);
        known.setSize(4096);
        known.setKind(BarKind.MEM64);
        device.getBars().add(known);
        for (IrqKind kind : IrqKind.values()) {
            Irq irq = MAKE.createIrq();
            irq.setKind(kind);
            device.getIrqs().add(irq);
        }
        PciDeviceRecord read = new ModelReader().read(machine).devices().getFirst();
        assertEquals(List.of(1), read.bars().stream().map(BarRecord::index).toList());
        assertEquals(RegionState.CLOSED, read.bars().getFirst().status().state());
        assertEquals(List.of(IrqRecord.Kind.INTX, IrqRecord.Kind.MSI, IrqRecord.Kind.MSIX),
                read.irqs().stream().map(IrqRecord::kind).toList());
    }

    @Test
    void theImpossibleIsRefusedWithItsPlace() {
        Machine noAddress = MAKE.createMachine();
        device(noAddress, "02.0");
        assertEquals("device '02.0': '02.0' is not a PCI address; write it as 0000:01:00.0 or 01:00.0",
                refusal(noAddress));

        Machine twice = MAKE.createMachine();
        device(twice, "0000:00:02.0");
        device(twice, "0000:00:02.0");
        assertEquals("the device 0000:00:02.0 is there twice", refusal(twice));

        Machine badBar = MAKE.createMachine();
        Bar bar = MAKE.createBar();
        bar.setIndex(7);
        bar.setKind(BarKind.IO);
        bar.setSize(8);
        device(badBar, "0000:00:02.0").getBars().add(bar);
        assertEquals("device '0000:00:02.0': bad BAR: index 7, size 8", refusal(badBar));
    }
}
