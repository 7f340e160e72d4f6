// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barscope.app.FakeBackend.FakeRegion;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;
import org.junit.jupiter.api.Test;

class HexListingTest {

    private static final String URI = "pci:0000:00:01.0/bar0";

    private final FakeBackend backend = new FakeBackend("linux", "pci");

    private String dump(AccessWidth cell, ByteOrder order, long offset, long length) throws Exception {
        try (Machines machines = Machines.start(List.of(backend.factory(0)))) {
            DumpRegion.Result result = new DumpRegion(machines).run(new DumpRegion.Request(RegionUri.parse(URI), offset,
                    Optional.of(length), Optional.empty(), false, false));
            return String.join("\n", new HexListing(cell, order, result.info().size()).lines(result.snapshot(),
                    result.span())) + "\n";
        }
    }

    @Test
    void bytes() throws Exception {
        backend.region(URI, 0x1000, AccessMap.safe(AccessWidth.W32));
        assertEquals("""
                00000020  20 21 22 23 24 25 26 27  28 29 2a 2b 2c 2d 2e 2f   !"#$%&'()*+,-./
                00000030  30 31 32 33 34 35 36 37  38 39 3a 3b 3c 3d 3e 3f  0123456789:;<=>?
                """, dump(AccessWidth.W8, ByteOrder.LITTLE_ENDIAN, 0x20, 32));
    }

    @Test
    void widerCells() throws Exception {
        backend.region(URI, 0x1000, AccessMap.safe(AccessWidth.W32));
        assertEquals("00000040  4140 4342 4544 4746  4948 4b4a 4d4c 4f4e  @ABCDEFGHIJKLMNO\n",
                dump(AccessWidth.W16, ByteOrder.LITTLE_ENDIAN, 0x40, 16));
        assertEquals("00000040  43424140 47464544  4b4a4948 4f4e4d4c  @ABCDEFGHIJKLMNO\n",
                dump(AccessWidth.W32, ByteOrder.LITTLE_ENDIAN, 0x40, 16));
        assertEquals("00000040  4746454443424140  4f4e4d4c4b4a4948  @ABCDEFGHIJKLMNO\n",
                dump(AccessWidth.W64, ByteOrder.LITTLE_ENDIAN, 0x40, 16));
        assertEquals("00000040  4041424344454647  48494a4b4c4d4e4f  @ABCDEFGHIJKLMNO\n",
                dump(AccessWidth.W64, ByteOrder.BIG_ENDIAN, 0x40, 16));
    }

    @Test
    void onlyWhatWasAskedForIsShown() throws Exception {
        backend.region(URI, 0x1000, AccessMap.safe(AccessWidth.W32));
        assertEquals("""
                00000030                                             3e 3f                >?
                00000040  40 41                                             @A
                """, dump(AccessWidth.W8, ByteOrder.LITTLE_ENDIAN, 0x3e, 4));
        assertEquals("00000040            4544                                DE\n",
                dump(AccessWidth.W16, ByteOrder.LITTLE_ENDIAN, 0x44, 2));
    }

    @Test
    void whatHasNoValueHasASign() throws Exception {
        FakeRegion region = backend.region(URI, 0x1000, AccessMap.safe(AccessWidth.W32).with(List.of(
                new AccessRule(4, 4, AccessWidth.W32, ReadPolicy.GUARDED, "reading clears it"))));
        region.bad = 8;
        assertEquals("00000000  00 01 02 03 ·· ·· ·· ··  -- -- -- -- -- -- -- --  ....····--------\n",
                dump(AccessWidth.W8, ByteOrder.LITTLE_ENDIAN, 0, 16));
        assertEquals("00000000  03020100 ········  -------- --------  ....····--------\n",
                dump(AccessWidth.W32, ByteOrder.LITTLE_ENDIAN, 0, 16));
    }

    @Test
    void offsetsHaveAsManyDigitsAsTheRegionNeeds() throws Exception {
        backend.region(URI, 1L << 40, AccessMap.safe(AccessWidth.W32));
        assertEquals("0000000010  10 11 12 13                                       ....\n",
                dump(AccessWidth.W8, ByteOrder.LITTLE_ENDIAN, 0x10, 4));
    }

    @Test
    void whatWasNotReadIsNoNumber() {
        RegionSnapshot empty = RegionSnapshot.empty(RegionUri.parse(URI), RegionStatus.LIVE);
        assertEquals(List.of("00000000  ____ ____                                 ____"),
                new HexListing(AccessWidth.W16, ByteOrder.LITTLE_ENDIAN, 16).lines(empty, new Span(0, 4)));
        assertEquals(List.of(), new HexListing(AccessWidth.W8, ByteOrder.LITTLE_ENDIAN, 16).lines(empty,
                new Span(0, 0)));
    }

    @Test
    void everyStateWithoutAValueHasASignAndAMeaningOfItsOwn() {
        Set<Character> signs = new HashSet<>();
        for (UnitState state : UnitState.values()) {
            assertFalse(HexListing.meaning(state).isEmpty());
            if (state.hasValue()) {
                assertThrows(IllegalArgumentException.class, () -> HexListing.sign(state));
            } else {
                assertEquals(true, signs.add(HexListing.sign(state)), state::name);
                assertEquals(-1, Character.digit(HexListing.sign(state), 16), "a sign is never mistaken for a digit");
            }
        }
    }
}
