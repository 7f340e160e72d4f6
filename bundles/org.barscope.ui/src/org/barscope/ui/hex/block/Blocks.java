// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex.block;

import java.util.Optional;
import org.barscope.core.memory.RegionKind;
import org.barscope.ui.hex.HexPage;
import org.barscope.ui.region.OpenRegion;

/** Where blocks can be written. */
final class Blocks {

    private Blocks() {
    }

    /** Why a region never takes blocks; empty when it may, once it is armed. */
    static Optional<String> refusal(Optional<HexPage> page) {
        if (page.isEmpty()) {
            return Optional.of("no hex page is in front");
        }
        OpenRegion region = page.get().region();
        return region.info().kind() == RegionKind.MEMORY ? Optional.empty()
                : Optional.of(region.input().getName() + " holds registers, which are written one at a time");
    }
}
