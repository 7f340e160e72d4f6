// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import java.time.Duration;
import java.util.Arrays;

/** How late the latest samples were. Guarded by its watch. */
final class Punctuality {

    private static final int KEPT = 256;

    private final Duration wanted;
    private final long[] late = new long[KEPT];
    private final long[] times = new long[KEPT];
    private final int[] left = new int[KEPT];
    private long count;
    private long missed;
    private long worst;

    Punctuality(Duration wanted) {
        this.wanted = wanted;
    }

    void add(long due, long started, long leftOut) {
        int slot = (int) (count++ % KEPT);
        late[slot] = started - due;
        times[slot] = started;
        left[slot] = (int) Math.min(Integer.MAX_VALUE, leftOut);
        missed += leftOut;
        worst = Math.max(worst, started - due);
    }

    /** After a pause the time between is no interval. */
    void restart() {
        count = 0;
    }

    Timing timing() {
        int size = (int) Math.min(count, KEPT);
        if (size < 2) {
            return new Timing(wanted, Duration.ZERO, Duration.ZERO, Duration.ofNanos(worst), missed, true);
        }
        long newest = times[(int) ((count - 1) % KEPT)];
        long oldest = times[(int) (count > KEPT ? count % KEPT : 0)];
        long[] sorted = Arrays.copyOf(late, size);
        Arrays.sort(sorted);
        long recent = 0;
        for (int i = 0; i < size; i++) {
            recent += left[i];
        }
        return new Timing(wanted, Duration.ofNanos((newest - oldest) / (size - 1)),
                Duration.ofNanos(Math.max(0, sorted[(int) Math.ceil(0.99 * size) - 1])), Duration.ofNanos(worst),
                missed, recent * 100 <= size + recent);
    }
}
