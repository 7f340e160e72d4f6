// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.vfio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;

import org.barscope.linux.Leaks;
import org.barscope.linux.event.EventFd;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.uapi.vfio.DmaRange;
import org.barscope.linux.uapi.vfio.VfioConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Every ioctl made on a file that is no VFIO device: it must name itself in the refusal and leave nothing open. What
 * the ioctls do on real devices is tested in the lab.
 */
class VfioRefusalTest {
    private static final Path NO_DEVICE = Path.of("/dev/null");

    @Test
    void everyDeviceCallNamesItselfWhenRefused() throws IOException {
        try (VfioDevice device = VfioDevice.openCdev(NO_DEVICE);
                VfioGroup group = VfioGroup.open(NO_DEVICE);
                EventFd event = EventFd.create("interrupt")) {
            Leaks before = Leaks.now();
            assertRefused("VFIO_DEVICE_GET_INFO", device::info);
            assertRefused("VFIO_DEVICE_GET_REGION_INFO", () -> device.region(0));
            assertRefused("VFIO_DEVICE_GET_IRQ_INFO", () -> device.irq(0));
            assertRefused("VFIO_DEVICE_SET_IRQS", () -> device.connectIrqs(1, 0, List.of(event)));
            assertRefused("VFIO_DEVICE_SET_IRQS", () -> device.disableIrqs(1));
            assertRefused("VFIO_DEVICE_SET_IRQS", () -> device.maskIrqs(0, 0, 1));
            assertRefused("VFIO_DEVICE_SET_IRQS", () -> device.unmaskIrqs(0, 0, 1));
            assertRefused("VFIO_DEVICE_SET_IRQS", () -> device.triggerIrqs(0, 0, 1));
            assertRefused("VFIO_DEVICE_RESET", device::reset);
            assertRefused("VFIO_DEVICE_GET_PCI_HOT_RESET_INFO", device::hotResetInfo);
            assertRefused("VFIO_DEVICE_PCI_HOT_RESET", () -> device.hotReset(List.of(group)));
            assertRefused("VFIO_DEVICE_FEATURE", () -> device.exportDmaBuf(0, EnumSet.of(OpenFlag.READ_WRITE),
                    List.of(new DmaRange(0, 4096)), "buffer"));
            assertRefused("VFIO_DEVICE_ATTACH_IOMMUFD_PT", () -> device.attach(1));
            assertRefused("VFIO_DEVICE_DETACH_IOMMUFD_PT", device::detach);
            assertFalse(device.hasFeature(VfioConstants.VFIO_DEVICE_FEATURE_DMA_BUF,
                    VfioConstants.VFIO_DEVICE_FEATURE_GET));
            assertRefused("VFIO_GROUP_GET_STATUS", group::status);
            assertRefused("VFIO_GROUP_UNSET_CONTAINER", group::unsetContainer);
            assertRefused("VFIO_GROUP_GET_DEVICE_FD", () -> group.openDevice("0000:00:04.0"));
            before.assertUnchanged();
        }
    }

    private static void assertRefused(String ioctl, Executable call) {
        ErrnoException refused = assertThrows(ErrnoException.class, call);
        assertEquals("ioctl(" + ioctl + ") /dev/null: ENOTTY (Inappropriate ioctl for device)", refused.getMessage());
    }

    @Test
    void whatDoesNotExistIsNotFound() throws IOException {
        Leaks before = Leaks.now();
        ErrnoException absent = assertThrows(ErrnoException.class, () -> VfioGroup.open(1_000_000));
        assertEquals(Errno.ENOENT, absent.errno());
        assertEquals("/dev/vfio/1000000", absent.subject().orElseThrow());
        assertThrows(ErrnoException.class, () -> VfioDevice.openCdev(Path.of("/dev/vfio/devices/vfio1000000")));
        before.assertUnchanged();
    }

    @Test
    void aContainerRefusesWhatItCannotDo() throws IOException {
        Leaks before = Leaks.now();
        try (VfioContainer container = container(); Arena arena = Arena.ofConfined()) {
            assertEquals(VfioConstants.VFIO_API_VERSION, container.apiVersion());
            assertFalse(container.supports(1_000_000));
            assertThrows(ErrnoException.class, () -> container.setIommu(VfioConstants.VFIO_TYPE1v2_IOMMU));
            assertThrows(IOException.class, container::iommuInfo);
            assertThrows(ErrnoException.class, () -> container.mapDma(arena.allocate(4096, 4096), 0, true, true));
            assertThrows(ErrnoException.class, () -> container.unmapDma(0, 4096));
        }
        before.assertUnchanged();
    }

    private static VfioContainer container() {
        try {
            return VfioContainer.open();
        } catch (ErrnoException refused) {
            return abort("no VFIO container here: " + refused.getMessage());
        }
    }

    @Test
    void anIommufdRefusesWhatItDoesNotHave() throws IOException {
        Leaks before = Leaks.now();
        try (Iommufd iommufd = iommufd(); FileDescriptor file = FileDescriptor.open(NO_DEVICE)) {
            int ioas = iommufd.allocateIoas();
            assertFalse(iommufd.iovaRanges(ioas).isEmpty());
            assertThrows(ErrnoException.class, () -> iommufd.unmap(ioas, 0, 4096));
            assertThrows(ErrnoException.class, () -> iommufd.mapFile(ioas,
                    new Iommufd.FileMap(file, 0, 4096, OptionalLong.empty(), true, false)));
            iommufd.destroy(ioas);
            assertEquals(Errno.ENOENT, assertThrows(ErrnoException.class, () -> iommufd.destroy(ioas)).errno());
        }
        before.assertUnchanged();
    }

    private static Iommufd iommufd() {
        try {
            return Iommufd.open();
        } catch (ErrnoException refused) {
            return abort("no iommufd here: " + refused.getMessage());
        }
    }
}
