// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.Set;
import org.barscope.core.watch.WatchCondition.Action;
import org.barscope.core.watch.WatchCondition.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTextTest {

    @ParameterizedTest
    @EnumSource
    void eachKindComesBackWithAllItsActions(Kind kind) {
        WatchCondition condition = new WatchCondition(kind, 0x8000_0000_0000_0005L, -1, EnumSet.allOf(Action.class));
        assertEquals(condition, ConditionText.parse(ConditionText.of(condition)));
    }

    @Test
    void theLineIsAsDocumented() {
        assertEquals("equals value 0x5 mask 0xff then mark sound", ConditionText.of(
                new WatchCondition(Kind.EQUALS, 5, 0xff, EnumSet.of(Action.SOUND, Action.MARK))));
        WatchCondition none = new WatchCondition(Kind.ALL_SET, 0, 3, Set.of());
        assertEquals(none, ConditionText.parse(ConditionText.of(none)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "equals", "equals value 5 mask 0xff then", "never value 0x5 mask 0xff then mark",
        "equals value 0x5 mask 0xff then dance", "equals value 0x mask 0xff then", "equals mask 0x1 value 0x2 then"})
    void anythingElseIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> ConditionText.parse(line));
    }
}
