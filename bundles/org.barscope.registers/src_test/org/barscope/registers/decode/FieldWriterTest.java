// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.EnumUsage;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.EnumeratedValues;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.WriteConstraint;
import org.junit.jupiter.api.Test;

class FieldWriterTest {
    private static final Field MODE = Field.builder("MODE", new BitRange(0, 3)).build();

    private static Register register(Field... others) {
        List<Field> fields = new ArrayList<>(List.of(MODE));
        fields.addAll(List.of(others));
        return Register.builder("R", 0, 32).fields(fields).build();
    }

    private static Composition compose(Register register, long value, String... accepted) {
        return FieldWriter.compose(register, Map.of("MODE", value), Set.of(accepted));
    }

    private static Composition.Ready ready(Composition composition) {
        return assertInstanceOf(Composition.Ready.class, composition, composition.toString());
    }

    private static Objection refused(Composition composition) {
        return assertInstanceOf(Composition.Refused.class, composition).objections().getFirst();
    }

    @Test
    void readWriteNeighboursKeepTheirFreshValue() {
        Composition.Ready ready = ready(compose(register(Field.builder("LEVEL", new BitRange(8, 15)).build()), 5));
        assertTrue(ready.needsCurrent());
        assertEquals(0xFFFFABC5L, ready.word(0xFFFFABC0L));
    }

    @Test
    void pendingWriteOneToClearBitIsNotWrittenBack() {
        Field pending = Field.builder("PENDING", new BitRange(4, 7))
                .modifiedWriteValues(ModifiedWriteValues.ONE_TO_CLEAR).build();
        assertEquals(0x05, ready(compose(register(pending), 5)).word(0xF0));
    }

    @Test
    void writeZeroToClearNeighboursGetOnes() {
        Field pending = Field.builder("PENDING", new BitRange(4, 7))
                .modifiedWriteValues(ModifiedWriteValues.ZERO_TO_CLEAR).build();
        assertEquals(0xF5, ready(compose(register(pending), 5)).word(0x00));
    }

    @Test
    void registerOfNeutralFieldsNeedsNoRead() {
        Field set = Field.builder("SET", new BitRange(4, 31)).access(Access.WRITE_ONLY)
                .modifiedWriteValues(ModifiedWriteValues.ONE_TO_SET).build();
        Composition.Ready ready = ready(compose(register(set), 3));
        assertFalse(ready.needsCurrent());
        assertEquals(3, ready.word(0));
    }

    @Test
    void writeOnlyNeighbourNeedsAValueOrConsent() {
        Field key = Field.builder("KEY", new BitRange(16, 31)).access(Access.WRITE_ONLY).build();
        Objection objection = refused(compose(register(key), 3));
        assertEquals(Objection.Kind.NEIGHBOUR_CHANGES, objection.kind());
        assertEquals("KEY is write-only, so its present value cannot be kept; give a value for it too",
                objection.reason());
        Composition both = FieldWriter.compose(register(key), Map.of("MODE", 3L, "KEY", 0x5AFEL), Set.of());
        assertEquals(0x5AFE0003L, ready(both).word(0));
        assertEquals(1, ready(compose(register(key), 3, "KEY")).accepted().size());
    }

    @Test
    void neighbourThatAnyWriteClearsIsAnObjection() {
        Field count = Field.builder("COUNT", new BitRange(8, 15)).modifiedWriteValues(ModifiedWriteValues.CLEAR)
                .build();
        assertEquals("any write to R clears COUNT", refused(compose(register(count), 1)).reason());
    }

    @Test
    void neighbourWithOneWriteOnlyIsAnObjection() {
        Field lock = Field.builder("LOCK", new BitRange(31, 31)).access(Access.READ_WRITE_ONCE).build();
        assertEquals("LOCK can be written once after a reset; a write to R uses that up",
                refused(compose(register(lock), 1)).reason());
        assertEquals(0x80000001L, ready(compose(register(lock), 1, "LOCK")).word(0x80000000L));
    }

    @Test
    void readSideEffectIsAnObjectionOnlyWhenTheReadIsNeeded() {
        Field fifo = Field.builder("FIFO", new BitRange(8, 15)).access(Access.READ_ONLY)
                .readAction(ReadAction.MODIFY).build();
        Field level = Field.builder("LEVEL", new BitRange(16, 31)).build();
        Objection objection = refused(compose(register(fifo, level), 1));
        assertEquals(Objection.Kind.READ_SIDE_EFFECT, objection.kind());
        assertEquals("the other fields are kept by reading R first, but field FIFO of R is changed by a read",
                objection.reason());
        assertFalse(ready(compose(register(fifo), 1)).needsCurrent());
        assertTrue(ready(compose(register(fifo, level), 1, "R")).needsCurrent());
    }

