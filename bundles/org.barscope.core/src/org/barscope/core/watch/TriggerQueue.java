// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps triggers until somebody has time for them. However often a condition becomes true in between, it is one thing
 * to do: a thousand samples a second must not become a thousand events of a window. Safe for use by several threads.
 */
public final class TriggerQueue {

    private final Map<Key, Came> waiting = new LinkedHashMap<>();

    private record Key(Watch watch, WatchCondition condition) {
    }

    /**
     * What a condition has come to since the last look.
     *
     * @param first the first time that it became true
     * @param last  the last time; the same when there was one
     * @param count how often
     */
    public record Came(WatchTrigger first, WatchTrigger last, long count) {
    }

    /** Takes a trigger in; for {@link WatchEngine#listen}. Cost: well below a microsecond. */
    public synchronized void add(WatchTrigger trigger) {
        waiting.merge(new Key(trigger.watch(), trigger.condition()), new Came(trigger, trigger, 1),
                (before, now) -> new Came(before.first(), now.last(), before.count() + 1));
    }

    /** What came since the last call, one entry for each condition of each watch, in the order of their first times. */
    public synchronized List<Came> take() {
        List<Came> came = new ArrayList<>(waiting.values());
        waiting.clear();
        return came;
    }
}
