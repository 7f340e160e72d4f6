// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.concurrent.CompletionStage;

/** Writes what the user has typed. Called on the UI thread; must not block it. */
public interface HexEditHandler {

    /**
     * Starts writing one unit. The unit shows as pending until the stage completes. If that is exceptionally, it stays
     * pending, so that the user can try again or revert, and units typed after it are not written; telling the user
     * what went wrong is up to the handler. Units are written one after the other in the order they were typed.
     *
     * @param edit what to write
     * @return completes, on any thread, when the unit is written
     */
    CompletionStage<?> commit(HexEdit edit);

    /**
     * Something typed was not accepted.
     *
     * @param reason a sentence for the status line
     */
    default void refused(String reason) {
    }

    /**
     * Other units are pending than before.
     *
     * @param units how many are pending now
     */
    default void pendingChanged(int units) {
    }
}
