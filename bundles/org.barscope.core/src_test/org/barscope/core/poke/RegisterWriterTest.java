// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import static org.barscope.core.poke.WriterFixture.ORIGIN;
import static org.barscope.core.poke.WriterFixture.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.FieldChange;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.RamRegion;
import org.barscope.core.poke.RegisterWrite.Base;
import org.barscope.registers.decode.Objection;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.Access;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Guard;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.WriteConstraint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegisterWriterTest {

    private static final Field SPEED = Field.builder("SPEED", new BitRange(8, 9))
            .writeConstraint(new WriteConstraint.Range(0, 2)).build();
    private static final Field EN = Field.builder("EN", new BitRange(0, 0)).build();
    private static final Field DONE = Field.builder("DONE", new BitRange(4, 4))
            .modifiedWriteValues(ModifiedWriteValues.ONE_TO_CLEAR).build();
    private static final Field RO = Field.builder("RO", new BitRange(31, 31)).access(Access.READ_ONLY).build();
    private static final RegisterInstance CTRL = at(0x10,
            Register.builder("CTRL", 0x10, 32).fields(List.of(EN, DONE, SPEED, RO)).build());
    private static final RegisterInstance PLAIN = at(0x20, Register.builder("PLAIN", 0x20, 32).build());
    private static final RegisterInstance POPPING = at(0x30, Register.builder("POP", 0x30, 32)
            .readAction(ReadAction.CLEAR).fields(List.of(EN, Field.builder("B", new BitRange(1, 3)).build())).build());

    private WriterFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new WriterFixture(RamRegion.mmio(0x100));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aFieldWriteReadsNowKeepsOthersAndReadsBack() throws Exception {
        fixture.poke(0x10, 0x8000_0211L);
        WriteOutcome outcome = fixture.write(RegisterWrite.fields(CTRL, Map.of("EN", 0L), ORIGIN));
        // DONE is pending and stays so: 0 is written to it. RO is written as it was.
        assertEquals(List.of("r32@10", "begin WRITE", "w32@10=80000200", "r32@10"), fixture.region.log);
        assertEquals(OptionalLong.of(0x8000_0211L), outcome.old());
        assertEquals(0x8000_0200L, outcome.written());
        assertEquals(OptionalLong.of(0x8000_0200L), outcome.readBack());
        assertEquals(0, outcome.mismatch());
        assertEquals(List.of("1 done 0x80000200"), fixture.log.results);
        Change change = fixture.log.changes.getFirst();
        assertEquals("BLOCK.CTRL", change.register().orElseThrow());
        assertEquals(List.of(new FieldChange("EN", 0, 0, OptionalLong.of(1), 0, "")), change.fields());
        assertEquals(OptionalLong.of(0x8000_0211L), change.old());
    }

    @Test
    void bitsThatDidNotTakeAreMarked() throws Exception {
        // The array takes everything, so a mismatch has to come from W1C bits, which an array does not clear.
        WriteOutcome outcome = fixture.write(RegisterWrite.fields(CTRL, Map.of("DONE", 1L, "EN", 1L), ORIGIN));
        assertEquals(0x11, outcome.written());
        assertEquals(0x10, outcome.mismatch());
        assertEquals(0, fixture.write(RegisterWrite.word(PLAIN, 0xdead_beefL, ORIGIN)).mismatch());
    }

    @Test
    void aValueOutsideItsConstraintNeedsAWord() throws Exception {
        RegisterWrite wrong = RegisterWrite.fields(CTRL, Map.of("SPEED", 3L), ORIGIN);
        WriteRefusedException refused = assertThrows(WriteRefusedException.class, () -> fixture.write(wrong));
        assertEquals(Objection.Kind.CONSTRAINT, refused.objections().getFirst().kind());
        assertTrue(refused.acceptable());
        assertEquals(List.of(), fixture.region.log);
        WriteOutcome overruled = fixture.write(wrong.accepting(Set.of("SPEED")));
        assertEquals(0x300, overruled.written());
        assertEquals(1, overruled.accepted().size());
        RegisterWrite whole = RegisterWrite.word(CTRL, 0x300, ORIGIN);
        assertThrows(WriteRefusedException.class, () -> fixture.write(whole));
        assertEquals(0x300, fixture.write(whole.accepting(Set.of("SPEED"))).written());
        WriteRefusedException unknown = assertThrows(WriteRefusedException.class,
                () -> fixture.write(RegisterWrite.fields(CTRL, Map.of("NONE", 3L), ORIGIN).accepting(Set.of("NONE"))));
        assertFalse(unknown.acceptable());
    }

    @Test
    void aGuardedRegisterIsNotReadUnlessTheUserSaysSo() throws Exception {
        fixture.poke(0x30, 0xc);
        RegisterWrite set = RegisterWrite.fields(POPPING, Map.of("EN", 1L), ORIGIN);
        WriteRefusedException refused = assertThrows(WriteRefusedException.class, () -> fixture.write(set));
        assertEquals(Objection.Kind.READ_SIDE_EFFECT, refused.objections().getFirst().kind());
        assertEquals(List.of(), fixture.region.log);

        WriteOutcome given = fixture.write(set.on(new Base.Given(0x4, "its reset value")));
        assertEquals(List.of("begin WRITE", "w32@30=5"), fixture.region.log);
        assertTrue(given.old().isEmpty());
        assertTrue(given.readBack().isEmpty());
        assertFalse(given.note().isEmpty());
        assertEquals("other fields as in its reset value", fixture.log.changes.getFirst().detail());

        fixture.region.log.clear();
        fixture.poke(0x30, 0xc);
        WriteOutcome anyway = fixture.write(set.on(new Base.ReadAnyway()));
        assertEquals(List.of("begin READ", "r32@30", "begin WRITE", "w32@30=d"), fixture.region.log);
        assertEquals(OptionalLong.of(0xc), anyway.old());
    }

    @Test
    void theGuardOfAPlaceCountsAsTheGuardOfTheRegister() {
        RegisterInstance covered = WriterFixture.guarded(CTRL, new Guard(Guard.Kind.OVERLAP, "it covers a FIFO"));
        WriteRefusedException refused = assertThrows(WriteRefusedException.class,
                () -> fixture.write(RegisterWrite.fields(covered, Map.of("EN", 1L), ORIGIN)));
        assertTrue(refused.getMessage().endsWith("but it covers a FIFO"), refused.getMessage());
        assertEquals(List.of(), fixture.region.log);
    }

    @Test
    void aWriteOnlyRegisterIsWrittenAndNotRead() throws Exception {
        RegisterInstance doorbell = at(0x40, Register.builder("DB", 0x40, 32).access(Access.WRITE_ONLY).build());
        WriteOutcome outcome = fixture.write(RegisterWrite.word(doorbell, 5, ORIGIN).flushedBy(PLAIN));
        assertEquals(List.of("begin WRITE", "w32@40=5", "r32@20"), fixture.region.log);
        assertTrue(outcome.old().isEmpty());
        assertEquals(List.of("1 done"), fixture.log.results);
        AccessException unsafe = assertThrows(AccessException.class,
                () -> fixture.write(RegisterWrite.word(doorbell, 5, ORIGIN).flushedBy(POPPING)));
        assertTrue(unsafe.getMessage().startsWith("cannot flush by reading BLOCK.POP"), unsafe.getMessage());
    }

    @Test
    void eachAccessHasTheDeclaredWidth() throws Exception {
        RegisterInstance wide = at(0x50, Register.builder("WIDE", 0x50, 64).accessBits(OptionalInt.of(32)).build());
        WriteOutcome outcome = fixture.write(RegisterWrite.word(wide, 0x1122_3344_5566_7788L, ORIGIN));
        assertEquals(List.of("r32@50", "r32@54", "begin WRITE", "w32@50=55667788", "w32@54=11223344", "r32@50",
                "r32@54"), fixture.region.log);
        assertEquals(OptionalLong.of(0x1122_3344_5566_7788L), outcome.readBack());
        assertEquals(0, outcome.mismatch());
    }

    @Test
    void anAccessThatCoversNeighboursNeedsAWordAndKeepsThem() throws Exception {
        RegisterInstance narrow = at(0x61, Register.builder("BYTE", 0x61, 8).accessBits(OptionalInt.of(32)).build());
        fixture.poke(0x60, 0xaabb_ccddL);
        RegisterWrite write = RegisterWrite.word(narrow, 0x11, ORIGIN);
        assertEquals(Objection.Kind.NEIGHBOUR_CHANGES, assertThrows(WriteRefusedException.class,
                () -> fixture.write(write)).objections().getFirst().kind());
        WriteOutcome outcome = fixture.write(write.accepting(Set.of("BYTE")));
        assertEquals(List.of("r32@60", "begin WRITE", "w32@60=aabb11dd", "r32@60"), fixture.region.log);
        assertEquals(OptionalLong.of(0xcc), outcome.old());
        assertEquals(OptionalLong.of(0x11), outcome.readBack());
    }

    @Test
    void disarmedNothingHappens() {
        fixture.arming.disarm(RamRegion.URI);
        for (RegisterWrite write : List.of(RegisterWrite.word(PLAIN, 1, ORIGIN),
                RegisterWrite.fields(CTRL, Map.of("EN", 1L), ORIGIN),
                RegisterWrite.fields(POPPING, Map.of("EN", 1L), ORIGIN).on(new Base.ReadAnyway()))) {
            assertEquals(AccessException.Kind.NOT_ARMED,
                    assertThrows(AccessException.class, () -> fixture.write(write)).kind());
        }
        assertEquals(List.of(), fixture.region.log);
    }

    @Test
    void aPreviewTouchesNothingAndSaysTheWord() {
        RegisterWrite write = RegisterWrite.fields(CTRL, Map.of("SPEED", 2L), ORIGIN);
        WritePreview seen = RegisterWriter.preview(write, OptionalLong.of(0x111));
        assertEquals(OptionalLong.of(0x201), seen.word());
        assertTrue(seen.readsFirst());
        assertEquals("SPEED 1 → 2", seen.fields().getFirst().label());
        assertTrue(RegisterWriter.preview(write, OptionalLong.empty()).word().isEmpty());
        WritePreview wrong = RegisterWriter.preview(RegisterWrite.fields(CTRL, Map.of("SPEED", 3L), ORIGIN),
                OptionalLong.of(0));
        assertTrue(wrong.word().isEmpty());
        assertEquals(1, wrong.objections().size());
        assertEquals(List.of(), fixture.region.log);
    }

    @Test
    void aWriteThatCannotBeReadBackIsStillAWrite() throws Exception {
        RegisterInstance safe = at(0x70, Register.builder("BROKEN", 0x70, 32).build());
        fixture.region.broken.add(0x70L);
        WriteOutcome outcome = fixture.write(RegisterWrite.word(PLAIN, 1, ORIGIN).flushedBy(safe));
        assertEquals("broken at 0x70", outcome.note());
        assertEquals(List.of("1 done"), fixture.log.results);
    }

    @Test
    void guardedReadsAreInTheJournal() throws Exception {
        fixture.poke(0x30, 0x77);
        GuardedReader reader = new GuardedReader(fixture.session, fixture.log);
        assertEquals(0x77, WriterFixture.get(reader.read(POPPING, ORIGIN)));
        assertEquals(List.of("begin READ", "r32@30"), fixture.region.log);
        assertEquals(List.of("1 done 0x77"), fixture.log.results);
        fixture.log.full = true;
        assertThrows(AccessException.class, () -> WriterFixture.get(reader.read(POPPING, ORIGIN)));
        assertEquals(2, fixture.region.log.size());
    }
}
