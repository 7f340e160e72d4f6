// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

/**
 * The packets that a simulated network controller has received and sent: a fixed pattern of sizes at a fixed rate while
 * it is enabled, so that every counter is a function of time.
 */
final class Traffic {

    private static final long RECEIVE_PERIOD = 1_000_000;
    private static final long SEND_PERIOD = 2_500_000;
    /** Bytes of successive packets, checksum included. */
    private static final int[] SIZES = {64, 594, 1518, 64, 1518, 118, 1518, 342};

    private final Stream received = new Stream(RECEIVE_PERIOD);
    private final Stream sent = new Stream(SEND_PERIOD);
    private long last;

    /** One direction. */
    static final class Stream {
        private final long period;
        private long activeNanos;

        private Stream(long period) {
            this.period = period;
        }

        /** Packets since power-on. */
        long packets() {
            return activeNanos / period;
        }

        /** Bytes since power-on. */
        long bytes() {
            long whole = 0;
            for (int size : SIZES) {
                whole += size;
            }
            long bytes = packets() / SIZES.length * whole;
            for (int i = 0; i < packets() % SIZES.length; i++) {
                bytes += SIZES[i];
            }
            return bytes;
        }

        /** Packets since power-on of a size in a range, both ends included. */
        long packets(int from, int to) {
            long rounds = packets() / SIZES.length;
            long rest = packets() % SIZES.length;
            long count = 0;
            for (int i = 0; i < SIZES.length; i++) {
                if (SIZES[i] >= from && SIZES[i] <= to) {
                    count += rounds + (i < rest ? 1 : 0);
                }
            }
            return count;
        }
    }

    Traffic(long now) {
        last = now;
    }

    void settle(long now, boolean receiving, boolean sending) {
        if (receiving) {
            received.activeNanos += now - last;
        }
        if (sending) {
            sent.activeNanos += now - last;
        }
        last = now;
    }

    Stream received() {
        return received;
    }

    Stream sent() {
        return sent;
    }
}
