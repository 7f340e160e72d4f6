// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AccessMapTest {

    private static AccessRule rule(long offset, long length, AccessWidth width, ReadPolicy policy) {
        return new AccessRule(offset, length, width, policy, policy == ReadPolicy.SAFE ? "" : "because");
    }

    @Test
    void unitsAreAlignedAndHaveTheDefaultWidth() {
        AccessRule unit = AccessMap.safe(AccessWidth.W32).unitAt(0x1007);
        assertEquals(0x1004, unit.offset());
        assertEquals(4, unit.length());
        assertEquals(AccessWidth.W32, unit.width());
        assertEquals(ReadPolicy.SAFE, unit.policy());
    }

    @Test
    void longRuleIsCutIntoUnits() {
        AccessMap map = AccessMap.safe(AccessWidth.W32).with(List.of(rule(0x40, 0x40, AccessWidth.W64,
                ReadPolicy.GUARDED)));
        AccessRule unit = map.unitAt(0x5c);
        assertEquals(0x58, unit.offset());
        assertEquals(8, unit.length());
        assertEquals("because", unit.reason());
        assertEquals(ReadPolicy.SAFE, map.unitAt(0x80).policy());
        assertEquals(ReadPolicy.SAFE, map.unitAt(0x3f).policy());
    }

    @Test
    void overlappingRulesAreRefused() {
        AccessMap map = AccessMap.safe(AccessWidth.W32).with(List.of(rule(0x10, 8, AccessWidth.W32,
                ReadPolicy.GUARDED)));
        assertThrows(IllegalArgumentException.class,
                () -> map.with(List.of(rule(0x14, 4, AccessWidth.W32, ReadPolicy.SAFE))));
        assertEquals(2, map.with(List.of(rule(0x18, 4, AccessWidth.W32, ReadPolicy.SAFE))).rules().size());
        assertEquals(1, map.rules().size(), "maps do not change");
    }

    @Test
    void rulesMustFitTheirWidth() {
        assertThrows(IllegalArgumentException.class, () -> rule(2, 4, AccessWidth.W32, ReadPolicy.SAFE));
        assertThrows(IllegalArgumentException.class, () -> rule(0, 6, AccessWidth.W32, ReadPolicy.SAFE));
        assertThrows(IllegalArgumentException.class, () -> rule(0, 0, AccessWidth.W32, ReadPolicy.SAFE));
        assertThrows(IllegalArgumentException.class, () -> rule(-4, 4, AccessWidth.W32, ReadPolicy.SAFE));
        assertThrows(IllegalArgumentException.class, () -> rule(Long.MAX_VALUE & ~7L, 8, AccessWidth.W64,
                ReadPolicy.SAFE));
    }

    @Test
    void agreeingOpensWhatAsksAndKeepsGuards() {
        AccessMap map = AccessMap.ask(AccessWidth.W32, "unknown").with(List.of(
                rule(0, 4, AccessWidth.W32, ReadPolicy.GUARDED), rule(4, 4, AccessWidth.W32, ReadPolicy.ASK)));
        assertTrue(map.asks());
        AccessMap agreed = map.agreed();
        assertFalse(agreed.asks());
        assertEquals(ReadPolicy.GUARDED, agreed.unitAt(0).policy());
        assertEquals(ReadPolicy.SAFE, agreed.unitAt(4).policy());
        assertEquals(ReadPolicy.SAFE, agreed.unitAt(8).policy());
        assertEquals("", agreed.unitAt(8).reason());
        assertEquals("", agreed.defaultReason());
    }

    /** Whatever the rules, reading all units that may be read touches no guarded byte, and units never overlap. */
    @RepeatedTest(200)
    void readableUnitsNeverTouchAGuardedByte(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<AccessRule> rules = new ArrayList<>();
        long at = 0;
        while (at < 0x200) {
            AccessWidth width = AccessWidth.values()[random.nextInt(4)];
            at = at + random.nextInt(24) + width.bytes() - 1 & -(long) width.bytes();
            long length = width.bytes() * (1L + random.nextInt(3));
            rules.add(rule(at, length, width, ReadPolicy.values()[random.nextInt(3)]));
            at += length;
        }
        AccessMap map = AccessMap.safe(AccessWidth.W32).with(rules)
                .withDefaultWidth(AccessWidth.values()[random.nextInt(4)]);
        long end = 0;
        for (long offset = 0; offset < 0x280; offset = map.unitAt(offset).end()) {
            AccessRule unit = map.unitAt(offset);
            assertTrue(unit.offset() <= offset && unit.end() > offset, "a unit holds the byte it was asked for");
            assertEquals(end, unit.offset(), "units follow each other without gap or overlap");
            assertTrue(unit.width().aligned(unit.offset()));
            end = unit.end();
            if (unit.policy() == ReadPolicy.SAFE) {
                for (AccessRule rule : rules) {
                    boolean overlaps = rule.offset() < unit.end() && rule.end() > unit.offset();
                    assertFalse(overlaps && rule.policy() != ReadPolicy.SAFE, unit + " touches " + rule);
                }
            } else {
                assertFalse(unit.reason().isEmpty(), "what is not read has a reason");
            }
        }
    }

    @Test
    void widthsKnowTheirNumbers() {
        assertEquals(0xffL, AccessWidth.W8.allOnes());
        assertEquals(0xffff_ffffL, AccessWidth.W32.allOnes());
        assertEquals(-1L, AccessWidth.W64.allOnes());
        assertEquals(AccessWidth.W16, AccessWidth.ofBytes(2));
        assertThrows(IllegalArgumentException.class, () -> AccessWidth.ofBytes(3));
        assertTrue(AccessWidth.W64.aligned(16));
        assertFalse(AccessWidth.W64.aligned(12));
    }
}
