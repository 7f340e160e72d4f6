// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.util.List;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.ReadPolicy;

/** How regions are read that are neither BARs nor configuration space nor ROM. */
final class OtherRules {

    private static final long VGA_END = 0xc0000;
    private static final String VGA_WHY = "VGA's addresses belong to one graphics card at a time, which another one "
            + "has to leave for each access, and reading some changes the card";
    private static final String NOT_VGA = "no address of VGA, which are 0x3b0 to 0x3bb, 0x3c0 to 0x3df and 0xa0000 to "
            + "0xbffff";
    private static final String SPECIFIC_WHY = "what this region is only its driver knows, and reading it may change "
            + "the device";

    private OtherRules() {
    }

    /** In bytes, as VGA's registers are. {@code vfio_pci_vga_rw}, drivers/vfio/pci/vfio_pci_rdwr.c, refuses gaps. */
    static AccessMap vga(long size) {
        return AccessMap.ask(AccessWidth.W8, VGA_WHY).with(List.of(gap(0, 0x3b0), gap(0x3bc, 0x3c0),
                gap(0x3e0, 0xa0000))).with(size > VGA_END ? List.of(gap(VGA_END, size)) : List.of());
    }

    private static AccessRule gap(long start, long end) {
        return new AccessRule(start, end - start, AccessWidth.W8, ReadPolicy.GUARDED, NOT_VGA);
    }

    static AccessMap specific() {
        return AccessMap.ask(AccessWidth.W32, SPECIFIC_WHY);
    }
}
