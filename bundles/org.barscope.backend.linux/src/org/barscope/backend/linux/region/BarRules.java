// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.region;

import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;

/** How a BAR may be read by whoever knows only what PCI says of it; the same by every route. */
public final class BarRules {

    private static final int CLASS_DISPLAY = 0x03;
    private static final long SMALLEST_FRAME_BUFFER = 16L << 20;
    private static final String UNKNOWN =
            "nothing is known about these registers, and reading some may change the device";

    private BarRules() {
    }

    /** Widths and policies: ports in bytes, memory in 32 bits, asked for unless it is known to be plain memory. */
    public static AccessMap of(PciDeviceRecord device, BarRecord bar) {
        if (bar.kind() == BarKind.IO) {
            return AccessMap.ask(AccessWidth.W8, UNKNOWN);
        }
        return frameBuffer(device, bar) ? AccessMap.safe(AccessWidth.W32) : AccessMap.ask(AccessWidth.W32, UNKNOWN);
    }

    /**
     * Memory, and not registers: reading that may be repeated and merged freely. By the book the prefetchable bit alone
     * says so (PCI Local Bus Specification 3.0, section 6.2.5.1), but devices set it for their registers too, to be
     * placed above 4 GiB behind a bridge: the Intel X710 and the Mellanox ConnectX do. So it counts only where a large
     * memory must be, in a display controller.
     */
    private static boolean frameBuffer(PciDeviceRecord device, BarRecord bar) {
        return bar.prefetchable() && device.ids().classCode() >>> 16 == CLASS_DISPLAY
                && bar.size() >= SMALLEST_FRAME_BUFFER;
    }
}
