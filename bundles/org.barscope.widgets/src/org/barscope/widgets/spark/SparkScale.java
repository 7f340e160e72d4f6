// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.spark;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns a series into lines on a rectangle.
 *
 * @param series the values
 * @param width  of the rectangle in points
 * @param height of the rectangle in points
 */
record SparkScale(SparkSeries series, int width, int height) {

    /**
     * Runs of neighbouring values as {@code x0, y0, x1, y1, …}; a gap ends a run. Where several values fall on a column
     * it gets the least and the greatest of them, so that no peak is lost.
     */
    List<int[]> lines() {
        List<int[]> lines = new ArrayList<>();
        List<Integer> run = new ArrayList<>();
        int i = 0;
        while (i < series.length()) {
            int x = x(i);
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            double last = Double.NaN;
            boolean gap = false;
            for (; i < series.length() && x(i) == x; i++) {
                double value = series.at(i);
                gap |= !Double.isFinite(value);
                if (Double.isFinite(value)) {
                    least = Math.min(least, value);
                    greatest = Math.max(greatest, value);
                    last = value;
                }
            }
            if (!Double.isNaN(last)) {
                add(run, x, least);
                if (greatest > least) {
                    add(run, x, greatest);
                    add(run, x, last);
                }
            }
            if (gap) {
                end(run, lines);
            }
        }
        end(run, lines);
        return lines;
    }

    private void add(List<Integer> run, int x, double value) {
        run.add(x);
        run.add(y(value));
    }

    private static void end(List<Integer> run, List<int[]> lines) {
        if (!run.isEmpty()) {
            lines.add(run.stream().mapToInt(Integer::intValue).toArray());
            run.clear();
        }
    }

    /** Column of a value; a single one is at the right, where the newest always is. */
    int x(int index) {
        int steps = series.length() - 1;
        return steps == 0 ? width - 1 : (int) ((long) index * (width - 1) / steps);
    }

    /** Row of a value; in the middle if all are equal. */
    int y(double value) {
        double min = series.min().orElse(0);
        double max = series.max().orElse(0);
        // Halves keep the difference of the largest doubles finite.
        double span = max / 2 - min / 2;
        if (span == 0) {
            return height / 2;
        }
        double share = (value / 2 - min / 2) / span;
        return height - 1 - (int) Math.round(share * (height - 1));
    }
}
