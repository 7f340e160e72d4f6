// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --screenshot}: the window of the built product as a user would see it. */
class PictureTest {

    @TempDir
    Path scratch;

    private BufferedImage picture(String... options) throws IOException {
        Path file = scratch.resolve("window.png");
        String[] arguments = Arrays.copyOf(options, options.length + 2);
        arguments[options.length] = "--screenshot";
        arguments[options.length + 1] = file.toString();
        String output = new Barscope().with("DISPLAY", null).with("WAYLAND_DISPLAY", null).run(arguments).succeeded();
        assertEquals("", output);
        return ImageIO.read(file.toFile());
    }

    /** The colours of a part of a picture, as pixels. */
    private static int[] pixels(BufferedImage image, int x, int y, int width, int height) {
        return image.getRGB(x, y, width, height, null, 0, width);
    }

    private static double brightness(BufferedImage image) {
        return Arrays.stream(pixels(image, 0, 0, image.getWidth(), image.getHeight()))
                .mapToLong(pixel -> (pixel >> 16 & 0xff) + (pixel >> 8 & 0xff) + (pixel & 0xff)).average()
                .orElseThrow() / 3;
    }

    @Test
    void showsTheDevicesOnTheLeft() throws IOException {
        BufferedImage window = picture();
        assertEquals(1280, window.getWidth());
        assertEquals(800, window.getHeight());
        long shades = Arrays.stream(pixels(window, 10, 150, 350, 500)).distinct().count();
        // An empty view has its background, and little more; text and icons are drawn in many shades.
        assertTrue(shades > 50, "the device tree has only " + shades + " colours");
    }

    @Test
    void comesInTheSizeAndColoursAskedFor() throws IOException {
        BufferedImage dark = picture("--theme", "dark", "--size", "1000x700");
        assertEquals(1000, dark.getWidth());
        assertEquals(700, dark.getHeight());
        BufferedImage light = picture("--theme", "light", "--size", "1000x700");
        assertTrue(brightness(dark) < 110 && brightness(light) > 180,
                "dark " + brightness(dark) + ", light " + brightness(light));
    }
}
