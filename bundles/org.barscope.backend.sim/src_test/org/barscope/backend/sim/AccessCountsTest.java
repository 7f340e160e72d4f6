// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import static org.barscope.core.memory.AccessWidth.W16;
import static org.barscope.core.memory.AccessWidth.W32;
import static org.barscope.core.memory.AccessWidth.W64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.barscope.backend.sim.AccessCounts.Access;
import org.barscope.backend.sim.AccessCounts.Block;
import org.barscope.backend.sim.AccessCounts.Direction;
import org.barscope.backend.sim.AccessCounts.Totals;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.MemoryRegion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessCountsTest {

    private static final RegionUri BAR0 = DemoFixture.uri(DemoFixture.EDU, "bar0");

    private final DemoFixture demo = new DemoFixture();
    private final AccessCounts counts = demo.machine.accessCounts();

    @AfterEach
    void switchOff() {
        demo.close();
    }

    @Test
    void countsByOffsetWidthAndDirection() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.EDU, "bar0");
                MemoryRegion dma = demo.open(DemoFixture.EDU, "dma")) {
            bar0.read(0, W32);
            assertEquals(0, counts.total(), "not recording yet");
            counts.start();
            bar0.read(4, W32);
            bar0.read(4, W32);
            bar0.read(0x80, W64);
            bar0.write(4, W32, 1);
            bar0.read(4, W16);
            dma.readBlock(16, new byte[8], 0, 8);
            assertEquals(2, counts.reads(BAR0, 4, W32));
            assertEquals(1, counts.writes(BAR0, 4, W32));
            assertEquals(1, counts.reads(BAR0, 4, W16), "also one that the device does not understand");
            assertEquals(0, counts.reads(BAR0, 0, W32));
            assertEquals(Map.of(new Block(dma.info().uri(), 16, 8), 1L), counts.blocks(dma.info().uri()));
            assertEquals(6, counts.total());
            assertEquals(List.of(new Access(BAR0, 4, W16, Direction.READ), new Access(BAR0, 4, W32, Direction.READ),
                    new Access(BAR0, 4, W32, Direction.WRITE), new Access(BAR0, 0x80, W64, Direction.READ)),
                    List.copyOf(counts.of(BAR0).keySet()));
            assertEquals(3, counts.touching(BAR0, 5, 1).size());
            assertEquals(2, counts.touching(BAR0, 6, 0x40).size(), "the 16-bit read ended before");
            counts.stop();
            bar0.read(4, W32);
            assertEquals(2, counts.reads(BAR0, 4, W32));
            assertEquals(new Totals(6, 1, 0), counts.totals(BAR0));
            counts.reset();
            assertEquals(0, counts.total());
            assertEquals(new Totals(6, 1, 0), counts.totals(BAR0));
        }
    }

    @Test
    void accessesThatFaultAreCounted() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.EDU, "bar0")) {
            demo.machine.faults().revoke(DemoFixture.EDU, "bar0", "gone");
            counts.start();
            assertThrows(AccessException.class, () -> bar0.read(0, W32));
            assertEquals(1, counts.reads(BAR0, 0, W32));
            assertTrue(counts.blocks(BAR0).isEmpty());
        }
    }
}
