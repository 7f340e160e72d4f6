// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.restart.after;

import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.TablePage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Finds what was watched, sampled again as it was. */
@ExtendWith(LogWatch.class)
class WatchedTest {

    @Test
    void theWatchIsBackWithItsIntervalFormAndCondition() {
        TablePage watch = TablePage.show("org.barscope.ui.poke.watch");
        Ui.await("it is sampled as it was", () -> watch.rows().stream().anyMatch(row -> row.contains("EDU.ID")
                && row.contains("16777453") && row.contains("every 100 ms")), () -> watch.rows().toString());
        Ui.await("its condition is looked at", () -> Workbench.label("EDU.ID is 0x010000ed: its condition came true")
                .isPresent());
    }
}
