// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import org.barscope.ui.region.OpenRegion;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;

/** Keeps number formats: for a description, so that all devices of a kind show them. */
final class FormatMemory {

    private static final String NODE = "org.barscope.ui.registers";

    private FormatMemory() {
    }

    private static String key(OpenRegion region) {
        return "formats/" + region.description().registers().map(known -> String.join("+", known.descriptions()))
                .orElse("");
    }

    /** What was stored for the description of a region; empty when nothing was. */
    static String load(OpenRegion region) {
        return node().get(key(region), "");
    }

    /** Stores, also for the next start. */
    static void store(OpenRegion region, String formats) {
        node().put(key(region), formats);
        try {
            node().flush();
        } catch (BackingStoreException unwritable) {
            ILog.of(FormatMemory.class).warn("the number formats of registers could not be kept", unwritable);
        }
    }

    private static IEclipsePreferences node() {
        return InstanceScope.INSTANCE.getNode(NODE);
    }
}
