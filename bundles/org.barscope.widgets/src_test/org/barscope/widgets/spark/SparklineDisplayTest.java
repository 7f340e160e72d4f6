// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.barscope.widgets.hex.HexColor;
import org.barscope.widgets.hex.HexTheme;
import org.barscope.widgets.testing.WidgetTestBench;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SparklineDisplayTest {

    private static final RGB WHITE = new RGB(255, 255, 255);
    private static final HexTheme LIGHT = HexTheme.of(WHITE, new RGB(0, 0, 0));

    private WidgetTestBench bench;
    private Sparkline spark;

    @BeforeEach
    void open() {
        bench = new WidgetTestBench();
        spark = new Sparkline(bench.shell(), SWT.NONE);
        spark.setTheme(Optional.of(LIGHT));
        bench.shell().setSize(200, 60);
        bench.open();
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private static int inked(ImageData picture, Rectangle area) {
        return area.width * area.height - WidgetTestBench.count(picture, area, WHITE);
    }

    @Test
    void theLineEndsInADotUnlessTheNewestIsAGap() {
        spark.setSeries(SparkSeries.of(1, 5, 2, 8));
        ImageData picture = bench.picture(spark);
        Rectangle right = new Rectangle(190, 0, 10, 12);
        assertTrue(WidgetTestBench.count(picture, right, LIGHT.color(HexColor.CHANGED).getRGB()) > 5);
        spark.setSeries(SparkSeries.of(1, 5, 2, Double.NaN));
        picture = bench.picture(spark);
        assertEquals(0, inked(picture, new Rectangle(150, 0, 50, 60)));
        assertTrue(inked(picture, new Rectangle(0, 0, 100, 60)) > 50);
    }

    @Test
    void nothingIsDrawnForNothing() {
        spark.setSeries(SparkSeries.EMPTY);
        assertEquals(0, inked(bench.picture(spark), new Rectangle(0, 0, 200, 60)));
        assertEquals("No values", spark.getToolTipText());
    }

    @Test
    void saysWhatItShows() {
        spark.setSeries(SparkSeries.of(1, 5.5, Double.NaN, 2));
        assertEquals("Newest 2, least 1, greatest 5.5, 4 values", spark.getToolTipText());
    }
}
