// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.util.List;
import java.util.Map;
import org.barscope.core.inventory.IrqRecord;
import org.barscope.core.memory.AccessWidth;

/**
 * The registers of an NVMe controller (NVM Express Base Specification 1.4, section 3.1): capabilities, configuration
 * and a status that follows it after a while, queue addresses, and doorbells that cannot be read. It executes no
 * commands.
 */
public final class NvmeController implements DeviceModel {

    /** How long it takes to get ready, and to stop. */
    static final long TRANSITION = 120_000_000;
    /** Queue pairs, the admin pair included. */
    static final int QUEUES = 9;

    private static final long DOORBELLS = 0x1000;
    private static final long ENABLE = 0x1;
    private static final long SHUTDOWN = 0xc000;
    private static final long READY = 0x1;
    private static final long FATAL = 0x2;
    private static final long SHUTDOWN_DONE = 0x8;
    private static final long SUBSYSTEM_RESET = 0x10;
    private static final long RESET_SIGNATURE = 0x4e56_4d65L;

    private final DeviceContext context;
    private final Interrupts interrupts = new Interrupts(IrqRecord.Kind.MSIX, QUEUES, 70);
    private final RegisterBank bar0 = new RegisterBank(0x4000, 0);
    private final Cell configuration = new Cell(0);
    private final Cell adminQueues = new Cell(0);
    private long masked;
    private long status;
    private boolean changing;
    private long changeAt;

    public NvmeController(DeviceContext context) {
        this.context = context;
        // 16384 entries per queue, contiguous queues, 30 s timeout, subsystem reset, NVM commands, 4 KiB to 128 MiB.
        bar0.add(0x00, AccessWidth.W64, "CAP").constant(0x00f0_0030_3c03_3fffL);
        bar0.add(0x08, "VS").constant(0x0001_0300L);
        bar0.add(0x0c, "INTMS").reads(() -> masked).writes(v -> masked |= v);
        bar0.add(0x10, "INTMC").reads(() -> masked).writes(v -> masked &= ~v);
        bar0.add(0x14, "CC").reads(() -> configuration.value).writesMasked(this::configure);
        bar0.add(0x1c, "CSTS").reads(() -> status).writes(v -> status &= ~(v & SUBSYSTEM_RESET));
        bar0.add(0x20, "NSSR").writes(this::resetSubsystem);
        bar0.add(0x24, "AQA").stores(adminQueues, 0x0fff_0fffL);
        bar0.add(0x28, AccessWidth.W64, "ASQ").stores(0, ~0xfffL);
        bar0.add(0x30, AccessWidth.W64, "ACQ").stores(0, ~0xfffL);
        bar0.add(0x38, "CMBLOC");
        bar0.add(0x3c, "CMBSZ");
        for (int queue = 0; queue < QUEUES; queue++) {
            bar0.add(DOORBELLS + 8L * queue, "SQ" + queue + "TDBL").writeOnly(0, v -> ring(v));
            bar0.add(DOORBELLS + 8L * queue + 4, "CQ" + queue + "HDBL").writeOnly(0, v -> ring(v));
        }
        bar0.memory(0x3000, 16L * QUEUES);
        bar0.memory(0x3800, 8);
    }

    private void configure(long value, long mask) {
        configuration.value = configuration.value & ~mask | value & 0x00ff_fff1L;
        boolean wanted = configuration.has(ENABLE);
        if (configuration.has(SHUTDOWN) && wanted) {
            status = status & ~0xcL | SHUTDOWN_DONE;
        } else if (wanted != ((status & READY) != 0)) {
            changing = true;
            changeAt = context.nanos() + TRANSITION;
        } else {
            changing = false;
        }
    }

    private void resetSubsystem(long value) {
        if (value == RESET_SIGNATURE) {
            configuration.value = 0;
            changing = false;
            status = SUBSYSTEM_RESET;
        }
    }

    /** A doorbell of a controller that is not ready is an error that only a reset of the controller clears. */
    private void ring(long value) {
        if ((status & READY) == 0 || value > adminQueues.value) {
            status |= FATAL;
        }
    }

    @Override
    public Map<String, RegionBehaviour> regions() {
        return Map.of("bar0", bar0);
    }

    @Override
    public void settle() {
        if (changing && context.nanos() >= changeAt) {
            changing = false;
            // Going either way ends a shutdown; only a disabled controller loses its fatal error.
            boolean ready = configuration.has(ENABLE);
            status = ready ? status & ~0xcL | READY : status & SUBSYSTEM_RESET;
        }
    }

    @Override
    public List<IrqRecord> interrupts() {
        return interrupts.records();
    }
}
