// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.vfio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

import org.barscope.linux.uapi.UapiFormatException;
import org.barscope.linux.uapi.vfio.RegionCapability.Area;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers decoded from bytes written by hand after the header, and requests compared with such bytes. */
class VfioStructuresTest {
    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void free() {
        arena.close();
    }

    /** Memory from hexadecimal digits, spaces between the members. */
    private MemorySegment memory(String... hex) {
        byte[] bytes = HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
        return arena.allocate(bytes.length, 8).copyFrom(MemorySegment.ofArray(bytes));
    }

    private static String hex(MemorySegment memory) {
        return HexFormat.of().formatHex(memory.toArray(ValueLayout.JAVA_BYTE));
    }

    private static final String BAR =
            // argsz, flags: all and capabilities, index 4, cap_offset 32, size, offset
            "a8000000 0f000000 04000000 20000000 0000100000000000 0000000000040000 ";
    private static final String SPARSE = // id 1, version 1, next 80; 2 areas
            "0100 0100 50000000 02000000 00000000 "
                    + "0000000000000000 0010000000000000 0020000000000000 00e00f0000000000 ";
    private static final String MSIX = "0300 0100 60000000 aaaaaaaaaaaaaaaa "; // padding behind it
    private static final String TYPE = "0200 0100 70000000 02800080 07000000 ";
    private static final String UNKNOWN = "6300 0200 00000000 0102030405060708";

