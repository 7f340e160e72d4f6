// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.search;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where one byte stands at a distance from another, eight places at a time. That rules out nearly all places, so
 * what else is looked for needs to be compared at a few only, at whatever cost.
 */
final class TwoBytes {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    /** Places that are ruled out by one branch; the compiler makes vector instructions of the loop over them. */
    private static final int STRIDE = 512;

    private final long firsts;
    private final long seconds;
    private final int distance;

    /** @param distance from the first to the second, 0 when they are the same byte */
    TwoBytes(byte first, byte second, int distance) {
        this.firsts = (first & 0xff) * LOW_BITS;
        this.seconds = (second & 0xff) * LOW_BITS;
        this.distance = distance;
    }

    /**
     * The next place.
     *
     * @param from where to begin
     * @param last where to end; {@code last + distance} is an index of the array
     * @return index of the first byte, or -1
     */
    int next(byte[] data, int from, int last) {
        int at = from;
        while (at <= last) {
            at = past(data, at, last, distance, firsts, seconds);
            int end = Math.min(last, at + STRIDE - 1);
            int found = within(data, at, end);
            if (found >= 0) {
                return found;
            }
            at = end + 1;
        }
        return -1;
    }

    /**
     * Skips strides without such a place. Static and apart, because then the compiler sees loops that it can make
     * vectors of, whatever is found how often.
     */
    private static int past(byte[] data, int from, int last, int distance, long firsts, long seconds) {
        int at = from;
        while (last - at >= STRIDE - 1) {
            long zeros = 0;
            for (int i = at; i < at + STRIDE; i += 8) {
                zeros |= zeros((long) LONG.get(data, i) ^ firsts | (long) LONG.get(data, i + distance) ^ seconds);
            }
            if ((zeros & HIGH_BITS) != 0) {
                return at;
            }
            at += STRIDE;
        }
        return at;
    }

    private int within(byte[] data, int from, int end) {
        int at = from;
        for (; at <= end - 7; at += 8) {
            long zeros = zeros((long) LONG.get(data, at) ^ firsts | (long) LONG.get(data, at + distance) ^ seconds)
                    & HIGH_BITS;
            if (zeros != 0) {
                // The lowest mark is right; those above it may come from a borrow.
                return at + Long.numberOfTrailingZeros(zeros) / 8;
            }
        }
        for (; at <= end; at++) {
            if (data[at] == (byte) firsts && data[at + distance] == (byte) seconds) {
                return at;
            }
        }
        return -1;
    }

    /** Marks in the highest bit of each byte whether it is zero. */
    private static long zeros(long bytes) {
        return bytes - LOW_BITS & ~bytes;
    }
}
