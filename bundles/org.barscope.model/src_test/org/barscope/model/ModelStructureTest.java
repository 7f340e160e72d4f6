// SPDX-License-Identifier: EPL-2.0
package org.barscope.model;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.eclipse.emf.common.notify.Notification;
import org.eclipse.emf.common.util.Diagnostic;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.util.Diagnostician;
import org.eclipse.emf.ecore.util.EContentAdapter;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.junit.jupiter.api.Test;

/** Who contains what, what refers to what, and what a discovery can rely on when it merges. */
class ModelStructureTest {

    private final Machine machine = SampleModel.machine();
    private final PciDevice physical = machine.findDevice("0000:01:00.0");

    @Test
    void newObjectsHoldTheDocumentedDefaults() {
        PciDevice device = SampleModel.FACTORY.createPciDevice();
        Bar bar = SampleModel.FACTORY.createBar();
        WatchItem item = SampleModel.FACTORY.createWatchItem();
        assertAll(
                () -> assertEquals("", device.getAddress()),
                () -> assertEquals(0xffff, device.getVendorId()),
                () -> assertEquals(0xffff, device.getDeviceId()),
                () -> assertEquals(0, device.getSubsystemId()),
                () -> assertEquals(-1, device.getNumaNode()),
                () -> assertTrue(device.isPresent()),
                () -> assertFalse(device.isEnabled()),
                () -> assertSame(DeviceState.UNKNOWN, device.getState()),
                () -> assertNull(device.getConfigSpace()),
                () -> assertNull(device.getGroup()),
                () -> assertEquals(-1, bar.getIndex()),
                () -> assertSame(BarKind.UNKNOWN, bar.getKind()),
                () -> assertSame(IrqKind.UNKNOWN, SampleModel.FACTORY.createIrq().getKind()),
                () -> assertSame(RegionState.UNKNOWN, bar.getState()),
                () -> assertEquals(0, bar.getSize()),
                () -> assertEquals(-1, SampleModel.FACTORY.createIrq().getCount()),
                () -> assertEquals(-1, SampleModel.FACTORY.createDmabufOwner().getFd()),
                () -> assertEquals(-1, SampleModel.FACTORY.createIommuGroup().getId()),
                () -> assertNull(SampleModel.FACTORY.createConfigSpace().getContents()),
                () -> assertNull(SampleModel.FACTORY.createMachine().getCapturedAt()),
                () -> assertEquals(1, SampleModel.FACTORY.createBookmark().getLength()),
                () -> assertEquals(4, item.getWidth()),
                () -> assertEquals(1000, item.getIntervalMillis()),
                () -> assertTrue(item.isEnabled()));
    }

    @Test
    void containmentIsTheTree() {
        IommuGroup group = physical.getGroup();
        assertAll(
                () -> assertSame(machine, group.eContainer()),
                () -> assertSame(machine, group.getMachine()),
                () -> assertSame(group, physical.eContainer()),
                () -> assertSame(physical, physical.getConfigSpace().eContainer()),
                () -> assertSame(physical, physical.getConfigSpace().getDevice()),
                () -> assertSame(physical, physical.getBars().getFirst().getDevice()),
                () -> assertSame(physical, physical.getCapabilities().getFirst().eContainer()),
                () -> assertSame(physical, physical.getIrqs().getFirst().eContainer()),
                () -> assertSame(machine, machine.getDmabufs().getFirst().eContainer()),
                () -> assertSame(machine, physical.machine()),
                () -> assertSame(machine, machine.findDevice("0000:00:1c.0").machine()),
                () -> assertNull(machine.findDevice("0000:00:1c.0").getGroup()),
                () -> assertNull(SampleModel.device("0000:05:00.0").machine()));
    }

    @Test
    void aFullModelIsValid() {
        Diagnostic diagnostic = Diagnostician.INSTANCE.validate(SampleModel.session());
        assertEquals(Diagnostic.OK, diagnostic.getSeverity(), diagnostic::toString);
    }

    @Test
    void twoOfOneKeyAreInvalid() {
        assertInvalid(m -> m.findGroup(7).getDevices().add(SampleModel.device("0000:01:00.0")));
        assertInvalid(m -> m.findDevice("0000:01:00.0").getBars().add(SampleModel.bar(0, BarKind.IO, 32)));
        assertInvalid(m -> m.findDevice("0000:01:00.0").getIrqs().add(SampleModel.irq(IrqKind.MSIX, 1)));
        assertInvalid(m -> SampleModel.group(m, 7, ""));
    }

    private static void assertInvalid(Consumer<Machine> change) {
        Machine valid = SampleModel.machine();
        assertEquals(Diagnostic.OK, Diagnostician.INSTANCE.validate(valid).getSeverity());
        change.accept(valid);
        assertEquals(Diagnostic.ERROR, Diagnostician.INSTANCE.validate(valid).getSeverity());
    }

    @Test
    void vectorsOfDifferentKindsAreNotOfOneKey() {
        physical.getIrqs().add(SampleModel.irq(IrqKind.MSI, 1));
        assertEquals(Diagnostic.OK, Diagnostician.INSTANCE.validate(machine).getSeverity());
    }

    @Test
    void aMissingKeyIsInvalid() {
        physical.setAddress(null);
        assertEquals(Diagnostic.ERROR, Diagnostician.INSTANCE.validate(machine).getSeverity());
    }

