// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.EnumMap;
import java.util.Map;

import org.eclipse.swt.graphics.Device;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.Pattern;
import org.eclipse.swt.graphics.RGB;

/** Diagonal lines behind units that were left alone: rising for guarded ones, falling for revoked ones. */
final class HatchPatterns {

    private static final int SIZE = 6;

    private final Map<UnitState, Image> images = new EnumMap<>(UnitState.class);
    private final Map<UnitState, Pattern> patterns = new EnumMap<>(UnitState.class);

    HatchPatterns(Device device, HexTheme theme) {
        add(device, theme, UnitState.GUARDED, HexColor.GUARDED, true);
        add(device, theme, UnitState.REVOKED, HexColor.REVOKED, false);
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
        Image image = new Image(device, data);
        images.put(state, image);
        patterns.put(state, new Pattern(device, image));
    }

    /** The pattern of a state that has one. */
    Pattern pattern(UnitState state) {
        return patterns.get(state);
    }

    void dispose() {
        patterns.values().forEach(Pattern::dispose);
        images.values().forEach(Image::dispose);
    }
}
