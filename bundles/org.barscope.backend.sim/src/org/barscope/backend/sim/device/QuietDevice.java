// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.util.List;
import java.util.Map;
import org.barscope.core.inventory.IrqRecord;

/** A function that has configuration space and nothing else: a bridge or a port. */
public final class QuietDevice implements DeviceModel {

    private final List<IrqRecord> interrupts;

    public QuietDevice(List<IrqRecord> interrupts) {
        this.interrupts = List.copyOf(interrupts);
    }

    @Override
    public Map<String, RegionBehaviour> regions() {
        return Map.of();
    }

    @Override
    public void settle() {
        // It does nothing by itself.
    }

    @Override
    public List<IrqRecord> interrupts() {
        return interrupts;
    }
}
