// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;

import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.Arming;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Typing into the hex page: refused unless armed, pending until Enter, one access of the unit's width. */
@ExtendWith(LogWatch.class)
class HexEditTest {

    private static final RegionUri EDU = RegionUri.parse("sim:0000:01:00.0/bar0");
    /** The test device's own memory. */
    private static final long BUFFER = 0x40000;

    private RegionPage page;

    @AfterEach
    void close() {
        Workbench.explorer().armed().disarm(EDU);
        Workbench.demo().accessCounts().stop();
        Workbench.closeEditors();
    }

    private void openAt(long offset) {
        page = RegionPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        Ui.run(() -> page.canvas().setCaret(offset));
        page.register(offset);
        Keys.focus(page::canvas);
    }

    private List<Long> writes() {
        return List.of(Workbench.demo().accessCounts().writes(EDU, BUFFER, AccessWidth.W32),
                Workbench.demo().accessCounts().writes(EDU, BUFFER, AccessWidth.W8));
    }

    @Test
    void nothingCanBeTypedIntoARegionThatIsNotArmed() {
        openAt(BUFFER);
        Workbench.demo().accessCounts().start();
        Workbench.demo().accessCounts().reset();
        Keys.type("a5");
        page.awaitText("arm it for writing first");
        Keys.press("Return");
        assertEquals(List.of(0L, 0L), writes());
        assertEquals(0, Ui.get(() -> page.canvas().getPendingEdits()));
    }

    @Test
    void whatIsTypedWaitsForEnterAndIsWrittenOnceWithTheUnitsWidth() throws BackendException {
        openAt(BUFFER);
        long before = page.register(BUFFER);
        Workbench.explorer().armed().arm(EDU, false, Arming.Request.whole());
        Workbench.demo().accessCounts().start();
        Workbench.demo().accessCounts().reset();
        Keys.type("a5");
        page.awaitText("1 unit typed over: Enter writes, Esc takes back");
        assertEquals(List.of(0L, 0L), writes());
        Keys.press("Right");
        page.awaitText("Esc takes back   0x40002");
        Keys.press("Escape");
        Ui.await("nothing is pending", () -> page.canvas().getPendingEdits() == 0);
        assertFalse(page.text().contains("typed over"), page::text);
        assertEquals(List.of(0L, 0L), writes());
        Ui.run(() -> page.canvas().setCaret(BUFFER));
        Keys.type("5a");
        Keys.press("Return");
        page.awaitText("read back the same");
        assertEquals(List.of(1L, 0L), writes());
        long expected = before & ~0xffL | 0x5a;
        Ui.await("the page shows it", () -> page.canvas().getModel().snapshot().hasValue(BUFFER)
                && page.canvas().getModel().snapshot().byteAt(BUFFER) == 0x5a);
        assertEquals(expected, page.register(BUFFER));
    }
}
