// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Capability lists that are not as they should be. */
class CapabilityListTest {

    private static List<Integer> offsets(ConfigSpace config) {
        return config.capabilities().stream().map(PciCapability::offset).toList();
    }

    private static ConfigSpaceBuilder endpoint() {
        return ConfigSpaceBuilder.endpoint(0x1234, 0x11e8, 0x00ff00);
    }

    private static int express(ConfigSpaceBuilder space) {
        int at = space.standard(0x10, 0x3c);
        space.u16(at + 2, 2);
        return at;
    }

    @Test
    void stopsAtALoop() {
        ConfigSpaceBuilder space = endpoint();
        int first = space.standard(0x01, 8);
        int second = space.standard(0x05, 0x18);
        ConfigSpace config = ConfigSpace.decode(space.u8(second + 1, first).build());
        assertEquals(List.of(first, second), offsets(config));
        assertEquals(List.of("the capability list loops at 0x40"), config.findings());
    }

    @Test
    void stopsAtACapabilityThatPointsToItself() {
        ConfigSpaceBuilder space = endpoint();
        int first = space.standard(0x01, 8);
        ConfigSpace config = ConfigSpace.decode(space.u8(first + 1, first).build());
        assertEquals(List.of(first), offsets(config));
    }

    @Test
    void stopsAtAPointerIntoTheHeader() {
        ConfigSpaceBuilder space = endpoint();
        int first = space.standard(0x01, 8);
        ConfigSpace config = ConfigSpace.decode(space.u8(first + 1, 0x10).build());
        assertEquals(List.of(first), offsets(config));
        assertEquals(List.of("the capability list points into the header, at 0x10"), config.findings());
    }

    @Test
    void stopsWhereTheDeviceStoppedAnswering() {
        ConfigSpaceBuilder space = endpoint();
        space.standard(0x01, 8);
        int second = space.standard(0xff, 8);
        ConfigSpace config = ConfigSpace.decode(space.build());
        assertEquals(1, config.capabilities().size());
        assertEquals(List.of("the capability list is broken at 0x48: the id reads as ff"), config.findings());
        assertEquals(0x48, second);
    }

    @Test
    void ignoresTheLowBitsOfPointers() {
        ConfigSpaceBuilder space = endpoint();
        int first = space.standard(0x01, 8);
        assertEquals(List.of(first), offsets(ConfigSpace.decode(space.u8(0x34, first | 3).build())));
    }

    @Test
    void needsTheStatusBit() {
        ConfigSpaceBuilder space = endpoint();
        space.standard(0x01, 8);
        assertEquals(List.of(), offsets(ConfigSpace.decode(space.u16(6, 0).build())));
    }

    @Test
    void keepsUnknownIds() {
        ConfigSpaceBuilder space = endpoint();
        space.u16(space.standard(0x42, 4) + 2, 0xbeef);
        express(space);
        space.extended(0x7abc, 3, 8);
        ConfigSpace config = ConfigSpace.decode(space.build());
        assertEquals(List.of("CAP42", "EXP", "ECAP7abc"),
                config.capabilities().stream().map(PciCapability::shortName).toList());
        assertEquals("Capability ID 0x42 [beef]", config.capabilities().getFirst().headline());
        assertEquals(3, config.capabilities().getLast().version());
        assertTrue(config.capabilities().getLast().extended());
    }

    @Test
    void stopsAtALoopOfExtendedCapabilities() {
        ConfigSpaceBuilder space = endpoint();
        express(space);
        int first = space.extended(0x0d, 1, 8);
        int second = space.extended(0x0e, 1, 8);
        space.u16(second + 2, first << 4 | 1);
        ConfigSpace config = ConfigSpace.decode(space.build());
        assertEquals(List.of(0x40, first, second), offsets(config));
        assertEquals(List.of("the extended capability list loops at 0x100"), config.findings());
    }

    @Test
    void stopsAtExtendedPointersOutOfRange() {
        ConfigSpaceBuilder space = endpoint();
        express(space);
        int first = space.extended(0x0d, 1, 8);
        ConfigSpace low = ConfigSpace.decode(space.u16(first + 2, 0x40 << 4 | 1).build());
        assertEquals(List.of(0x40, first), offsets(low));
        assertEquals(List.of("the extended capability list points below 0x100, at 0x40"), low.findings());
        ConfigSpace nothing = ConfigSpace.decode(space.u16(first + 2, 0x800 << 4 | 1).build());
        assertEquals(List.of("the extended capability list ends in nothing at 0x800"), nothing.findings());
        ConfigSpace cut = ConfigSpace.decode(Arrays.copyOf(space.build(), 0x400));
        assertEquals(1, cut.findings().size());
        assertEquals(List.of(0x40, first), offsets(cut));
    }

    @Test
    void hasNoExtendedListWithoutExpressOrPciX() {
        ConfigSpaceBuilder space = endpoint();
        space.standard(0x01, 8);
        space.extended(0x0d, 1, 8);
        assertEquals(List.of(0x40), offsets(ConfigSpace.decode(space.build())));
    }

    @Test
    void leavesOutRegistersThatWereNotRead() {
        ConfigSpaceBuilder space = endpoint();
        int at = express(space);
        space.u16(at + 0x12, 0x1043);
        ConfigSpace config = ConfigSpace.decode(Arrays.copyOf(space.build(), at + 0x12));
        PciCapability express = config.capabilityAt(at).orElseThrow();
        assertTrue(express.truncated());
        assertTrue(express.register("LnkCtl").isPresent());
        assertFalse(express.register("LnkSta").isPresent());
        assertEquals(0x12, express.length());
        assertEquals("<the rest was not read>", express.text().getLast());
    }

    @Test
    void takesTheLengthFromCapabilitiesThatStateIt() {
        ConfigSpaceBuilder space = endpoint();
        int vendor = space.standard(0x09, 0x20);
        space.u8(vendor + 2, 0x20);
        express(space);
        int designated = space.extended(0x23, 1, 0x40);
        space.u32(designated + 4, 0x0400_8086L).u16(designated + 8, 7);
        ConfigSpace config = ConfigSpace.decode(space.build());
        assertEquals(0x20, config.capabilityAt(vendor).orElseThrow().length());
        assertEquals(0x40, config.capabilityAt(designated).orElseThrow().length());
        assertFalse(config.capabilityAt(designated).orElseThrow().truncated());
    }
}
