// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.watch.WatchCondition.Action;
import org.barscope.core.watch.WatchCondition.Kind;
import org.junit.jupiter.api.Test;

class TriggerQueueTest {

    private static final WatchCondition CHANGES = new WatchCondition(Kind.CHANGES, 0, -1, Set.of(Action.SOUND));
    private static final WatchCondition EQUALS = new WatchCondition(Kind.EQUALS, 1, -1, Set.of(Action.SNAPSHOT));

    private final TriggerQueue queue = new TriggerQueue();
    private final Watch one = watch();
    private final Watch two = watch();

    private static Watch watch() {
        return new Watch(RegionUri.parse("sim:0000:01:00.0/bar0"), new Watched.Range(0, 4,
                AccessMap.safe(AccessWidth.W32)), Duration.ofMillis(1), List.of());
    }

    private void add(Watch watch, WatchCondition condition, long value) {
        queue.add(new WatchTrigger(watch, condition, new Sample(Instant.EPOCH.plusMillis(value),
                OptionalLong.of(value), false)));
    }

    @Test
    void howeverOftenAConditionComesTrueItIsOneThingToDo() {
        for (int i = 1; i <= 1000; i++) {
            add(one, CHANGES, i);
        }
        List<TriggerQueue.Came> came = queue.take();
        assertEquals(1, came.size());
        assertEquals(1000, came.getFirst().count());
        assertEquals(OptionalLong.of(1), came.getFirst().first().sample().value());
        assertEquals(OptionalLong.of(1000), came.getFirst().last().sample().value());
        assertEquals(List.of(), queue.take());
    }

    @Test
    void conditionsAndWatchesAreToldApartInTheOrderTheyCame() {
        add(two, EQUALS, 1);
        add(one, CHANGES, 2);
        add(two, CHANGES, 3);
        add(two, EQUALS, 4);
        List<TriggerQueue.Came> came = queue.take();
        assertEquals(List.of(two, one, two), came.stream().map(c -> c.first().watch()).toList());
        assertEquals(List.of(2L, 1L, 1L), came.stream().map(TriggerQueue.Came::count).toList());
    }
}
