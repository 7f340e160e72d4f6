// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

/**
 * Watches an import and may stop it. Called on a thread of the import, not on the one that waits for it; the progress
 * about ten times a second, the question whether to stop at every message.
 */
public interface ImportMonitor {

    /** Watches nothing and never stops. */
    ImportMonitor NONE = new ImportMonitor() {
        @Override
        public void progress(ImportProgress progress) {
            // Nobody wants to know.
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /** Says how far the import is. Must return soon. */
    void progress(ImportProgress progress);

    /** What was read until now can be found by new views. Called about every 20 seconds and at the end. */
    default void committed() {
        // Most wait for the end.
    }

    /** Whether to stop. What was read until then is kept, and the next import goes on from there. */
    boolean cancelled();
}
