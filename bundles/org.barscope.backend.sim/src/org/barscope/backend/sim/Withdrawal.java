// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;

/** What has been taken away of a region, and why. Not safe for several threads: the function's lock guards it. */
final class Withdrawal {

    private static final long NOTHING = Long.MAX_VALUE;

    private long cut = NOTHING;
    private String cutReason = "";
    private String deviceReason = "";
    private boolean unnoticed;

    /** Takes away what lies behind an offset. */
    void cut(long from, String reason, boolean noticed) {
        cut = from;
        cutReason = reason;
        unnoticed = !noticed;
    }

    /** Undoes {@link #cut}. */
    void restore() {
        cut = NOTHING;
        cutReason = "";
        unnoticed = false;
    }

    /** Takes everything away because the device does not answer, or gives it back when the reason is empty. */
    void device(String reason) {
        deviceReason = reason;
    }

    /** The first offset that is taken away; larger than any size when none is. */
    long reach() {
        return deviceReason.isEmpty() ? cut : 0;
    }

    /** Why an access beyond {@link #reach()} faults. */
    String reason() {
        return deviceReason.isEmpty() ? cutReason : deviceReason;
    }

    /** What is true. */
    RegionStatus status() {
        return reach() == 0 ? new RegionStatus(RegionState.REVOKED, reason()) : RegionStatus.LIVE;
    }

    /** What the kernel would have told. */
    RegionStatus known() {
        return unnoticed && deviceReason.isEmpty() ? RegionStatus.LIVE : status();
    }

    /**
     * Somebody ran into it.
     *
     * @return true when it had not been known before
     */
    boolean notice() {
        boolean first = unnoticed;
        unnoticed = false;
        return first;
    }
}
