// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.colors;

import org.eclipse.jface.resource.ColorRegistry;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;

/**
 * A colour of mail. Each has a definition in plugin.xml that says what the light one says; one that the user left as it
 * was shipped is the light or the dark one, whichever suits the background.
 */
public enum MailColor {

    /** Message-IDs, addresses and commits that lead somewhere. */
    LINK(new RGB(10, 88, 202), new RGB(122, 184, 255)),

    /** Names of header fields, signatures, folded quotes. */
    QUIET(new RGB(95, 102, 112), new RGB(154, 163, 174)),

    /** Text quoted from the message before, and every second level below. */
    QUOTE_ODD(new RGB(31, 95, 58), new RGB(134, 201, 159)),

    /** Every other level of quotes. */
    QUOTE_EVEN(new RGB(107, 58, 140), new RGB(201, 163, 234)),

    /** Lines that a diff adds, or only the newer version has. */
    ADDED(new RGB(11, 93, 34), new RGB(143, 227, 165)),

    /** Behind lines that a diff adds. */
    ADDED_BACKGROUND(new RGB(226, 246, 230), new RGB(29, 58, 39)),

    /** Lines that a diff removes, or only the older version has. */
    REMOVED(new RGB(161, 18, 32), new RGB(255, 163, 168)),

    /** Behind lines that a diff removes. */
    REMOVED_BACKGROUND(new RGB(253, 230, 231), new RGB(72, 34, 38)),

    /** Where in a file a part of a diff belongs. */
    HUNK(new RGB(111, 66, 193), new RGB(195, 166, 255)),

    /** What is wrong with a message. */
    WARNING(new RGB(154, 91, 0), new RGB(240, 184, 92)),

    /** Behind what a search found. */
    MARK(new RGB(255, 230, 138), new RGB(107, 86, 23)),

    /** Where the other version has lines and this one has none. */
    FILLER(new RGB(236, 238, 241), new RGB(60, 66, 74));

    private static final String PREFIX = "org.barscope.ui.discussion.";

    private final RGB light;
    private final RGB dark;

    MailColor(RGB light, RGB dark) {
        this.light = light;
        this.dark = dark;
    }

    /** The id of its definition. */
    public String id() {
        return PREFIX + name();
    }

    /** What its definition says. */
    RGB light() {
        return light;
    }

    /** What it is on a background. UI thread. */
    public Color on(Color background) {
        RGB chosen = JFaceResources.getColorRegistry().getRGB(id());
        return new Color(chosen != null && !chosen.equals(light) ? chosen : isDark(background) ? dark : light);
    }

    private static boolean isDark(Color background) {
        return background.getRed() * 3 + background.getGreen() * 6 + background.getBlue() < 1_275;
    }

    /**
     * Draws a control anew whenever the user has set one of these colours or it has got another background, until it is
     * disposed of. UI thread.
     */
    public static void follow(Control control) {
        ColorRegistry colors = JFaceResources.getColorRegistry();
        IPropertyChangeListener changed = event -> {
            if (event.getProperty().startsWith(PREFIX)) {
                control.redraw();
            }
        };
        colors.addListener(changed);
        // A text keeps the styles of its lines when only its background changes, and those are for the one before.
        Color[] drawnOn = {control.getBackground()};
        control.addListener(SWT.Paint, event -> {
            if (!drawnOn[0].equals(control.getBackground())) {
                drawnOn[0] = control.getBackground();
                control.redraw();
            }
        });
        control.addDisposeListener(event -> colors.removeListener(changed));
    }
}