    @Test
    void aDeviceThatChangesItsGroupStaysTheSameObject() {
        Bar bar = physical.findBar(0);
        IommuGroup old = physical.getGroup();
        IommuGroup other = SampleModel.group(machine, 30, "DMA");

        other.getDevices().add(physical);
        assertSame(other, physical.getGroup());
        assertTrue(old.getDevices().isEmpty());
        assertSame(physical, machine.findDevice("0000:01:00.0"));

        machine.getUngroupedDevices().add(physical);
        assertNull(physical.getGroup());
        assertTrue(other.getDevices().isEmpty());
        assertSame(machine, physical.machine());
        assertSame(bar, machine.findAddressable("pci:0000:01:00.0/bar0"));
        assertEquals(2, physical.getVirtualFunctions().size());
    }

    @Test
    void bothEndsOfAReferenceAgree() {
        PciDevice virtual = machine.findDevice("0000:01:10.2");
        PciDevice bridge = machine.findDevice("0000:00:1c.0");
        DmabufExport dmabuf = machine.findDmabuf(4711);
        assertSame(virtual, physical.getVirtualFunctions().get(1));
        assertEquals(List.of(physical), bridge.getDownstream());
        assertEquals(List.of(dmabuf), physical.getDmabufs());

        virtual.setPhysicalFunction(null);
        physical.getDmabufs().clear();
        assertEquals(List.of(machine.findDevice("0000:01:10.1")), physical.getVirtualFunctions());
        assertNull(dmabuf.getDevice());
        assertSame(machine, dmabuf.eContainer());
    }

    @Test
    void aRemovedDeviceLeavesNothingBehindThatRefersToIt() {
        physical.setPhysicalFunction(null);
        physical.getVirtualFunctions().clear();
        physical.setUpstream(null);
        physical.getDownstream().clear();
        physical.getDmabufs().clear();
        machine.getDmabufs().forEach(dmabuf -> dmabuf.setBar(null));
        EcoreUtil.remove(physical);

        assertNull(machine.findDevice("0000:01:00.0"));
        List<EObject> gone = new ArrayList<>(List.of(physical));
        physical.eAllContents().forEachRemaining(gone::add);
        machine.eAllContents().forEachRemaining(
                object -> assertTrue(Stream.concat(Stream.of(object), object.eCrossReferences().stream())
                        .noneMatch(gone::contains), object::toString));
        assertEquals(1, machine.getDmabufs().size());
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertNull(machine.findDevice("0000:99:00.0"));
        assertNull(machine.findDevice(null));
        assertNull(machine.findGroup(8));
        assertNull(machine.findDmabuf(1));
        assertNull(machine.findAddressable("vfio:0000:01:00.0"));
        assertNull(physical.findBar(1));
    }

    @Test
    void everythingAddressableIsFoundByItsUri() {
        assertSame(physical, machine.findAddressable("pci:0000:01:00.0"));
        assertSame(physical.getConfigSpace(), machine.findAddressable("pci:0000:01:00.0/config"));
        assertSame(physical.findBar(6), machine.findAddressable("pci:0000:01:00.0/rom"));
        assertSame(machine.findDmabuf(4711), machine.findAddressable("dmabuf:4711"));
        assertSame(machine.findGroup(7), physical.getGroup());
    }

    @Test
    void listsThatOperationsReturnAreTheCallersOwn() {
        List<PciDevice> all = machine.allDevices();
        assertEquals(4, all.size());
        assertEquals(3, physical.regions().size());
        all.clear();
        physical.regions().clear();
        assertEquals(4, machine.allDevices().size());
        assertEquals(3, physical.regions().size());
    }

    @Test
    void oneObserverOfTheMachineSeesWhatChangesBelow() {
        List<Notification> seen = new ArrayList<>();
        EContentAdapter observer = new EContentAdapter() {
            @Override
            public void notifyChanged(Notification notification) {
                super.notifyChanged(notification);
                seen.add(notification);
            }
        };
        machine.eAdapters().add(observer);
        Bar bar = physical.findBar(0);
        bar.setState(RegionState.LIVE);
        bar.setState(RegionState.LIVE);
        List<Notification> changes = seen.stream().filter(notification -> !notification.isTouch()).toList();
        assertEquals(1, changes.size());
        assertSame(bar, changes.getFirst().getNotifier());
        assertSame(BarscopePackage.Literals.REGION__STATE, changes.getFirst().getFeature());
    }

    @Test
    void numbersAreUnsignedAndWrittenInHexadecimal() {
        var hex32 = BarscopePackage.Literals.HEX32;
        var hex64 = BarscopePackage.Literals.HEX64;
        assertEquals("0xffffffff", EcoreUtil.convertToString(hex32, -1));
        assertEquals(-1, EcoreUtil.createFromString(hex32, "0xffffffff"));
        assertEquals(4096, EcoreUtil.createFromString(hex32, "4096"));
        assertEquals("0x8000000000000000", EcoreUtil.convertToString(hex64, Long.MIN_VALUE));
        assertEquals(Long.MIN_VALUE, EcoreUtil.createFromString(hex64, "0x8000000000000000"));
        assertEquals(-1L, EcoreUtil.createFromString(hex64, "18446744073709551615"));
        assertEquals(1, EcoreUtil.createFromString(hex32, "0x00000001"));
        assertThrows(IllegalArgumentException.class, () -> EcoreUtil.createFromString(hex32, "0x100000000"));
        assertThrows(IllegalArgumentException.class, () -> EcoreUtil.createFromString(hex64, "-1"));
    }
}
