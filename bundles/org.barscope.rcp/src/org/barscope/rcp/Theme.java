// SPDX-License-Identifier: EPL-2.0
package org.barscope.rcp;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.preferences.InstanceScope;

/** The two colour schemes of the platform that {@code --theme} chooses between. */
enum Theme {
    LIGHT("light", "org.eclipse.e4.ui.css.theme.e4_default"),
    DARK("dark", "org.eclipse.e4.ui.css.theme.e4_dark");

    /** Where the platform's theme engine remembers the user's choice, as its preference page does. */
    private static final String ENGINE_NODE = "org.eclipse.e4.ui.css.swt.theme";
    private static final String ENGINE_KEY = "themeid";

    private final String name;
    private final String id;

    Theme(String name, String id) {
        this.name = name;
        this.id = id;
    }

    /** @throws IllegalArgumentException if there is no such theme; the message is meant for the user */
    static Theme named(String name) {
        return Arrays.stream(values()).filter(theme -> theme.name.equals(name)).findAny()
                .orElseThrow(() -> new IllegalArgumentException("there is no theme '" + name + "'; there are "
                        + Arrays.stream(values()).map(theme -> theme.name).collect(Collectors.joining(", "))));
    }

    /** Makes this the theme of the workspace. To be called before the workbench starts, which then opens with it. */
    void choose() {
        InstanceScope.INSTANCE.getNode(ENGINE_NODE).put(ENGINE_KEY, id);
    }
}
