// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessException;
import org.barscope.registers.model.BitRange;

/**
 * One value that is watched. Made by {@link WatchEngine}; its device's thread feeds it. Safe for use by several
 * threads; nothing blocks.
 */
public final class Watch {

    /** How many samples are kept. */
    static final int CAPACITY = 16_384;
    private static final long GROWTH_WINDOW = 1_000_000_000L;

    private final RegionUri uri;
    private final Watched what;
    private final Duration interval;
    private final History history = new History(CAPACITY);
    private final Punctuality punctuality;
    private List<WatchCondition> conditions;
    private boolean[] held;
    private boolean running = true;
    private OptionalLong value = OptionalLong.empty();
    private OptionalLong last = OptionalLong.empty();
    private OptionalLong before = OptionalLong.empty();
    private long minimum;
    private long maximum;
    private long values;
    private long changes;
    private long changedAt;
    private String problem = "";

    Watch(RegionUri uri, Watched what, Duration interval, List<WatchCondition> conditions) {
        this.uri = uri;
        this.what = what;
        this.interval = interval;
        this.punctuality = new Punctuality(interval);
        conditions(conditions);
    }

    /** The region. */
    public RegionUri uri() {
        return uri;
    }

    /** What is watched. */
    public Watched what() {
        return what;
    }

    /** The interval asked for. */
    public Duration interval() {
        return interval;
    }

    /** The conditions at present. */
    public synchronized List<WatchCondition> conditions() {
        return conditions;
    }

    /** Sets the conditions; none of them has held before. */
    public synchronized void conditions(List<WatchCondition> some) {
        conditions = List.copyOf(some);
        held = new boolean[conditions.size()];
    }

    /** What it has seen so far. Cost: some microseconds. */
    public synchronized WatchState state() {
        boolean numbers = what.numeric() && values > 0;
        double growth = numbers ? history.growth(GROWTH_WINDOW, BitRange.ones(what.bits())) : Double.NaN;
        return new WatchState(history.count(), value, before, numbers ? OptionalLong.of(minimum) : OptionalLong.empty(),
                numbers ? OptionalLong.of(maximum) : OptionalLong.empty(), changes,
                changes > 0 ? Optional.of(history.time(changedAt)) : Optional.empty(),
                Double.isNaN(growth) ? OptionalDouble.empty() : OptionalDouble.of(growth), problem,
                punctuality.timing(), running);
    }

    /**
     * The samples from the one of that number on, the first having number 0; of long ago none are left.
     *
     * @param first 0 for all, {@link WatchState#samples()} of an earlier look for what is new since
     */
    public synchronized List<Sample> samples(long first) {
        return history.from(first);
    }

    synchronized boolean running() {
        return running;
    }

    synchronized void running(boolean on) {
        if (on && !running) {
            punctuality.restart();
        }
        running = on;
    }

    /** Takes a sample in; returns what became true with it. */
    synchronized List<WatchTrigger> sampled(long due, long started, long missed, OptionalLong read,
            Optional<AccessException> failure) {
        if (!running) {
            return List.of();
        }
        punctuality.add(due, started, missed);
        value = read;
        problem = failure.map(AccessException::getMessage).orElse("");
        List<WatchCondition> came = read.isPresent() ? changed(read.getAsLong(), started) : List.of();
        boolean marked = came.stream().anyMatch(c -> c.actions().contains(WatchCondition.Action.MARK));
        history.add(started, read, marked);
        if (came.stream().anyMatch(c -> c.actions().contains(WatchCondition.Action.STOP))) {
            running = false;
        }
        if (came.isEmpty()) {
            return List.of();
        }
        Instant time = history.time(started);
        return came.stream().map(c -> new WatchTrigger(this, c, new Sample(time, read, marked))).toList();
    }

    private List<WatchCondition> changed(long now, long started) {
        List<WatchCondition> came = new ArrayList<>();
        for (int i = 0; i < held.length; i++) {
            WatchCondition condition = conditions.get(i);
            boolean holds = condition.holds(now, last);
            boolean news = holds && (!held[i] || condition.repeats()) && (last.isPresent() || !condition.needsBefore());
            held[i] = holds;
            if (news) {
                came.add(condition);
            }
        }
        if (values == 0 || Long.compareUnsigned(now, minimum) < 0) {
            minimum = now;
        }
        if (values == 0 || Long.compareUnsigned(now, maximum) > 0) {
            maximum = now;
        }
        values++;
        if (last.isPresent() && last.getAsLong() != now) {
            before = last;
            changes++;
            changedAt = started;
        }
        last = OptionalLong.of(now);
        return came;
    }
}
