// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.backend;

import java.util.List;
import java.util.Set;
import org.barscope.core.memory.MemoryRegion;

/** Whatever opens regions by name. All methods may be called from any thread. */
public interface RegionSource {

    /** The schemes of the {@link RegionUri}s that this source opens. */
    Set<String> schemes();

    /**
     * The device behind a region, the same for all names it has: what shares one thread. Does not block.
     *
     * @return {@code BACKEND:ADDRESS}
     */
    default String device(RegionUri uri) {
        return uri.device();
    }

    /**
     * The routes by which a region might be opened, best first, each with the reason if it is refused. Tries what can
     * be tried without opening the device. Blocks for milliseconds.
     *
     * @return none when there is nothing to choose, or no such region
     */
    default List<RouteOffer> routes(RegionUri uri) {
        return List.of();
    }

    /**
     * Opens a region. Blocks. The caller owns the region and closes it.
     *
     * @throws BackendException {@code NOT_FOUND} for an unknown device or region, {@code REFUSED} where opening it
     * needs         a decision or a right that the user lacks, {@code FAILED} when the system said no
     */
    MemoryRegion open(RegionUri uri, OpenOptions options) throws BackendException;
}
