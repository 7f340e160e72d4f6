// SPDX-License-Identifier: EPL-2.0
package org.barscope.rcp;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Starts what the window can open without: the bundles that the product puts on a start level above the one the
 * framework starts with. Today that is the mediator of Java services, which libraries for mail and help ask for.
 */
final class LateBundles {

    /** One above the framework's default, {@code osgi.startLevel}. */
    private static final int LEVEL = 7;

    private LateBundles() {
    }

    /** Returns at once; the framework starts the bundles on a thread of its own. */
    static void start() {
        Bundle framework = FrameworkUtil.getBundle(LateBundles.class).getBundleContext()
                .getBundle(Constants.SYSTEM_BUNDLE_ID);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(LEVEL);
    }
}
