// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.barscope.core.watch.Sample;
import org.barscope.core.watch.Watch;
import org.barscope.core.watch.WatchState;
import org.barscope.registers.naming.ValueText;

/** A value that is sampled by the device's thread until {@link #end} or the end of the console, for snippets. */
public final class Watching {

    private final Console console;
    private final Watch watch;

    Watching(Console console, Watch watch) {
        this.console = console;
        this.watch = watch;
    }

    /** How many samples there are. */
    public long samples() {
        return watch.state().samples();
    }

    /** How often the value changed. */
    public long changes() {
        return watch.state().changes();
    }

    /** The latest value; empty when it could not be read. */
    public OptionalLong value() {
        return watch.state().value();
    }

    /** The latest values that could be read, oldest first: some thousands at most. */
    public List<Long> values() {
        List<Long> values = new ArrayList<>();
        for (Sample sample : watch.samples(0)) {
            sample.value().ifPresent(values::add);
        }
        return values;
    }

    /** Prints each change for so many seconds. */
    public void follow(double seconds) {
        long start = System.nanoTime();
        long[] next = {watch.state().samples()};
        OptionalLong[] last = {OptionalLong.empty()};
        Patience.poll(() -> {
            for (Sample sample : watch.samples(next[0])) {
                next[0]++;
                if (!sample.value().equals(last[0])) {
                    last[0] = sample.value();
                    console.host().print(sample.time() + "  " + watch.what().name() + "  " + (last[0].isPresent()
                            ? ValueText.hex(last[0].getAsLong(), watch.what().bits()) : "cannot be read") + "\n");
                }
            }
            return System.nanoTime() - start >= seconds * 1e9;
        }, Duration.ofDays(365), "the end of time");
    }

    /** Ends it. */
    public void end() {
        console.watches().remove(watch);
    }

    @Override
    public String toString() {
        WatchState state = watch.state();
        int bits = watch.what().bits();
        StringBuilder text = new StringBuilder(watch.what().name()).append(": ").append(state.samples())
                .append(" samples, ").append(state.changes()).append(" changes");
        if (state.value().isPresent()) {
            text.append(", now ").append(ValueText.hex(state.value().getAsLong(), bits));
        }
        if (state.minimum().isPresent()) {
            text.append(", ").append(ValueText.hex(state.minimum().getAsLong(), bits)).append(" to ")
                    .append(ValueText.hex(state.maximum().getAsLong(), bits));
        }
        return text.append("; ").append(state.timing().label()).toString();
    }
}
