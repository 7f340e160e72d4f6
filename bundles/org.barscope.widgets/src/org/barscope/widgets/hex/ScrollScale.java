// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

/**
 * Maps rows, of which there may be 2<sup>62</sup>, to the positions of a scroll bar, which are ints.
 * <p>
 * As long as rows fit they map one to one; beyond that the bar is a coarse map, while wheel and keys move by rows.
 *
 * @param maxTop highest row that can be first on the screen
 * @param page   rows on the screen
 */
record ScrollScale(long maxTop, int page) {

    private static final int STEPS = 1 << 28;

    ScrollScale {
        if (maxTop < 0 || page < 1) {
            throw new IllegalArgumentException("No scroll range from 0 to " + maxTop + " by " + page);
        }
    }

    /** The scale for a number of rows. */
    static ScrollScale of(long lastRow, int page) {
        return new ScrollScale(Math.max(0, lastRow - page + 1), page);
    }

    private boolean exact() {
        return maxTop <= STEPS;
    }

    /** Size of the thumb in positions; the least that can be drawn where the true one is too small. */
    int thumb() {
        if (exact()) {
            return page;
        }
        return (int) Math.max(1, (double) page / maxTop * STEPS);
    }

    /** End of the bar, so that its last position is this less the thumb. */
    int maximum() {
        return (exact() ? (int) maxTop : STEPS) + thumb();
    }

    int position(long top) {
        if (exact()) {
            return (int) top;
        }
        if (top >= maxTop) {
            return STEPS;
        }
        // Only the very ends stand for the very ends, so that a bar pulled to its end reaches the last row.
        return Math.clamp((long) ((double) top / maxTop * STEPS), top == 0 ? 0 : 1, STEPS - 1);
    }

    long top(int position) {
        if (exact()) {
            return Math.clamp(position, 0, maxTop);
        }
        if (position >= STEPS) {
            return maxTop;
        }
        return Math.clamp((long) ((double) Math.max(0, position) / STEPS * maxTop), 0, maxTop);
    }
}
