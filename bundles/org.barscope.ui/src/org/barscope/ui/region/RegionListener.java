// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import org.barscope.core.memory.RegionStatus;

/** Is told what changes about an {@link OpenRegion}, in the UI thread. */
public interface RegionListener {

    /** {@link OpenRegion#access()} is another: a width, the user's consent, or another description. */
    default void accessChanged() {
    }

    /** {@link OpenRegion#description()} is another; {@link #accessChanged} follows. */
    default void descriptionChanged() {
    }

    /** The region's status is another. */
    default void statusChanged(RegionStatus status) {
    }

    /** The region is about to be closed: whoever holds it lets go. */
    default void closing() {
    }
}
