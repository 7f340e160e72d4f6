// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendFactory;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.IommuGroupRecord;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.inventory.SriovRecord;
import org.barscope.core.pci.BarConfig;
import org.barscope.core.pci.ConfigSpace;
import org.barscope.core.pci.PciAddress;
import org.barscope.core.pci.PciCapability;
import org.barscope.core.pci.PciHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The inventory and the configuration spaces say the same, and what they say can be decoded. */
class DemoMachineTest {

    private final DemoFixture demo = new DemoFixture();

    @AfterEach
    void switchOff() {
        demo.close();
    }

    private MachineRecord machine() throws Exception {
        return demo.backend.discover();
    }

    private static ConfigSpace decode(PciDeviceRecord device) {
        return ConfigSpace.decode(device.config().bytes());
    }

    @Test
    void everyDeviceDecodesWithoutFindings() throws Exception {
        assertEquals(19, machine().devices().size());
        for (PciDeviceRecord device : machine().devices()) {
            ConfigSpace config = decode(device);
            assertEquals(List.of(), config.findings(), device.deviceUri());
            assertEquals(device.ids().vendor(), config.vendorId(), device.deviceUri());
            assertEquals(device.ids().device(), config.deviceId(), device.deviceUri());
            assertEquals(device.ids().classCode(), config.classCode(), device.deviceUri());
            assertEquals(device.ids().revision(), config.revision(), device.deviceUri());
            assertTrue(config.capabilities().stream().noneMatch(PciCapability::truncated), device.deviceUri());
        }
    }

    @Test
    void capabilitiesAreThoseOfTheHardware() throws Exception {
        assertEquals("MSI PM EXP ERR", capabilities(DemoFixture.EDU));
        assertEquals("PM MSI EXP MSIX ERR DSN", capabilities(DemoFixture.NETWORK));
        assertEquals("PM MSI EXP MSIX ERR SECPCI LTR", capabilities(DemoFixture.NVME));
        assertEquals("PM MSI MSIX EXP ERR DSN ARI SRIOV", capabilities(DemoFixture.PHYSICAL));
        assertEquals("MSIX EXP ERR ARI", capabilities(DemoFixture.VIRTUAL));
        assertEquals("PM", capabilities(DemoFixture.OHCI));
        assertEquals("VNDR PM EXP MSI ERR DSN REBAR SECPCI ATS LTR", capabilities(DemoFixture.GPU));
        assertEquals("MSI PM SATA", capabilities(DemoFixture.SATA));
        assertEquals("PM MSI SSVID EXP ERR ACS SECPCI", capabilities(PciAddress.parse("0000:00:01.0")));
        assertEquals("SSVID PM MSI EXP ERR", capabilities(PciAddress.parse("0000:05:00.0")));
    }

    private String capabilities(PciAddress address) throws Exception {
        return decode(demo.device(address)).capabilities().stream().map(PciCapability::shortName)
                .collect(Collectors.joining(" "));
    }

    @Test
    void barsInConfigurationSpaceAreThoseOfTheInventory() throws Exception {
        for (PciDeviceRecord device : machine().devices()) {
            if (device.physicalFunction().isPresent()) {
                continue;
            }
            List<BarConfig> decoded = decode(device).bars().stream().filter(b -> b.kind() != BarConfig.Kind.NONE)
                    .toList();
            List<BarRecord> told = device.bars().stream().filter(b -> b.kind() != BarKind.ROM).toList();
            assertEquals(told.stream().map(BarRecord::index).toList(), decoded.stream().map(BarConfig::index).toList(),
                    device.deviceUri());
            for (int i = 0; i < told.size(); i++) {
                assertEquals(told.get(i).busAddress(), decoded.get(i).address(), device.deviceUri());
                assertEquals(told.get(i).prefetchable(), decoded.get(i).prefetchable(), device.deviceUri());
                assertEquals(told.get(i).kind() == BarKind.MEM64, decoded.get(i).kind() == BarConfig.Kind.MEMORY_64);
                assertEquals(0, told.get(i).busAddress() & told.get(i).size() - 1, "BARs are aligned to their size");
            }
        }
    }

    @Test
    void linksInConfigurationSpaceAreThoseOfTheInventory() throws Exception {
        int links = 0;
        for (PciDeviceRecord device : machine().devices()) {
            if (device.link().isPresent()) {
                links++;
                PciCapability express = decode(device).capability("EXP").orElseThrow();
                assertEquals(device.link().get().currentWidth(), express.field("LnkSta.Width").orElseThrow().value());
                assertEquals(device.link().get().maxWidth(), express.field("LnkCap.Width").orElseThrow().value());
                String speed = device.link().get().currentSpeed().replaceFirst("(\\.0)? GT/s PCIe", "GT/s");
                assertEquals(speed, express.field("LnkSta.Speed").orElseThrow().meaning(), device.deviceUri());
            }
        }
        assertEquals(12, links);
    }

