// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The latest samples of a watch, in arrays so that a million of them are nothing. Guarded by its watch. */
final class History {

    private static final byte VALUE = 1;
    private static final byte MARK = 2;

    private final long[] nanos;
    private final long[] values;
    private final byte[] flags;
    private final Instant epoch = Instant.now();
    private final long epochNanos = System.nanoTime();
    private long count;

    History(int capacity) {
        nanos = new long[capacity];
        values = new long[capacity];
        flags = new byte[capacity];
    }

    void add(long at, OptionalLong value, boolean marked) {
        int slot = (int) (count++ % nanos.length);
        nanos[slot] = at;
        values[slot] = value.orElse(0);
        flags[slot] = (byte) ((value.isPresent() ? VALUE : 0) | (marked ? MARK : 0));
    }

    /** The time of a reading of the clock. */
    Instant time(long at) {
        return epoch.plusNanos(at - epochNanos);
    }

    long count() {
        return count;
    }

    /** Samples from the one of that number on, as far as they are still there; the first has number 0. */
    List<Sample> from(long first) {
        long start = Math.max(Math.max(0, first), count - nanos.length);
        List<Sample> samples = new ArrayList<>((int) Math.max(0, count - start));
        for (long i = start; i < count; i++) {
            int slot = (int) (i % nanos.length);
            samples.add(new Sample(time(nanos[slot]), (flags[slot] & VALUE) != 0 ? OptionalLong.of(values[slot])
                    : OptionalLong.empty(), (flags[slot] & MARK) != 0));
        }
        return samples;
    }

    /** By how much the values have grown each second since about a second ago; NaN when that cannot be told. */
    double growth(long window, long mask) {
        if (count < 2) {
            return Double.NaN;
        }
        double grown = 0;
        long newest = nanos[(int) ((count - 1) % nanos.length)];
        long oldest = newest;
        boolean any = false;
        for (long i = count - 1; i > Math.max(0, count - nanos.length); i--) {
            int slot = (int) (i % nanos.length);
            int before = (int) ((i - 1) % nanos.length);
            if ((flags[slot] & flags[before] & VALUE) == 0) {
                break;
            }
            long difference = values[slot] - values[before] & mask;
            grown += difference >= 0 ? difference : difference + 0x1p64;
            oldest = nanos[before];
            any = true;
            if (newest - oldest >= window) {
                break;
            }
        }
        return any && newest > oldest ? grown * 1e9 / (newest - oldest) : Double.NaN;
    }
}
