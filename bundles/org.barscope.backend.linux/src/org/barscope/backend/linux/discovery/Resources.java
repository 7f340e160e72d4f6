// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.discovery;

import java.util.ArrayList;
import java.util.List;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.memory.RegionStatus;

/**
 * The {@code resource} attribute: one line "start end flags" in hexadecimal for each of BAR0 to BAR5 and the ROM; lines
 * after those are bridge windows and virtual functions' BARs (drivers/pci/pci-sysfs.c, resource_show; flags from
 * include/linux/ioport.h).
 */
final class Resources {

    private static final long IORESOURCE_IO = 0x100;
    private static final long IORESOURCE_MEM = 0x200;
    private static final long IORESOURCE_PREFETCH = 0x2000;
    private static final long IORESOURCE_MEM_64 = 0x100000;
    private static final long IORESOURCE_UNSET = 0x20000000;

    private static final int LINES = BarRecord.ROM_INDEX + 1;

    private Resources() {
    }

    static List<BarRecord> parse(String text, Attributes notes) {
        List<BarRecord> bars = new ArrayList<>();
        String[] lines = text.split("\n");
        for (int index = 0; index < Math.min(lines.length, LINES); index++) {
            String[] words = lines[index].strip().split("\\s+");
            if (words.length != 3) {
                notes.problem("line " + (index + 1) + " of 'resource' is not 'start end flags'");
                continue;
            }
            try {
                bar(index, hex(words[0]), hex(words[1]), hex(words[2]), bars);
            } catch (NumberFormatException strange) {
                notes.problem("line " + (index + 1) + " of 'resource' holds something that is not a number");
            }
        }
        return bars;
    }

    private static void bar(int index, long start, long end, long flags, List<BarRecord> bars) {
        long size = end - start + 1;
        boolean io = (flags & IORESOURCE_IO) != 0;
        if (!io && (flags & IORESOURCE_MEM) == 0 || size <= 0 || start == 0 && end == 0) {
            return;
        }
        BarKind kind = io ? BarKind.IO : index == BarRecord.ROM_INDEX ? BarKind.ROM
                : (flags & IORESOURCE_MEM_64) != 0 ? BarKind.MEM64 : BarKind.MEM32;
        long address = (flags & IORESOURCE_UNSET) != 0 ? 0 : start;
        bars.add(new BarRecord(index, kind, (flags & IORESOURCE_PREFETCH) != 0, address, size, RegionStatus.LIVE));
    }

    private static long hex(String word) {
        return Long.parseUnsignedLong(word.startsWith("0x") ? word.substring(2) : word, 16);
    }
}
