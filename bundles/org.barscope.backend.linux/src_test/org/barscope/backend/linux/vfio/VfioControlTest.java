// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.barscope.backend.linux.discovery.FakeSysfs;
import org.barscope.backend.linux.vfio.StepException.Step;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.control.DeviceInterrupts;
import org.barscope.core.control.InterruptKind;
import org.barscope.core.control.InterruptKind.Source;
import org.barscope.core.control.ResetKind;
import org.barscope.core.control.ResetPlan;
import org.barscope.core.memory.Route.Refusal;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.uapi.vfio.HotResetInfo;
import org.barscope.linux.uapi.vfio.VfioConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VfioControlTest {

    private static final PciAddress ADDRESS = PciAddress.parse("0000:02:00.0");
    private static final int INTX = VfioConstants.VFIO_IRQ_INFO_MASKABLE | VfioConstants.VFIO_IRQ_INFO_AUTOMASKED;

    @TempDir
    private Path folder;

    private FakeSysfs fake;
    private FakeSysfs.Device home;
    private FakeVfio.Device device;
    private final FakeVfio vfio = new FakeVfio();
    private VfioPreference preference = VfioPreference.BEST;
    private VfioDevices devices;
    private VfioControl control;

    @BeforeEach
    void machine() throws Exception {
        fake = new FakeSysfs(folder);
        home = fake.device(ADDRESS.toString()).driver("vfio-pci");
        fake.group(5, "DMA", home, fake.device("0000:02:00.1").driver("snd_hda_intel"));
        device = new FakeVfio.Device().irq(0, 1, INTX).irq(1, 4, 0);
        vfio.devices.put(ADDRESS, device);
        devices = new VfioDevices(fake.scanner(), new VfioOpening(fake.root(), vfio, () -> preference));
        control = new VfioControl(fake.scanner(), devices);
    }

    @AfterEach
    void nothingStaysOpen() {
        devices.close();
        assertEquals(List.of(), vfio.open);
        until("the events' thread has ended", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals(EventLoop.THREAD)));
    }

    private static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            Thread.onSpinWait();
        }
    }

    private BackendException refused(StepException no) {
        vfio.refusal = way -> Optional.of(no);
        return assertThrows(BackendException.class, () -> devices.acquire(ADDRESS, "open it", true));
    }

    private void cdev() throws Exception {
        home.with("vfio-dev/vfio3/dev", "511:3");
        Files.createDirectories(fake.root().dev().resolve("vfio/devices"));
        Files.createFile(fake.root().dev().resolve("vfio/devices/vfio3"));
        Files.createFile(fake.root().dev().resolve("iommu"));
    }

    @Test
    void theCharacterDeviceIsPreferredAndTheGroupIsTheWayOut() throws Exception {
        try (DeviceLease lease = devices.acquire(ADDRESS, "open it", true)) {
            assertEquals("group", lease.handle().way().id());
            assertEquals(List.of(new Refusal("cdev",
                    "the kernel makes no character device for it (CONFIG_VFIO_DEVICE_CDEV)")),
                    devices.use(ADDRESS).orElseThrow().refused());
        }
        cdev();
        try (DeviceLease lease = devices.acquire(ADDRESS, "open it", true)) {
            assertEquals("cdev", lease.handle().way().id());
        }
        vfio.refusal = way -> way.equals("cdev") ? Optional.of(FakeVfio.refused(Step.OPEN_CDEV, Errno.EACCES,
                "/dev/vfio/devices/vfio3")) : Optional.empty();
        try (DeviceLease lease = devices.acquire(ADDRESS, "open it", true)) {
            assertEquals("group", lease.handle().way().id());
            assertTrue(devices.use(ADDRESS).orElseThrow().refused().getFirst().why()
                    .contains("this user may not open /dev/vfio/devices/vfio3"));
        }
        preference = VfioPreference.CDEV;
        assertThrows(BackendException.class, () -> devices.acquire(ADDRESS, "open it", true));
        vfio.refusal = way -> Optional.empty();
        preference = VfioPreference.GROUP;
        try (DeviceLease lease = devices.acquire(ADDRESS, "open it", true)) {
            assertEquals("group", lease.handle().way().id());
            assertEquals(List.of(), devices.use(ADDRESS).orElseThrow().refused());
        }
    }

    @Test
    void everyRefusalHasItsSentence() throws Exception {
        assertTrue(refused(FakeVfio.refused(Step.OPEN_GROUP, Errno.EACCES, "/dev/vfio/5")).why()
                .contains("this user may not open /dev/vfio/5"));
        assertTrue(refused(FakeVfio.refused(Step.OPEN_GROUP, Errno.EPERM, "/dev/vfio/noiommu-5")).why()
                .contains("CAP_SYS_RAWIO"));
        assertEquals("IOMMU group 5 is not viable: 0000:02:00.1 has the driver 'snd_hda_intel'",
                refused(FakeVfio.refused(Step.SET_CONTAINER, Errno.EPERM, "group")).why());
        assertTrue(refused(FakeVfio.refused(Step.SET_IOMMU, Errno.EPERM, "container")).remedy()
                .contains("allow_unsafe_interrupts"));
        assertTrue(refused(FakeVfio.refused(Step.SET_IOMMU, Errno.ENODEV, "container")).remedy()
                .contains("vfio_iommu_type1"));
        assertTrue(refused(FakeVfio.refused(Step.SET_IOMMU, Errno.EINVAL, "container")).why().contains("no group"));
        assertTrue(refused(FakeVfio.refused(Step.GET_DEVICE, Errno.ENODEV, "group")).why().contains("no device"));
        assertTrue(refused(FakeVfio.refused(Step.GET_DEVICE, Errno.EACCES, "group")).why().contains("token"));
        assertTrue(refused(FakeVfio.refused(Step.GET_DEVICE, Errno.EINVAL, "group")).why().contains("no container"));
        assertTrue(refused(FakeVfio.refused(Step.OPEN_CONTAINER, Errno.ENOENT, "/dev/vfio/vfio")).remedy()
                .contains("modprobe vfio-pci"));
    }

    @Test
    void theHolderOfABusyGroupIsNamed() throws Exception {
        Path process = fake.root().proc().resolve("4242");
        Files.createDirectories(process.resolve("fd"));
        Files.writeString(process.resolve("comm"), "qemu-system-x86\n");
        Files.createSymbolicLink(process.resolve("fd/17"), fake.root().dev().resolve("vfio/5"));
        BackendException busy = refused(FakeVfio.refused(Step.OPEN_GROUP, Errno.EBUSY, "/dev/vfio/5"));
        assertEquals("the device or its IOMMU group is in use by 'qemu-system-x86' (process 4242)", busy.why());
    }

    @Test
    void whatIsNotWithVfioIsNotOpened() throws Exception {
        PciAddress other = PciAddress.parse("0000:02:00.1");
        BackendException refused = assertThrows(BackendException.class,
                () -> devices.acquire(other, "open it", true));
        assertEquals(Reason.REFUSED, refused.reason());
        assertTrue(refused.why().contains("'snd_hda_intel' has the device"), refused::getMessage);
        assertEquals(Reason.NOT_FOUND, assertThrows(BackendException.class,
                () -> devices.acquire(PciAddress.parse("0000:03:00.0"), "open it", true)).reason());
    }

    @Test
    void interruptsAreCountedExactly() throws Exception {
        try (DeviceInterrupts interrupts = control.interrupts(ADDRESS, true)) {
            assertEquals(List.of(new InterruptKind(Source.INTX, 1, true, true),
                    new InterruptKind(Source.MSI, 4, false, false)), interrupts.kinds());
            assertEquals(Reason.REFUSED,
                    assertThrows(BackendException.class, () -> control.interrupts(ADDRESS, true)).reason());
            assertEquals(Reason.USAGE,
                    assertThrows(BackendException.class, () -> interrupts.enable(Source.MSI, 5)).reason());
            interrupts.enable(Source.MSI, 2);
            for (int i = 0; i < 100; i++) {
                vfio.open.getFirst().signal(1, 0);
                if (i % 2 == 0) {
                    vfio.open.getFirst().signal(1, 1);
                }
            }
            interrupts.disable();
            assertEquals(100, interrupts.counts().get(0).count());
            assertEquals(50, interrupts.counts().get(1).count());
            assertEquals(Reason.USAGE,
                    assertThrows(BackendException.class, () -> interrupts.mask(0)).reason(), "nothing is enabled");
            interrupts.enable(Source.MSI, 1);
            assertEquals(0, interrupts.counts().getFirst().count());
            assertEquals(Reason.REFUSED,
                    assertThrows(BackendException.class, () -> interrupts.mask(0)).reason());
        }
        control.interrupts(ADDRESS, true).close();
    }

    @Test
    void thePinIsUnmaskedUntilItStorms() throws Exception {
        try (DeviceInterrupts interrupts = control.interrupts(ADDRESS, true)) {
            interrupts.enable(Source.INTX, 1);
            interrupts.trigger(0);
            until("it is unmasked", () -> vfio.log.contains("unmask 0.0"));
            assertFalse(interrupts.counts().getFirst().masked());
            for (int i = 0; i < 2000; i++) {
                vfio.open.getFirst().signal(0, 0);
            }
            until("all are counted", () -> interrupts.counts().getFirst().count() == 2001);
            assertTrue(interrupts.counts().getFirst().masked());
            assertTrue(interrupts.counts().getFirst().problem().contains("1000 times in a second"));
            interrupts.unmask(0);
            assertFalse(interrupts.counts().getFirst().masked());
        }
    }

    @Test
    void busMasteringIsNeverSwitchedOnUnasked() throws Exception {
        device.set(7, 4, 2);
        try (DeviceInterrupts interrupts = control.interrupts(ADDRESS, true)) {
            interrupts.enable(Source.MSI, 1);
            assertFalse(interrupts.busMaster());
            interrupts.busMaster(true);
            assertEquals(6, device.get(7, 4));
            interrupts.busMaster(false);
            assertEquals(2, device.get(7, 4));
        }
    }

    @Test
    void aReleasedDeviceEndsItsInterrupts() throws Exception {
        DeviceInterrupts interrupts = control.interrupts(ADDRESS, true);
        interrupts.enable(Source.MSI, 1);
        devices.release(ADDRESS, "it was released");
        assertThrows(BackendException.class, () -> interrupts.enable(Source.MSI, 1));
        interrupts.close();
    }

    @Test
    void resetsAreTriedAgainWhileTheDeviceIsLocked() throws Exception {
        device.busyFor(3);
        control.reset(ADDRESS, ResetKind.FUNCTION);
        assertTrue(vfio.log.contains("reset"));
        device.busyFor(30);
        BackendException locked = assertThrows(BackendException.class,
                () -> control.reset(ADDRESS, ResetKind.FUNCTION));
        assertTrue(locked.why().contains("EAGAIN"), locked::getMessage);
        device.busyFor(0).refusingReset(Errno.EINVAL);
        assertEquals("the device has no way to be reset alone", assertThrows(BackendException.class,
                () -> control.reset(ADDRESS, ResetKind.FUNCTION)).why());
        assertEquals("its bus and slot cannot be reset", assertThrows(BackendException.class,
                () -> control.reset(ADDRESS, ResetKind.BUS)).why());
        assertFalse(control.plan(ADDRESS, true).function());
        assertEquals(Reason.RESETS_DEVICE,
                assertThrows(BackendException.class, () -> control.plan(ADDRESS, false)).reason());
    }

    @Test
    void aBusIsResetOnlyWhenVfioHasAllThatItHits() throws Exception {
        HotResetInfo.Device self = new HotResetInfo.Device(5, 0, 2, 0, 0);
        device.busReset(self, new HotResetInfo.Device(5, 0, 2, 0, 1));
        ResetPlan plan = control.plan(ADDRESS, true);
        assertEquals(2, plan.hit().size());
        assertFalse(plan.bus());
        assertEquals("it would also hit 0000:02:00.1, which has the driver 'snd_hda_intel', and the kernel does that "
                + "only when VFIO has all of them", plan.busWhy());
        assertEquals(Reason.REFUSED, assertThrows(BackendException.class,
                () -> control.reset(ADDRESS, ResetKind.BUS)).reason());
        assertFalse(vfio.log.contains("hot reset"));
        device.busReset(self);
        assertTrue(control.plan(ADDRESS, true).bus());
        control.reset(ADDRESS, ResetKind.BUS);
        assertTrue(vfio.log.contains("hot reset"));
        device.busReset(self, new HotResetInfo.Device(9, 0, 3, 0, 0));
        assertEquals("it would also hit devices that are not open here", control.plan(ADDRESS, true).busWhy());
    }
}
