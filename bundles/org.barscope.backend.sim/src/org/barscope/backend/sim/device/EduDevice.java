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
 * A test device that behaves as QEMU's {@code edu} does (its {@code docs/specs/edu.rst}): identification, an inverted
 * scratch register, a factorial unit, an interrupt to raise and acknowledge, and a DMA engine.
 *
 * <p>Two things are easier to see here than there. The device's DMA buffer, which sits at 0x40000 in the device's own
 * address space, can be read and written through BAR 0 at that offset. And the system memory that the device is allowed
 * to reach is a region of its own, {@code dma}: {@value #SYSTEM_SIZE} bytes at bus address 0x100000. As on a machine
 * with an IOMMU nothing else can be reached, and without bus mastering nothing at all: such a transfer ends without
 * moving a byte.
 */
public final class EduDevice implements DeviceModel {

    /** Size of BAR 0. */
    public static final long BAR0_SIZE = 1 << 20;
    /** Where the device sees the system buffer. */
    public static final long SYSTEM_BASE = 0x10_0000;
    /** Size of the system buffer. */
    public static final int SYSTEM_SIZE = 1 << 16;
    /** Where the DMA buffer is in the device and in BAR 0. */
    public static final long BUFFER_BASE = 0x4_0000;
    /** Size of the DMA buffer. */
    public static final int BUFFER_SIZE = 4096;

    private static final long FACTORIAL_STEP = 50_000;
    private static final long DMA_TIME = 1_000_000;
    private static final long DMA_MASK = (1 << 28) - 1;

    private static final int STATUS_BUSY = 0x01;
    private static final int STATUS_INTERRUPT = 0x80;
    private static final int INTERRUPT_FACTORIAL = 0x001;
    private static final int INTERRUPT_DMA = 0x100;
    private static final int DMA_RUN = 0x1;
    private static final int DMA_TO_SYSTEM = 0x2;
    private static final int DMA_INTERRUPT = 0x4;

    private final DeviceContext context;
    private final Interrupts interrupts = new Interrupts(IrqRecord.Kind.MSI, 1, 32);
    private final RegisterBank bar0 = new Bank();
    private final PlainMemory system = new PlainMemory(EduDevice::fillSystem);

    private final Cell dmaSource = new Cell(0);
    private final Cell dmaTarget = new Cell(0);
    private final Cell dmaCount = new Cell(0);
    private long liveness;
    private long factorial;
    private boolean computing;
    private long computedAt;
    private boolean interruptWhenComputed;
    private long interruptStatus;
    private long dmaCommand;
    private long dmaDoneAt;

    /** The answers to widths: 32 bits below 0x80, 32 or 64 bits above; anything else is not supported. */
    private static final class Bank extends RegisterBank {
        Bank() {
            super(BAR0_SIZE, 0xff);
        }

        @Override
        public boolean answers(long offset, AccessWidth width) {
            return width == AccessWidth.W32 || width == AccessWidth.W64 && offset >= 0x80;
        }
    }

    public EduDevice(DeviceContext context) {
        this.context = context;
        bar0.add(0x00, "IDENTIFICATION").constant(0x0100_00edL);
        bar0.add(0x04, "LIVENESS").reads(() -> liveness).writes(v -> liveness = ~v);
        bar0.add(0x08, "FACTORIAL").reads(() -> factorial).writes(this::startFactorial);
        bar0.add(0x20, "STATUS").reads(this::status)
                .writes(v -> interruptWhenComputed = (v & STATUS_INTERRUPT) != 0);
        bar0.add(0x24, "INTERRUPT_STATUS").reads(() -> interruptStatus);
        bar0.add(0x60, "INTERRUPT_RAISE").writeOnly(0xffff_ffffL, this::raise);
        bar0.add(0x64, "INTERRUPT_ACKNOWLEDGE").writeOnly(0xffff_ffffL, v -> interruptStatus &= ~v);
        addDma(0x80, "DMA_SOURCE", dmaSource);
        addDma(0x88, "DMA_DESTINATION", dmaTarget);
        addDma(0x90, "DMA_COUNT", dmaCount);
        bar0.add(0x98, AccessWidth.W64, "DMA_COMMAND").reads(() -> dmaCommand).writes(this::startDma);
        bar0.memory(BUFFER_BASE, BUFFER_SIZE);
    }

    private void addDma(long offset, String name, Cell cell) {
        bar0.add(offset, AccessWidth.W64, name).reads(() -> cell.value).writesMasked((value, mask) -> {
            if ((dmaCommand & DMA_RUN) == 0) {
                cell.value = cell.value & ~mask | value;
            }
        });
    }

    private static void fillSystem(DeviceMemory memory) throws IOException {
        byte[] bytes = new byte[SYSTEM_SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7 + (i >> 8));
        }
        byte[] title = "Demo machine: system buffer of the edu device\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(title, 0, bytes, 0, title.length);
        memory.write(0, bytes, 0, bytes.length);
    }

    @Override
    public Map<String, RegionBehaviour> regions() {
        return Map.of("bar0", bar0, "dma", system);
    }

    private long status() {
        return (computing ? STATUS_BUSY : 0) | (interruptWhenComputed ? STATUS_INTERRUPT : 0);
    }

    private void startFactorial(long number) {
        if (!computing) {
            factorial = number;
            computing = true;
            // Longer for greater numbers, up to a limit: the result is 0 from 34! on anyway.
            computedAt = context.nanos() + FACTORIAL_STEP * Math.min(Math.max(number, 1), 34);
        }
    }

    private void raise(long bits) {
        interruptStatus |= bits;
        if (interruptStatus != 0) {
            interrupts.fire(0);
        }
    }

    private void startDma(long command) {
        if ((dmaCommand & DMA_RUN) != 0) {
            return;
        }
        dmaCommand = command;
        if ((command & DMA_RUN) != 0) {
            dmaDoneAt = context.nanos() + DMA_TIME;
        }
    }

    @Override
    public void settle() throws IOException {
        long now = context.nanos();
        if (computing && now >= computedAt) {
            computing = false;
            factorial = factorialOf(factorial);
            if (interruptWhenComputed) {
                raise(INTERRUPT_FACTORIAL);
            }
        }
        if ((dmaCommand & DMA_RUN) != 0 && now >= dmaDoneAt) {
            move();
            dmaCommand &= ~DMA_RUN;
            if ((dmaCommand & DMA_INTERRUPT) != 0) {
                raise(INTERRUPT_DMA);
            }
        }
    }

    /** As a 32-bit unit computes it. */
    private static long factorialOf(long number) {
        int product = 1;
        for (long i = Math.min(number, 34); i > 0; i--) {
            product *= (int) i;
        }
        return product & 0xffff_ffffL;
    }

    private void move() throws IOException {
        boolean toSystem = (dmaCommand & DMA_TO_SYSTEM) != 0;
        long systemAt = ((toSystem ? dmaTarget : dmaSource).value & DMA_MASK) - SYSTEM_BASE;
        long bufferAt = (toSystem ? dmaSource : dmaTarget).value - BUFFER_BASE;
        long count = dmaCount.value;
        if (!context.busMaster() || !inside(systemAt, count, SYSTEM_SIZE) || !inside(bufferAt, count, BUFFER_SIZE)) {
            return;
        }
        byte[] bytes = new byte[(int) count];
        DeviceMemory own = context.memory("bar0");
        DeviceMemory shared = context.memory("dma");
        if (toSystem) {
            own.read(BUFFER_BASE + bufferAt, bytes, 0, bytes.length);
            shared.write(systemAt, bytes, 0, bytes.length);
        } else {
            shared.read(systemAt, bytes, 0, bytes.length);
            own.write(BUFFER_BASE + bufferAt, bytes, 0, bytes.length);
        }
    }

    private static boolean inside(long at, long count, long size) {
        return at >= 0 && count > 0 && count <= size && at <= size - count;
    }

    @Override
    public List<IrqRecord> interrupts() {
        return interrupts.records();
    }
}
