// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.barscope.backend.sim.memory.DeviceMemory;
import org.barscope.core.inventory.IrqRecord;
import org.barscope.core.memory.AccessWidth;

/**
 * A graphics processor that exists only here: 256 MiB of visible video memory in BAR 0, an aperture of 16 GiB over all
 * of its memory in BAR 2, and registers in BAR 5. Its command ring consumes what is written to the write pointer.
 *
 * <p>The big BARs are sparse: their content, beside what users write, is a test picture and a fence in BAR 0 and a
 * marker in every GiB and at the end of BAR 2.
 */
public final class GpuDevice implements DeviceModel {

    /** Size of BAR 0. */
    public static final long VISIBLE_SIZE = 256L << 20;
    /** Size of BAR 2. */
    public static final long APERTURE_SIZE = 16L << 30;
    /** Size of BAR 5. */
    public static final long REGISTERS_SIZE = 512 << 10;

    /** The test picture: 32 bits a pixel, blue lowest. */
    static final int WIDTH = 320;
    static final int HEIGHT = 200;
    /** Where in BAR 0 the device writes the number of the last fence, and after it its time. */
    static final long FENCE_AT = 0x20_0000;

    private static final long FRAME = 16_666_667;
    private static final long RING_STEP = 10_000;
    private static final long RING_MASK = 0xfff;

    private final DeviceContext context;
    private final Interrupts interrupts = new Interrupts(IrqRecord.Kind.MSI, 1, 90);
    private final RegisterBank bar5 = new RegisterBank(REGISTERS_SIZE, 0);
    private final PlainMemory bar0;
    private final PlainMemory bar2 = new PlainMemory(GpuDevice::fillAperture);
    private final PlainMemory rom = new PlainMemory(GpuDevice::fillRom);
    private long readPointer;
    private long writePointer;
    private long ringAt;
    private long executed;
    private long faults;

    public GpuDevice(DeviceContext context) {
        this.context = context;
        this.bar0 = new PlainMemory(GpuDevice::fillPicture)
                .live(FENCE_AT, () -> executed).live(FENCE_AT + 8, context::nanos);
        bar5.add(0x0000, "CHIP_ID").constant(0x9a50_0001L);
        bar5.add(0x0004, "VRAM_SIZE_MIB").constant(APERTURE_SIZE >> 20);
        bar5.add(0x0008, "SCRATCH").stores(0xcafe_0000L);
        bar5.add(0x0010, AccessWidth.W64, "TIMESTAMP").reads(context::nanos);
        bar5.add(0x0018, "FRAME_COUNT").reads(() -> context.nanos() / FRAME);
        bar5.add(0x001c, "SCANLINE").reads(() -> context.nanos() % FRAME * HEIGHT / FRAME);
        bar5.add(0x0020, "TEMPERATURE_MC").reads(this::temperature);
        bar5.add(0x0024, "FAN_RPM").reads(() -> 900 + temperature() / 100);
        bar5.add(0x1000, "RING_BASE_LO").stores(0x0030_0000L, 0xffff_f000L);
        bar5.add(0x1004, "RING_BASE_HI").stores(0);
        bar5.add(0x1008, "RING_RPTR").reads(() -> readPointer);
        bar5.add(0x100c, "RING_WPTR").reads(() -> writePointer).writes(this::submit);
        bar5.add(0x1010, "ENGINE_STATUS").reads(() -> readPointer == writePointer ? 0 : 1);
        bar5.add(0x1014, "FENCE").reads(() -> executed & 0xffff_ffffL);
        bar5.add(0x2000, "FAULT_STATUS").reads(() -> faults)
                .readEffect(() -> faults = 0, "reading clears the recorded memory faults");
        bar5.add(0x2004, "FAULT_INJECT").writeOnly(0, v -> faults |= v);
    }

    /** Degrees Celsius times 1000: swings by eight degrees within a minute. */
    private long temperature() {
        long phase = context.nanos() / 1_000_000 % 60_000;
        long swing = phase < 30_000 ? phase : 60_000 - phase;
        return 47_000 + swing * 8 / 30;
    }

    private void submit(long pointer) {
        if (readPointer == writePointer) {
            ringAt = context.nanos();
        }
        writePointer = pointer & RING_MASK;
    }

    private static void fillPicture(DeviceMemory memory) throws IOException {
        byte[] picture = new byte[WIDTH * HEIGHT * 4];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int at = (y * WIDTH + x) * 4;
                picture[at] = (byte) (x * 255 / WIDTH);
                picture[at + 1] = (byte) (y * 255 / HEIGHT);
                picture[at + 2] = (byte) (x / 20 + y / 20 & 1) == 0 ? (byte) 0x40 : (byte) 0xc0;
            }
        }
        memory.write(0, picture, 0, picture.length);
    }

    private static void fillAperture(DeviceMemory memory) throws IOException {
        for (long at = 0; at < APERTURE_SIZE; at += 1L << 30) {
            mark(memory, at, "aperture GiB " + (at >> 30));
        }
        mark(memory, APERTURE_SIZE - 32, "end of the aperture");
    }

    private static void mark(DeviceMemory memory, long at, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        memory.write(at, bytes, 0, bytes.length);
    }

    /** An expansion ROM with a header and a PCI data structure (PCI Firmware Specification 3.3, section 5.1). */
    private static void fillRom(DeviceMemory memory) throws IOException {
        memory.store(0x00, AccessWidth.W16, 0xaa55);
        memory.store(0x02, AccessWidth.W8, 0x02);
        memory.store(0x18, AccessWidth.W16, 0x0040);
        mark(memory, 0x40, "PCIR");
        memory.store(0x44, AccessWidth.W32, 0x9a50_1234L);
        memory.store(0x4a, AccessWidth.W16, 0x0018);
        memory.store(0x4c, AccessWidth.W32, 0x0300_0000L);
        memory.store(0x50, AccessWidth.W16, 0x0002);
        memory.store(0x55, AccessWidth.W8, 0x80);
        mark(memory, 0x80, "Demo GPU expansion ROM");
    }

    @Override
    public Map<String, RegionBehaviour> regions() {
        return Map.of("bar0", bar0, "bar2", bar2, "bar5", bar5, "rom", rom);
    }

    @Override
    public void settle() {
        long steps = Math.min((context.nanos() - ringAt) / RING_STEP, writePointer - readPointer & RING_MASK);
        if (steps > 0) {
            ringAt += steps * RING_STEP;
            readPointer = readPointer + steps & RING_MASK;
            executed += steps;
            if (readPointer == writePointer) {
                interrupts.fire(0);
            }
        }
    }

    @Override
    public List<IrqRecord> interrupts() {
        return interrupts.records();
    }
}
