// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.eclipse.swt.graphics.Device;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.Pattern;
import org.eclipse.swt.graphics.RGB;

/**
 * Diagonal lines behind units that were left alone, rising for guarded ones and falling for revoked ones; and dots for
 * dotted lines, which the toolkit would blur.
 */
final class HatchPatterns {

    private static final int SIZE = 6;

    private static final int DOT_DISTANCE = 3;

    private final List<Image> images = new ArrayList<>();
    private final Map<UnitState, Pattern> patterns = new EnumMap<>(UnitState.class);
    private final Map<HexColor, Pattern> dots = new EnumMap<>(HexColor.class);

    HatchPatterns(Device device, HexTheme theme) {
        add(device, theme, UnitState.GUARDED, HexColor.GUARDED, true);
        add(device, theme, UnitState.REVOKED, HexColor.REVOKED, false);
        addDots(device, theme, HexColor.UNDESCRIBED);
        addDots(device, theme, HexColor.CHANGED);
    }

    private void addDots(Device device, HexTheme theme, HexColor color) {
        ImageData data = new ImageData(DOT_DISTANCE, 1, 24, new PaletteData(0xff0000, 0xff00, 0xff));
        data.setPixel(0, 0, data.palette.getPixel(theme.color(color).getRGB()));
        data.alphaData = new byte[] {(byte) 0xff, 0, 0};
        dots.put(color, pattern(device, data));
    }

    private Pattern pattern(Device device, ImageData data) {
        Image image = new Image(device, data);
        images.add(image);
        return new Pattern(device, image);
    }

    private void add(Device device, HexTheme theme, UnitState state, HexColor color, boolean rising) {
        ImageData data = new ImageData(SIZE, SIZE, 24, new PaletteData(0xff0000, 0xff00, 0xff));
        RGB back = theme.color(HexColor.BACKGROUND).getRGB();
        int ground = data.palette.getPixel(HexTheme.mix(back, theme.color(color).getRGB(), 0.06));
        int line = data.palette.getPixel(HexTheme.mix(back, theme.color(color).getRGB(), 0.3));
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                boolean onLine = (rising ? x + y : x + SIZE - y) % SIZE == 0;
                data.setPixel(x, y, onLine ? line : ground);
            }
        }
        patterns.put(state, pattern(device, data));
    }

    /** The pattern of a state that has one. */
    Pattern pattern(UnitState state) {
        return patterns.get(state);
    }

    /** Dots of a colour that dotted lines have. */
    Pattern dots(HexColor color) {
        return dots.get(color);
    }

    void dispose() {
        patterns.values().forEach(Pattern::dispose);
        dots.values().forEach(Pattern::dispose);
        images.forEach(Image::dispose);
    }
}
