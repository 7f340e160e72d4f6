// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import org.barscope.core.memory.RegionStatus;

/** How a region's status reads. */
public final class StatusText {

    private StatusText() {
    }

    /** One word. */
    public static String word(RegionStatus status) {
        return switch (status.state()) {
            case LIVE -> "live";
            case REVOKED -> "revoked";
            case LOST -> "lost";
            case CLOSED -> "closed";
        };
    }

    /** One line that also says what can be expected. */
    public static String of(RegionStatus status) {
        String reason = status.reason().isEmpty() ? "" : " (" + status.reason() + ")";
        return switch (status.state()) {
            case LIVE -> "Live";
            case REVOKED -> "Revoked" + reason
                    + ". Nothing can be read until it comes back; it is tried at every refresh.";
            case LOST -> "Lost" + reason + ". It will not come back here; close this editor.";
            case CLOSED -> "Closed" + reason + ".";
        };
    }
}
