// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.barscope.backend.linux.discovery.FakeSysfs;
import org.barscope.backend.linux.vfio.StepException.Step;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.control.ResetKind;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.libc.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every refusal that the kernel's VFIO has reaches the user as a sentence that names what is in the way. */
class ErrnoTableTest {

    private static final PciAddress ADDRESS = PciAddress.parse("0000:02:00.0");
    private static final String SIBLING = "0000:02:00.1";
    private static final int HOLDER = 4711;
    private static final String RESOURCES = "0x00000000fe900000 0x00000000fe91ffff 0x0000000000040200\n";

    @TempDir
    private Path folder;

    private FakeVfio.Device device;
    private final FakeVfio vfio = new FakeVfio();
    private FakeSysfs fake;
    private VfioDevices devices;
    private VfioRegions regions;

    /** One row: where, what the kernel says, and what the user must read of it. */
    private record Row(Step step, Errno errno, Reason reason, String why, String remedy) {
        @Override
        public String toString() {
            return step + " " + errno;
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row(Step.OPEN_CONTAINER, Errno.EACCES, Reason.REFUSED, "this user may not open", "chown"),
            new Row(Step.OPEN_CONTAINER, Errno.ENOENT, Reason.REFUSED, "/dev/vfio/vfio is not there", "modprobe"),
            new Row(Step.OPEN_GROUP, Errno.EACCES, Reason.REFUSED, "this user may not open", "chown"),
            new Row(Step.OPEN_GROUP, Errno.EBUSY, Reason.REFUSED, "in use by 'qemu-kvm' (process 4711)", "end that"),
            new Row(Step.OPEN_GROUP, Errno.EPERM, Reason.REFUSED, "needs CAP_SYS_RAWIO", "root"),
            new Row(Step.OPEN_GROUP, Errno.ENOENT, Reason.REFUSED, "no device of IOMMU group 5 is with VFIO", "bind"),
            new Row(Step.SET_CONTAINER, Errno.EPERM, Reason.REFUSED,
                    "IOMMU group 5 is not viable: " + SIBLING + " has the driver 'snd_hda_intel'",
                    "give those to VFIO"),
            new Row(Step.SET_IOMMU, Errno.EPERM, Reason.REFUSED, "no interrupt remapping", "allow_unsafe_interrupts"),
            new Row(Step.SET_IOMMU, Errno.ENODEV, Reason.REFUSED, "no IOMMU backend", "vfio_iommu_type1"),
            new Row(Step.SET_IOMMU, Errno.EINVAL, Reason.FAILED, "no group, or its backend is set already", "again"),
            new Row(Step.GET_DEVICE, Errno.ENODEV, Reason.REFUSED, "the group has no device " + ADDRESS, "bind"),
            new Row(Step.GET_DEVICE, Errno.EACCES, Reason.REFUSED, "the secret token", "physical function"),
            new Row(Step.GET_DEVICE, Errno.EINVAL, Reason.FAILED, "no container, or the container no IOMMU", "again"),
            new Row(Step.OPEN_CDEV, Errno.EACCES, Reason.REFUSED, "this user may not open", "chown"),
            new Row(Step.OPEN_CDEV, Errno.EBUSY, Reason.REFUSED, "in use by 'qemu-kvm' (process 4711)", "end that"),
            new Row(Step.OPEN_IOMMUFD, Errno.ENOENT, Reason.REFUSED, "/dev/iommu is not there", "CONFIG_IOMMUFD"),
            new Row(Step.BIND, Errno.EPERM, Reason.REFUSED, "iommufd does not take the device (EPERM)",
                    SIBLING + " has the driver 'snd_hda_intel'"),
            new Row(Step.ATTACH, Errno.EINVAL, Reason.REFUSED, "iommufd does not take the device (EINVAL)",
                    "interrupt remapping"));

    @BeforeEach
    void machine() throws Exception {
        fake = new FakeSysfs(folder);
        fake.group(5, "DMA", fake.device(ADDRESS.toString()).driver("vfio-pci").resources(RESOURCES),
                fake.device(SIBLING).driver("snd_hda_intel"));
        device = new FakeVfio.Device().region(0, 0x20000, true, List.of());
        vfio.devices.put(ADDRESS, device);
        Path holder = fake.root().proc().resolve(Integer.toString(HOLDER));
        Files.createDirectories(holder.resolve("fd"));
        Files.writeString(holder.resolve("comm"), "qemu-kvm\n");
        Files.createSymbolicLink(holder.resolve("fd/9"), fake.root().dev().resolve("vfio/5"));
        devices = new VfioDevices(fake.scanner(), new VfioOpening(fake.root(), vfio, () -> VfioPreference.GROUP));
        regions = new VfioRegions(fake.root(), devices, (address, bar, status) -> {
        });
    }

    @AfterEach
    void nothingStaysOpen() {
        devices.close();
        assertEquals(List.of(), vfio.open);
    }

    private MemoryRegion open(Optional<String> route) throws BackendException {
        return regions.open(RegionUri.parse("vfio:" + ADDRESS + "/bar0"), ADDRESS,
                new OpenOptions(false, false, true, route));
    }

    private static void says(BackendException refused, Reason reason, String why, String remedy) {
        assertTrue(refused.why().contains(why), refused::why);
        assertTrue(refused.remedy().contains(remedy), refused::remedy);
        assertEquals(reason, refused.reason());
    }

    @TestFactory
    Stream<DynamicTest> openingADevice() {
        return ROWS.stream().map(row -> DynamicTest.dynamicTest(row.toString(), () -> {
            vfio.refusal = way -> Optional.of(FakeVfio.refused(row.step(), row.errno(), "/dev/vfio/5"));
            says(assertThrows(BackendException.class, () -> open(Optional.empty())), row.reason(), row.why(),
                    row.remedy());
        }));
    }

    @Test
    void exportingAndMapping() throws Exception {
        record Refused(Errno errno, String why) {
        }
        for (Refused row : List.of(new Refused(Errno.ENOTTY, "does not export BARs as DMABUFs (ENOTTY"),
                new Refused(Errno.EOPNOTSUPP, "VFIO driver does not export BARs (EOPNOTSUPP)"),
                new Refused(Errno.EINVAL, "does not export this range (EINVAL)"),
                new Refused(Errno.ENODEV, "no BAR in memory (ENODEV)"),
                new Refused(Errno.EBUSY, "claimed elsewhere in the kernel (EBUSY)"))) {
            device.refusingExport(row.errno());
            says(assertThrows(BackendException.class, () -> open(Optional.of("dmabuf")).close()), Reason.REFUSED,
                    row.why(), "leave the choice");
        }
        device.refusingMmap(Errno.EINVAL);
        says(assertThrows(BackendException.class, () -> open(Optional.of("mmap")).close()), Reason.REFUSED,
                "the kernel does not map this region (EINVAL)", "leave the choice");
    }

    @Test
    void resetting() throws Exception {
        VfioControl control = new VfioControl(fake.scanner(), devices);
        device.refusingReset(Errno.EINVAL);
        says(assertThrows(BackendException.class, () -> control.reset(ADDRESS, ResetKind.FUNCTION)), Reason.REFUSED,
                "no way to be reset alone", "");
        device.refusingReset(Errno.EAGAIN);
        says(assertThrows(BackendException.class, () -> control.reset(ADDRESS, ResetKind.FUNCTION)), Reason.FAILED,
                "locked all the time (EAGAIN)", "try again");
    }
}
