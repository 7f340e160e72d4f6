// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class SearchHistoryTest {

    private final SearchHistory history = new SearchHistory();

    @Test
    void walksToOlderQueriesAndBackToWhatWasTyped() {
        history.add("first");
        history.add("second");
        assertEquals("second", history.older("draft"));
        assertEquals("first", history.older("second"));
        assertEquals("first", history.older("first"), "there is nothing older");
        assertEquals("second", history.newer("first"));
        assertEquals("draft", history.newer("second"));
        assertEquals("draft", history.newer("draft"));
    }

    @Test
    void aQueryAskedAgainMovesToTheFront() {
        history.restore(List.of("b", "a", " ", "b"));
        assertEquals(List.of("b", "a"), history.queries());
        history.add(" a ");
        history.add("");
        assertEquals(List.of("a", "b"), history.queries());
    }

    @Test
    void forgetsTheOldest() {
        IntStream.range(0, 80).forEach(i -> history.add("q" + i));
        assertEquals(50, history.queries().size());
        assertEquals("q79", history.queries().getFirst());
    }
}
