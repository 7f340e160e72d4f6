// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.List;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.pci.PciAddress;

/** One change of what a backend sees. */
public sealed interface InventoryChange {

    /** The {@link MachineRecord#id()} of the machine that changed. */
    String machine();

    /** A device appeared, or something about it is different now. Group membership is in the record. */
    record DeviceChanged(String machine, PciDeviceRecord device) implements InventoryChange {
    }

    /** A device is gone. */
    record DeviceGone(String machine, PciAddress address) implements InventoryChange {
    }

    /** The state of one BAR of a device is different now. */
    record BarStatusChanged(String machine, PciAddress address, int bar, RegionStatus status)
            implements InventoryChange {
    }

    /** The set of DMABUFs, or something about one of them, is different now. */
    record DmabufsChanged(String machine, List<DmabufRecord> dmabufs) implements InventoryChange {
        public DmabufsChanged {
            dmabufs = List.copyOf(dmabufs);
        }
    }

    /** So much changed, or changes were lost, that the machine was looked at again as a whole. */
    record MachineChanged(MachineRecord record) implements InventoryChange {
        @Override
        public String machine() {
            return record.id();
        }
    }
}
