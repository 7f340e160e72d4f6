// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.dmabuf;

import java.util.List;
import java.util.Objects;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;

/**
 * A wish to export parts of a BAR as one DMABUF. {@link ExportCheck} says whether it can be granted.
 *
 * @param device   the device
 * @param bar      the index of its BAR, 0 to 5
 * @param ranges   the parts in the order they are to have in the buffer, in bytes from the start of the BAR; empty for
 *                 the whole
 * @param name     what the buffer is to be called; empty for no name
 * @param writable whether those who get it may write through it (open flag {@code O_RDWR} instead of
 *                 {@code O_RDONLY})
 */
public record BarExport(PciAddress device, int bar, List<Span> ranges, String name, boolean writable) {

    public BarExport {
        Objects.requireNonNull(device);
        Objects.requireNonNull(name);
        ranges = List.copyOf(ranges);
    }

    /** How many bytes the buffer has when the BAR has that size. */
    public long size(long barSize) {
        return ranges.isEmpty() ? barSize : ranges.stream().mapToLong(Span::length).sum();
    }
}
