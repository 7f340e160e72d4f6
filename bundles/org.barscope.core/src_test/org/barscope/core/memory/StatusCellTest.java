// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusCellTest {

    @Test
    void eachChangeIsToldOnceAndLostIsFinal() {
        StatusCell cell = new StatusCell();
        List<RegionState> told = new ArrayList<>();
        var registration = cell.listen(s -> told.add(s.state()));
        cell.live();
        cell.revoked("asleep");
        cell.revoked("asleep");
        cell.live();
        cell.lost("gone");
        cell.live();
        cell.revoked("asleep");
        assertEquals(RegionState.LOST, cell.get().state());
        assertTrue(cell.close());
        assertFalse(cell.close());
        cell.lost("gone");
        assertTrue(cell.closed());
        assertEquals(List.of(RegionState.REVOKED, RegionState.LIVE, RegionState.LOST, RegionState.CLOSED), told);
        registration.close();
    }
}
