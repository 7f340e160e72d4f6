// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import java.time.Duration;

/**
 * How evenly a watch is sampled, over its latest 256 samples.
 *
 * @param wanted   the interval asked for
 * @param achieved the mean interval; zero before two samples
 * @param jitter   how late a sample is that is later than 99 of 100, after the time it was due
 * @param worst    how late the latest of all was
 * @param missed   samples that were left out since the start because the device was busy
 * @param kept     whether the interval is kept: no more than one sample in a hundred was left out of late
 */
public record Timing(Duration wanted, Duration achieved, Duration jitter, Duration worst, long missed, boolean kept) {

    /** One line for people. */
    public String label() {
        if (achieved.isZero()) {
            return "every " + shown(wanted);
        }
        return (kept ? "every " + shown(achieved) : "cannot keep " + shown(wanted) + ": every " + shown(achieved)
                + ", " + missed + " left out") + ", jitter " + shown(jitter);
    }

    private static String shown(Duration time) {
        long micros = time.toNanos() / 1000;
        return micros < 1000 ? micros + " µs" : micros < 1_000_000 ? tenths(micros, 1000) + " ms"
                : tenths(micros, 1_000_000) + " s";
    }

    private static String tenths(long value, long unit) {
        long tenths = Math.round(10.0 * value / unit);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }
}
