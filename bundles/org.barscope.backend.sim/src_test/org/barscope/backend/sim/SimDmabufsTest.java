// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
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
import org.barscope.core.dmabuf.IommuMapping.Wish;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimDmabufsTest {

    private static final PciAddress EDU = PciAddress.parse("0000:01:00.0");
    private static final PciAddress NIC = PciAddress.parse("0000:02:00.0");

    private final SimBackend backend = new SimBackend(SimMachine.demo());
    private final DmabufService dmabufs = backend.dmabufs().orElseThrow();

    @AfterEach
    void switchOff() {
        backend.close();
    }

    private List<String> names() throws BackendException {
        return backend.discover().dmabufs().stream().map(DmabufRecord::name).toList();
    }

    @Test
    void anotherProgramsBufferShowsTheBarBehindIt() throws Exception {
        assertEquals(List.of("scanout", "fence"), names());
        DmabufRecord scanout = dmabufs.list().dmabufs().getFirst();
        RegionUri bar0 = RegionUri.parse("sim:0000:07:00.0/bar0");
        try (MemoryRegion buffer = backend.open(scanout.uri(), OpenOptions.readOnly());
                MemoryRegion bar = backend.open(bar0, OpenOptions.readOnly())) {
            assertEquals(scanout.size(), buffer.info().size());
            assertEquals(bar.read(0x1000, AccessWidth.W32), buffer.read(0x1000, AccessWidth.W32));
        }
    }

    @Test
    void severalRangesFollowEachOtherInTheBuffer() throws Exception {
        HeldDmabuf held = dmabufs.export(new BarExport(EDU, 0, List.of(new Span(0x4_0000, 0x1000), new Span(0, 0x1000)),
                "two", true), true);
        assertEquals(0x2000, held.record().size());
        try (MemoryRegion buffer = backend.open(held.uri(), OpenOptions.readOnly())) {
            assertEquals(0x0100_00ed, buffer.read(0x1000, AccessWidth.W32));
            assertFalse(buffer.info().access().unitAt(0x1060).policy().toString().equals("SAFE"),
                    "the guard of the write-only register moved along");
        }
        held.close();
        assertEquals(List.of("scanout", "fence"), names());
    }

    @Test
    void aResetRevokesWhatWasExportedAndItsHistorySaysSo() throws Exception {
        HeldDmabuf held = dmabufs.export(new BarExport(EDU, 0, List.of(), "all", false), true);
        backend.devices().orElseThrow().reset(EDU, ResetKind.FUNCTION);
        held.refresh();
        assertTrue(held.record().status().live());
        assertTrue(held.history().stream().anyMatch(l -> l.contains("revoked: the device is being reset")),
                held.history().toString());
        assertTrue(held.history().getLast().contains("valid again"), held.history().toString());
    }

    @Test
    void memoryIsMadeNamedAndFreed() throws Exception {
        HeldDmabuf made = dmabufs.create("memory", 0x3000, "ring");
        made.rename("other");
        assertEquals(List.of("scanout", "fence", "other"), names());
        try (MemoryRegion region = backend.open(made.uri(), OpenOptions.readWrite())) {
            region.write(0x10, AccessWidth.W32, 0xcafe);
            byte[] bytes = new byte[0x3000];
            assertEquals(bytes.length, region.readBlock(0, bytes, 0, bytes.length));
            assertEquals((byte) 0xfe, bytes[0x10]);
        }
        made.close();
        assertEquals(Reason.NOT_FOUND,
                assertThrows(BackendException.class, () -> backend.open(made.uri(), OpenOptions.readOnly())).reason());
    }

    @Test
    void aMappingForAnotherDeviceHasToBeMadeAgainAfterAReset() throws Exception {
        HeldDmabuf held = dmabufs.export(new BarExport(EDU, 0, List.of(new Span(0, 0x1000)), "p2p", true), true);
        AddressSpaces spaces = dmabufs.addressSpaces().orElseThrow();
        IommuMapping mapping = spaces.map(new Wish(NIC, held.uri(), 0, OptionalLong.empty(),
                OptionalLong.empty(), true), true);
        assertTrue(mapping.valid());
        backend.devices().orElseThrow().reset(EDU, ResetKind.FUNCTION);
        waitFor(() -> !spaces.mappings().getFirst().valid());
        IommuMapping again = spaces.mapAgain(spaces.mappings().getFirst());
        assertTrue(again.valid());
        assertEquals(mapping.iova(), again.iova());
        spaces.unmap(again);
        assertTrue(spaces.mappings().isEmpty());
    }

    private static void waitFor(BooleanSupplier condition) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not happen in ten seconds");
            Thread.onSpinWait();
        }
    }

    @Test
    void aMisalignedRangeIsRefusedBeforeAnythingIsOpened() {
        BackendException refused = assertThrows(BackendException.class, () -> dmabufs
                .export(new BarExport(EDU, 0, List.of(new Span(0x80, 0x1000)), "", false), true));
        assertEquals(Reason.USAGE, refused.reason());
        assertEquals(Optional.empty(), backend.devices().orElseThrow().use(EDU));
    }
}
