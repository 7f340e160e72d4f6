// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.barscope.backend.linux.LinuxBackendFactory;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.control.ResetKind;
import org.barscope.core.dmabuf.AddressSpaces;
import org.barscope.core.dmabuf.BarExport;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.dmabuf.IommuMapping;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;
import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** DMABUFs of one device in the address space of another. */
class IommuDmabufLab {

    /** An address that the edu device, which has 28 address lines for DMA, can reach. */
    private static final long IOVA = 0x0100_0000;
    private static final int PAGE = 4096;
    private static final int EDU_BUFFER = 0x40000;

    private Backend backend;
    private DmabufService dmabufs;
    private AddressSpaces spaces;

    @BeforeEach
    void start() throws BackendException {
        backend = new LinuxBackendFactory().create();
        dmabufs = backend.dmabufs().orElseThrow();
        spaces = dmabufs.addressSpaces().orElseThrow();
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    private HeldDmabuf export(String device, int bar, Span... ranges) throws BackendException {
        return dmabufs.export(new BarExport(PciAddress.parse(device), bar, List.of(ranges), "lab", true), true);
    }

    private static IommuMapping.Wish wish(String target, HeldDmabuf dmabuf, OptionalLong iova) {
        return new IommuMapping.Wish(PciAddress.parse(target), dmabuf.uri(), 0, OptionalLong.empty(), iova, true);
    }

    @Test
    @Tag("debian")
    void aKernelWithoutIommufdSaysSo() throws Exception {
        assertTrue(spaces.refusal().orElseThrow().startsWith("this kernel has no iommufd, /dev/iommu is not there; "));
        try (HeldDmabuf memory = dmabufs.create("system", PAGE, "")) {
            BackendException refused = assertThrows(BackendException.class,
                    () -> spaces.map(wish(LabDevices.EDU, memory, OptionalLong.empty()), true));
            assertEquals(Reason.REFUSED, refused.reason());
        }
    }

    /** The edu device copies from one page of ivshmem's memory to another, both through the mapping. */
    @Test
    @Tag("lab")
    void aDeviceReachesTheMemoryOfAnotherThroughTheMapping() throws Exception {
        try (LabDevices.Bound target = LabDevices.bindToVfio(LabDevices.EDU);
                LabDevices.Bound source = LabDevices.bindToVfio(LabDevices.IVSHMEM);
                HeldDmabuf shared = export(LabDevices.IVSHMEM, 2)) {
            assertEquals(Optional.empty(), spaces.refusal());
            IommuMapping mapping = spaces.map(wish(LabDevices.EDU, shared, OptionalLong.of(IOVA)), true);
            assertEquals(IOVA, mapping.iova());
            assertEquals(1 << 20, mapping.length());
            assertTrue(mapping.valid());
            assertFalse(shared.refresh().attachments().isEmpty(), "debugfs shows who has attached");

            write(0x100, 0x600dda7a);
            write(2 * PAGE + 0x100, 0);
            try (MemoryRegion registers = backend.open(RegionUri.parse("vfio:" + LabDevices.EDU + "/bar0"),
                    OpenOptions.readWrite());
                    MemoryRegion config = backend.open(RegionUri.parse("vfio:" + LabDevices.EDU + "/config"),
                            OpenOptions.readWrite())) {
                config.write(4, AccessWidth.W16, config.read(4, AccessWidth.W16) | 4);
                transfer(registers, IOVA, EDU_BUFFER, 1);
                transfer(registers, EDU_BUFFER, IOVA + 2 * PAGE, 3);
                assertEquals(0x600dda7a, read(2 * PAGE + 0x100));

                spaces.unmap(mapping);
                assertEquals(List.of(), spaces.mappings());
                write(2 * PAGE + 0x100, 0x5a5a5a5a);
                transfer(registers, EDU_BUFFER, IOVA + 2 * PAGE, 3);
                assertEquals(0x5a5a5a5a, read(2 * PAGE + 0x100), "it is reached no longer");
            }
        }
    }

    private static void transfer(MemoryRegion edu, long from, long to, long command) throws AccessException {
        edu.write(0x80, AccessWidth.W64, from);
        edu.write(0x88, AccessWidth.W64, to);
        // Not all of its buffer: the model in QEMU takes that for an overrun and ends the guest.
        edu.write(0x90, AccessWidth.W64, PAGE / 2);
        edu.write(0x98, AccessWidth.W64, command);
        Guest.await("DMA is done", Duration.ofSeconds(20), () -> {
            try {
                return (edu.read(0x98, AccessWidth.W64) & 1) == 0;
            } catch (AccessException lost) {
                throw new AssertionError(lost);
            }
        });
    }

    private static void write(long at, int value) throws Exception {
        try (FileChannel file = FileChannel.open(Guest.IVSHMEM, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, value), at);
        }
    }

