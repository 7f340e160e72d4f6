// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Guesses from the part of a file that was read how many messages the rest has. */
final class Estimate {

    private static final int EVERY = 32;

    private final Meter meter;
    private final long size;
    private long start;
    private long messages;
    private long told;

    /** Counts the bytes that are taken from a file, compressed or not. */
    static final class Meter extends FilterInputStream {
        private long count;

        Meter(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int n = super.read(bytes, from, length);
            count += Math.max(0, n);
            return n;
        }
    }

    /** @param size of the file, in bytes */
    Estimate(Meter meter, long size) {
        this.meter = meter;
        this.size = size;
    }

    /** What was read until now is not new. */
    void begin() {
        start = Math.min(meter.count, size);
    }

    /** Takes note of a message, and tells the sink when there is a better guess. */
    void message(ScanSink sink) {
        messages++;
        long read = Math.min(meter.count, size) - start;
        if (messages % EVERY == 0 && read > 0) {
            tell(sink, Math.round(messages * ((double) (size - start) / read)));
        }
    }

    /** That was all. */
    void end(ScanSink sink) {
        tell(sink, messages);
    }

    private void tell(ScanSink sink, long expected) {
        if (expected != told) {
            sink.expect(expected - told);
            told = expected;
        }
    }
}
