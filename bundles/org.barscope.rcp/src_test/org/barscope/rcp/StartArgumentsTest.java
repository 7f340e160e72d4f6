// SPDX-License-Identifier: EPL-2.0
package org.barscope.rcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartArgumentsTest {

    @Test
    void withoutOptionsTheWorkbenchStartsAsUsual() {
        StartArguments arguments = StartArguments.parse(List.of());
        assertEquals(Optional.empty(), arguments.perspective());
        assertEquals(Optional.empty(), arguments.screenshot());
        assertFalse(arguments.announce());
    }

    @Test
    void readsItsOwnOptionsAndLeavesTheOthersAlone() {
        StartArguments arguments = StartArguments.parse(List.of("-cssTheme", "dark", "-perspective", "a.b",
                "-barscope.theme", "dark", "-barscope.screenshot", "out/a.png",
                "-barscope.deadline", "7", "-barscope.announce", "file.xmi"));
        assertEquals(Optional.of("a.b"), arguments.perspective());
        assertEquals(Optional.of(Theme.DARK), arguments.theme());
        assertEquals(Optional.of(Path.of("out/a.png")), arguments.screenshot());
        assertTrue(arguments.announce());
        assertEquals(Duration.ofSeconds(7), arguments.deadline());
    }

    @Test
    void theLastOfSeveralCounts() {
        assertEquals(Optional.of("second"),
                StartArguments.parse(List.of("-perspective", "first", "-perspective", "second")).perspective());
    }

    @Test
    void anOptionWithoutItsValueIsRefusedByName() {
        var refused = assertThrows(IllegalArgumentException.class,
                () -> StartArguments.parse(List.of("-barscope.screenshot")));
        assertEquals("-barscope.screenshot needs a value", refused.getMessage());
    }

    @Test
    void thereAreTwoThemes() {
        var refused = assertThrows(IllegalArgumentException.class,
                () -> StartArguments.parse(List.of("-barscope.theme", "Dark")));
        assertEquals("there is no theme 'Dark'; there are light, dark", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon", "", "1.5", "99999999999", "3000000"})
    void aDeadlineIsAWholeNumberOfSeconds(String text) {
        var refused = assertThrows(IllegalArgumentException.class,
                () -> StartArguments.parse(List.of("-barscope.deadline", text)));
        assertEquals("-barscope.deadline needs a whole number of seconds above 0, not '" + text + "'",
                refused.getMessage());
    }
}
