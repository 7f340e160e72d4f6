// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessException.Kind;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Route;
import org.barscope.core.memory.Span;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.memory.MemFile;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Protection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On memfds, which fault when they become shorter, as a revoked BAR does. */
class DmabufRegionTest {

    private static final int PAGE = HostSystem.pageSize();

    private final FakeDevices devices = new FakeDevices();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private MemFile first;
    private MemFile second;

    @BeforeEach
    void makeMemory() throws ErrnoException {
        first = MemFile.create("first", PAGE);
        second = MemFile.create("second", 2L * PAGE);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable region : opened) {
            region.close();
        }
        first.close();
        second.close();
    }

    private DmabufRegion region(RegionKind kind, Optional<ExportingDevices.Lease> lease, List<Span> forbidden,
            MemFile... parts) throws Exception {
        List<org.barscope.linux.memory.Mapping> mappings = new ArrayList<>();
        long size = 0;
        for (MemFile part : parts) {
            mappings.add(part.map(Protection.READ_WRITE, kind == RegionKind.MEMORY ? MemoryKind.MEMORY
                    : MemoryKind.DEVICE));
            size += part.size();
        }
        RegionInfo info = new RegionInfo(RegionUri.parse("dmabuf:42"), kind, size, ByteOrder.LITTLE_ENDIAN, true,
                OptionalLong.empty(), AccessMap.safe(AccessWidth.W32), new Route("dmabuf", "test", List.of()));
        DmabufRegion region = new DmabufRegion(info, new DmabufBytes(mappings), first.descriptor().duplicate("copy"),
                lease, 0, forbidden);
        opened.add(region);
        return region;
    }

    private static void fails(Kind kind, String end, org.junit.jupiter.api.function.Executable action) {
        AccessException failed = assertThrows(AccessException.class, action);
        assertEquals(kind, failed.kind());
        assertTrue(failed.getMessage().endsWith(end), failed::getMessage);
    }

    @Test
    void registersOfSeveralRangesFollowEachOther() throws Exception {
        DmabufRegion region = region(RegionKind.MMIO, Optional.empty(), List.of(), first, second);
        region.write(PAGE - 4, AccessWidth.W32, 0x11223344);
        region.write(PAGE, AccessWidth.W64, 0x5566778899aabbccL);
        assertEquals(0x11, region.read(PAGE - 1, AccessWidth.W8));
        assertEquals(0x99aabbccL, region.read(PAGE, AccessWidth.W32));
        try (DmabufRegion direct = region(RegionKind.MMIO, Optional.empty(), List.of(), second)) {
            assertEquals(0x5566778899aabbccL, direct.read(0, AccessWidth.W64));
        }
        fails(Kind.OUT_OF_RANGE, "it ends at 0x" + Integer.toHexString(3 * PAGE),
                () -> region.read(3L * PAGE - 2, AccessWidth.W32));
        fails(Kind.MISALIGNED, "", () -> region.read(2, AccessWidth.W32));
        fails(Kind.WIDTH, "registers take one access at a time", () -> region.readBlock(0, new byte[4], 0, 4));
    }

    @Test
    void pagesOfTheMsixTableAreNotTouched() throws Exception {
        DmabufRegion region = region(RegionKind.MMIO, Optional.empty(), List.of(new Span(PAGE, PAGE)), first, second);
        fails(Kind.IO, DmabufRegion.MSIX, () -> region.read(PAGE, AccessWidth.W32));
        fails(Kind.IO, DmabufRegion.MSIX, () -> region.write(2L * PAGE - 4, AccessWidth.W32, 1));
        assertEquals(0, region.read(2L * PAGE, AccessWidth.W32));
    }

    @Test
    void aFaultRevokesWithTheDevicesReasonAndTheNextGoodReadBringsItBack() throws Exception {
        DmabufRegion region = region(RegionKind.MMIO, Optional.of(devices.lease()), List.of(), first);
        List<RegionStatus> told = new ArrayList<>();
        region.listen(told::add);
        first.resize(0);
        devices.status = new RegionStatus(RegionState.REVOKED, "memory decoding is off");
        fails(Kind.FAULTED, ": memory decoding is off", () -> region.read(0, AccessWidth.W32));
        assertEquals(RegionState.REVOKED, region.status().state());

        first.resize(PAGE);
        devices.status = RegionStatus.LIVE;
        assertEquals(0, region.read(0, AccessWidth.W32));
        assertEquals(List.of(RegionState.REVOKED, RegionState.LIVE), told.stream().map(RegionStatus::state).toList());
    }

    @Test
    void aDeviceThatIsTakenAwayIsLostForGood() throws Exception {
        DmabufRegion region = region(RegionKind.MMIO, Optional.of(devices.lease()), List.of(), first);
        devices.listeners.getFirst().accept(new RegionStatus(RegionState.LOST, "the kernel asked for it"));
        fails(Kind.LOST, ": the kernel asked for it", () -> region.read(0, AccessWidth.W32));
        region.close();
        fails(Kind.CLOSED, ": it is closed", () -> region.read(0, AccessWidth.W32));
        assertEquals(List.of(), devices.listeners);
    }

    /** A memfd knows no DMA_BUF_IOCTL_SYNC: that it is asked for shows here. */
    @Test
    void memoryIsBracketed() throws Exception {
        DmabufRegion region = region(RegionKind.MEMORY, Optional.empty(), List.of(), first);
        fails(Kind.IO, "the exporter refuses access by the processor, ENOTTY (Inappropriate ioctl for device)",
                () -> region.read(0, AccessWidth.W32));
        fails(Kind.IO, "device)", () -> region.readBlock(0, new byte[8], 0, 8));
        List<String> inBlocks = new ArrayList<>();
        region.readBlocks(() -> {
            fails(Kind.IO, "device)", () -> region.readBlock(0, new byte[8], 0, 8));
            inBlocks.add("ran");
        });
        assertEquals(List.of("ran"), inBlocks);
        fails(Kind.IO, "device)", () -> region.write(0, AccessWidth.W8, 1));
        fails(Kind.IO, "device)", () -> region.writeBlock(0, new byte[8], 0, 8));
    }
}
