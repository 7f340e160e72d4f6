// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import static org.barscope.core.memory.AccessWidth.W16;
import static org.barscope.core.memory.AccessWidth.W32;
import static org.barscope.core.memory.AccessWidth.W64;
import static org.barscope.core.memory.AccessWidth.W8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.ReadPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EduDeviceTest {

    private static final long ONES = 0xffff_ffffL;

    private final DemoFixture demo = new DemoFixture();
    private MemoryRegion bar0;

    @BeforeEach
    void open() throws Exception {
        bar0 = demo.open(DemoFixture.EDU, "bar0");
    }

    @AfterEach
    void close() {
        bar0.close();
        demo.close();
    }

    private long irqs() throws Exception {
        return demo.device(DemoFixture.EDU).irqs().getFirst().count();
    }

    @Test
    void identifiesItself() throws Exception {
        assertEquals(0x0100_00edL, bar0.read(0, W32));
        bar0.write(0, W32, 0);
        assertEquals(0x0100_00edL, bar0.read(0, W32));
    }

    @Test
    void livenessReadsInverted() throws Exception {
        bar0.write(4, W32, 0x1234_5678L);
        assertEquals(0xedcb_a987L, bar0.read(4, W32));
        assertEquals(0xedcb_a987L, bar0.read(4, W32));
    }

    @Test
    void factorialIsBusyFirst() throws Exception {
        bar0.write(0x08, W32, 5);
        assertEquals(1, bar0.read(0x20, W32));
        assertEquals(5, bar0.read(0x08, W32));
        bar0.write(0x08, W32, 7);
        demo.advanceMillis(1);
        assertEquals(0, bar0.read(0x20, W32));
        assertEquals(0x78, bar0.read(0x08, W32), "what is written while busy is ignored");
        assertEquals(0, irqs());
    }

    @Test
    void factorialOverflowsAsA32BitUnit() throws Exception {
        long[][] pairs = {{0, 1}, {1, 1}, {12, 479_001_600L}, {13, 1_932_053_504L}, {34, 0}, {ONES, 0}};
        for (long[] pair : pairs) {
            bar0.write(0x08, W32, pair[0]);
            demo.advanceMillis(2);
            assertEquals(pair[1], bar0.read(0x08, W32), pair[0] + "!");
        }
    }

    @Test
    void factorialRaisesAnInterruptWhenAsked() throws Exception {
        bar0.write(0x20, W32, 0x80);
        bar0.write(0x08, W32, 3);
        assertEquals(0x81, bar0.read(0x20, W32));
        demo.advanceMillis(1);
        assertEquals(0x80, bar0.read(0x20, W32));
        assertEquals(1, bar0.read(0x24, W32));
        assertEquals(1, irqs());
    }

    @Test
    void interruptsAreRaisedAndAcknowledged() throws Exception {
        bar0.write(0x60, W32, 0x0a);
        bar0.write(0x60, W32, 0x100);
        assertEquals(0x10a, bar0.read(0x24, W32));
        bar0.write(0x64, W32, 0x102);
        assertEquals(0x008, bar0.read(0x24, W32));
        assertEquals(2, irqs());
    }

    @Test
    void dmaMovesBytesBothWays() throws Exception {
        try (MemoryRegion config = demo.open(DemoFixture.EDU, "config");
                MemoryRegion system = demo.open(DemoFixture.EDU, "dma")) {
            config.write(4, W16, 0x0006);
            byte[] before = new byte[64];
            assertEquals(64, system.readBlock(0x200, before, 0, 64));
            dma(0x10_0200, 0x4_0010, 64, 0x1);
            assertEquals(1, bar0.read(0x98, W64), "running");
            assertEquals(0, bar0.read(0x4_0010, W32), "nothing has moved yet");
            demo.advanceMillis(1);
            assertEquals(0, bar0.read(0x98, W64));
            for (int i = 0; i < 64; i += 4) {
                long expected = 0;
                for (int b = 3; b >= 0; b--) {
                    expected = expected << 8 | before[i + b] & 0xff;
                }
                assertEquals(expected, bar0.read(0x4_0010 + i, W32));
            }

            bar0.write(0x4_0010, W32, 0xdead_beefL);
            dma(0x4_0010, 0x10_8000, 4, 0x7);
            demo.advanceMillis(1);
            assertEquals(0xdead_beefL, system.read(0x8000, W32));
            assertEquals(0x100, bar0.read(0x24, W32), "the interrupt that was asked for");
            assertEquals(1, irqs());
        }
    }

    @Test
    void dmaNeedsBusMasteringAndMappedMemory() throws Exception {
        try (MemoryRegion config = demo.open(DemoFixture.EDU, "config")) {
            dma(0x10_0000, 0x4_0000, 16, 0x1);
            demo.advanceMillis(1);
            assertEquals(0, bar0.read(0x98, W64));
            assertEquals(0, bar0.read(0x4_0000, W32), "no bus mastering");
            config.write(4, W16, 0x0006);
            dma(0x20_0000, 0x4_0000, 16, 0x1);
            demo.advanceMillis(1);
            assertEquals(0, bar0.read(0x4_0000, W32), "not mapped for the device");
            dma(0x10_0000, 0x4_0ff8, 16, 0x1);
            demo.advanceMillis(1);
            assertEquals(0, bar0.read(0x4_0ff8, W32), "past the end of the device's buffer");
        }
    }

    private void dma(long source, long target, long count, long command) throws Exception {
        bar0.write(0x80, W64, source);
        bar0.write(0x88, W32, target & ONES);
        bar0.write(0x8c, W32, target >>> 32);
        bar0.write(0x90, W64, count);
        bar0.write(0x98, W64, command);
    }

    @Test
    void wrongWidthsGiveAllOnesAndLoseWrites() throws Exception {
        for (AccessWidth width : new AccessWidth[] {W8, W16, W64}) {
            assertEquals(width.allOnes(), bar0.read(0, width), width.toString());
            bar0.write(0x08, width, 1);
        }
        assertEquals(0, bar0.read(0x20, W32), "no write of another width has started the factorial unit");
        assertEquals(W16.allOnes(), bar0.read(0x80, W16));
        assertEquals(0, bar0.read(0x80, W64));
    }

    @Test
    void elsewhereIsAllOnes() throws Exception {
        assertEquals(ONES, bar0.read(0x0c, W32));
        assertEquals(ONES, bar0.read(0xf_fffc, W32));
        bar0.write(0x200, W32, 0);
        assertEquals(ONES, bar0.read(0x200, W32));
        assertEquals(-1L, bar0.read(0x200, W64));
    }

    @Test
    void writeOnlyRegistersAreGuardedWithAReason() {
        assertEquals(ReadPolicy.GUARDED, bar0.info().access().unitAt(0x60).policy());
        assertEquals(ReadPolicy.GUARDED, bar0.info().access().unitAt(0x64).policy());
        assertEquals(false, bar0.info().access().unitAt(0x64).reason().isEmpty());
        assertEquals(ReadPolicy.SAFE, bar0.info().access().unitAt(0x24).policy());
        assertEquals(W64, bar0.info().access().unitAt(0x80).width());
    }

    @Test
    void bufferKeepsWhatIsWritten() throws Exception {
        byte[] expected = {0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, (byte) 0x88};
        bar0.write(0x4_0ff8, W64, 0x8877_6655_4433_2211L);
        byte[] read = new byte[8];
        for (int i = 0; i < 8; i += 4) {
            long word = bar0.read(0x4_0ff8 + i, W32);
            for (int b = 0; b < 4; b++) {
                read[i + b] = (byte) (word >>> 8 * b);
            }
        }
        assertArrayEquals(expected, read);
    }
}
