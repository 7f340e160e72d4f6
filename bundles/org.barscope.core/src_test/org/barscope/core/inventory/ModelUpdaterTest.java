// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.barscope.core.inventory.InventoryChange.BarStatusChanged;
import org.barscope.core.inventory.InventoryChange.DeviceChanged;
import org.barscope.core.inventory.InventoryChange.DeviceGone;
import org.barscope.core.inventory.InventoryChange.DmabufsChanged;
import org.barscope.core.inventory.InventoryChange.MachineChanged;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.pci.PciAddress;
import org.barscope.model.Bar;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.BarscopePackage;
import org.barscope.model.DeviceState;
import org.barscope.model.DmabufExport;
import org.barscope.model.IommuGroup;
import org.barscope.model.Machine;
import org.barscope.model.PciDevice;
import org.eclipse.emf.common.notify.Notification;
import org.eclipse.emf.common.util.Diagnostic;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.util.Diagnostician;
import org.eclipse.emf.ecore.util.EContentAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelUpdaterTest {

    private final Machine machine = BarscopeFactory.eINSTANCE.createMachine();
    private final ModelUpdater updater = new ModelUpdater(machine);
    private final List<Notification> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        machine.eAdapters().add(new EContentAdapter() {
            @Override
            public void notifyChanged(Notification notification) {
                super.notifyChanged(notification);
                if (!notification.isTouch() && notification.getEventType() != Notification.REMOVING_ADAPTER) {
                    heard.add(notification);
                }
            }
        });
    }

    @AfterEach
    void modelIsValid() {
        Diagnostic diagnostic = Diagnostician.INSTANCE.validate(machine);
        assertEquals(Diagnostic.OK, diagnostic.getSeverity(), diagnostic::toString);
    }

    private void see(PciDeviceRecord... devices) {
        see(Sightings.machine(devices));
    }

    private void see(MachineRecord record) {
        updater.apply(DecodedMachine.of(record));
    }

    private PciDevice device(PciAddress address) {
        PciDevice device = machine.findDevice(address.toString());
        assertNotNull(device, () -> address + " is not in the model");
        return device;
    }

    private PciDevice device(String address) {
        return device(PciAddress.parse(address));
    }

    private List<String> addressesIn(int group) {
        return machine.findGroup(group).getDevices().stream().map(PciDevice::getAddress).toList();
    }

    @Test
    void everythingSeenIsInTheModel() {
        see(Sightings.full());

        assertEquals("linux:", machine.getSourceUri());
        assertEquals("linux", machine.getBackend());
        assertEquals("host", machine.getHostname());
        assertEquals("6.18.0", machine.getKernelRelease());
        assertEquals("x86_64", machine.getArchitecture());
        assertEquals(List.of("interrupt counts are unknown"), machine.getProblems());
        assertFalse(machine.isReadOnly());
        assertEquals(List.of(1, 20, 21, 22), machine.getIommuGroups().stream().map(IommuGroup::getId).toList());
        assertEquals("DMA-FQ", machine.findGroup(20).getType());
        assertEquals(List.of("10000:e1:00.0"),
                machine.getUngroupedDevices().stream().map(PciDevice::getAddress).toList());

        PciDevice nic = device(Sightings.NIC);
        assertEquals("pci:0000:02:00.0", nic.getUri());
        assertEquals(0x10c9, nic.getDeviceId());
        assertEquals("igb", nic.getDriver());
        assertEquals("vfio-pci", nic.getDriverOverride());
        assertEquals(DeviceState.HOST_DRIVER, nic.getState());
        assertEquals(1, nic.getNumaNode());
        assertEquals(8, nic.getMaxLinkWidth());
        assertEquals(List.of(0, 2, 4, 6), nic.getBars().stream().map(Bar::getIndex).toList());
        Bar big = nic.findBar(4);
        assertEquals("pci:0000:02:00.0/bar4", big.getUri());
        assertEquals(1L << 40, big.getSize());
        assertEquals(org.barscope.model.RegionState.REVOKED, big.getState());
        assertEquals("memory decoding is off", big.getStateReason());
        assertEquals("rom", nic.findBar(6).getName());
        assertEquals("pci:0000:02:00.0/config", nic.getConfigSpace().getUri());
        assertEquals(List.of(0x40), nic.getCapabilities().stream().map(c -> c.getOffset()).toList());
        assertEquals(2, nic.getIrqs().size());
        assertEquals(List.of("'vpd' cannot be read: Input/output error"), nic.getProblems());

        PciDevice unprivileged = device("10000:e1:00.0");
        assertNull(unprivileged.getConfigSpace());
        assertEquals(123_456_789_012L, unprivileged.getIrqs().getFirst().getCount());
    }

    @Test
    void nothingIsToldWhenNothingChanged() {
        MachineRecord record = Sightings.full();
        see(record);
        heard.clear();

        see(record);
        updater.apply(new MachineChanged(record), Optional.empty());
        updater.apply(new DmabufsChanged("linux", record.dmabufs()), Optional.empty());
        for (PciDeviceRecord device : record.devices()) {
            updater.apply(new DeviceChanged("linux", device), Optional.empty());
            updater.apply(new DeviceChanged("linux", device), Optional.of(DecodedDevice.of(device)));
        }

        assertEquals(List.of(), heard);
    }

    @Test
    void objectsThatStayKeepTheirIdentity() {
        see(Sightings.full());
        List<EObject> before = new ArrayList<>();
        machine.eAllContents().forEachRemaining(before::add);

        see(Sightings.full());

        List<EObject> after = new ArrayList<>();
        machine.eAllContents().forEachRemaining(after::add);
        assertEquals(before.size(), after.size());
        for (int i = 0; i < before.size(); i++) {
            assertSame(before.get(i), after.get(i));
        }
    }

    @Test
    void aChangedAttributeIsTheOnlyThingTold() {
        see(Sightings.nic());
        heard.clear();
        PciDeviceRecord nic = Sightings.nic();

        updater.apply(new DeviceChanged("linux", new PciDeviceRecord(nic.address(), nic.scheme(), nic.ids(),
                nic.names(),
                Optional.of("vfio-pci"), nic.driverOverride(), nic.iommuGroup(), nic.numaNode(), nic.link(), nic.bars(),
                nic.sriov(), nic.physicalFunction(), nic.irqs(), nic.powerState(), nic.enabled(), nic.config(),
                nic.problems())), Optional.empty());

        assertEquals(List.of(BarscopePackage.eINSTANCE.getPciDevice_Driver(),
                BarscopePackage.eINSTANCE.getPciDevice_State()), heard.stream().map(Notification::getFeature).toList());
        assertEquals(DeviceState.AVAILABLE, device(Sightings.NIC).getState());
    }

    @Test
    void aDeviceMovesBetweenGroupsAsTheSameObject() {
        see(Sightings.device("0000:00:02.0", 5), Sightings.device("0000:00:03.0", 5));
        PciDevice moved = device("0000:00:02.0");

        see(Sightings.device("0000:00:02.0", 7), Sightings.device("0000:00:03.0", 5));
        assertSame(moved, device("0000:00:02.0"));
        assertEquals(List.of("0000:00:02.0"), addressesIn(7));
        assertEquals(List.of("0000:00:03.0"), addressesIn(5));

        PciDeviceRecord none = Sightings.device(PciAddress.parse("0000:00:02.0"), OptionalInt.empty(),
                Sightings.endpointConfig(), Optional.empty(), List.of());
        updater.apply(new DeviceChanged("linux", none), Optional.empty());
        assertSame(moved, device("0000:00:02.0"));
        assertSame(machine, moved.eContainer());
        assertNull(machine.findGroup(7), "a group without devices is not shown");

        updater.apply(new DeviceChanged("linux", Sightings.device("0000:00:02.0", 5)), Optional.empty());
        assertSame(moved, device("0000:00:02.0"));
        assertEquals(List.of("0000:00:02.0", "0000:00:03.0"), addressesIn(5));
        assertEquals("DMA-FQ", machine.findGroup(5).getType(), "a single device does not know its group's type");
    }

    @Test
    void aGroupThatComesBackWithItsDeviceHasItsTypeStill() {
        see(Sightings.device("0000:00:02.0", 7));
        updater.apply(new DeviceGone("linux", PciAddress.parse("0000:00:02.0")), Optional.empty());
        assertNull(machine.findGroup(7));
        updater.apply(new DeviceChanged("linux", Sightings.device("0000:00:02.0", 7)), Optional.empty());
        assertEquals("DMA-FQ", machine.findGroup(7).getType());
    }

    @Test
    void devicesAndGroupsAreInOrderWhateverTheOrderOfDiscovery() {
        see(Sightings.device("0000:00:1f.0", 9), Sightings.device("0000:00:03.0", 3));
        see(Sightings.device("10000:00:00.0", 3), Sightings.device("0000:00:1f.0", 9),
                Sightings.device("0000:ff:00.1", 3), Sightings.device("0000:00:03.0", 3),
                Sightings.device("0000:00:02.0", 1));

        assertEquals(List.of(1, 3, 9), machine.getIommuGroups().stream().map(IommuGroup::getId).toList());
        assertEquals(List.of("0000:00:03.0", "0000:ff:00.1", "10000:00:00.0"), addressesIn(3));
    }

    @Test
    void virtualFunctionsAndPhysicalFunctionAreLinkedInAnyOrder() {
        see(Sightings.vf(Sightings.FIRST_VF, 21), Sightings.nic());
        assertEquals(List.of(device(Sightings.FIRST_VF)), device(Sightings.NIC).getVirtualFunctions());
        assertSame(device(Sightings.NIC), device(Sightings.FIRST_VF).getPhysicalFunction());

        updater.apply(new DeviceChanged("linux", Sightings.vf(Sightings.SECOND_VF, 22)), Optional.empty());
        assertEquals(2, device(Sightings.NIC).getVirtualFunctions().size());

        updater.apply(new DeviceGone("linux", Sightings.FIRST_VF), Optional.empty());
        assertEquals(List.of(device(Sightings.SECOND_VF)), device(Sightings.NIC).getVirtualFunctions());

        PciDevice orphan = device(Sightings.SECOND_VF);
        updater.apply(new DeviceGone("linux", Sightings.NIC), Optional.empty());
        assertNull(orphan.getPhysicalFunction());
    }


    @Test
    void aDeviceKnowsTheNearestBridgeAboveIt() {
        see(Sightings.full());
        assertSame(device(Sightings.PORT), device(Sightings.NIC).getUpstream());
        // The virtual functions are on bus 3, which no bridge names as its own but the port leads to.
        assertSame(device(Sightings.PORT), device(Sightings.FIRST_VF).getUpstream());
        assertEquals(3, device(Sightings.PORT).getDownstream().size());
        assertNull(device(Sightings.PORT).getUpstream());
        assertNull(device("10000:e1:00.0").getUpstream(), "the bus numbers of another domain mean nothing");
    }

    @Test
    void bridgesMayNestAndComeAndGo() {
        see(Sightings.bridge("0000:00:01.0", 1, 5), Sightings.bridge("0000:01:00.0", 2, 5),
                Sightings.bridge("0000:02:04.0", 4, 4), Sightings.device("0000:04:00.0", 1),
                Sightings.device("0000:05:00.0", 2));
        assertSame(device("0000:00:01.0"), device("0000:01:00.0").getUpstream());
        assertSame(device("0000:01:00.0"), device("0000:02:04.0").getUpstream());
        assertSame(device("0000:02:04.0"), device("0000:04:00.0").getUpstream());
        assertSame(device("0000:01:00.0"), device("0000:05:00.0").getUpstream());

        updater.apply(new DeviceGone("linux", PciAddress.parse("0000:02:04.0")), Optional.empty());
        assertSame(device("0000:01:00.0"), device("0000:04:00.0").getUpstream());

        updater.apply(new DeviceChanged("linux", Sightings.bridge("0000:02:04.0", 4, 4)), Optional.empty());
        assertSame(device("0000:02:04.0"), device("0000:04:00.0").getUpstream());

        // The kernel has given the bridge other buses.
        updater.apply(new DeviceChanged("linux", Sightings.bridge("0000:02:04.0", 5, 5)), Optional.empty());
        assertSame(device("0000:01:00.0"), device("0000:04:00.0").getUpstream());
        assertSame(device("0000:02:04.0"), device("0000:05:00.0").getUpstream());
    }

    @Test
    void aBridgeThatIsNotSetUpLeadsNowhere() {
        byte[] gone = new byte[64];
        java.util.Arrays.fill(gone, (byte) 0xff);
        see(Sightings.bridge("0000:00:01.0", 0, 0), Sightings.bridge("0000:01:00.0", 1, 255),
                Sightings.bridge("0000:02:00.0", 1, 3),
                Sightings.device(PciAddress.parse("0000:00:02.0"), OptionalInt.empty(), gone, Optional.empty(),
                List.of()),
                Sightings.device("0000:ff:00.0", 1));
        for (PciDevice device : machine.allDevices()) {
            assertNull(device.getUpstream(), device::getAddress);
        }
    }

    @Test
    void whatIsGoneIsRemovedAndSaysSo() {
        see(Sightings.full());
        PciDevice nic = device(Sightings.NIC);
        DmabufExport exported = machine.findDmabuf(42);
        assertSame(nic, exported.getDevice());

        see(Sightings.machine(Sightings.without(Sightings.full().devices(), Sightings.nic()), Sightings.dmabufs()));

        assertNull(machine.findDevice(Sightings.NIC.toString()));
        assertNull(machine.findGroup(20));
        assertFalse(nic.isPresent());
        assertNull(nic.eContainer());
        assertEquals(org.barscope.model.RegionState.LOST, nic.findBar(0).getState());
        assertNull(nic.getUpstream());
        assertEquals(List.of(), nic.getVirtualFunctions());
        assertNull(device(Sightings.FIRST_VF).getPhysicalFunction());
        assertNotNull(machine.findDmabuf(42), "an exported descriptor outlives its device");
        assertNull(exported.getDevice());

        updater.apply(new DeviceGone("linux", Sightings.NIC), Optional.empty());
        updater.apply(new BarStatusChanged("linux", Sightings.NIC, 0, RegionStatus.LIVE), Optional.empty());
        assertNull(machine.findDevice(Sightings.NIC.toString()));
    }

    @Test
    void anEmptyMachineEmptiesTheModel() {
        see(Sightings.full());
        see(Sightings.machine());
        assertEquals(List.of(), machine.allDevices());
        assertEquals(List.of(), machine.getIommuGroups());
        assertEquals(List.of(), machine.getDmabufs());
    }

    @Test
    void aGroupThatIsSeenWithoutDevicesOfOursStays() {
        MachineRecord seen = Sightings.machine(Sightings.device("0000:00:02.0", 5));
        see(new MachineRecord(seen.id(), seen.label(), seen.kernel(), seen.architecture(), seen.capturedAt(),
                List.of(new IommuGroupRecord(3, "identity", List.of()), seen.groups().getFirst()), seen.devices(),
                List.of(), List.of()));
        assertEquals("identity", machine.findGroup(3).getType());
        assertEquals(List.of(3, 5), machine.getIommuGroups().stream().map(IommuGroup::getId).toList());
    }

    @Test
    void aBarChangesItsStateAlone() {
        see(Sightings.nic());
        heard.clear();
        updater.apply(new BarStatusChanged("linux", Sightings.NIC, 0, new RegionStatus(RegionState.REVOKED, "reset")),
                Optional.empty());
        assertEquals(org.barscope.model.RegionState.REVOKED, device(Sightings.NIC).findBar(0).getState());
        assertEquals("reset", device(Sightings.NIC).findBar(0).getStateReason());
        assertEquals(2, heard.size());

        updater.apply(new BarStatusChanged("linux", Sightings.NIC, 5, RegionStatus.LIVE), Optional.empty());
        assertEquals(2, heard.size(), "a BAR that is not there changes nothing");
    }

    @Test
    void barsAndInterruptsFollowTheirKeys() {
        PciDeviceRecord nic = Sightings.nic();
        see(nic);
        Bar kept = device(Sightings.NIC).findBar(2);
        PciDeviceRecord fewer = new PciDeviceRecord(nic.address(), nic.scheme(), nic.ids(), nic.names(), nic.driver(),
                nic.driverOverride(), nic.iommuGroup(), nic.numaNode(), Optional.empty(),
                List.of(new BarRecord(1, BarKind.MEM32, false, 0, 64, RegionStatus.LIVE), nic.bars().get(1)),
                Optional.empty(), nic.physicalFunction(), List.of(new IrqRecord(IrqRecord.Kind.INTX, 0, 11, 0)),
                "D3hot",
                false, ConfigImage.EMPTY, List.of());
        see(fewer);
        PciDevice device = device(Sightings.NIC);
        assertEquals(List.of(1, 2), device.getBars().stream().map(Bar::getIndex).toList());
        assertSame(kept, device.findBar(2));
        assertEquals(1, device.getIrqs().size());
        assertEquals(11, device.getIrqs().getFirst().getNumber());
        assertEquals(0, device.getMaxLinkWidth());
        assertEquals("", device.getLinkSpeed());
        assertNull(device.getConfigSpace());
        assertEquals(List.of(), device.getCapabilities());
        assertEquals(0, device.getSriovTotalVfs());
    }

    @Test
    void changedConfigurationSpaceIsDecodedAgain() {
        PciDeviceRecord before = Sightings.device("0000:00:02.0", 1);
        see(before);
        var capability = device("0000:00:02.0").getCapabilities().getFirst();
        byte[] changed = Sightings.endpointConfig();
        changed[0x44] = 3;
        changed[4] = 6;
        see(Sightings.device(before.address(), before.iommuGroup(), changed, Optional.empty(), List.of()));

        PciDevice device = device("0000:00:02.0");
        assertSame(capability, device.getCapabilities().getFirst());
        assertTrue(capability.getFields().stream().anyMatch(f -> f.getOffset() == 4 && f.getMeaning().contains("D3")
                || f.getOffset() == 0x44 && f.getMeaning().contains("D3")), () -> capability.getFields().toString());
        assertEquals(6, device.getConfigSpace().getContents()[4]);
    }

    @Test
    void dmabufsKeepTheirIdentityAndOrder() {
        see(Sightings.full());
        DmabufExport kept = machine.findDmabuf(42);
        DmabufExport gone = machine.findDmabuf(17);
        DmabufRecord first = new DmabufRecord(3, 64, "", "system", Optional.empty(), List.of(), RegionStatus.LIVE);

        updater.apply(new DmabufsChanged("linux", List.of(first, Sightings.dmabufs().get(1))), Optional.empty());

        assertEquals(List.of(3L, 42L), machine.getDmabufs().stream().map(DmabufExport::getInode).toList());
        assertSame(kept, machine.getDmabufs().get(1));
        assertSame(device(Sightings.NIC), kept.getDevice());
        assertEquals(List.of(5, -1, 7), kept.getOwners().stream().map(o -> o.getFd()).toList());
        assertEquals(org.barscope.model.RegionState.REVOKED, kept.getState());
        assertEquals("dmabuf:42", kept.getUri());
        assertSame(device(Sightings.NIC).findBar(0), kept.getBar());
        assertEquals(List.of("0000:03:00.0"), kept.getAttachments());
        assertEquals(List.of(0x1000L, 0L), kept.getRanges().stream().map(r -> r.getOffset()).toList());
        assertNull(gone.eContainer());

        updater.apply(new DmabufsChanged("linux", List.of()), Optional.empty());
        assertEquals(List.of(), machine.getDmabufs());
        assertEquals(List.of(), device(Sightings.NIC).getDmabufs());
        assertNull(kept.getDevice());
    }
}
