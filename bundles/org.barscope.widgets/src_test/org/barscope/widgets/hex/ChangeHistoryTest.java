// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;

import org.junit.jupiter.api.Test;

class ChangeHistoryTest {

    private final ChangeHistory history = new ChangeHistory();

    private static HexSnapshot values(long start, long generation, int... bytes) {
        return HexSnapshot.ofValues(start, TestModel.bytes(bytes), Instant.EPOCH, generation);
    }

    @Test
    void firstSightIsNoChange() {
        history.update(values(0, 1, 1, 2, 3));
        assertEquals(ChangeHistory.NONE, history.age(1));
    }

    @Test
    void changesFadeOverTheNextRefreshes() {
        history.update(values(0, 1, 1, 2, 3));
        history.update(values(0, 2, 1, 9, 3));
        assertEquals(0, history.age(1));
        assertEquals(ChangeHistory.NONE, history.age(0));
        for (int age = 1; age < ChangeHistory.DEPTH; age++) {
            history.update(values(0, 2 + age, 1, 9, 3));
            assertEquals(age, history.age(1));
        }
        history.update(values(0, 2 + ChangeHistory.DEPTH, 1, 9, 3));
        assertEquals(ChangeHistory.NONE, history.age(1));
    }

    @Test
    void partsOfOneRefreshDoNotAge() {
        history.update(values(0, 1, 1, 2, 3, 4));
        history.update(values(0, 2, 9, 2, 3, 4));
        history.update(values(2, 2, 3, 5, 6, 7));
        assertEquals(0, history.age(3), "changed within the same refresh");
        history.update(values(0, 2, 9, 2, 3, 5));
        assertEquals(0, history.age(3));
        assertEquals(ChangeHistory.NONE, history.age(0), "left the screen in between");
    }

    @Test
    void skippedRefreshesAgeAsWell() {
        history.update(values(0, 1, 1));
        history.update(values(0, 2, 2));
        history.update(values(0, 4, 2));
        assertEquals(2, history.age(0));
        history.update(values(0, 1000, 2));
        assertEquals(ChangeHistory.NONE, history.age(0));
    }

    @Test
    void whatHadNoValueHasNotChanged() {
        history.update(HexSnapshot.of(0, 1, new byte[] {7, 7}, new UnitState[] {UnitState.GUARDED, UnitState.VALUE},
                Instant.EPOCH, 1));
        history.update(HexSnapshot.of(0, 1, new byte[] {1, 1}, new UnitState[] {UnitState.VALUE, UnitState.FAULTED},
                Instant.EPOCH, 2));
        assertEquals(ChangeHistory.NONE, history.age(0));
        assertEquals(ChangeHistory.NONE, history.age(1));
    }

    @Test
    void followsTheRowsThatScroll() {
        history.update(values(0, 1, 1, 2, 3, 4));
        history.update(values(0, 2, 1, 2, 9, 4));
        history.update(values(2, 3, 9, 4, 5, 6));
        assertEquals(1, history.age(2));
        assertEquals(ChangeHistory.NONE, history.age(4));
        assertEquals(ChangeHistory.NONE, history.age(0));
        assertEquals(ChangeHistory.NONE, history.age(-1));
    }

    @Test
    void worksAtTheVeryEnd() {
        history.update(values(-2, 1, 1, 2));
        history.update(values(-2, 2, 1, 3));
        assertEquals(0, history.age(-1));
        assertEquals(ChangeHistory.NONE, history.age(-2));
        assertEquals(ChangeHistory.NONE, history.age(0));
    }

    @Test
    void anOlderRefreshBeginsAnew() {
        history.update(values(0, 5, 1));
        history.update(values(0, 6, 2));
        history.update(values(0, 1, 3));
        assertEquals(ChangeHistory.NONE, history.age(0));
        history.update(values(0, 2, 4));
        assertEquals(0, history.age(0));
        history.clear();
        assertEquals(ChangeHistory.NONE, history.age(0));
    }
}