    @Test
    void aRegionComesWithItsCapabilities() throws UapiFormatException {
        VfioRegionInfo info = VfioRegionInfo.decode(memory(BAR, SPARSE, MSIX, TYPE, UNKNOWN));
        assertEquals(4, info.index());
        assertEquals(0x100000, info.size());
        assertEquals(0x40000000000L, info.offset());
        assertTrue(info.readable() && info.writable() && info.mappable() && info.msixMappable());
        List<Area> areas = List.of(new Area(0, 0x1000), new Area(0x2000, 0xfe000));
        assertEquals(List.of(new RegionCapability.SparseMmap(areas), new RegionCapability.MsixMappable(),
                new RegionCapability.RegionType(0x80008002, 7),
                new RegionCapability.Unknown(0x63, 2, List.of((byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5,
                        (byte) 6, (byte) 7, (byte) 8))), info.capabilities());
        assertEquals(areas, info.mappableAreas());
    }

    @Test
    void withoutSparseAreasARegionIsMappableWhollyOrNotAtAll() throws UapiFormatException {
        VfioRegionInfo whole = VfioRegionInfo.decode(
                memory("20000000 07000000 00000000 00000000 0010000000000000 0000000000000000"));
        assertEquals(List.of(new Area(0, 0x1000)), whole.mappableAreas());
        assertFalse(whole.msixMappable());
        VfioRegionInfo none = VfioRegionInfo.decode(
                memory("20000000 03000000 01000000 00000000 2000000000000000 0000000000010000"));
        assertEquals(List.of(), none.mappableAreas());
        VfioRegionInfo absent = VfioRegionInfo.decode(
                memory("20000000 04000000 01000000 00000000 0000000000000000 0000000000010000"));
        assertEquals(List.of(), absent.mappableAreas());
    }

    @Test
    void capabilitiesThatContradictThemselvesAreRefused() {
        List<String> chains = List.of(
                "0100 0100 20000000 00000000 00000000", // points at itself
                "0300 0100 08000000 00000000 00000000", // into the structure
                "0300 0100 29000000 00000000 00000000", // to where no header fits
                "0300 0100 ffffffff 00000000 00000000", // far outside
                "0100 0100 00000000 01000000 00000000", // an area that is cut off
                "0100 0100 00000000 ffffffff 00000000", // and very many
                "0200 0100 00000000"); // a type that is cut off
        for (String chain : chains) {
            MemorySegment info = memory(BAR, chain);
            assertThrows(UapiFormatException.class, () -> VfioRegionInfo.decode(info), chain);
        }
    }

    @Test
    void anyBytesAreDecodedOrRefused() {
        Random random = new Random(11);
        byte[] good = memory(BAR, SPARSE, MSIX, TYPE, UNKNOWN).toArray(ValueLayout.JAVA_BYTE);
        int decoded = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                VfioRegionInfo.decode(MemorySegment.ofArray(bytes));
                decoded++;
            } catch (UapiFormatException refused) {
                assertTrue(refused.getMessage().startsWith("struct vfio_region_info"), refused.getMessage());
            }
        }
        assertTrue(decoded > 0);
    }

    @Test
    void aDeviceTellsWhatItHas() throws UapiFormatException {
        VfioDeviceInfo plain = VfioDeviceInfo.decode(memory("18000000 03000000 09000000 05000000 00000000 00000000"));
        assertEquals(new VfioDeviceInfo(3, 9, 5, OptionalInt.empty()), plain);
        assertTrue(plain.pci() && plain.resettable());
        VfioDeviceInfo atomic = VfioDeviceInfo.decode(memory(
                "28000000 82000000 09000000 05000000 18000000 00000000 0500 0100 00000000 03000000 00000000"));
        assertEquals(OptionalInt.of(3), atomic.atomicCompletion());
        assertFalse(atomic.resettable());
    }

    @Test
    void groupsAndInterruptsAreDecoded() {
        assertEquals(new VfioGroupStatus(true, false), VfioGroupStatus.decode(memory("08000000 01000000")));
        assertEquals(new VfioGroupStatus(false, true), VfioGroupStatus.decode(memory("08000000 02000000")));
        VfioIrqInfo intx = VfioIrqInfo.decode(memory("10000000 07000000 00000000 01000000"));
        assertEquals(new VfioIrqInfo(0, 7, 1), intx);
        assertTrue(intx.eventfd() && intx.maskable() && intx.automasked());
        assertTrue(VfioIrqInfo.decode(memory("10000000 09000000 01000000 04000000")).fixedCount());
    }

    @Test
    void anIommuTellsPageSizesRangesAndRoom() throws UapiFormatException {
        VfioIommuInfo info = VfioIommuInfo.decode(memory("60000000 03000000 0010204000000000 18000000 00000000",
                "0300 0100 28000000 ffff0000 00000000",
                "0100 0100 00000000 02000000 00000000 0000000000000000 ffffdffe00000000",
                "0000f0fe00000000 ffffffffffff7f00"));
        assertEquals(new VfioIommuInfo(0x40201000, List.of(new VfioIommuInfo.IovaRange(0, 0xfedfffffL),
                new VfioIommuInfo.IovaRange(0xfef00000L, 0x7fffffffffffffL)), OptionalLong.of(0xffff)), info);
    }

    @Test
    void aHotResetNamesWhatItHits() throws UapiFormatException {
        HotResetInfo info = HotResetInfo.decode(memory("1c000000 00000000 02000000 03000000 0000 01 00",
                "04000000 0100 0a ff"));
        assertEquals(List.of(new HotResetInfo.Device(3, 0, 1, 0, 0), new HotResetInfo.Device(4, 1, 10, 31, 7)),
                info.devices());
        assertEquals("0001:0a:1f.7", info.devices().get(1).address());
        assertFalse(info.byDeviceId() || info.allOwned());
        HotResetInfo ids = HotResetInfo.decode(memory("14000000 03000000 01000000 ffffffff 0000 01 00"));
        assertTrue(ids.byDeviceId() && ids.allOwned());
        assertEquals(-1, ids.devices().getFirst().id());
        MemorySegment cut = memory("14000000 00000000 02000000 03000000 0000 01 00");
        assertThrows(UapiFormatException.class, () -> HotResetInfo.decode(cut));
    }

    @Test
    void anExportIsEncodedAsTheHeaderDemands() {
        MemorySegment request = DmaRange.encode(arena, 2, 0x80002,
                List.of(new DmaRange(0x1000, 0x2000), new DmaRange(0x8000, 0x1000)));
        assertEquals("38000000" + "0b000100" // argsz 24 + 16 * 2, GET and feature 11
                + "02000000" + "02000800" + "00000000" + "02000000"
                + "0010000000000000" + "0020000000000000" + "0080000000000000" + "0010000000000000", hex(request));
    }

    @Test
    void interruptsAreEncodedAsTheHeaderDemands() {
        assertEquals("14000000" + "21000000" + "02000000" + "00000000" + "00000000",
                hex(VfioIrqSet.encode(arena, VfioConstants.VFIO_IRQ_SET_ACTION_TRIGGER, 2, 0, 0)));
        assertEquals("14000000" + "11000000" + "00000000" + "00000000" + "01000000",
                hex(VfioIrqSet.encode(arena, VfioConstants.VFIO_IRQ_SET_ACTION_UNMASK, 0, 0, 1)));
        assertEquals("1c000000" + "24000000" + "01000000" + "03000000" + "02000000" + "07000000" + "ffffffff",
                hex(VfioIrqSet.encodeTriggers(arena, 1, 3, 7, -1)));
    }
}
