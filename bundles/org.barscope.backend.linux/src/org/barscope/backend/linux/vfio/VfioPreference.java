// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Which of the two ways to open VFIO devices is to be used. */
public enum VfioPreference {
    /** The character device where the kernel and this user's rights allow it, else the group. */
    BEST,
    /** The group and no other. */
    GROUP,
    /** The character device and no other. */
    CDEV;

    /** The system property that says it, at each opening anew: {@code best}, {@code group} or {@code cdev}. */
    public static final String PROPERTY = "barscope.vfio";
    /** The environment variable that says it when the property does not. */
    public static final String VARIABLE = "BARSCOPE_VFIO";

    /** What this process has been told. A word that is none of the three counts as {@link #BEST}. */
    public static VfioPreference current() {
        return of(System.getProperties(), System.getenv());
    }

    static VfioPreference of(Properties properties, Map<String, String> environment) {
        String word = properties.getProperty(PROPERTY, environment.getOrDefault(VARIABLE, ""));
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "group" -> GROUP;
            case "cdev", "iommufd" -> CDEV;
            default -> BEST;
        };
    }
}
