// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConfigSpaceTest {

    private static ConfigSpace space() {
        return new ConfigSpace(ConfigBuilder.express(0x1234, 0x5678, 0x020000, 1).command(0x0006)
                .memory64(0, true, 0x8_0000_0000L, 1L << 32).memory32(2, 0xfe00_0000L, 0x1000).io(3, 0xe000, 0x40)
                .capabilities().powerManagement(0x40).msi(0x50, 5, true).end()
                .extendedCapabilities().errors(0x100).serialNumber(0x150, 42).end().build());
    }

    @Test
    void sizingWritesAnswerTheSize() {
        ConfigSpace space = space();
        for (int at = 0x10; at < 0x28; at += 4) {
            space.write(at, 4, 0xffff_ffffL);
        }
        assertEquals(~((1L << 32) - 1) | 0xc, space.get(0x10, 8));
        assertEquals(0xffff_f000L, space.get(0x18, 4));
        assertEquals(0xffff_ffc1L, space.get(0x1c, 4));
        assertEquals(0, space.get(0x20, 4));
    }

    @Test
    void errorBitsAreClearedByOnesOnly() {
        ConfigTemplate template = ConfigBuilder.conventional(1, 2, 0, 0).put(0x06, 2, 0xf900).build();
        ConfigSpace space = new ConfigSpace(template);
        space.write(0x06, 2, 0);
        assertEquals(0xf900, space.get(0x06, 2));
        space.write(0x06, 2, 0x4000);
        assertEquals(0xb900, space.get(0x06, 2));
        space.write(0x07, 1, 0xff);
        assertEquals(0, space.get(0x06, 2));
    }

    @Test
    void commandAndPowerStateAreUnderstood() {
        ConfigSpace space = space();
        assertTrue(space.memoryDecoding());
        assertTrue(space.busMaster());
        assertEquals(0, space.powerState());
        space.write(0x04, 2, 0);
        space.write(0x44, 1, 0xff);
        assertFalse(space.memoryDecoding());
        assertFalse(space.busMaster());
        assertEquals(3, space.powerState());
        assertEquals(0x50, space.capability(0x05));
        assertEquals(0, space.capability(0x11));
    }

    @Test
    void imageIsACopy() {
        ConfigSpace space = space();
        space.image()[0] = 99;
        assertEquals(0x1234, space.get(0, 2));
        assertEquals(4096, space.size());
    }

    @Test
    void extendedListStartsAtItsFixedPlace() {
        assertThrows(IllegalArgumentException.class, () -> ConfigBuilder.express(1, 2, 3, 4).extendedCapabilities()
                .errors(0x140));
    }
}
