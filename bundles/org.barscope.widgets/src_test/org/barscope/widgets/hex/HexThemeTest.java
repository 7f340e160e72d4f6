// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HexThemeTest {

    /** Contrast that WCAG 2.2 (success criterion 1.4.3) asks of text. */
    private static final double TEXT_CONTRAST = 4.5;

    /** Contrast that it (1.4.11) asks of everything else one has to see. */
    private static final double GRAPHICS_CONTRAST = 3;

    enum Mode {
        LIGHT(HexTheme.of(new RGB(255, 255, 255), new RGB(0x1f, 0x24, 0x2b))),
        DARK(HexTheme.of(new RGB(0x1f, 0x23, 0x28), new RGB(0xd6, 0xdb, 0xe1)));

        private final HexTheme theme;

        Mode(HexTheme theme) {
            this.theme = theme;
        }
    }

    private static double luminance(RGB color) {
        double[] parts = {color.red, color.green, color.blue};
        for (int i = 0; i < 3; i++) {
            double c = parts[i] / 255;
            parts[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    private static double contrast(HexTheme theme, HexColor a, HexColor b) {
        double x = luminance(theme.color(a).getRGB());
        double y = luminance(theme.color(b).getRGB());
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    }

    @ParameterizedTest
    @EnumSource
    void inksCanBeRead(Mode mode) {
        for (HexColor ink : List.of(HexColor.TEXT, HexColor.FAINT_TEXT, HexColor.CHANGED, HexColor.GUARDED,
                HexColor.ALL_ONES, HexColor.FAULTED, HexColor.REVOKED, HexColor.OUT_OF_RANGE, HexColor.PENDING)) {
            assertContrast(mode.theme, ink, HexColor.BACKGROUND, TEXT_CONTRAST);
        }
        assertContrast(mode.theme, HexColor.GUTTER_TEXT, HexColor.GUTTER_BACKGROUND, TEXT_CONTRAST);
        assertContrast(mode.theme, HexColor.GUTTER_CURRENT, HexColor.GUTTER_BACKGROUND, TEXT_CONTRAST);
        assertContrast(mode.theme, HexColor.PENDING, HexColor.PENDING_BACKGROUND, TEXT_CONTRAST);
        assertContrast(mode.theme, HexColor.CHANGED, HexColor.CHANGED_BACKGROUND, TEXT_CONTRAST);
    }

    @ParameterizedTest
    @EnumSource
    void textCanBeReadOnEveryTint(Mode mode) {
        for (HexColor tint : List.of(HexColor.SELECTION, HexColor.SELECTION_INACTIVE, HexColor.CURRENT_ROW,
                HexColor.REGISTER_EVEN, HexColor.REGISTER_ODD, HexColor.MATCH, HexColor.DIFFERENCE)) {
            assertContrast(mode.theme, HexColor.TEXT, tint, TEXT_CONTRAST);
        }
    }

    @ParameterizedTest
    @EnumSource
    void marksCanBeSeen(Mode mode) {
        for (HexColor line : List.of(HexColor.CARET, HexColor.BOOKMARK, HexColor.NOT_YET_READ, HexColor.VIEWPORT)) {
            assertContrast(mode.theme, line, HexColor.BACKGROUND, GRAPHICS_CONTRAST);
        }
    }

    private static void assertContrast(HexTheme theme, HexColor a, HexColor b, double least) {
        double contrast = contrast(theme, a, b);
        assertTrue(contrast >= least, () -> "%s on %s: %.2f".formatted(a, b, contrast));
    }

    @Test
    void followsTheBackground() {
        assertFalse(Mode.LIGHT.theme.isDark());
        assertTrue(Mode.DARK.theme.isDark());
        assertEquals(new RGB(0x1f, 0x23, 0x28), Mode.DARK.theme.color(HexColor.BACKGROUND).getRGB());
    }

    @Test
    void aMissingColourIsAnError() {
        Map<HexColor, Color> colors = new EnumMap<>(Mode.LIGHT.theme.colors());
        colors.remove(HexColor.CARET);
        assertThrows(IllegalArgumentException.class, () -> new HexTheme(Optional.empty(), colors));
        Color red = new Color(255, 0, 0);
        assertEquals(red, Mode.LIGHT.theme.with(HexColor.CARET, red).color(HexColor.CARET));
    }

    @Test
    void everyStateHasAGlyphOfItsOwn() {
        Set<Character> glyphs = new HashSet<>();
        for (UnitState state : UnitState.values()) {
            assertTrue(state.hasValue() || glyphs.add(state.glyph()), state + " looks like another");
            assertFalse(Character.isLetterOrDigit(state.glyph()), state + " looks like a digit");
        }
        assertEquals(UnitState.values().length, HexLegend.entries().size());
    }
}
