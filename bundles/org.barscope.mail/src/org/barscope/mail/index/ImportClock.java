// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.time.Duration;
import java.util.Optional;

/** Counts what an import has done and tells its monitor now and then. Used by the walking thread only. */
final class ImportClock {

    private static final long INTERVAL = 100_000_000L;

    private final ImportMonitor monitor;
    private final long start = System.nanoTime();
    private String source = "";
    private long done;
    private long expected;
    private long told = start;
    private volatile boolean stopped;

    ImportClock(ImportMonitor monitor) {
        this.monitor = monitor;
    }

    void enter(String name) {
        source = name;
    }

    void expect(long messages) {
        expected += messages;
    }

    void message() {
        done++;
        long now = System.nanoTime();
        if (now - told > INTERVAL) {
            told = now;
            tell(now);
        }
    }

    void finish() {
        tell(System.nanoTime());
    }

    private void tell(long now) {
        double seconds = Math.max(1, now - start) / 1e9;
        double rate = done / seconds;
        long most = Math.max(expected, done);
        Optional<Duration> left = expected <= 0 || rate <= 0 ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) ((most - done) / rate * 1000)));
        monitor.progress(new ImportProgress(source, done, expected <= 0 ? 0 : most, rate, left));
    }

    void committed() {
        monitor.committed();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    boolean cancelled() {
        stopped = stopped || monitor.cancelled();
        return stopped;
    }
}
