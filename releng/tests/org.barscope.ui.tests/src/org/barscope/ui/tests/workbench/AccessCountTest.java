// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.barscope.backend.sim.AccessCounts;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.barscope.widgets.hex.HexRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A refresh, counted at the device: each visible unit that may be read once, with its width; guarded ones never. */
@ExtendWith(LogWatch.class)
class AccessCountTest {

    private static final RegionUri NETWORK = RegionUri.parse("sim:0000:02:00.0/bar0");

    @AfterEach
    void close() {
        Workbench.demo().accessCounts().stop();
        Workbench.closeEditors();
    }

    @Test
    void aRefreshReadsEachVisibleUnitOnceByItsRule() {
        RegionPage page = RegionPage.open("02:00.0", "BAR0", "02:00.0 bar0");
        page.register(0);
        page.press("Pause");
        for (long top : new long[] {0, 0x4000, 0x5400}) {
            page.scrollTo(top);
            Ui.settle();
            AccessCounts counts = Workbench.demo().accessCounts();
            counts.start();
            counts.reset();
            long before = page.snapshot().generation();
            page.press("Refresh");
            page.await("a refresh", shot -> shot.generation() > before && shot.covers(top));
            counts.stop();
            HexRange visible = Ui.get(() -> page.canvas().getVisibleRange().orElseThrow());
            AccessMap rules = Ui.get(() -> ((RegionEditor) Workbench.page().getActiveEditor()).region().orElseThrow()
                    .access());
            Set<List<Long>> expected = new HashSet<>();
            boolean guarded = false;
            for (long at = visible.first(); at <= visible.last();) {
                AccessRule unit = rules.unitAt(at);
                if (unit.policy() == ReadPolicy.SAFE) {
                    expected.add(List.of(unit.offset(), (long) unit.width().bits()));
                }
                guarded |= unit.policy() == ReadPolicy.GUARDED;
                at = unit.end();
            }
            Set<List<Long>> made = new HashSet<>();
            counts.of(NETWORK).forEach((access, count) -> {
                assertEquals(1L, count, access::toString);
                made.add(List.of(access.offset(), (long) access.width().bits()));
            });
            assertEquals(expected, made);
            assertFalse(expected.isEmpty() && !guarded);
            assertTrue(guarded || top != 0x4000, "the statistics are guarded");
        }
    }
}
