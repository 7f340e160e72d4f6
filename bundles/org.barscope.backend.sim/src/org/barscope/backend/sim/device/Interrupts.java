// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.util.ArrayList;
import java.util.List;
import org.barscope.core.inventory.IrqRecord;

/** The interrupt vectors of a function and how often each has fired. */
final class Interrupts {

    private final IrqRecord.Kind kind;
    private final int firstLinux;
    private final long[] counts;

    /** @param firstLinux the kernel's number of the first vector */
    Interrupts(IrqRecord.Kind kind, int vectors, int firstLinux) {
        this.kind = kind;
        this.firstLinux = firstLinux;
        this.counts = new long[vectors];
    }

    void fire(int vector) {
        counts[vector]++;
    }

    void count(int vector, long total) {
        counts[vector] = total;
    }

    List<IrqRecord> records() {
        List<IrqRecord> records = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            records.add(new IrqRecord(kind, i, firstLinux + i, counts[i]));
        }
        return records;
    }
}
