// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RamRegion;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.poke.RegisterTarget;
import org.barscope.core.watch.WatchCondition.Action;
import org.barscope.core.watch.WatchCondition.Kind;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final Duration MS = Duration.ofMillis(1);
    private static final long NANOS = 1_000_000;

    private final long start = System.nanoTime();
    private int turn;

    private static Watched.Named register(Register register, Optional<Field> field) {
        return new Watched.Named(new RegisterTarget(new RegisterInstance(List.of("B"), register.name(),
                register.name(), register.offset(), register, register.guard()), field));
    }

    private static Watch watch(int bits, WatchCondition... conditions) {
        return new Watch(RamRegion.URI, register(Register.builder("R", 0, bits).build(), Optional.empty()), MS,
                List.of(conditions));
    }

    private List<WatchTrigger> feed(Watch watch, long value) {
        long due = start + NANOS * turn++;
        return watch.sampled(due, due + 10_000, 0, OptionalLong.of(value), Optional.empty());
    }

    private static WatchCondition when(Kind kind, long value, long mask, Action... actions) {
        return new WatchCondition(kind, value, mask, Set.of(actions));
    }

    @Test
    void whatWasSeenIsSummedUp() {
        Watch watch = watch(32);
        assertEquals(0, watch.state().samples());
        assertTrue(watch.state().minimum().isEmpty());
        for (long value : new long[] {5, 5, 0xffff_ffffL, 3}) {
            feed(watch, value);
        }
        WatchState state = watch.state();
        assertEquals(4, state.samples());
        assertEquals(OptionalLong.of(3), state.value());
        assertEquals(OptionalLong.of(0xffff_ffffL), state.before());
        assertEquals(OptionalLong.of(3), state.minimum());
        assertEquals(OptionalLong.of(0xffff_ffffL), state.maximum());
        assertEquals(2, state.changes());
        assertEquals(watch.samples(3).getFirst().time(), state.lastChange().orElseThrow());
        assertEquals(2, watch.samples(2).size());
    }

    @Test
    void aCounterGrowsThroughItsWrap() {
        Watch watch = watch(8);
        for (int i = 0; i < 2000; i++) {
            feed(watch, 250 + 3L * i & 0xff);
        }
        assertEquals(3000, watch.state().perSecond().orElseThrow(), 0.01);
    }

    @Test
    void aFailedReadHasNoValueAndBreaksNothing() {
        Watch watch = watch(32, when(Kind.CHANGES, 0, -1, Action.MARK));
        feed(watch, 7);
        watch.sampled(start, start, 0, OptionalLong.empty(), Optional.of(
                new AccessException(AccessException.Kind.FAULTED, 0, "revoked for now")));
        assertTrue(watch.state().value().isEmpty());
        assertEquals("revoked for now", watch.state().problem());
        assertEquals(OptionalLong.of(7), watch.state().minimum());
        assertTrue(watch.samples(1).getFirst().value().isEmpty());
        assertEquals(List.of(), feed(watch, 7));
        assertEquals(0, watch.state().changes());
        assertEquals("", watch.state().problem());
    }

    @Test
    void conditionsCountWhenTheyBecomeTrue() {
        Watch watch = watch(32, when(Kind.EQUALS, 4, -1), when(Kind.CHANGES, 0, 0xf0), when(Kind.ALL_SET, 0, 3),
                when(Kind.RISES_PAST, 10, -1), when(Kind.FALLS_BELOW, 5, -1));
        assertEquals(List.of(Kind.EQUALS), tests(feed(watch, 4)));
        assertEquals(List.of(), tests(feed(watch, 4)));
        assertEquals(List.of(Kind.ALL_SET, Kind.RISES_PAST), tests(feed(watch, 0xb)));
        assertEquals(List.of(), tests(feed(watch, 0xf)));
        assertEquals(List.of(Kind.CHANGES), tests(feed(watch, 0x1f)));
        assertEquals(List.of(Kind.CHANGES), tests(feed(watch, 0x2f)));
        assertEquals(List.of(Kind.EQUALS, Kind.CHANGES, Kind.FALLS_BELOW), tests(feed(watch, 4)));
    }

    private static List<Kind> tests(List<WatchTrigger> triggers) {
        return triggers.stream().map(trigger -> trigger.condition().kind()).toList();
    }

    @Test
    void limitsAreUnsigned() {
        Watch watch = watch(64, when(Kind.RISES_PAST, Long.MAX_VALUE, -1));
        feed(watch, 1);
        assertEquals(1, feed(watch, -1L).size());
        assertEquals(OptionalLong.of(-1L), watch.state().maximum());
    }

    @Test
    void marksAreKeptAndStoppingStops() {
        Watch watch = watch(32, when(Kind.EQUALS, 2, -1, Action.MARK, Action.STOP));
        feed(watch, 1);
        List<WatchTrigger> triggers = feed(watch, 2);
        assertTrue(triggers.getFirst().sample().marked());
        assertFalse(watch.state().running());
        feed(watch, 3);
        assertEquals(2, watch.state().samples());
        assertEquals(List.of(false, true), watch.samples(0).stream().map(Sample::marked).toList());
    }

    @Test
    void oldSamplesGiveWayAndNumbersStay() {
        Watch watch = watch(32);
        for (int i = 0; i < Watch.CAPACITY + 10; i++) {
            feed(watch, i);
        }
        List<Sample> all = watch.samples(0);
        assertEquals(Watch.CAPACITY, all.size());
        assertEquals(OptionalLong.of(10), all.getFirst().value());
        assertEquals(1, watch.samples(Watch.CAPACITY + 9).size());
        assertEquals(List.of(), watch.samples(Watch.CAPACITY + 10));
    }

    @Test
    void anIntervalThatIsNotKeptSaysSo() {
        Watch even = watch(32);
        Watch late = watch(32);
        for (int i = 0; i < 100; i++) {
            long due = start + NANOS * i;
            even.sampled(due, due + 20_000, 0, OptionalLong.of(1), Optional.empty());
            late.sampled(start + 3 * NANOS * i, start + 3 * NANOS * i + 900_000, 2, OptionalLong.of(1),
                    Optional.empty());
        }
        Timing kept = even.state().timing();
        assertTrue(kept.kept());
        assertEquals(MS, kept.achieved());
        assertEquals(Duration.ofNanos(20_000), kept.jitter());
        assertEquals("every 1 ms, jitter 20 µs", kept.label());
        Timing missed = late.state().timing();
        assertFalse(missed.kept());
        assertEquals(200, missed.missed());
        assertEquals("cannot keep 1 ms: every 3 ms, 200 left out, jitter 900 µs", missed.label());
    }

    @Test
    void onlyWhatMayBeReadCanBeWatched() throws Exception {
        Register popping = Register.builder("POP", 0, 32).readAction(ReadAction.CLEAR).build();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> register(popping, Optional.empty())).getMessage()
                .startsWith("B.POP cannot be watched: "));
        AccessMap rules = AccessMap.safe(AccessWidth.W32).with(List.of(
                new AccessRule(8, 4, AccessWidth.W32, ReadPolicy.GUARDED, "it pops")));
        assertThrows(IllegalArgumentException.class, () -> new Watched.Range(4, 8, rules));
        assertThrows(IllegalArgumentException.class, () -> new Watched.Range(2, 4, rules));
        RamRegion region = RamRegion.mmio(64);
        region.bytes[4] = 0x11;
        region.bytes[19] = 0x22;
        Watched.Range number = new Watched.Range(0, 8, rules);
        assertEquals(0x11_0000_0000L, number.read(region::read));
        assertTrue(number.numeric());
        Watched.Range sum = new Watched.Range(12, 16, rules);
        assertFalse(sum.numeric());
        long before = sum.read(region::read);
        region.bytes[20] = 1;
        assertFalse(before == sum.read(region::read));
        Field field = Field.builder("F", new BitRange(4, 7)).build();
        region.bytes[0] = (byte) 0xa5;
        assertEquals(0xa, register(Register.builder("R", 0, 32).fields(List.of(field)).build(), Optional.of(field))
                .read(region::read));
    }

    @Test
    void samplesLeaveAsCsv() throws IOException {
        Watch watch = watch(32, when(Kind.EQUALS, 2, -1, Action.MARK));
        feed(watch, 1);
        feed(watch, 2);
        StringBuilder out = new StringBuilder();
        WatchCsv.write(List.of(watch), out);
        List<String> lines = out.toString().lines().toList();
        assertEquals(WatchCsv.HEADER, lines.get(0));
        assertTrue(lines.get(1).endsWith(",ram:0000:01:00.0/bar0,B.R,0x1,"), lines.get(1));
        assertTrue(lines.get(2).endsWith(",B.R,0x2,marked"), lines.get(2));
    }
}
