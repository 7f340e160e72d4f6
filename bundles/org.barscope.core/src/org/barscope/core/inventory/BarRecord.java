// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.Objects;
import org.barscope.core.memory.RegionStatus;

/**
 * A base address register of a device.
 *
 * @param index        0 to 5, or 6 for the ROM
 * @param kind         what it decodes
 * @param prefetchable the prefetchable bit
 * @param busAddress   where it is; 0 when no address was assigned
 * @param size         in bytes, greater than 0
 * @param status       whether it can be reached at present, as far as the backend knows
 */
public record BarRecord(int index, BarKind kind, boolean prefetchable, long busAddress, long size,
        RegionStatus status) {

    /** The index of the expansion ROM. */
    public static final int ROM_INDEX = 6;

    public BarRecord {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(status);
        if (index < 0 || index > ROM_INDEX || size <= 0) {
            throw new IllegalArgumentException("bad BAR: index " + index + ", size " + size);
        }
    }

    /** The same BAR in another state. */
    public BarRecord withStatus(RegionStatus other) {
        return new BarRecord(index, kind, prefetchable, busAddress, size, other);
    }

    /** The region part of its URI: {@code bar0} to {@code bar5}, or {@code rom}. */
    public String regionName() {
        return index == ROM_INDEX ? "rom" : "bar" + index;
    }
}
