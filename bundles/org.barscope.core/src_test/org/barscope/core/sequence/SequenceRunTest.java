// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.Journal;
import org.barscope.core.journal.JournalEntry;
import org.barscope.core.journal.JournalExport;
import org.barscope.core.journal.JournalFolder;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.MemoryLog;
import org.barscope.core.memory.OpenRegions;
import org.barscope.core.memory.RamRegion;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.poke.UnitWriter;
import org.barscope.core.sequence.StepResult.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceRunTest {

    private final RamRegion region = RamRegion.mmio(0x40);
    private final OpenRegions regions = new OpenRegions();
    private final MemoryLog log = new MemoryLog();
    private final Arming arming = new Arming(log);
    private final List<StepResult> results = new ArrayList<>();
    private RegionSession session;

    @BeforeEach
    void open() throws Exception {
        session = region.open(regions);
        arming.arm(session, Arming.Request.whole());
    }

    @AfterEach
    void close() {
        regions.close();
    }

    private static BoundSequence bound(String text) throws SequenceException {
        return BoundSequence.bind(SequenceParser.parse("test.seq", text), Optional.empty(), 0x40);
    }

    private SequenceRun live(String text) throws SequenceException {
        return new SequenceRun(bound(text), new LiveTarget(session, session.info().access(), arming, log));
    }

    @Test
    void stepsAndLoopsInTheirOrder() throws Exception {
        SequenceRun run = live("""
                write @0x10:32 1
                loop 2
                  loop 3
                    modify @0x10:32 0x20 mask 0xf0
                    read @0x10:32
                  end
                  print "turn"
                end
                loop 5
                end
                expect @0x10:32 & 0xf0 == 0x20
                poll @0x10:32 > 0x20 timeout 1s
                delay 10us
                """);
        assertTrue(run.run(results::add).isEmpty());
        assertTrue(run.finished());
        assertEquals(1 + 2 * (3 * 2 + 1) + 3, results.size());
        assertEquals(2, results.stream().filter(result -> result.text().equals("turn")).count());
        assertEquals(OptionalLong.of(0x21), results.get(2).value());
        assertEquals(7, log.changes.size());
        assertEquals("test.seq:4", log.changes.get(1).origin().detail());
        assertTrue(run.next().isEmpty());
        assertThrows(IllegalStateException.class, run::step);
    }

    @Test
    void stepByStep() throws Exception {
        SequenceRun run = live("write @0:32 1\nwrite @4:32 2\n");
        assertEquals(1, run.next().orElseThrow().at().line());
        run.step();
        assertEquals(0, region.bytes[4]);
        assertEquals(2, run.next().orElseThrow().at().line());
        run.step();
        assertEquals(2, region.bytes[4]);
        assertTrue(run.finished());
        assertFalse(run.failed());
    }

    @Test
    void theFirstMismatchStopsIt() throws Exception {
        SequenceRun run = live("expect @0:32 == 1\nwrite @4:32 2\n");
        StepResult failed = run.run(results::add).orElseThrow();
        assertEquals(Status.MISMATCH, failed.status());
        assertEquals("@0x0:32 = 0x00000000, expected == 0x00000001: not as expected", failed.text());
        assertTrue(run.failed());
        assertEquals(List.of(), log.changes);
    }

    @Test
    void whatIsWaitedForInVainTimesOut() throws Exception {
        StepResult failed = live("poll @0:32 != 0 timeout 5ms every 1ms").run(results::add).orElseThrow();
        assertEquals(Status.TIMEOUT, failed.status());
        assertTrue(failed.text().contains(": not so after "), failed.text());
    }

    @Test
    void anAccessThatFailsStopsItAndSaysWhy() throws Exception {
        region.broken.add(8L);
        StepResult failed = live("read @8:32").run(results::add).orElseThrow();
        assertEquals(Status.FAILED, failed.status());
        assertEquals("broken at 0x8", failed.text());
    }

    @Test
    void disarmedItWritesNothing() throws Exception {
        arming.disarm(RamRegion.URI);
        StepResult failed = live("write @0:32 1").run(results::add).orElseThrow();
        assertEquals(Status.FAILED, failed.status());
        assertTrue(failed.text().contains("not armed"), failed.text());
        assertEquals(List.of(), log.changes);
        assertEquals(List.of(), region.log);
    }

    /** A storm of writes of every width, recorded, exported, parsed and run again on a region as it was before. */
    @Test
    void whatTheJournalExportsDoesTheSameWritesAgain(@TempDir Path folder) throws Exception {
        try (Journal journal = Journal.open(new JournalFolder(folder), Journal.Durability.KERNEL);
                OpenRegions others = new OpenRegions(); Arming armed = new Arming(journal)) {
            RamRegion first = RamRegion.mmio(0x40);
            RegionSession written = first.open(others);
            armed.arm(written, Arming.Request.whole());
            UnitWriter writer = new UnitWriter(written, armed);
            Random random = new Random(3);
            for (int i = 0; i < 200; i++) {
                AccessWidth width = AccessWidth.values()[random.nextInt(AccessWidth.values().length)];
                writer.write(random.nextInt(0x40 / width.bytes()) * width.bytes(), width,
                        random.nextLong() & width.allOnes(), width.allOnes(), written.info().access(),
                        Origin.ui("test")).get(30, TimeUnit.SECONDS);
            }
            List<Change> made = journal.read().entries().stream().map(JournalEntry::change).toList();
            SequenceRun again = live(JournalExport.SEQUENCE.of(journal.read().entries()));
            assertEquals(Optional.empty(), again.run(results::add));
            assertEquals(places(made), places(log.changes));
            assertArrayEquals(first.bytes, region.bytes);
        }
    }

    private static List<List<Object>> places(List<Change> changes) {
        return changes.stream().map(change -> List.<Object>of(change.kind(), change.offset(), change.accessBits(),
                change.value())).toList();
    }

    @Test
    void somebodyElseStopsAPoll() throws Exception {
        SequenceRun run = live("poll @0:32 != 0 timeout 100s every 1ms\nwrite @4:32 1");
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Optional<StepResult>> ended = CompletableFuture.supplyAsync(() -> {
            begun.countDown();
            try {
                return run.run(results::add);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        run.stop();
        ended.get(20, TimeUnit.SECONDS);
        assertTrue(run.finished());
        assertEquals(List.of(), log.changes);
    }

    @Test
    void aRehearsalTouchesNothing() throws Exception {
        SequenceRun run = new SequenceRun(bound("""
                read @0:32
                write @0:32 5
                modify @0:32 0x10 mask 0x10
                expect @0:32 == 0x15
                poll @0:32 == 9 timeout 1s
                read @8:32
                modify @8:32 1 mask 1
                delay 100s
                """), new DryTarget(offset -> offset < 4 ? (int) offset : -1));
        assertTrue(run.run(results::add).isEmpty());
        assertEquals(List.of(Status.DONE, Status.DONE, Status.DONE, Status.DONE, Status.NOT_KNOWN, Status.NOT_KNOWN,
                Status.NOT_KNOWN, Status.DONE), results.stream().map(StepResult::status).toList());
        assertEquals(OptionalLong.of(0x03020100), results.getFirst().value());
        assertEquals("@0x0:32: 0x03020100 → 0x00000005 would be written", results.get(1).text());
        assertEquals(List.of(), region.log);
        assertEquals(List.of(), log.changes);
    }

    @Test
    void placesOutsideTheRegionAndNamesWithoutADescriptionAreFaults() {
        SequenceException faulty = assertThrows(SequenceException.class,
                () -> bound("read @0x40:32\nread STATUS\nwrite @0:8 0x100\nmodify @0:32 3 mask 1\nwrite @0:32 A=1"));
        assertEquals(List.of("1:6", "2:6", "3:12", "4:14", "5:7"), faulty.faults().stream()
                .map(fault -> fault.line() + ":" + fault.column()).toList());
    }
}
