// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.nio.ByteOrder;
import java.util.Objects;
import java.util.OptionalLong;
import org.barscope.core.backend.RegionUri;

/**
 * What is known of an open region and does not change while it is open.
 *
 * @param uri        its name
 * @param kind       what is behind it
 * @param size       in bytes, greater than 0
 * @param byteOrder  how values of more than one byte are ordered on the bus; PCI is little-endian
 * @param writable   whether {@link MemoryRegion#write} can succeed
 * @param busAddress where the region starts on the bus, when it has a bus address
 * @param access     widths and guards
 * @param route      how its bytes are reached
 */
public record RegionInfo(RegionUri uri, RegionKind kind, long size, ByteOrder byteOrder, boolean writable,
        OptionalLong busAddress, AccessMap access, Route route) {

    public RegionInfo {
        Objects.requireNonNull(uri);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(byteOrder);
        Objects.requireNonNull(busAddress);
        Objects.requireNonNull(access);
        Objects.requireNonNull(route);
        if (size <= 0) {
            throw new IllegalArgumentException("a region has at least one byte, not " + size);
        }
    }
}
