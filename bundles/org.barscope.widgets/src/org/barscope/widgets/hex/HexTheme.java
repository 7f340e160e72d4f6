// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Display;

/**
 * Colours and font of a hex view.
 *
 * @param font   a fixed-width font, owned by the caller, or nothing for the default of the canvas
 * @param colors a colour for every role
 */
public record HexTheme(Optional<Font> font, Map<HexColor, Color> colors) {

    private static final String LIGHT = """
            FAINT_TEXT 6f7681 GUTTER_TEXT 6b7280 LINE dfe3e8 CURRENT_ROW f3f6fa HOVER e6ebf2
            SELECTION bcd8f8 SELECTION_INACTIVE dde5ee CARET 1f6feb CHANGED b8152a CHANGED_BACKGROUND ffd0d2
            GUARDED 7a6a1f ALL_ONES a65a00 FAULTED b0202c REVOKED 7a35b0 OUT_OF_RANGE 656d78 NOT_YET_READ 8a93a0
            PENDING 0a5a32 PENDING_BACKGROUND d3f2dd REGISTER_EVEN e9f3ee REGISTER_ODD e8eff8 UNDESCRIBED b3bac4
            BOOKMARK c07a00 MATCH ffe28a DIFFERENCE e3d4fb VIEWPORT 7d8896""";

    private static final String DARK = """
            FAINT_TEXT 88929f GUTTER_TEXT 8b95a1 LINE 3c424a CURRENT_ROW 2b3037 HOVER 373e47
            SELECTION 264f7d SELECTION_INACTIVE 3a4350 CARET 58a6ff CHANGED ff8c87 CHANGED_BACKGROUND 70272c
            GUARDED c9b458 ALL_ONES f0a24a FAULTED ff7b80 REVOKED c79bf2 OUT_OF_RANGE 8b95a1 NOT_YET_READ 77818e
            PENDING 7ee2a8 PENDING_BACKGROUND 1d4a33 REGISTER_EVEN 25352f REGISTER_ODD 27313f UNDESCRIBED 565e69
            BOOKMARK f2b23e MATCH 6b5617 DIFFERENCE 47366b VIEWPORT 8b95a1""";

    /**
     * Checks that no colour is missing.
     *
     * @throws IllegalArgumentException if one is
     */
    public HexTheme {
        Objects.requireNonNull(font, "font");
        colors = Map.copyOf(colors);
        for (HexColor role : HexColor.values()) {
            if (!colors.containsKey(role)) {
                throw new IllegalArgumentException("The theme has no colour for " + role);
            }
        }
    }

    /**
     * The colours that go with a background. Background and text are taken as they are; the rest is a light or a dark
     * set, whichever suits.
     *
     * @param background behind the bytes
     * @param text       of the bytes
     * @return the theme, without a font
     */
    public static HexTheme of(RGB background, RGB text) {
        boolean dark = isDark(background);
        Map<HexColor, Color> colors = new EnumMap<>(HexColor.class);
        String[] words = (dark ? DARK : LIGHT).split("\\s+");
        for (int i = 0; i < words.length; i += 2) {
            int rgb = Integer.parseInt(words[i + 1], 16);
            colors.put(HexColor.valueOf(words[i]), new Color(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff));
        }
        colors.put(HexColor.BACKGROUND, new Color(background));
        colors.put(HexColor.TEXT, new Color(text));
        colors.put(HexColor.GUTTER_CURRENT, new Color(text));
        colors.put(HexColor.GUTTER_BACKGROUND, new Color(mix(background, text, dark ? 0.05 : 0.03)));
        return new HexTheme(Optional.empty(), colors);
    }

    /**
     * The theme that goes with the colours of lists on this display.
     *
     * @param display of the widget
     * @return the theme, without a font
     */
    public static HexTheme of(Display display) {
        return of(display.getSystemColor(SWT.COLOR_LIST_BACKGROUND).getRGB(),
                display.getSystemColor(SWT.COLOR_LIST_FOREGROUND).getRGB());
    }

    /**
     * The colour of a role.
     *
     * @param role of the colour
     * @return the colour
     */
    public Color color(HexColor role) {
        return colors.get(role);
    }

    /**
     * With another colour for one role.
     *
     * @param role  of the colour
     * @param color the colour
     * @return the changed theme
     */
    public HexTheme with(HexColor role, Color color) {
        Map<HexColor, Color> changed = new EnumMap<>(colors);
        changed.put(role, color);
        return new HexTheme(font, changed);
    }

    /**
     * With another font.
     *
     * @param newFont a fixed-width font; stays the caller's
     * @return the changed theme
     */
    public HexTheme withFont(Font newFont) {
        return new HexTheme(Optional.of(newFont), colors);
    }

    /**
     * Tells whether the background is darker than the text wants it for the light set.
     *
     * @return true for a dark theme
     */
    public boolean isDark() {
        return isDark(color(HexColor.BACKGROUND).getRGB());
    }

    private static boolean isDark(RGB color) {
        // Relative weights of ITU-R BT.601, good enough to tell day from night.
        return 299 * color.red + 587 * color.green + 114 * color.blue < 128_000;
    }

    /** A colour between two. */
    static RGB mix(RGB from, RGB to, double share) {
        return new RGB((int) Math.round(from.red + (to.red - from.red) * share),
                (int) Math.round(from.green + (to.green - from.green) * share),
                (int) Math.round(from.blue + (to.blue - from.blue) * share));
    }
}
