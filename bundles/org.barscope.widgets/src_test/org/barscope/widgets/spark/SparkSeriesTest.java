// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

class SparkSeriesTest {

    @Test
    void keepsTheNewest() {
        SparkSeries series = SparkSeries.EMPTY;
        for (int i = 1; i <= 5; i++) {
            series = series.with(i, 3);
        }
        assertEquals(3, series.length());
        assertEquals(3, series.at(0));
        assertEquals(5, series.at(2));
        assertThrows(IllegalArgumentException.class, () -> SparkSeries.EMPTY.with(1, 0));
    }

    @Test
    void doesNotFollowItsSource() {
        double[] values = {1, 2};
        SparkSeries series = SparkSeries.of(values);
        values[0] = 9;
        assertEquals(1, series.at(0));
    }

    @Test
    void gapsAreNoValues() {
        SparkSeries series = SparkSeries.of(Double.NaN, 4, -2, Double.POSITIVE_INFINITY, Double.NaN);
        assertEquals(OptionalDouble.of(-2), series.min());
        assertEquals(OptionalDouble.of(4), series.max());
        assertEquals(OptionalDouble.of(-2), series.last());
        assertEquals(OptionalDouble.empty(), SparkSeries.of(Double.NaN).last());
    }

    @Test
    void theScaleFillsTheRectangle() {
        List<int[]> lines = new SparkScale(SparkSeries.of(0, 10, 5), 21, 11).lines();
        assertEquals(1, lines.size());
        assertArrayEquals(new int[] {0, 10, 10, 0, 20, 5}, lines.getFirst());
    }

    @Test
    void gapsBreakTheLine() {
        List<int[]> lines = new SparkScale(SparkSeries.of(1, 2, Double.NaN, 3), 31, 11).lines();
        assertEquals(2, lines.size());
        assertArrayEquals(new int[] {30, 0}, lines.getLast());
    }

    @Test
    void equalValuesAreInTheMiddle() {
        assertArrayEquals(new int[] {0, 5, 9, 5}, new SparkScale(SparkSeries.of(7, 7), 10, 10).lines().getFirst());
        assertEquals(List.of(), new SparkScale(SparkSeries.EMPTY, 10, 10).lines());
    }

    @Test
    void noPeakIsLostWhenValuesShareAColumn() {
        double[] values = new double[1000];
        values[501] = 100;
        SparkScale scale = new SparkScale(SparkSeries.of(values), 20, 50);
        int highest = 50;
        int[] line = scale.lines().getFirst();
        for (int i = 1; i < line.length; i += 2) {
            highest = Math.min(highest, line[i]);
        }
        assertEquals(0, highest);
    }

    @Test
    void hugeValuesDoNotOverflow() {
        SparkScale scale = new SparkScale(SparkSeries.of(-Double.MAX_VALUE, 0, Double.MAX_VALUE), 3, 11);
        assertArrayEquals(new int[] {0, 10, 1, 5, 2, 0}, scale.lines().getFirst());
    }
}
