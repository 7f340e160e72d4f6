// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.util.List;
import java.util.Map;
import org.barscope.core.inventory.IrqRecord;

/**
 * The registers of an AHCI host bus adapter with six ports and one disk that is busy reading (Serial ATA AHCI 1.3.1,
 * chapter 3).
 */
public final class SataController implements DeviceModel {

    private static final int PORTS = 6;
    private static final long COMMAND_TIME = 4_000_000;

    private final DeviceContext context;
    private final Interrupts interrupts = new Interrupts(IrqRecord.Kind.MSI, 1, 35);
    private final RegisterBank bar5 = new RegisterBank(0x800, 0);

    public SataController(DeviceContext context) {
        this.context = context;
        bar5.add(0x00, "CAP").constant(0xff22_ffc5L);
        bar5.add(0x04, "GHC").stores(0x8000_0002L, 0x2);
        bar5.add(0x08, "IS");
        bar5.add(0x0c, "PI").constant(0x3f);
        bar5.add(0x10, "VS").constant(0x0001_0200L);
        for (int port = 0; port < PORTS; port++) {
            addPort(0x100 + 0x80L * port, "P" + port, port == 0);
        }
    }

    private void addPort(long at, String name, boolean disk) {
        bar5.add(at, name + "CLB").stores(disk ? 0x7fc0_0000L : 0, 0xffff_fc00L);
        bar5.add(at + 0x04, name + "CLBU").stores(0);
        bar5.add(at + 0x08, name + "FB").stores(disk ? 0x7fc0_0400L : 0, 0xffff_ff00L);
        bar5.add(at + 0x0c, name + "FBU").stores(0);
        bar5.add(at + 0x10, name + "IS");
        bar5.add(at + 0x14, name + "IE").stores(disk ? 0x7dc0_007fL : 0);
        bar5.add(at + 0x18, name + "CMD").stores(disk ? 0x0000_c017L : 0x0000_0006L, 0xff00_0011L);
        bar5.add(at + 0x20, name + "TFD").reads(() -> disk ? busy() ? 0xd0 : 0x50 : 0x7f);
        bar5.add(at + 0x24, name + "SIG").constant(disk ? 0x101 : 0xffff_ffffL);
        bar5.add(at + 0x28, name + "SSTS").constant(disk ? 0x123 : 0);
        bar5.add(at + 0x2c, name + "SCTL").stores(disk ? 0x300 : 0, 0xfff);
        bar5.add(at + 0x30, name + "SERR");
        // One of 32 command slots after the other is in flight.
        bar5.add(at + 0x34, name + "SACT").reads(() -> disk ? slot() : 0);
        bar5.add(at + 0x38, name + "CI").reads(() -> disk ? slot() : 0);
        bar5.add(at + 0x3c, name + "SNTF");
    }

    private boolean busy() {
        return context.nanos() % COMMAND_TIME < COMMAND_TIME / 2;
    }

    private long slot() {
        return busy() ? 1L << context.nanos() / COMMAND_TIME % 32 : 0;
    }

    @Override
    public Map<String, RegionBehaviour> regions() {
        return Map.of("bar5", bar5);
    }

    @Override
    public void settle() {
        interrupts.count(0, context.nanos() / COMMAND_TIME);
    }

    @Override
    public List<IrqRecord> interrupts() {
        return interrupts.records();
    }
}
