// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import static org.barscope.core.memory.AccessWidth.W16;
import static org.barscope.core.memory.AccessWidth.W32;
import static org.barscope.core.memory.AccessWidth.W64;
import static org.barscope.core.memory.AccessWidth.W8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the controllers other than edu do by themselves and when they are accessed. */
class ControllersTest {

    private final DemoFixture demo = new DemoFixture();

    @AfterEach
    void switchOff() {
        demo.close();
    }

    @Test
    void networkCountersCountAndClearWhenRead() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.NETWORK, "bar0")) {
            assertEquals(0, bar0.read(0x4074, W32));
            demo.advanceMillis(100);
            assertEquals(100, bar0.read(0x4074, W32), "a packet each millisecond");
            assertEquals(0, bar0.read(0x4074, W32), "reading has cleared it");
            demo.advanceMillis(7);
            assertEquals(7, bar0.read(0x4074, W32));
            assertEquals(107, bar0.read(0x40d0, W32), "another counter is not affected");
            assertEquals(107 / 5 * 2, bar0.read(0x40d4, W32));
        }
    }

    @Test
    void networkSizeCountersAddUp() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.NETWORK, "bar0")) {
            demo.advanceMillis(1003);
            long sum = 0;
            for (long at = 0x405c; at <= 0x4070; at += 4) {
                sum += bar0.read(at, W32);
            }
            assertEquals(1003, sum);
        }
    }

    @Test
    void readingTheUpperHalfOfAnOctetCounterClearsBoth() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.NETWORK, "bar0")) {
            demo.advanceMillis(8);
            long bytes = 64 + 594 + 1518 + 64 + 1518 + 118 + 1518 + 342;
            assertEquals(bytes, bar0.read(0x4088, W32));
            assertEquals(bytes, bar0.read(0x4088, W32));
            assertEquals(0, bar0.read(0x408c, W32));
            assertEquals(0, bar0.read(0x4088, W32));
            demo.advanceMillis(8L << 18);
            // The 64-bit access reaches both halves; what it gives is from before it clears them.
            assertEquals(bytes << 18, bar0.read(0x4088, W64));
            assertEquals(0, bar0.read(0x4088, W64));
        }
    }

    @Test
    void interruptCausesStayPendingUntilRead() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.NETWORK, "bar0")) {
            demo.advanceMillis(10);
            assertEquals(1, demo.device(DemoFixture.NETWORK).irqs().getFirst().count());
            demo.advanceMillis(10);
            assertEquals(0x8000_0081L, bar0.read(0xc0, W32));
            assertEquals(0, bar0.read(0xc0, W32));
            assertEquals(1, demo.device(DemoFixture.NETWORK).irqs().getFirst().count(), "asserted only once");
            bar0.write(0xd8, W32, 0xffff_ffffL);
            bar0.write(0xc8, W32, 0x4);
            assertEquals(0x4, bar0.read(0xc0, W32), "masked causes are recorded without an interrupt");
            bar0.write(0xc8, W32, 0x6);
            bar0.write(0xc0, W32, 0x2);
            bar0.write(0xd0, W32, 0x4);
            assertEquals(2, demo.device(DemoFixture.NETWORK).irqs().getFirst().count());
            assertEquals(0x8000_0004L, bar0.read(0xc0, W32));
        }
    }

    @Test
    void aWiderReadBesideACauseRegisterClearsIt() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.NETWORK, "bar0")) {
            demo.advanceMillis(10);
            assertEquals(0x8000_0081L, bar0.read(0xc0, W64));
            assertEquals(0, bar0.read(0xc0, W32));
            demo.advanceMillis(10);
            assertEquals(0x81, bar0.read(0xc0, W8), "a byte of it is enough");
            assertEquals(0, bar0.read(0xc0, W32));
        }
    }

    @Test
    void networkGuardsWhatReadingChanges() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.NETWORK, "bar0")) {
            for (long guarded : new long[] {0xc0, 0xc8, 0xd8, 0x4000, 0x4074, 0x408c, 0x4100}) {
                assertEquals(ReadPolicy.GUARDED, bar0.info().access().unitAt(guarded).policy(),
                        Long.toHexString(guarded));
                assertTrue(!bar0.info().access().unitAt(guarded).reason().isEmpty());
            }
            for (long free : new long[] {0, 8, 0xc4, 0xd0, 0x2810, 0x4088, 0x5400, 0xb600}) {
                assertEquals(ReadPolicy.SAFE, bar0.info().access().unitAt(free).policy(), Long.toHexString(free));
            }
        }
    }

    @Test
    void trafficStopsWithReceiveEnableAndAfterReset() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.NETWORK, "bar0")) {
            demo.advanceMillis(5);
            bar0.write(0x100, W32, 0);
            demo.advanceMillis(50);
            assertEquals(5, bar0.read(0x2810, W32), "the receive head stands");
            assertEquals(22, bar0.read(0x3810, W32), "the send head does not");
            bar0.write(0x0, W32, 1L << 26);
            demo.advanceMillis(50);
            assertEquals(22, bar0.read(0x3810, W32));
            assertEquals(0, bar0.read(0xc0, W32));
        }
    }

    @Test
    void stationAddressIsInRegistersAndEeprom() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.NETWORK, "bar0")) {
            assertEquals(0xdeca_0568L, bar0.read(0x5400, W32));
            assertEquals(0x8000_0150L, bar0.read(0x5404, W32));
            bar0.write(0x14, W32, 1 << 2 | 1);
            assertEquals(0xdeca_0006L, bar0.read(0x14, W32));
            assertEquals(0x0014_0241L, bar0.read(0, W32));
            assertEquals(0x0008_0283L, bar0.read(8, W32));
        }
    }

    @Test
    void systemTimeRuns() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.NETWORK, "bar0")) {
            demo.advanceMillis(5000);
            assertEquals(5_000_000_000L & 0xffff_ffffL, bar0.read(0xb600, W32));
            assertEquals(1, bar0.read(0xb604, W32));
        }
    }

    @Test
    void nvmeGetsReadyAWhileAfterEnable() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.NVME, "bar0")) {
            assertEquals(0x00f0_0030_3c03_3fffL, bar0.read(0, W64));
            assertEquals(0x3c03_3fffL, bar0.read(0, W32));
            assertEquals(0x0001_0300L, bar0.read(8, W32));
            bar0.write(0x24, W32, 0x001f_001fL);
            bar0.write(0x28, W64, 0x1_2345_6789L);
            assertEquals(0x1_2345_6000L, bar0.read(0x28, W64), "the low bits of a queue address do not exist");
            bar0.write(0x14, W32, 0x0046_0001L);
            assertEquals(0, bar0.read(0x1c, W32));
            demo.advanceMillis(119);
            assertEquals(0, bar0.read(0x1c, W32));
            demo.advanceMillis(1);
            assertEquals(1, bar0.read(0x1c, W32));
            bar0.write(0x14, W32, 0x0046_0000L);
            demo.advanceMillis(120);
            assertEquals(0, bar0.read(0x1c, W32));
        }
    }

    @Test
    void nvmeDoorbellsAreWriteOnlyAndFatalBeforeReady() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.NVME, "bar0")) {
            assertEquals(ReadPolicy.GUARDED, bar0.info().access().unitAt(0x1000).policy());
            assertEquals(ReadPolicy.GUARDED, bar0.info().access().unitAt(0x1044).policy());
            assertEquals(W64, bar0.info().access().unitAt(4).width());
            bar0.write(0x1000, W32, 1);
            assertEquals(0, bar0.read(0x1000, W32), "a doorbell keeps nothing");
            assertEquals(2, bar0.read(0x1c, W32));
        }
    }

    @Test
    void nvmeInterruptMaskHasASetAndAClearRegister() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.NVME, "bar0")) {
            bar0.write(0x0c, W32, 0xf0);
            bar0.write(0x0c, W32, 0x0f);
            bar0.write(0x10, W32, 0x18);
            assertEquals(0xe7, bar0.read(0x0c, W32));
            assertEquals(0xe7, bar0.read(0x10, W32));
        }
    }

    @Test
    void graphicsMemoryIsBigAndSparseAndAlive() throws Exception {
        try (MemoryRegion vram = demo.open(DemoFixture.GPU, "bar0");
                MemoryRegion all = demo.open(DemoFixture.GPU, "bar2");
                MemoryRegion registers = demo.open(DemoFixture.GPU, "bar5")) {
            assertEquals(RegionKind.MEMORY, vram.info().kind());
            assertEquals(16L << 30, all.info().size());
            byte[] text = new byte[32];
            assertEquals(32, all.readBlock((16L << 30) - 32, text, 0, 32));
            assertEquals("end of the aperture", new String(text, StandardCharsets.US_ASCII).trim());
            assertEquals(32, all.readBlock(5L << 30, text, 0, 32));
            assertEquals("aperture GiB 5", new String(text, StandardCharsets.US_ASCII).trim());
            all.write(0x2_0000_0008L, W64, 0x0123_4567_89ab_cdefL);
            assertEquals(0x89ab_cdefL, all.read(0x2_0000_0008L, W32));

            registers.write(0x100c, W32, 3);
            assertEquals(1, registers.read(0x1010, W32));
            demo.advanceMillis(1);
            assertEquals(0, registers.read(0x1010, W32));
            assertEquals(3, registers.read(0x1008, W32));
            byte[] fence = new byte[16];
            vram.readBlock(0x20_0000, fence, 0, 16);
            assertEquals(3, fence[0]);
            assertEquals(1_000_000, vram.read(0x20_0008, W64), "the time of the fence, in nanoseconds");
            assertEquals(1_000_000, registers.read(0x10, W64));
        }
    }

    @Test
    void readingThroughTheApertureAllocatesNothing() throws Exception {
        long before = sharedMemory();
        try (MemoryRegion all = demo.open(DemoFixture.GPU, "bar2")) {
            byte[] block = new byte[1 << 20];
            for (long at = 1L << 20; at < 1L << 30; at += block.length) {
                assertEquals(block.length, all.readBlock(at, block, 0, block.length));
            }
            assertEquals(0, block[ThreadLocalRandom.current().nextInt(block.length)]);
            long grown = sharedMemory() - before;
            assertTrue(grown < 64 << 10, "1 GiB was read, and " + grown + " KiB of shared memory appeared");
        }
    }

    /** Pages of memfds that this process has mapped, in KiB. */
    private static long sharedMemory() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("RssShmem:")).mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void graphicsRomStartsWithItsSignature() throws Exception {
        try (MemoryRegion rom = demo.open(DemoFixture.GPU, "rom")) {
            assertEquals(0xaa55, rom.read(0, W16));
            assertEquals(0x5249_4350L, rom.read(rom.read(0x18, W16), W32));
            AccessException refused = assertThrowsAccess(() -> rom.write(0, W16, 0));
            assertEquals(AccessException.Kind.NOT_WRITABLE, refused.kind());
        }
    }

    private static AccessException assertThrowsAccess(Executable access) {
        return assertThrows(AccessException.class, access);
    }

    @Test
    void usbFrameCountersRunAndStop() throws Exception {
        try (MemoryRegion ohci = demo.open(DemoFixture.OHCI, "bar0");
                MemoryRegion ehci = demo.openBesideDriver(DemoFixture.EHCI, "bar0")) {
            demo.advanceMillis(70_000);
            assertEquals(70_000 & 0xffff, ohci.read(0x3c, W32));
            assertEquals(70_000 * 8 & 0x3fff, ehci.read(0x2c, W32));
            assertEquals(0x4, ohci.read(0x0c, W32));
            ohci.write(0x04, W32, 0xc0);
            ohci.write(0x0c, W32, 0x4);
            demo.advanceMillis(100);
            assertEquals(70_000 & 0xffff, ohci.read(0x3c, W32), "suspended");
            assertEquals(0, ohci.read(0x0c, W32));
            ohci.write(0x04, W32, 0x80);
            demo.advanceMillis(5);
            assertEquals(70_005 & 0xffff, ohci.read(0x3c, W32));
        }
    }

    @Test
    void virtualFunctionCountsWithoutClearing() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.VIRTUAL, "bar0")) {
            demo.advanceMillis(12);
            assertEquals(12, bar0.read(0x0f10, W32));
            assertEquals(12, bar0.read(0x0f10, W32));
            assertEquals(12_000, bar0.read(0x1048, W32));
            bar0.write(0x1524, W32, 0x2);
            bar0.write(0x1520, W32, 0x3);
            assertEquals(1, demo.device(DemoFixture.VIRTUAL).irqs().get(1).count());
            assertEquals(0, demo.device(DemoFixture.VIRTUAL).irqs().get(0).count());
            assertEquals(0x3, bar0.read(0x1580, W32));
            assertEquals(0, bar0.read(0x1580, W32));
        }
    }

    @Test
    void physicalFunctionHasItsCausesWhereThe82576HasThem() throws Exception {
        try (MemoryRegion bar0 = demo.openBesideDriver(DemoFixture.PHYSICAL, "bar0")) {
            demo.advanceMillis(3);
            assertEquals(ReadPolicy.GUARDED, bar0.info().access().unitAt(0x1500).policy());
            assertEquals(ReadPolicy.GUARDED, bar0.info().access().unitAt(0xc0).policy());
            assertEquals(0x8000_0081L, bar0.read(0x1500, W32));
            assertEquals(0, bar0.read(0xc0, W32));
        }
    }

    @Test
    void sataPortIsBusyHalfOfTheTime() throws Exception {
        try (MemoryRegion bar5 = demo.openBesideDriver(DemoFixture.SATA, "bar5")) {
            assertEquals(0x0001_0200L, bar5.read(0x10, W32));
            assertEquals(0xd0, bar5.read(0x120, W32));
            assertEquals(1, bar5.read(0x138, W32));
            demo.advanceMillis(2);
            assertEquals(0x50, bar5.read(0x120, W32));
            assertEquals(0, bar5.read(0x138, W32));
            demo.advanceMillis(3);
            assertEquals(2, bar5.read(0x138, W32), "the next slot");
            assertEquals(0xffff_ffffL, bar5.read(0x1a4, W32), "nothing is plugged into the second port");
        }
    }
}
