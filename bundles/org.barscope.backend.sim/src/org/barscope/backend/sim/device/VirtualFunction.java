// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.util.List;
import java.util.Map;
import org.barscope.core.inventory.IrqRecord;

/**
 * A virtual function of an Intel 82576: a timer, a mailbox to the physical function, its own interrupt causes and
 * packet counts, which do not clear when read (82576 Datasheet 2.63, section 8.28).
 */
public final class VirtualFunction implements DeviceModel {

    private static final long MAILBOX_BITS = 0x70;

    private final DeviceContext context;
    private final Traffic traffic;
    private final Interrupts interrupts;
    private final RegisterBank bar0 = new RegisterBank(0x4000, 0);
    private final RegisterBank bar3 = new RegisterBank(0x4000, 0);
    private final Cell control = new Cell(0);
    private long mailbox = 0x80;
    private long causes;
    private long mask;

    /** @param firstLinux the kernel's number of the first of its three vectors */
    public VirtualFunction(DeviceContext context, int firstLinux) {
        this.context = context;
        this.traffic = new Traffic(context.nanos());
        this.interrupts = new Interrupts(IrqRecord.Kind.MSIX, 3, firstLinux);
        bar0.add(0x0000, "VTCTRL").stores(control, 0xffff_ffffL);
        bar0.add(0x0008, "VTSTATUS").constant(0x0000_0002L);
        bar0.add(0x0c40, "V2PMAILBOX").reads(() -> mailbox).writes(v -> mailbox = mailbox & ~0xfL | v & 0xf)
                .readEffect(() -> mailbox &= ~MAILBOX_BITS | 0xf, "reading clears the message and reset bits");
        bar0.memory(0x0800, 0x40);
        bar0.add(0x1048, "VTFRTIMER").reads(() -> context.nanos() / 1000 & 0xffff_ffffL);
        bar0.add(0x1520, "VTEICS").writeOnly(0, v -> raise(v & 7));
        bar0.add(0x1524, "VTEIMS").reads(() -> mask).writes(v -> mask |= v & 7);
        bar0.add(0x1528, "VTEIMC").writeOnly(0, v -> mask &= ~v);
        bar0.add(0x1580, "VTEICR").reads(() -> causes).writes(v -> causes &= ~v)
                .readEffect(() -> causes = 0, "reading clears the pending interrupt causes");
        bar0.add(0x0f10, "VFGPRC").reads(() -> traffic.received().packets());
        bar0.add(0x0f14, "VFGPTC").reads(() -> traffic.sent().packets());
        bar0.add(0x0f18, "VFGORC").reads(() -> traffic.received().bytes());
        bar0.add(0x0f34, "VFGOTC").reads(() -> traffic.sent().bytes());
        bar3.memory(0, 48);
        bar3.memory(0x2000, 8);
    }

    private void raise(long bits) {
        for (int vector = 0; vector < 3; vector++) {
            long bit = 1L << vector;
            if ((bits & bit) != 0 && (mask & bit) != 0) {
                interrupts.fire(vector);
            }
        }
        causes |= bits;
    }

    @Override
    public Map<String, RegionBehaviour> regions() {
        return Map.of("bar0", bar0, "bar3", bar3);
    }

    @Override
    public void settle() {
        traffic.settle(context.nanos(), true, true);
    }

    @Override
    public List<IrqRecord> interrupts() {
        return interrupts.records();
    }
}
