// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.OpenRegions;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;
import org.barscope.core.memory.search.Search.Match;
import org.barscope.core.memory.search.Search.Progress;
import org.barscope.core.memory.search.Search.Request;
import org.barscope.core.memory.search.Search.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchTest {

    private static final int SIZE = 3 * 512 * 1024 + 100;
    private static final AccessMap MEMORY = AccessMap.safe(AccessWidth.W8);

    private final OpenRegions open = new OpenRegions();
    private ArrayRegion region;

    @AfterEach
    void close() {
        open.close();
    }

    private RegionSession over(RegionKind kind, byte[] bytes, AccessMap rules) throws Exception {
        region = new ArrayRegion(kind, bytes, rules);
        return open.open(region, ArrayRegion.URI, OpenOptions.readOnly());
    }

    private static Result run(RegionSession session, SearchPattern pattern, boolean backward) throws Exception {
        return run(session, pattern, backward, 1000);
    }

    private static Result run(RegionSession session, SearchPattern pattern, boolean backward, int limit)
            throws Exception {
        return new Search(session, session.info().access(), new Request(pattern, new Span(0, Long.MAX_VALUE), limit,
                backward), Progress.NONE).run();
    }

    private static List<Long> offsets(Result result) {
        return result.matches().stream().map(match -> match.span().offset()).toList();
    }

    private static byte[] with(String text, int... offsets) {
        byte[] bytes = new byte[SIZE];
        for (int offset : offsets) {
            System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, offset, text.length());
        }
        return bytes;
    }

    @Test
    void findsAcrossTheBlocksItReadsInAnyDirectionAndOrder() throws Exception {
        int[] places = {0, 524288 - 3, 2 * 524288 - 1, 2 * 524288 + 10, SIZE - 6};
        RegionSession session = over(RegionKind.MEMORY, with("needle", places), MEMORY);
        BytePattern needle = BytePattern.of("needle".getBytes(StandardCharsets.US_ASCII));
        Result forward = run(session, needle, false);
        assertEquals(List.of(0L, 524285L, 1048575L, 1048586L, (long) SIZE - 6), offsets(forward));
        assertTrue(forward.complete());
        assertEquals(SIZE, forward.searched());
        assertEquals("", forward.skippedText());
        assertTrue(region.readOnceExcept(0, 0));
        Result backward = run(session, needle, true);
        assertEquals(offsets(forward).reversed(), offsets(backward));
        assertEquals(List.of((long) SIZE - 6), offsets(run(session, needle, true, 1)));
        Match second = forward.matches().get(1);
        assertArrayEquals(new byte[Search.CONTEXT], second.before());
        assertEquals("needle", new String(second.bytes(), StandardCharsets.US_ASCII));
    }

    @Test
    void readsOnlyWhatMayBeReadAndSaysWhatItLeftOut() throws Exception {
        byte[] bytes = new byte[0x3000];
        for (int at : new int[] {0x10, 0x20, 0x40, 0x1ffe}) {
            bytes[at] = (byte) 0xaa;
            bytes[at + 1] = (byte) 0xbb;
        }
        AccessMap rules = AccessMap.safe(AccessWidth.W32).with(List.of(
                new AccessRule(0x20, 4, AccessWidth.W32, ReadPolicy.GUARDED, "clears"),
                new AccessRule(0x40, 0x40, AccessWidth.W32, ReadPolicy.ASK, "unknown")));
        RegionSession session = over(RegionKind.MMIO, bytes, rules);
        Result found = run(session, BytePattern.hex("aa bb"), false);
        assertEquals(List.of(0x10L, 0x1ffeL), offsets(found));
        assertEquals(Map.of(UnitState.GUARDED, 4L, UnitState.NOT_READ, 0x40L), found.skipped());
        assertEquals(0x3000 - 0x44, found.searched());
        assertTrue(found.skippedText().contains("4 bytes guarded"), found.skippedText());
        assertTrue(found.skippedText().contains("64 bytes not read"), found.skippedText());
        assertTrue(region.readOnceExcept(0x20, 0x24));
        assertTrue(region.readOnceExcept(0x40, 0x80));
    }

    @Test
    void aMatchNeverReachesOverWhatWasNotRead() throws Exception {
        byte[] bytes = new byte[64];
        AccessMap rules = AccessMap.safe(AccessWidth.W32).with(List.of(
                new AccessRule(0x10, 4, AccessWidth.W32, ReadPolicy.GUARDED, "clears")));
        RegionSession session = over(RegionKind.MMIO, bytes, rules);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 0x14L), offsets(run(session,
                BytePattern.of(new byte[8]), false)).stream().filter(at -> at <= 0x14).toList());
    }

    @Test
    void wildcardsTextsNumbersRangesAndExpressions() throws Exception {
        byte[] bytes = with("Say hello, HELLO and hallo", 0x1001);
        bytes[0x2000] = 0x12;
        bytes[0x2001] = 0x34;
        bytes[0x3001] = 0x34;
        bytes[0x3002] = 0x12;
        bytes[0x4000] = (byte) 0xf6;
        bytes[0x4001] = (byte) 0xff;
        RegionSession session = over(RegionKind.MEMORY, bytes, MEMORY);
        assertEquals(List.of(0x1005L, 0x1016L), offsets(run(session, BytePattern.hex("68 6? 6c 6c6f"), false)));
        assertEquals(List.of(0x1005L, 0x100cL), offsets(run(session, BytePattern.text("hello",
                StandardCharsets.UTF_8, true), false)));
        assertEquals(List.of(0x100cL), offsets(run(session, BytePattern.text("HELLO", StandardCharsets.UTF_8, false),
                false)));
        assertEquals(List.of(0x2000L), offsets(run(session, ValuePattern.exactly(0x1234, 2, ByteOrder.BIG_ENDIAN,
                true), false)));
        assertEquals(List.of(0x3001L), offsets(run(session, ValuePattern.exactly(0x1234, 2, ByteOrder.LITTLE_ENDIAN,
                false), false)));
        assertEquals(List.of(), offsets(run(session, ValuePattern.exactly(0x1234, 2, ByteOrder.LITTLE_ENDIAN, true),
                false)));
        assertEquals(List.of(0x4000L), offsets(run(session, new ValuePattern(2, ByteOrder.LITTLE_ENDIAN, -20, -5, true,
                true), false)));
        assertEquals(List.of(0x1005L, 0x1016L), offsets(run(session, RegexPattern.of("h[ae]llo", false), false)));
        assertEquals(List.of(0x4000L), offsets(run(session, RegexPattern.of("\\xf6.", false), false)));
    }

    @Test
    void whatHasChanged() throws Exception {
        byte[] bytes = new byte[SIZE];
        RegionSession session = over(RegionKind.MEMORY, bytes, MEMORY);
        RegionSnapshot before = session.snapshot(List.of(new Span(0, SIZE)), MEMORY).get();
        bytes[5] = 1;
        bytes[6] = 1;
        bytes[524287] = 2;
        bytes[524288] = 2;
        Result found = run(session, new ChangePattern(before), false);
        assertEquals(List.of(new Span(5, 2), new Span(524287, 2)), found.matches().stream().map(Match::span).toList());
    }

    @Test
    void agreesWithLookingByteByByte() throws Exception {
        Random random = new Random(11);
        byte[] bytes = new byte[SIZE];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= 3;
        }
        RegionSession session = over(RegionKind.MEMORY, bytes, MEMORY);
        byte[] needle = {1, 2, 3, 0, 1, 2, 1};
        List<Long> expected = new ArrayList<>();
        for (int at = 0; at <= SIZE - needle.length; at++) {
            if (Arrays.equals(bytes, at, at + needle.length, needle, 0, needle.length)) {
                expected.add((long) at);
            }
        }
        assertFalse(expected.isEmpty());
        assertEquals(expected, offsets(run(session, BytePattern.of(needle), false, Integer.MAX_VALUE)));
        assertEquals(expected.reversed(), offsets(run(session, BytePattern.of(needle), true, Integer.MAX_VALUE)));
    }

    /** Where pieces, blocks and pages meet is where a search in parts may go wrong. */
    @Test
    void faultsAreLeftOutAndNoMatchReachesOverThem() throws Exception {
        byte[] bytes = new byte[3 * MemorySearch.PIECE + 77];
        Random random = new Random(5);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(3);
        }
        RegionSession session = over(RegionKind.MEMORY, bytes, MEMORY);
        region.faulting.addAll(List.of(0L, 0x3000L, (long) MemorySearch.PIECE, 2L * MemorySearch.PIECE - 4096));
        byte[][] needles = {{1}, {1, 2}, {2, 0, 1}, {1, 2, 0, 0, 1, 2, 2}, {2, 2, 2, 1, 0, 0, 0, 0, 2}};
        for (byte[] needle : needles) {
            List<Long> expected = new ArrayList<>();
            for (int at = 0; at <= bytes.length - needle.length; at++) {
                boolean readable = !region.faulting.contains(at & -4096L)
                        && !region.faulting.contains(at + needle.length - 1 & -4096L);
                if (readable && Arrays.equals(bytes, at, at + needle.length, needle, 0, needle.length)) {
                    expected.add((long) at);
                }
            }
            Result forward = run(session, BytePattern.of(needle), false, Integer.MAX_VALUE);
            assertEquals(expected, offsets(forward));
            assertEquals(Map.of(UnitState.FAULTED, 4L * 4096), forward.skipped());
            assertEquals(bytes.length - 4L * 4096, forward.searched());
            Result backward = run(session, BytePattern.of(needle), true, Integer.MAX_VALUE);
            assertEquals(expected.reversed(), offsets(backward));
            assertEquals(forward.skipped(), backward.skipped());
            for (Match match : backward.matches()) {
                int at = (int) match.span().offset();
                assertArrayEquals(needle, match.bytes());
                assertArrayEquals(Arrays.copyOfRange(bytes, at - match.before().length, at), match.before());
                int end = at + needle.length;
                assertArrayEquals(Arrays.copyOfRange(bytes, end, end + match.after().length), match.after());
            }
        }
    }

    @Test
    void memoryThatIsTakenAwayMeanwhileEndsTheSearchThere() throws Exception {
        byte[] bytes = with("needle", 100, 40_000, 60_000);
        RegionSession session = over(RegionKind.MEMORY, bytes, MEMORY);
        region.revokedFrom = 50_000;
        Result found = run(session, BytePattern.of("needle".getBytes(StandardCharsets.US_ASCII)), false);
        assertEquals(List.of(100L, 40_000L), offsets(found));
        assertEquals(50_000, found.searched());
        assertEquals(Map.of(UnitState.REVOKED, SIZE - 50_000L), found.skipped());
    }

    @Test
    void memoryIsReadInFewBracketsAndRegistersAreNeverReadInBlocks() throws Exception {
        BytePattern pattern = BytePattern.hex("12 ?4 56");
        assertTrue(run(over(RegionKind.MEMORY, new byte[SIZE], MEMORY), pattern, false).complete());
        assertEquals(1, region.brackets);
        AccessMap guarded = MEMORY.with(List.of(new AccessRule(8, 8, AccessWidth.W8, ReadPolicy.GUARDED, "a queue")));
        open.close();
        try (OpenRegions others = new OpenRegions()) {
            ArrayRegion memory = new ArrayRegion(RegionKind.MEMORY, new byte[64], guarded);
            Result left = run(others.open(memory, ArrayRegion.URI, OpenOptions.readOnly()), pattern, false);
            assertEquals(Map.of(UnitState.GUARDED, 8L), left.skipped());
            assertEquals(0, memory.brackets);
        }
        try (OpenRegions others = new OpenRegions()) {
            ArrayRegion registers = new ArrayRegion(RegionKind.MMIO, new byte[64], MEMORY);
            RegionSession session = others.open(registers, ArrayRegion.URI, OpenOptions.readOnly());
            run(session, pattern, false);
            assertEquals(0, registers.brackets);
            assertThrows(IllegalStateException.class, () -> session.readBlocks(reader -> { }));
        }
    }

    @Test
    void twoBytesAtADistanceAreFoundWhereverTheyAre() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            byte[] data = new byte[random.nextInt(1, 1500)];
            int distance = random.nextInt(Math.min(20, data.length));
            int values = random.nextInt(2, 40);
            for (int i = 0; i < data.length; i++) {
                // Neighbours in value are what a borrow from one byte to the next could mix up.
                data[i] = (byte) (random.nextInt(values) - 1);
            }
            TwoBytes two = new TwoBytes((byte) 0, (byte) (round % 3 - 1), distance);
            int last = data.length - 1 - distance;
            int at = two.next(data, 0, last);
            for (int expected = 0; expected <= last; expected++) {
                if (data[expected] == 0 && data[expected + distance] == (byte) (round % 3 - 1)) {
                    assertEquals(expected, at);
                    at = two.next(data, at + 1, last);
                }
            }
            assertEquals(-1, at);
        }
    }

    @Test
    void endsWhenCancelledAndAtTheLimit() throws Exception {
        RegionSession session = over(RegionKind.MEMORY, new byte[SIZE], MEMORY);
        Result some = run(session, BytePattern.hex("00"), false, 10);
        assertEquals(10, some.matches().size());
        assertFalse(some.complete());
        Result none = new Search(session, MEMORY, new Request(BytePattern.hex("01"), new Span(0, SIZE), 1, false),
                new Progress() {
                    @Override
                    public boolean cancelled() {
                        return true;
                    }
                }).run();
        assertFalse(none.complete());
        assertEquals(0, none.searched());
    }

    @Test
    void patternsThatMakeNoSenseSayWhy() {
        for (String wrong : new String[] {"", "4", "4g", "4d5"}) {
            assertThrows(IllegalArgumentException.class, () -> BytePattern.hex(wrong), wrong);
        }
        assertThrows(IllegalArgumentException.class, () -> RegexPattern.of("a*", false));
        assertThrows(IllegalArgumentException.class, () -> RegexPattern.of("(", false));
        assertThrows(IllegalArgumentException.class,
                () -> new ValuePattern(4, ByteOrder.BIG_ENDIAN, 5, 4, false, true));
    }
}
