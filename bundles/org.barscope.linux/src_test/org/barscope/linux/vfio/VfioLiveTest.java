// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.vfio;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

import org.barscope.linux.Leaks;
import org.barscope.linux.dmabuf.DmaBufFdInfo;
import org.barscope.linux.dmabuf.DmaBufs;
import org.barscope.linux.event.EventFd;
import org.barscope.linux.event.Poll;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.memory.AccessWidth;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemoryFaultException;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.PositionedAccess;
import org.barscope.linux.memory.Protection;
import org.barscope.linux.memory.UnitAccess;
import org.barscope.linux.uapi.vfio.DmaRange;
import org.barscope.linux.uapi.vfio.HotResetInfo;
import org.barscope.linux.uapi.vfio.RegionCapability.Area;
import org.barscope.linux.uapi.vfio.VfioConstants;
import org.barscope.linux.uapi.vfio.VfioDeviceInfo;
import org.barscope.linux.uapi.vfio.VfioIrqInfo;
import org.barscope.linux.uapi.vfio.VfioRegionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * VFIO for real, on QEMU's test device "edu" ({@code docs/specs/edu.rst} of QEMU) where one is bound to vfio-pci, as in
 * the lab. Binds nothing itself, so that it cannot take a device away from anybody.
 */
class VfioLiveTest {
    private static final Path VFIO_PCI = Path.of("/sys/bus/pci/drivers/vfio-pci");
    private static final int BAR0 = VfioConstants.VFIO_PCI_BAR0_REGION_INDEX;
    private static final int CONFIG = VfioConstants.VFIO_PCI_CONFIG_REGION_INDEX;
    private static final int MSI = VfioConstants.VFIO_PCI_MSI_IRQ_INDEX;
    private static final long BAR_SIZE = 1 << 20;
    private static final long COMMAND = 4;
    private static final long MEMORY_ENABLE = 2;
    private static final long BUS_MASTER = 4;
    private static final long DEADLINE_NANOS = Duration.ofSeconds(30).toNanos();

    private Leaks before;
    private String address;
    private int groupNumber;
    private VfioContainer container;
    private VfioGroup group;
    private VfioDevice device;

    @BeforeEach
    void openADevice() throws IOException {
        before = Leaks.now();
        Path found = findEdu();
        address = found.getFileName().toString();
        groupNumber = Integer.parseInt(
                Files.readSymbolicLink(found.resolve("iommu_group")).getFileName().toString());
        open();
    }

    private static Path findEdu() throws IOException {
        if (Files.isDirectory(VFIO_PCI)) {
            try (DirectoryStream<Path> devices = Files.newDirectoryStream(VFIO_PCI, "*:*:*.*")) {
                for (Path device : devices) {
                    if (Files.readString(device.resolve("vendor")).strip().equals("0x1234")
                            && Files.readString(device.resolve("device")).strip().equals("0x11e8")) {
                        return device.toRealPath();
                    }
                }
            }
        }
        return abort("no edu device is bound to vfio-pci here");
    }

    private void open() throws IOException {
        container = VfioContainer.open();
        group = VfioGroup.open(groupNumber);
        assertTrue(group.status().viable());
        assertFalse(group.status().containerSet());
        group.setContainer(container);
        container.setIommu(VfioConstants.VFIO_TYPE1v2_IOMMU);
        assertTrue(group.status().containerSet());
        device = group.openDevice(address);
    }

    @AfterEach
    void closeEverything() throws IOException {
        close();
        if (before != null) {
            before.assertUnchanged();
        }
    }

    private void close() {
        if (device != null) {
            device.close();
        }
        if (group != null) {
            group.close();
        }
        if (container != null) {
            container.close();
        }
    }

    private static Mapping map(VfioDevice device, VfioRegionInfo bar) throws IOException {
        return device.map(bar, 0, bar.size(), Protection.READ_WRITE, "edu bar0");
    }

    private static long read(UnitAccess access, long offset) throws IOException {
        return access.read(offset, AccessWidth.BITS_32, LITTLE_ENDIAN);
    }

    private static void write(UnitAccess access, long offset, long value) throws IOException {
        access.write(offset, AccessWidth.BITS_32, LITTLE_ENDIAN, value);
    }

