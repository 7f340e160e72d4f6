// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.format;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/** What a range is filled with. Immutable. */
public sealed interface Filling {

    /** As many bytes of a counter are made at once; one that returns to its start earlier has no such limit. */
    long MOST_COUNTED = 64L << 20;

    /**
     * Bytes that give the whole when they are repeated from the range's start on.
     *
     * @param length of the range, at least 1
     * @throws IllegalArgumentException when the range is too long for it; the message is one clause for the user
     */
    byte[] repeated(long length);

    /**
     * Bytes that repeat.
     *
     * @param bytes at least one
     */
    record Pattern(byte[] bytes) implements Filling {

        public Pattern {
            if (bytes.length == 0) {
                throw new IllegalArgumentException("a pattern has at least one byte");
            }
            bytes = bytes.clone();
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public byte[] repeated(long length) {
            return bytes();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Pattern pattern && Arrays.equals(bytes, pattern.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /**
     * Numbers that grow, and begin anew when they no longer fit.
     *
     * @param width of each number in bytes: 1, 2, 4 or 8
     * @param order of their bytes
     * @param first the first of them
     * @param step  from each to the next
     */
    record Counter(int width, ByteOrder order, long first, long step) implements Filling {

        public Counter {
            Objects.requireNonNull(order);
            if (width != 1 && width != 2 && width != 4 && width != 8) {
                throw new IllegalArgumentException("a counter has 1, 2, 4 or 8 bytes, not " + width);
            }
        }

        @Override
        public byte[] repeated(long length) {
            long period = width <= Short.BYTES ? (long) width << 8 * width : Long.MAX_VALUE;
            long needed = Math.min(length, period);
            if (needed > MOST_COUNTED) {
                throw new IllegalArgumentException("a counter of " + 8 * width + " bits fills " + (MOST_COUNTED >> 20)
                        + " MiB at once");
            }
            byte[] bytes = new byte[(int) needed];
            for (int i = 0; i < bytes.length; i++) {
                int within = i % width;
                int shift = 8 * (order == ByteOrder.LITTLE_ENDIAN ? within : width - 1 - within);
                bytes[i] = (byte) (first + step * (i / width) >>> shift);
            }
            return bytes;
        }
    }
}
