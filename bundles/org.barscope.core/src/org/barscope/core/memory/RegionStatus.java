// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.util.Objects;

/**
 * A region's state and why it is so.
 *
 * @param state  the state
 * @param reason for people, one clause without a final stop; empty while live
 */
public record RegionStatus(RegionState state, String reason) {

    /** The status of a region that works. */
    public static final RegionStatus LIVE = new RegionStatus(RegionState.LIVE, "");

    public RegionStatus {
        Objects.requireNonNull(state);
        Objects.requireNonNull(reason);
    }

    public boolean live() {
        return state == RegionState.LIVE;
    }
}
