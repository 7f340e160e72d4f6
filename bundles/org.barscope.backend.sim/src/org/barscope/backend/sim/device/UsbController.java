// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.util.List;
import java.util.Map;
import org.barscope.core.inventory.IrqRecord;

/**
 * The two kinds of host controller on an old USB 2.0 card, with their frame counters running: OHCI (OpenHCI 1.0a,
 * chapter 7) and EHCI (EHCI 1.0, chapter 2). No device is plugged in.
 */
public final class UsbController implements DeviceModel {

    private static final long FRAME = 1_000_000;
    private static final long MICROFRAME = 125_000;
    private static final long OPERATIONAL = 0x80;

    private final DeviceContext context;
    private final RegisterBank bar0;
    private final Interrupts interrupts;
    private final Cell command;
    private long status;
    private long startedAt;
    private long frames;

    private UsbController(DeviceContext context, RegisterBank bar0, Cell command, int linux) {
        this.context = context;
        this.bar0 = bar0;
        this.command = command;
        this.interrupts = new Interrupts(IrqRecord.Kind.INTX, 1, linux);
        this.startedAt = context.nanos();
    }

    /** An OHCI controller in the operational state, with its frame counter running. */
    public static UsbController ohci(DeviceContext context, int linux) {
        UsbController made = new UsbController(context, new RegisterBank(0x1000, 0), new Cell(OPERATIONAL), linux);
        made.addOhci();
        return made;
    }

    /** An EHCI controller that runs. */
    public static UsbController ehci(DeviceContext context, int linux) {
        UsbController made = new UsbController(context, new RegisterBank(0x100, 0), new Cell(0x0008_0001L), linux);
        made.addEhci();
        return made;
    }

    private void addOhci() {
        Cell interval = new Cell(0x2778_2edfL);
        bar0.add(0x00, "HcRevision").constant(0x0000_0010L);
        bar0.add(0x04, "HcControl").reads(() -> command.value).writes(v -> run(v & 0x7ff, (v & 0xc0) == OPERATIONAL));
        bar0.add(0x08, "HcCommandStatus").reads(() -> 0).writes(v -> {
            if ((v & 1) != 0) {
                run(0xc0, false);
                interval.value = 0x0000_2edfL;
            }
        });
        bar0.add(0x0c, "HcInterruptStatus").reads(() -> status).writes(v -> status &= ~v);
        Cell enabled = new Cell(0x8000_005aL);
        bar0.add(0x10, "HcInterruptEnable").reads(() -> enabled.value).writes(v -> enabled.value |= v);
        bar0.add(0x14, "HcInterruptDisable").reads(() -> enabled.value).writes(v -> enabled.value &= ~v);
        bar0.add(0x18, "HcHCCA").stores(0x7fa0_0000L, 0xffff_ff00L);
        String[] lists = {"HcPeriodCurrentED", "HcControlHeadED", "HcControlCurrentED", "HcBulkHeadED",
            "HcBulkCurrentED", "HcDoneHead"};
        for (int i = 0; i < lists.length; i++) {
            bar0.add(0x1c + 4L * i, lists[i]).stores(0, 0xffff_fff0L);
        }
        bar0.add(0x34, "HcFmInterval").stores(interval, 0xffff_3fffL);
        bar0.add(0x38, "HcFmRemaining").reads(() -> running()
                ? 11999 - (context.nanos() - startedAt) % FRAME * 12 / 1000 : 0);
        bar0.add(0x3c, "HcFmNumber").reads(() -> frameTime() / FRAME & 0xffff);
        bar0.add(0x40, "HcPeriodicStart").stores(0x2a2f, 0x3fff);
        bar0.add(0x44, "HcLSThreshold").stores(0x0628, 0xfff);
        bar0.add(0x48, "HcRhDescriptorA").stores(0x0200_1202L, 0xff00_1f00L);
        bar0.add(0x4c, "HcRhDescriptorB").stores(0x0006_0000L);
        bar0.add(0x50, "HcRhStatus").stores(0x0000_8000L, 0);
        bar0.add(0x54, "HcRhPortStatus1").stores(0x0000_0100L, 0);
        bar0.add(0x58, "HcRhPortStatus2").stores(0x0000_0100L, 0);
    }

    private void addEhci() {
        bar0.add(0x00, "CAPLENGTH_HCIVERSION").constant(0x0100_0020L);
        bar0.add(0x04, "HCSPARAMS").constant(0x0000_3202L);
        bar0.add(0x08, "HCCPARAMS").constant(0x0000_6871L);
        bar0.add(0x20, "USBCMD").reads(() -> command.value).writes(v -> {
            // Bit 1 resets the controller and reads as 0 again once that is done.
            boolean reset = (v & 2) != 0;
            run(reset ? 0x0008_0000L : v & 0x00ff_0b7dL, !reset && (v & 1) != 0);
        });
        bar0.add(0x24, "USBSTS").reads(() -> status & 0x3f | (running() ? 0 : 0x1000))
                .writes(v -> status &= ~(v & 0x3f));
        bar0.add(0x28, "USBINTR").stores(0x37, 0x3f);
        bar0.add(0x2c, "FRINDEX").reads(() -> frameTime() / MICROFRAME & 0x3fff);
        bar0.add(0x30, "CTRLDSSEGMENT").stores(0);
        bar0.add(0x34, "PERIODICLISTBASE").stores(0x7fb0_0000L, 0xffff_f000L);
        bar0.add(0x38, "ASYNCLISTADDR").stores(0x7fb1_0000L, 0xffff_ffe0L);
        bar0.add(0x60, "CONFIGFLAG").stores(1, 1);
        bar0.add(0x64, "PORTSC1").stores(0x0000_1000L, 0x0050_3e00L);
        bar0.add(0x68, "PORTSC2").stores(0x0000_1000L, 0x0050_3e00L);
    }

    private boolean running() {
        return startedAt >= 0;
    }

    /** How long it has run, over all starts. */
    private long frameTime() {
        return frames + (running() ? context.nanos() - startedAt : 0);
    }

    private void run(long newCommand, boolean run) {
        command.value = newCommand;
        if (run && !running()) {
            startedAt = context.nanos();
        } else if (!run && running()) {
            frames = frameTime();
            startedAt = -1;
        }
    }

    @Override
    public Map<String, RegionBehaviour> regions() {
        return Map.of("bar0", bar0);
    }

    @Override
    public void settle() {
        // Start of frame, and rollover of the frame number: set by every frame that passes.
        if (running() && frameTime() >= FRAME) {
            status |= 0x4;
        }
    }

    @Override
    public List<IrqRecord> interrupts() {
        return interrupts.records();
    }
}
