// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.spark;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Values in the order they were seen, oldest first. Immutable. A value that could not be read is a gap, {@code NaN},
 * and not zero.
 */
public final class SparkSeries {

    /** No values. */
    public static final SparkSeries EMPTY = new SparkSeries();

    private final double[] values;

    private SparkSeries(double... values) {
        this.values = values;
    }

    /**
     * A series of values. Copies them.
     *
     * @param values oldest first; NaN is a gap
     * @return the series
     */
    public static SparkSeries of(double... values) {
        return new SparkSeries(values.clone());
    }

    /**
     * The series with one more value, without the oldest if it would become too long. Cost: linear in the length.
     *
     * @param value    the newest value; NaN is a gap
     * @param capacity greatest length, at least 1
     * @return the longer series
     */
    public SparkSeries with(double value, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("A series cannot be limited to " + capacity + " values");
        }
        int keep = Math.min(values.length, capacity - 1);
        double[] next = new double[keep + 1];
        System.arraycopy(values, values.length - keep, next, 0, keep);
        next[keep] = value;
        return new SparkSeries(next);
    }

    /**
     * Number of values, gaps included.
     *
     * @return the length
     */
    public int length() {
        return values.length;
    }

    /**
     * One value.
     *
     * @param index 0 for the oldest
     * @return the value, NaN for a gap
     */
    public double at(int index) {
        return values[index];
    }

    /** Values that a line can be drawn through: neither gaps nor infinite. */
    private DoubleStream finite() {
        return Arrays.stream(values).filter(Double::isFinite);
    }

    /**
     * The least finite value.
     *
     * @return nothing if there is none
     */
    public OptionalDouble min() {
        return finite().min();
    }

    /**
     * The greatest finite value.
     *
     * @return nothing if there is none
     */
    public OptionalDouble max() {
        return finite().max();
    }

    /**
     * The newest finite value.
     *
     * @return nothing if there is none
     */
    public OptionalDouble last() {
        return finite().reduce((before, after) -> after);
    }
}
