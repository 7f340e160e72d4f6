// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

/** Whether a region can be reached. */
public enum RegionState {
    /** Accesses work. */
    LIVE,
    /** The mapping was taken away (reset, low power, memory decoding off) and may come back. */
    REVOKED,
    /** The device is gone: it will not come back under this region. */
    LOST,
    /** Closed by us. */
    CLOSED
}
