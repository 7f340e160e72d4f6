// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.plot;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.barscope.core.watch.Sample;
import org.barscope.core.watch.Watch;

/**
 * The samples of a watch as points of a plot. Takes only what is new, and hands out no more points than a line can
 * show. For one thread.
 */
final class PlotSeries {

    private static final int CAPACITY = 16_384;

    private final Watch watch;
    private final Instant origin;
    private final double[] seconds = new double[CAPACITY];
    private final long[] values = new long[CAPACITY];
    private final boolean[] known = new boolean[CAPACITY];
    private long taken;
    private long count;

    /**
     * Points of a line; a gap is left out.
     *
     * @param x seconds
     * @param y values
     */
    record Line(double[] x, double[] y) {
    }

    /** @param origin where seconds are counted from */
    PlotSeries(Watch watch, Instant origin) {
        this.watch = watch;
        this.origin = origin;
    }

    Watch watch() {
        return watch;
    }

    /** Takes in what was sampled since the last call; false when that is nothing. */
    boolean update() {
        List<Sample> fresh = watch.samples(taken);
        taken = watch.state().samples() < taken ? 0 : taken + fresh.size();
        for (Sample sample : fresh) {
            int slot = (int) (count++ % CAPACITY);
            seconds[slot] = Duration.between(origin, sample.time()).toNanos() / 1e9;
            values[slot] = sample.value().orElse(0);
            known[slot] = sample.value().isPresent();
        }
        return !fresh.isEmpty();
    }

    private long oldest() {
        return Math.max(0, count - CAPACITY);
    }

    /** The time of the newest sample; NaN before the first. */
    double newest() {
        return count == 0 ? Double.NaN : seconds[(int) ((count - 1) % CAPACITY)];
    }

    /** The time of the oldest sample that is kept; NaN before the first. */
    double first() {
        return count == 0 ? Double.NaN : seconds[(int) (oldest() % CAPACITY)];
    }

    /**
     * The line between two times. Of many points that would fall on one column the least and the greatest stay, so that
     * no peak is lost.
     *
     * @param columns how many columns there are, at least 1
     */
    Line line(double from, double to, int columns) {
        double[] x = new double[2 * columns + 2];
        double[] y = new double[2 * columns + 2];
        int points = 0;
        double step = (to - from) / columns;
        long i = search(from);
        while (i < count && at(i) <= to) {
            double end = at(i) + step;
            long least = -1;
            long greatest = -1;
            // At least one each time, however short a column is.
            for (boolean first = true; i < count && at(i) <= to && (first || at(i) < end); i++, first = false) {
                if (known[slot(i)]) {
                    least = least < 0 || Long.compareUnsigned(values[slot(i)], values[slot(least)]) < 0 ? i : least;
                    greatest = greatest < 0 || Long.compareUnsigned(values[slot(i)], values[slot(greatest)]) > 0 ? i
                            : greatest;
                }
            }
            if (least >= 0 && points + 2 <= x.length) {
                long early = Math.min(least, greatest);
                long late = Math.max(least, greatest);
                x[points] = at(early);
                y[points++] = unsigned(values[slot(early)]);
                if (late != early) {
                    x[points] = at(late);
                    y[points++] = unsigned(values[slot(late)]);
                }
            }
        }
        return new Line(Arrays.copyOf(x, points), Arrays.copyOf(y, points));
    }

    /** The latest value at a time; empty before the first, and while it could not be read. */
    OptionalLong valueAt(double time) {
        long i = search(Math.nextUp(time)) - 1;
        return i >= oldest() && i < count && known[slot(i)] ? OptionalLong.of(values[slot(i)]) : OptionalLong.empty();
    }

    /** The first sample at or after a time. */
    private long search(double time) {
        long low = oldest();
        long high = count;
        while (low < high) {
            long middle = low + high >>> 1;
            if (at(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double at(long index) {
        return seconds[slot(index)];
    }

    private static int slot(long index) {
        return (int) (index % CAPACITY);
    }

    static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
    }
}
