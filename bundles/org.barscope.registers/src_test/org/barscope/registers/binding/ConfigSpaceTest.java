// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

class ConfigSpaceTest {
    /** 512 bytes: vendor 8086, three capabilities (two vendor-specific, one MSI-X), two extended ones. */
    static byte[] space() {
        byte[] bytes = new byte[512];
        put(bytes, 0, 0x86, 0x80, 0xD3, 0x10);
        put(bytes, 6, 0x10);
        put(bytes, 0x34, 0x40);
        put(bytes, 0x40, 9, 0x50, 16, 1, 4, 0, 0, 0, 0, 0x30);
        put(bytes, 0x50, 9, 0x60, 16, 4, 2);
        put(bytes, 0x60, 0x11, 0, 0, 0, 3, 0x20);
        put(bytes, 0x100, 3, 0, 1, 0x18);
        put(bytes, 0x180, 1, 0, 1, 0);
        return bytes;
    }

    private static void put(byte[] bytes, int at, int... values) {
        for (int i = 0; i < values.length; i++) {
            bytes[at + i] = (byte) values[i];
        }
    }

    @Test
    void capabilitiesAreFound() {
        ConfigSpace config = new ConfigSpace(space());
        assertEquals(OptionalInt.of(0x40), config.findCapability(9));
        assertEquals(OptionalInt.of(0x50), config.findCapability(9, 3, 4));
        assertEquals(OptionalInt.empty(), config.findCapability(9, 3, 7));
        assertEquals(OptionalInt.of(0x60), config.findCapability(0x11));
        assertEquals(OptionalInt.of(0x100), config.findExtendedCapability(3));
        assertEquals(OptionalInt.of(0x180), config.findExtendedCapability(1));
        assertEquals(OptionalInt.empty(), config.findExtendedCapability(0x10));
    }

    @Test
    void listsThatLoopEnd() {
        byte[] bytes = space();
        put(bytes, 0x61, 0x40);
        put(bytes, 0x180, 1, 0, 1, 0x10);
        ConfigSpace config = new ConfigSpace(bytes);
        assertEquals(OptionalInt.empty(), config.findCapability(5));
        assertEquals(OptionalInt.empty(), config.findExtendedCapability(5));
    }

    @Test
    void shortOrDeadSpaceHasNoCapabilities() {
        assertEquals(OptionalInt.empty(), new ConfigSpace(new byte[0]).findCapability(9));
        byte[] dead = new byte[256];
        Arrays.fill(dead, (byte) 0xFF);
        assertEquals(OptionalInt.empty(), new ConfigSpace(dead).findCapability(9));
        assertEquals(OptionalInt.empty(), new ConfigSpace(dead).findExtendedCapability(1));
        byte[] listless = space();
        listless[6] = 0;
        assertEquals(OptionalInt.empty(), new ConfigSpace(listless).findCapability(9));
    }
}