    @Test
    void targetIsChecked() {
        assertEquals("0x10 does not fit in the 4 bits of MODE; the largest value is 0xf",
                refused(compose(register(), 16)).reason());
        assertEquals("R has no field X", refused(FieldWriter.compose(register(), Map.of("X", 0L), Set.of("X")))
                .reason());
        Field fixed = Field.builder("FIXED", new BitRange(4, 4)).access(Access.READ_ONLY).build();
        assertEquals("FIXED is read-only", refused(FieldWriter.compose(register(fixed), Map.of("FIXED", 1L),
                Set.of("FIXED"))).reason());
    }

    @Test
    void constraintsAreObjectionsTheUserMayOverrule() {
        EnumeratedValues write = new EnumeratedValues(Optional.empty(), Optional.empty(),
                EnumUsage.WRITE, List.of(EnumeratedValue.of("GO", 1, "Start"), new EnumeratedValue("REST",
                        Optional.empty(), Optional.empty())));
        Field command = Field.builder("C", new BitRange(4, 7)).enumeratedValues(List.of(write))
                .writeConstraint(new WriteConstraint.UseEnumeratedValues(true)).build();
        assertTrue(Constraints.ofField(command, 1).isEmpty());
        assertEquals(Objection.Kind.CONSTRAINT, Constraints.ofField(command, 2).orElseThrow().kind());
        Field ranged = Field.builder("L", new BitRange(4, 11)).writeConstraint(new WriteConstraint.Range(0x10, 0x20))
                .build();
        assertTrue(Constraints.ofField(ranged, 0x20).isEmpty());
        assertEquals("0x21 is outside the range 0x10 to 0x20 of L",
                Constraints.ofField(ranged, 0x21).orElseThrow().reason());
        assertInstanceOf(Composition.Ready.class,
                FieldWriter.compose(register(ranged), Map.of("L", 0x21L), Set.of("L")));
        Field same = Field.builder("S", new BitRange(4, 4)).writeConstraint(new WriteConstraint.WriteAsRead(true))
                .build();
        assertTrue(Constraints.ofField(same, 1).isPresent());
    }

    @Test
    void wordsAreChecked() {
        Register ranged = Register.builder("R", 0, 16).writeConstraint(new WriteConstraint.Range(0, 9)).build();
        assertTrue(Constraints.ofWord(ranged, 9).isEmpty());
        assertEquals(Objection.Kind.CONSTRAINT, Constraints.ofWord(ranged, 10).orElseThrow().kind());
        assertEquals(Objection.Kind.DOES_NOT_FIT, Constraints.ofWord(ranged, 0x10000).orElseThrow().kind());
        assertEquals(Objection.Kind.READ_ONLY, Constraints.ofWord(Register.builder("S", 0, 8)
                .access(Access.READ_ONLY).build(), 0).orElseThrow().kind());
    }

    @Test
    void overlappingViewsThatConflictAreAnObjection() {
        Field clear = Field.builder("CLEAR", new BitRange(8, 8))
                .modifiedWriteValues(ModifiedWriteValues.ONE_TO_CLEAR).build();
        Field level = Field.builder("LEVEL", new BitRange(8, 15)).build();
        assertEquals(Objection.Kind.OVERLAP, refused(compose(register(clear, level), 1)).kind());
        Field in = Field.builder("IN", new BitRange(0, 3)).access(Access.READ_ONLY).build();
        assertEquals(7, ready(compose(register(in), 7)).word(0));
    }

    @Test
    void decodesReadMeaningsOnly() {
        EnumeratedValues read = new EnumeratedValues(Optional.empty(), Optional.empty(),
                EnumUsage.READ, List.of(EnumeratedValue.of("BUSY", 1, "Working")));
        EnumeratedValues write = new EnumeratedValues(Optional.empty(), Optional.empty(),
                EnumUsage.WRITE, List.of(EnumeratedValue.of("START", 1, "Start")));
        Field state = Field.builder("STATE", new BitRange(4, 7)).enumeratedValues(List.of(write, read)).build();
        Field key = Field.builder("KEY", new BitRange(8, 15)).access(Access.WRITE_ONLY)
                .enumeratedValues(List.of(write)).build();
        DecodedRegister decoded = DecodedRegister.of(Register.builder("R", 0, 16).reset(0x10)
                .fields(List.of(MODE, state, key)).build(), 0xFFFF0113L);
        assertEquals(0x0113, decoded.word());
        assertEquals("BUSY", decoded.field("STATE").orElseThrow().meaning().orElseThrow().name());
        assertEquals(3, decoded.field("MODE").orElseThrow().value());
        assertTrue(decoded.field("KEY").orElseThrow().meaning().isEmpty());
        assertFalse(decoded.field("KEY").orElseThrow().readable());
        assertTrue(decoded.differsFromReset());
        assertEquals(0, decoded.undescribedOnes());
        assertEquals(0x100, DecodedRegister.of(register(), 0x105).undescribedOnes());
    }
}
