// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.time.Duration;
import java.util.List;
import org.barscope.core.backend.Registration;
import org.barscope.ui.registers.outline.NumberFormat;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.IEclipsePreferences.IPreferenceChangeListener;
import org.eclipse.core.runtime.preferences.InstanceScope;

/** What the user prefers where nothing else was said of a region or a row. UI thread only. */
public final class RegisterPreferences {

    /** The node of all preferences. */
    public static final String NODE = "org.barscope.ui.registers";
    /** The key of the name of a {@link NumberFormat}. */
    public static final String FORMAT = "defaultFormat";
    /** The key of a number of milliseconds. */
    public static final String INTERVAL = "defaultInterval";

    /** The times from one refresh to the next that are offered. */
    public static final List<Duration> INTERVALS = List.of(Duration.ofMillis(50), Duration.ofMillis(100),
            Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5));

    private static final int USUAL_MILLIS = 250;

    private RegisterPreferences() {
    }

    /** How rows are written that were given no format, and are under none that was. */
    public static NumberFormat format() {
        return NumberFormat.named(node().get(FORMAT, "")).orElse(NumberFormat.HEXADECIMAL);
    }

    /** The time from one refresh to the next of a page that is opened for the first time. */
    public static Duration interval() {
        Duration wanted = Duration.ofMillis(node().getInt(INTERVAL, USUAL_MILLIS));
        return INTERVALS.contains(wanted) ? wanted : Duration.ofMillis(USUAL_MILLIS);
    }

    /** Tells of every change, on the thread that makes it. */
    public static Registration listen(Runnable changed) {
        IEclipsePreferences node = node();
        IPreferenceChangeListener listener = event -> changed.run();
        node.addPreferenceChangeListener(listener);
        return () -> node.removePreferenceChangeListener(listener);
    }

    private static IEclipsePreferences node() {
        return InstanceScope.INSTANCE.getNode(NODE);
    }
}
