// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class NarrowingTest {

    @Test
    void aClauseIsAddedAndTakenBack() {
        Narrowing narrowed = Narrowing.NOTHING.withText("ring").toggled("is:patch").toggled("d:2026-03");
        assertEquals("ring is:patch d:2026-03", narrowed.query());
        assertEquals("ring d:2026-03", narrowed.toggled("is:patch").query());
        assertEquals("ring", narrowed.toggled("is:patch").toggled("d:2026-03").query());
    }

    @Test
    void alternativesAreKeptTogether() {
        Narrowing narrowed = Narrowing.NOTHING.withText("ring OR queue").toggled("is:patch");
        assertEquals("(ring OR queue) is:patch", narrowed.query());
        assertEquals("ring OR queue", narrowed.toggled("is:patch").query());
        assertEquals("ORDER is:patch", narrowed.withText("ORDER").query());
    }

    @Test
    void clausesAloneAreAQuery() {
        assertEquals("l:frob is:cover", new Narrowing("  ", List.of("l:frob", "is:cover")).query());
        assertEquals("", Narrowing.NOTHING.query());
    }
}
