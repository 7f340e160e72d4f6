// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

import org.barscope.mail.index.ImportMonitor;
import org.barscope.mail.index.ImportProgress;

/** Watches an import with all that goes before it, and may stop it. Called on threads of the import. */
public interface ImportWatcher extends ImportMonitor {

    /** Watches nothing and never stops. */
    ImportWatcher NONE = new ImportWatcher() {
        @Override
        public void phase(String what) {
            // Nobody wants to know.
        }

        @Override
        public void progress(ImportProgress progress) {
            // Nobody wants to know.
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /**
     * A stage begins.
     *
     * @param what for the user: "Fetching the thread of …", "Importing linux-pci"
     */
    void phase(String what);
}
