// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.lang.reflect.Method;

/** The two colour schemes, changed as the preference page does while the window is open. */
public final class Themes {

    /** The light one. */
    public static final String LIGHT = "org.eclipse.e4.ui.css.theme.e4_default";
    /** The dark one. */
    public static final String DARK = "org.eclipse.e4.ui.css.theme.e4_dark";

    /** Where the platform keeps its theme engine. Its type is for friends of the platform only, so it is not named. */
    private static final String ENGINE = "org.eclipse.e4.ui.css.swt.theme";

    private Themes() {
    }

    /** Changes the colours of the window, and not those of the next start. */
    public static void choose(String theme) {
        Ui.run(() -> {
            Object engine = Ui.display().getData(ENGINE);
            Method set = engine.getClass().getMethod("setTheme", String.class, boolean.class);
            set.invoke(engine, theme, false);
        });
    }
}