    @Test
    void everyDeviceIsReachedThroughBridgesThatForwardItsMemory() throws Exception {
        List<PciDeviceRecord> all = machine().devices();
        for (PciDeviceRecord device : all) {
            if (device.address().bus() == 0) {
                continue;
            }
            PciHeader.Bridge above = all.stream().map(DemoMachineTest::decode).map(ConfigSpace::header)
                    .filter(PciHeader.Bridge.class::isInstance).map(PciHeader.Bridge.class::cast)
                    .filter(b -> b.secondaryBus() == device.address().bus()).findFirst().orElseThrow();
            for (BarRecord bar : device.bars()) {
                assertTrue(above.windows().stream().anyMatch(w -> bar.busAddress() >= w.base()
                        && bar.busAddress() + bar.size() - 1 <= w.limit()), device.deviceUri() + " " + bar);
            }
        }
    }

    @Test
    void barsDoNotOverlap() throws Exception {
        TreeMap<Long, Long> taken = new TreeMap<>();
        for (PciDeviceRecord device : machine().devices()) {
            for (BarRecord bar : device.bars()) {
                if (bar.kind() != BarKind.IO) {
                    var before = taken.floorEntry(bar.busAddress() + bar.size() - 1);
                    assertTrue(before == null || before.getValue() < bar.busAddress(), device.deviceUri() + " " + bar);
                    taken.put(bar.busAddress(), bar.busAddress() + bar.size() - 1);
                }
            }
        }
    }

    @Test
    void virtualFunctionsAreWhereTheCapabilitySays() throws Exception {
        PciDeviceRecord physical = demo.device(DemoFixture.PHYSICAL);
        SriovRecord record = physical.sriov().orElseThrow();
        PciCapability capability = decode(physical).capability("SRIOV").orElseThrow();
        assertEquals(record.total(), capability.field("TotalVFs.Count").orElseThrow().value());
        assertEquals(record.enabled(), capability.field("NumVFs.Count").orElseThrow().value());
        long offset = capability.field("VFOffset.Offset").orElseThrow().value();
        long stride = capability.field("VFStride.Stride").orElseThrow().value();
        for (int i = 0; i < record.enabled(); i++) {
            PciAddress expected = PciAddress.ofRoutingId(0,
                    (int) (DemoFixture.PHYSICAL.routingId() + offset + i * stride));
            assertEquals(expected, record.functions().get(i));
            PciDeviceRecord function = demo.device(expected);
            assertEquals(DemoFixture.PHYSICAL, function.physicalFunction().orElseThrow());
            assertEquals(capability.field("VFDeviceID.DeviceID").orElseThrow().value(), function.ids().device());
        }
        assertEquals(2, record.functions().size());
    }

    @Test
    void oneGroupHoldsACardBehindAPciBridgeAndNotAllOfItIsFree() throws Exception {
        IommuGroupRecord shared = machine().groups().stream().filter(g -> g.devices().contains(DemoFixture.OHCI))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(PciAddress.parse("0000:05:00.0"), DemoFixture.OHCI, DemoFixture.EHCI), shared.devices());
        assertTrue(demo.device(DemoFixture.OHCI).driver().isEmpty());
        assertEquals("ehci-pci", demo.device(DemoFixture.EHCI).driver().orElseThrow());
        int members = machine().groups().stream().mapToInt(g -> g.devices().size()).sum();
        assertEquals(machine().devices().size(), members, "each device is in exactly one group");
    }

    @Test
    void theGraphicsProcessorHasItsTwoBigBars() throws Exception {
        PciDeviceRecord gpu = demo.device(DemoFixture.GPU);
        assertEquals(256L << 20, gpu.bar("bar0").orElseThrow().size());
        assertEquals(16L << 30, gpu.bar("bar2").orElseThrow().size());
    }

    @Test
    void twoMachinesTreatedAlikeAreAlike() throws Exception {
        try (DemoFixture other = new DemoFixture()) {
            demo.advanceMillis(1234);
            other.advanceMillis(1234);
            assertEquals(machine().devices(), other.backend.discover().devices());
            assertEquals(machine().groups(), other.backend.discover().groups());
        }
    }

    @Test
    void theServiceLoaderFindsTheFactory() throws Exception {
        BackendFactory factory = ServiceLoader.load(BackendFactory.class).stream()
                .filter(p -> p.type() == SimBackendFactory.class).findFirst().orElseThrow().get();
        try (Backend made = factory.create(); Backend another = factory.create()) {
            assertEquals("sim", factory.id());
            assertEquals("sim", made.id());
            assertEquals("sim", made.discover().id());
            assertTrue(made.schemes().contains("sim"));
            assertFalse(((SimBackend) made).machine() == ((SimBackend) another).machine());
        }
    }
}