    private static int read(long at) throws Exception {
        try (FileChannel file = FileChannel.open(Guest.IVSHMEM, StandardOpenOption.READ)) {
            ByteBuffer word = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            file.read(word, at);
            return word.getInt(0);
        }
    }

    @Test
    @Tag("lab")
    void aResetOfTheExporterCutsOffUntilItIsMappedAgain() throws Exception {
        try (LabDevices.Bound target = LabDevices.bindToVfio(LabDevices.TESTDEV);
                LabDevices.Bound exporter = LabDevices.bindToVfio(LabDevices.EDU_BEHIND_PORT);
                HeldDmabuf held = export(LabDevices.EDU_BEHIND_PORT, 0)) {
            IommuMapping mapping = spaces.map(wish(LabDevices.TESTDEV, held, OptionalLong.empty()), true);

            backend.devices().orElseThrow().reset(PciAddress.parse(LabDevices.EDU_BEHIND_PORT), ResetKind.FUNCTION);

            IommuMapping cut = spaces.mappings().getFirst();
            assertFalse(cut.valid());
            assertEquals("the device was reset: the device reaches it no longer until it is mapped again",
                    cut.reason());
            IommuMapping again = spaces.mapAgain(cut);
            assertTrue(again.valid());
            assertEquals(mapping.iova(), again.iova());
            spaces.unmapElsewhere((int) ProcessHandle.current().pid(), again.addressSpace(), again.iova(),
                    again.length());
            BackendException gone = assertThrows(BackendException.class, () -> spaces.unmapElsewhere(
                    (int) ProcessHandle.current().pid(), again.addressSpace(), again.iova(), again.length()));
            assertEquals(Reason.NOT_FOUND, gone.reason());
        }
    }

    @Test
    @Tag("lab")
    void whatIommufdCannotMapIsExplained() throws Exception {
        try (LabDevices.Bound target = LabDevices.bindToVfio(LabDevices.TESTDEV);
                LabDevices.Bound exporter = LabDevices.bindToVfio(LabDevices.EDU);
                HeldDmabuf memory = dmabufs.create("system", PAGE, "");
                HeldDmabuf twoRanges = export(LabDevices.EDU, 0, new Span(0, PAGE), new Span(2 * PAGE, PAGE));
                HeldDmabuf one = export(LabDevices.EDU, 0)) {
            assertEquals("iommufd maps only buffers that VFIO exported, and this one is of 'system' (EOPNOTSUPP)",
                    refusal(wish(LabDevices.TESTDEV, memory, OptionalLong.empty())));
            assertEquals("iommufd maps only buffers of a single range (EOPNOTSUPP)",
                    refusal(wish(LabDevices.TESTDEV, twoRanges, OptionalLong.empty())));
            spaces.map(wish(LabDevices.TESTDEV, one, OptionalLong.of(IOVA)), true);
            assertEquals("something is mapped at that address",
                    refusal(wish(LabDevices.TESTDEV, one, OptionalLong.of(IOVA))));
            assertTrue(refusal(wish(LabDevices.TESTDEV, one, OptionalLong.of(0xfee00000L))).startsWith(
                    "the IOMMU does not reach that address, or it is reserved"));
            assertEquals("offset, length and address must be multiples of the page size, 0x1000",
                    refusal(wish(LabDevices.TESTDEV, one, OptionalLong.of(5))));
        }
    }

    private String refusal(IommuMapping.Wish wish) {
        return assertThrows(BackendException.class, () -> spaces.map(wish, true)).why();
    }
}
