// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

/**
 * Maps offsets of a whole region to points from the top of the overview bar.
 *
 * @param extent the region
 * @param height of the bar in points
 */
record OverviewScale(HexRange extent, int height) {

    /** Where an offset is: 0 to height - 1. */
    int y(long offset) {
        double share = toDouble(extent.clamp(offset) - extent.first()) / (toDouble(extent.span()) + 1);
        return Math.clamp((long) (share * height), 0, Math.max(0, height - 1));
    }

    /** The first offset of a point. */
    long offset(int y) {
        if (y >= height - 1) {
            return extent.last();
        }
        return extent.first() + fromDouble(Math.max(0, y) * (toDouble(extent.span()) + 1) / height);
    }

    private static double toDouble(long unsigned) {
        // Above Long.MAX_VALUE the lowest bit is far below the precision of a double.
        return unsigned >= 0 ? unsigned : (unsigned >>> 1) * 2.0;
    }

    private static long fromDouble(double value) {
        return value < 0x1p63 ? (long) value : (long) (value / 2) << 1;
    }
}