    private static void until(Condition condition) throws IOException {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, "the device does not answer in time");
            Thread.onSpinWait();
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    @Test
    void theDeviceDescribesItself() throws IOException {
        VfioDeviceInfo info = device.info();
        assertTrue(info.pci());
        assertTrue(info.regions() >= VfioConstants.VFIO_PCI_NUM_REGIONS, info::toString);
        VfioRegionInfo bar = device.region(BAR0);
        assertEquals(BAR_SIZE, bar.size());
        assertTrue(bar.readable() && bar.writable());
        assertEquals(List.of(new Area(0, BAR_SIZE)), bar.mappableAreas());
        assertEquals(0, device.region(BAR0 + 1).size());
        VfioIrqInfo msi = device.irq(MSI);
        assertTrue(msi.eventfd() && msi.count() == 1, msi::toString);
        assertTrue(device.irq(VfioConstants.VFIO_PCI_INTX_IRQ_INDEX).automasked());
        ErrnoException none = assertThrows(ErrnoException.class, () -> device.region(1000));
        assertEquals(Errno.EINVAL, none.errno());
        assertTrue((container.iommuInfo().pageSizes() & HostSystem.pageSize()) != 0);
        assertFalse(container.iommuInfo().ranges().isEmpty());
    }

    @Test
    void mappingAndPreadSeeTheSameRegisters() throws IOException {
        VfioRegionInfo bar = device.region(BAR0);
        PositionedAccess positioned = device.positioned(bar, Protection.READ_WRITE, "edu bar0");
        try (Mapping mapping = map(device, bar)) {
            for (UnitAccess access : List.of(mapping.access(), positioned)) {
                assertEquals(0x010000ed, read(access, 0));
                for (long value : new long[] {0, 1, 0x12345678, 0xffffffffL}) {
                    write(access, 4, value);
                    assertEquals(~value & 0xffffffffL, read(access, 4));
                }
                write(access, 8, 5);
                until(() -> (read(access, 0x20) & 1) == 0);
                assertEquals(0x78, read(access, 8));
                byte[] units = new byte[8];
                access.readUnits(0, AccessWidth.BITS_32, 2, units, 0);
                assertArrayEquals(new byte[] {(byte) 0xed, 0, 0, 1}, Arrays.copyOf(units, 4));
            }
        }
        PositionedAccess config = device.positioned(device.region(CONFIG), Protection.READ_WRITE, "edu config");
        assertEquals(0x11e81234L, read(config, 0));
    }

    @Test
    void interruptsReachTheEventFd() throws IOException {
        PositionedAccess config = device.positioned(device.region(CONFIG), Protection.READ_WRITE, "edu config");
        try (EventFd interrupt = EventFd.create("edu msi"); Mapping mapping = map(device, device.region(BAR0))) {
            device.connectIrqs(MSI, 0, List.of(interrupt));
            config.write(COMMAND, AccessWidth.BITS_16, LITTLE_ENDIAN, MEMORY_ENABLE | BUS_MASTER);
            for (int round = 1; round <= 20; round++) {
                write(mapping.access(), 0x60, round);
                assertEquals(1, Poll.await(Duration.ofSeconds(30), Poll.Interest.readable(interrupt.descriptor()))
                        .size());
                assertEquals(1, interrupt.drain());
                assertEquals(round, read(mapping.access(), 0x24));
                write(mapping.access(), 0x64, round);
                assertEquals(0, read(mapping.access(), 0x24));
            }
            device.triggerIrqs(MSI, 0, 1);
            assertEquals(1, interrupt.drain());
            device.disableIrqs(MSI);
            assertThrows(ErrnoException.class, () -> device.triggerIrqs(MSI, 0, 1));
        }
    }

    @Test
    void switchedOffMemoryFaultsAndComesBack() throws IOException {
        PositionedAccess config = device.positioned(device.region(CONFIG), Protection.READ_WRITE, "edu config");
        try (Mapping mapping = map(device, device.region(BAR0))) {
            for (int round = 0; round < 100; round++) {
                config.write(COMMAND, AccessWidth.BITS_16, LITTLE_ENDIAN, MEMORY_ENABLE);
                assertEquals(0x010000ed, read(mapping.access(), 0));
                config.write(COMMAND, AccessWidth.BITS_16, LITTLE_ENDIAN, 0);
                assertThrows(MemoryFaultException.class, () -> read(mapping.access(), 0));
                assertThrows(MemoryFaultException.class, () -> write(mapping.access(), 4, 1));
                assertThrows(MemoryFaultException.class,
                        () -> mapping.access().write(0x100, AccessWidth.BITS_8, LITTLE_ENDIAN, 1));
            }
            config.write(COMMAND, AccessWidth.BITS_16, LITTLE_ENDIAN, MEMORY_ENABLE);
            assertEquals(0x010000ed, read(mapping.access(), 0));
        }
    }

