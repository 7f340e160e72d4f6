// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import static org.barscope.core.poke.WriterFixture.ORIGIN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.barscope.core.journal.Change;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.RamRegion;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.Span;
import org.junit.jupiter.api.Test;

class UnitAndBlockWriterTest {

    private static final AccessMap RULES = AccessMap.safe(AccessWidth.W32).with(List.of(
            new AccessRule(0x10, 2, AccessWidth.W16, ReadPolicy.GUARDED, "reading pops"),
            new AccessRule(0x20, 8, AccessWidth.W64, ReadPolicy.SAFE, "")));

    private static AccessException.Kind kind(WriterFixture fixture, long offset, long value) {
        return assertThrows(AccessException.class, () -> WriterFixture.get(
                new UnitWriter(fixture.session, fixture.arming).write(offset, value, RULES, ORIGIN))).kind();
    }

    @Test
    void aUnitHasTheDeclaredWidthAndIsReadOnlyWhereItMay() throws Exception {
        try (WriterFixture fixture = new WriterFixture(RamRegion.mmio(0x100))) {
            UnitWriter writer = new UnitWriter(fixture.session, fixture.arming);
            WriteOutcome plain = WriterFixture.get(writer.write(4, 0xfeL, RULES, ORIGIN));
            assertEquals(List.of("r32@4", "begin WRITE", "w32@4=fe", "r32@4"), fixture.region.log);
            assertEquals(OptionalLong.of(0), plain.old());
            assertEquals(OptionalLong.of(0xfe), plain.readBack());
            fixture.region.log.clear();
            WriteOutcome guarded = WriterFixture.get(writer.write(0x10, 0x1234, RULES, ORIGIN));
            assertEquals(List.of("begin WRITE", "w16@10=1234"), fixture.region.log);
            assertEquals("reading pops", guarded.note());
            fixture.region.log.clear();
            WriterFixture.get(writer.write(0x20, -1L, RULES, ORIGIN));
            assertEquals("w64@20=ffffffffffffffff", fixture.region.log.get(2));
            fixture.region.log.clear();
            assertEquals(AccessException.Kind.MISALIGNED, kind(fixture, 0x22, 1));
            assertEquals(AccessException.Kind.WIDTH, kind(fixture, 0x10, 0x12345));
            fixture.arming.disarm(RamRegion.URI);
            assertEquals(AccessException.Kind.NOT_ARMED, kind(fixture, 4, 1));
            assertEquals(List.of(), fixture.region.log);
        }
    }

    @Test
    void registersTakeNoBlocks() throws Exception {
        try (WriterFixture fixture = new WriterFixture(RamRegion.mmio(0x100))) {
            BlockWriter blocks = new BlockWriter(fixture.session, fixture.arming);
            assertEquals(AccessException.Kind.WIDTH, assertThrows(AccessException.class, () -> WriterFixture.get(
                    blocks.fill(0, 4, new byte[1], ORIGIN, done -> { }, () -> false))).kind());
            assertEquals(List.of(), fixture.region.log);
        }
    }

    @Test
    void aPatternFillsInPiecesAndEachIsInTheJournalWithWhatWasThere() throws Exception {
        int size = Change.BLOCK_LIMIT + 100;
        try (WriterFixture fixture = new WriterFixture(RamRegion.memory(size))) {
            Arrays.fill(fixture.region.bytes, (byte) 0x55);
            List<Long> progress = new ArrayList<>();
            BlockWriter.Outcome outcome = WriterFixture.get(new BlockWriter(fixture.session, fixture.arming).fill(3,
                    size - 5, new byte[] {1, 2, 3}, ORIGIN, progress::add, () -> false));
            assertEquals(size - 5, outcome.written());
            assertEquals(0, outcome.different());
            assertEquals(2, outcome.entries().size());
            assertEquals(List.of((long) Change.BLOCK_LIMIT, size - 5L), progress);
            for (int i = 0; i < size; i++) {
                int expected = i < 3 || i >= size - 2 ? 0x55 : 1 + (i - 3) % 3;
                assertEquals(expected, fixture.region.bytes[i], "byte " + i);
            }
            assertEquals("55".repeat(Change.BLOCK_LIMIT), fixture.log.changes.getFirst().oldData());
            assertEquals(List.of("1 done", "2 done"), fixture.log.results);
        }
    }

    @Test
    void aPasteWritesItsBytesAndCanBeStopped() throws Exception {
        try (WriterFixture fixture = new WriterFixture(RamRegion.memory(64))) {
            BlockWriter blocks = new BlockWriter(fixture.session, fixture.arming);
            byte[] bytes = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0, -1};
            WriterFixture.get(blocks.paste(5, bytes, ORIGIN, done -> { }, () -> false));
            assertArrayEquals(bytes, Arrays.copyOfRange(fixture.region.bytes, 5, 16));
            assertEquals(0, WriterFixture.get(blocks.paste(5, bytes, ORIGIN, done -> { }, () -> true)).written());
            assertEquals(AccessException.Kind.OUT_OF_RANGE, assertThrows(AccessException.class, () -> WriterFixture
                    .get(blocks.paste(60, bytes, ORIGIN, done -> { }, () -> false))).kind());
            fixture.arming.arm(fixture.session, Arming.Request.whole().only(List.of(new Span(0, 8))));
            fixture.region.log.clear();
            assertEquals(AccessException.Kind.NOT_ARMED, assertThrows(AccessException.class, () -> WriterFixture
                    .get(blocks.paste(5, bytes, ORIGIN, done -> { }, () -> false))).kind());
            assertTrue(fixture.region.log.isEmpty());
        }
    }
}
