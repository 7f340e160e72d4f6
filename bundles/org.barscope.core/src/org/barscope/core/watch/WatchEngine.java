// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.Cadence;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.UnitReader;

/**
 * Samples watches: those of one session with one interval together, in one turn of the device's thread, in which no
 * unit is read twice. Safe for use by several threads; nothing blocks.
 */
public final class WatchEngine implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WatchEngine.class.getName());

    private final Map<Key, Group> groups = new HashMap<>();
    private final List<Consumer<WatchTrigger>> listeners = new CopyOnWriteArrayList<>();

    private record Key(RegionSession session, Duration interval) {
    }

    private final class Group {
        private final List<Watch> watches = new CopyOnWriteArrayList<>();
        /** Of the device's thread alone. */
        private final ReadOnce table = new ReadOnce();
        private Cadence cadence;

        void turn(UnitReader reads, long due, long missed) {
            table.begin(reads);
            // One watch does not meet itself.
            UnitReader once = watches.size() == 1 ? reads : table;
            for (Watch watch : watches) {
                if (watch.running()) {
                    sample(watch, once, due, missed);
                }
            }
        }
    }

    /**
     * Starts to watch.
     *
     * @param session  of the region; stays open until the watch is removed
     * @param interval from one sample to the next, at least 100 µs
     */
    public Watch add(RegionSession session, Watched what, Duration interval, List<WatchCondition> conditions) {
        Watch watch = new Watch(session.info().uri(), what, interval, conditions);
        synchronized (groups) {
            Group group = groups.computeIfAbsent(new Key(session, interval), key -> new Group());
            group.watches.add(watch);
            if (group.cadence == null) {
                group.cadence = session.every(interval, group::turn);
            }
        }
        return watch;
    }

    /** Ends a watch. What it has seen stays. */
    public void remove(Watch watch) {
        watch.running(false);
        synchronized (groups) {
            groups.values().removeIf(group -> {
                boolean empty = group.watches.remove(watch) && group.watches.isEmpty();
                if (empty) {
                    group.cadence.close();
                }
                return empty;
            });
        }
    }

    /** Stops reading a watch for now. */
    public void pause(Watch watch) {
        watch.running(false);
    }

    /** Reads a watch again, also one that a condition has stopped. */
    public void resume(Watch watch) {
        synchronized (groups) {
            if (groups.values().stream().anyMatch(group -> group.watches.contains(watch))) {
                watch.running(true);
            }
        }
    }

    /** All watches. */
    public List<Watch> watches() {
        List<Watch> all = new ArrayList<>();
        synchronized (groups) {
            groups.values().forEach(group -> all.addAll(group.watches));
        }
        return all;
    }

    /** Tells of each condition that becomes true, on the device's thread; the listener must return soon. */
    public Registration listen(Consumer<WatchTrigger> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends all watches. */
    @Override
    public void close() {
        watches().forEach(this::remove);
    }

    private void sample(Watch watch, UnitReader reads, long due, long missed) {
        long started = System.nanoTime();
        OptionalLong value = OptionalLong.empty();
        Optional<AccessException> failure = Optional.empty();
        try {
            value = OptionalLong.of(watch.what().read(reads));
        } catch (AccessException refused) {
            failure = Optional.of(refused);
        }
        for (WatchTrigger trigger : watch.sampled(due, started, missed, value, failure)) {
            for (Consumer<WatchTrigger> listener : listeners) {
                try {
                    listener.accept(trigger);
                } catch (RuntimeException bug) {
                    LOG.log(System.Logger.Level.ERROR, "a listener to watches failed", bug);
                }
            }
        }
    }
}
