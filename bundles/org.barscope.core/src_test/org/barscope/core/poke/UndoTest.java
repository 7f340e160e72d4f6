// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import static org.barscope.core.poke.WriterFixture.ORIGIN;
import static org.barscope.core.poke.WriterFixture.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.ChangeKind;
import org.barscope.core.journal.EntryId;
import org.barscope.core.journal.JournalEntry;
import org.barscope.core.journal.JournalEntry.Outcome;
import org.barscope.core.memory.RamRegion;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.Register;
import org.junit.jupiter.api.Test;

class UndoTest {

    private static final RegisterInstance CTRL = at(0x10, Register.builder("CTRL", 0x10, 32).fields(List.of(
            Field.builder("EN", new BitRange(0, 0)).build(), Field.builder("MODE", new BitRange(8, 11)).build(),
            Field.builder("DONE", new BitRange(4, 4)).modifiedWriteValues(ModifiedWriteValues.ONE_TO_CLEAR).build()))
            .build());

    private static JournalEntry entry(int number, Change change, Outcome outcome) {
        return new JournalEntry(new EntryId("test", number), Instant.ofEpochSecond(number), change, outcome,
                OptionalLong.empty(), "", List.of());
    }

    private static List<JournalEntry> entries(WriterFixture fixture) {
        List<JournalEntry> entries = new ArrayList<>();
        for (Change change : fixture.log.changes) {
            entries.add(entry(entries.size() + 1, change, Outcome.DONE));
        }
        return entries;
    }

    private static Optional<RegisterInstance> find(Change change) {
        return change.register().filter(CTRL.path()::equals).map(path -> CTRL);
    }

    @Test
    void severalWritesGoBackLatestFirst() throws Exception {
        try (WriterFixture fixture = new WriterFixture(RamRegion.mmio(0x100))) {
            fixture.poke(0x10, 0x110);
            fixture.write(RegisterWrite.fields(CTRL, Map.of("MODE", 5L), ORIGIN));
            fixture.write(RegisterWrite.fields(CTRL, Map.of("MODE", 7L, "EN", 1L), ORIGIN));
            new UnitWriter(fixture.session, fixture.arming).write(0x20, 9, fixture.session.info().access(), ORIGIN)
                    .get();
            List<UndoStep> steps = Undo.plan(entries(fixture), UndoTest::find, ORIGIN);
            assertEquals(List.of(3L, 2L, 1L), steps.stream().map(step -> step.entry().id().number()).toList());
            for (UndoStep step : steps) {
                assertTrue(step.possible());
                WriterFixture.get(Undo.run(step, fixture.session, fixture.arming, ORIGIN));
            }
            assertEquals(1, fixture.region.bytes[0x11]);
            assertEquals(0, fixture.region.bytes[0x10] & 1);
            assertEquals(0, fixture.region.bytes[0x20]);
            assertEquals("undoes test#3", fixture.log.changes.get(3).detail());
        }
    }

    @Test
    void whatOthersChangedMeanwhileStays() throws Exception {
        try (WriterFixture fixture = new WriterFixture(RamRegion.mmio(0x100))) {
            fixture.write(RegisterWrite.fields(CTRL, Map.of("EN", 1L), ORIGIN));
            fixture.region.bytes[0x11] = 3;
            UndoStep step = Undo.plan(entries(fixture), UndoTest::find, ORIGIN).getFirst();
            WriterFixture.get(Undo.run(step, fixture.session, fixture.arming, ORIGIN));
            assertEquals(3, fixture.region.bytes[0x11]);
            assertEquals(0, fixture.region.bytes[0x10]);
        }
    }

    @Test
    void whatCannotBeBroughtBackIsNamed() throws Exception {
        try (WriterFixture fixture = new WriterFixture(RamRegion.mmio(0x100))) {
            fixture.poke(0x10, 0x10);
            fixture.write(RegisterWrite.fields(CTRL, Map.of("DONE", 1L), ORIGIN));
            fixture.write(RegisterWrite.fields(CTRL, Map.of("DONE", 1L, "EN", 1L), ORIGIN));
            List<UndoStep> steps = Undo.plan(entries(fixture), UndoTest::find, ORIGIN);
            assertFalse(steps.get(1).possible());
            assertEquals("DONE is W1C: what it was cannot be written back", steps.get(1).limits().getFirst());
            assertTrue(steps.get(0).possible());
            assertTrue(steps.get(0).limits().contains("DONE is W1C: what it was cannot be written back"));
            assertThrows(IllegalArgumentException.class,
                    () -> Undo.run(steps.get(1), fixture.session, fixture.arming, ORIGIN));
            UndoStep.Way.Fields way = (UndoStep.Way.Fields) steps.get(0).way().orElseThrow();
            assertEquals(OptionalLong.of(0), RegisterWriter.preview(way.write(), OptionalLong.of(0x11)).word());
        }
    }

    @Test
    void readsEventsFailuresAndUnknownsSayWhatTheyAre() {
        Change blind = Change.write(RamRegion.URI, 0, 32, 4, 1, ORIGIN);
        Change known = blind.withOld(OptionalLong.of(4));
        List<UndoStep> steps = Undo.plan(List.of(entry(1, blind, Outcome.DONE), entry(2, known, Outcome.FAILED),
                entry(3, Change.read(RamRegion.URI, 0, 32, 4, ORIGIN), Outcome.DONE),
                entry(4, Change.event(ChangeKind.RESET, "ram:0000:01:00.0", "", ORIGIN), Outcome.DONE),
                entry(5, known, Outcome.UNKNOWN)), change -> Optional.empty(), ORIGIN);
        assertEquals(List.of(true, false, false, false, false), steps.stream().map(UndoStep::possible).toList());
        assertEquals("it is not known whether it reached the device", steps.get(0).limits().getFirst());
        assertEquals("a reset cannot be undone", steps.get(1).limits().getFirst());
        assertTrue(steps.get(4).limits().getFirst().startsWith("the value before was not read"));
    }

    @Test
    void aBlockGoesBackByteByByte() throws Exception {
        try (WriterFixture fixture = new WriterFixture(RamRegion.memory(64))) {
            fixture.region.bytes[9] = 42;
            WriterFixture.get(new BlockWriter(fixture.session, fixture.arming).fill(5, 9, new byte[] {1}, ORIGIN,
                    done -> { }, () -> false));
            assertEquals(1, fixture.region.bytes[9]);
            UndoStep step = Undo.plan(entries(fixture), UndoTest::find, ORIGIN).getFirst();
            WriterFixture.get(Undo.run(step, fixture.session, fixture.arming, ORIGIN));
            assertEquals(42, fixture.region.bytes[9]);
            assertEquals(0, fixture.region.bytes[8]);
            fixture.arming.disarm(RamRegion.URI);
            assertThrows(Exception.class, () -> WriterFixture.get(Undo.run(step, fixture.session, fixture.arming,
                    ORIGIN)));
        }
    }
}