    @Test
    void theDeviceReachesMemoryOfThisProcess() throws IOException {
        long iova = 0x100000;
        int length = 256;
        PositionedAccess config = device.positioned(device.region(CONFIG), Protection.READ_WRITE, "edu config");
        try (Arena arena = Arena.ofConfined(); Mapping mapping = map(device, device.region(BAR0))) {
            MemorySegment memory = arena.allocate(HostSystem.pageSize(), HostSystem.pageSize());
            for (int i = 0; i < length; i++) {
                memory.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 7));
            }
            container.mapDma(memory, iova, true, true);
            config.write(COMMAND, AccessWidth.BITS_16, LITTLE_ENDIAN, MEMORY_ENABLE | BUS_MASTER);
            dma(mapping, iova, 0x40000, length, 1);
            dma(mapping, 0x40000, iova + 1024, length, 3);
            assertArrayEquals(memory.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE),
                    memory.asSlice(1024, length).toArray(ValueLayout.JAVA_BYTE));
            assertEquals(memory.byteSize(), container.unmapDma(iova, memory.byteSize()));
            assertEquals(0, container.unmapDma(iova, memory.byteSize()));
        }
    }

    private static void dma(Mapping mapping, long source, long target, int length, int command) throws IOException {
        UnitAccess access = mapping.access();
        access.write(0x80, AccessWidth.BITS_64, LITTLE_ENDIAN, source);
        access.write(0x88, AccessWidth.BITS_64, LITTLE_ENDIAN, target);
        access.write(0x90, AccessWidth.BITS_64, LITTLE_ENDIAN, length);
        access.write(0x98, AccessWidth.BITS_64, LITTLE_ENDIAN, command);
        until(() -> (access.read(0x98, AccessWidth.BITS_64, LITTLE_ENDIAN) & 1) == 0);
    }

    @Test
    void aBarIsExportedAsDmabufWhereTheKernelCan() throws IOException {
        List<DmaRange> ranges = List.of(new DmaRange(0x1000, 0x1000), new DmaRange(0, 0x1000));
        EnumSet<OpenFlag> flags = EnumSet.of(OpenFlag.READ_WRITE);
        if (!device.hasFeature(VfioConstants.VFIO_DEVICE_FEATURE_DMA_BUF, VfioConstants.VFIO_DEVICE_FEATURE_GET)) {
            Errno refusal = assertThrows(ErrnoException.class,
                    () -> device.exportDmaBuf(BAR0, flags, ranges, "export")).errno();
            assertTrue(EnumSet.of(Errno.ENOTTY, Errno.EOPNOTSUPP).contains(refusal), refusal::toString);
            abort("this kernel does not export BARs: " + refusal);
        }
        try (FileDescriptor export = device.exportDmaBuf(BAR0, flags, ranges, "export")) {
            assertTrue(export.isCloseOnExec());
            assertEquals(0x2000, DmaBufs.size(export));
            DmaBufs.setName(export, "edu");
            DmaBufFdInfo info = DmaBufFdInfo.read(export).orElseThrow();
            assertEquals("vfio_pci_core", info.exporter());
            assertEquals("edu", info.name().orElseThrow());
            // Kernels whose exporter has an mmap show the second range, with the id register, as the second page.
            try (Mapping mapping =
                    Mapping.map(export, 0, 0x2000, Protection.READ_WRITE, MemoryKind.DEVICE, "export")) {
                assertEquals(0x010000ed, read(mapping.access(), 0x1000));
                System.out.println("DMABUF of a BAR: mapped");
            } catch (ErrnoException noMmap) {
                assertEquals(Errno.EINVAL, noMmap.errno());
                System.out.println("DMABUF of a BAR: " + noMmap.getMessage());
            }
        }
        for (DmaRange bad : List.of(new DmaRange(1, 0x1000), new DmaRange(0, 0x800),
                new DmaRange(BAR_SIZE, 0x1000))) {
            assertEquals(Errno.EINVAL, assertThrows(ErrnoException.class,
                    () -> device.exportDmaBuf(BAR0, flags, List.of(bad), "export")).errno(), bad::toString);
        }
    }

    @Test
    void resetsAreMadeOrRefused() throws IOException {
        if (device.info().resettable()) {
            device.reset();
        } else {
            assertEquals(Errno.EINVAL, assertThrows(ErrnoException.class, device::reset).errno());
        }
        try {
            HotResetInfo info = device.hotResetInfo();
            assertTrue(info.devices().stream().anyMatch(hit -> hit.address().equals(address)), info::toString);
        } catch (ErrnoException refused) {
            assertEquals(Errno.ENODEV, refused.errno());
        }
    }

    @Test
    void openingAndClosingLeavesNothingBehind() throws IOException {
        for (int round = 0; round < 20; round++) {
            try (Mapping mapping = map(device, device.region(BAR0))) {
                assertEquals(0x010000ed, read(mapping.access(), 0));
                assertEquals(Errno.EBUSY,
                        assertThrows(ErrnoException.class, () -> VfioGroup.open(groupNumber)).errno());
            }
            close();
            before.assertUnchanged();
            open();
        }
    }
}
