// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;

import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.ViewPage;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Data Inspector follows the cursor of the active region and what is read there. */
@ExtendWith(LogWatch.class)
class DataInspectorTest {

    private static final String ID = "org.barscope.ui.dataInspector";

    @AfterEach
    void close() {
        Workbench.demo().accessCounts().stop();
        Workbench.closeEditors();
    }

    @Test
    void showsNumbersOfBothOrdersWhereTheCursorIs() {
        RegionPage page = RegionPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        page.register(0);
        ViewPage view = ViewPage.show(ID);
        page.activate();
        Keys.focus(page::canvas);
        Keys.press("Right", "Left");
        view.await("Unsigned 32", 1, Long.toString(0x010000edL));
        view.await("Unsigned 32", 2, Long.toString(0xed000001L));
        view.await("PCI address (requester)", 1, "00:1d.5");
        Keys.press("Right");
        view.awaitText("0x1 of 01:00.0 bar0");
        view.await("Hex 8", 1, "0x00");
    }

    @Test
    void followsWhatIsReadAndReadsNothingItself() {
        RegionPage page = RegionPage.open("02:00.0", "BAR0", "02:00.0 bar0");
        ViewPage view = ViewPage.show(ID);
        page.activate();
        page.press("Pause");
        page.register(0);
        Workbench.demo().accessCounts().start();
        Workbench.demo().accessCounts().reset();
        Keys.focus(page::canvas);
        Keys.press("Down", "Right", "Up", "Left");
        long value = page.snapshot().value(0, 4, ByteOrder.LITTLE_ENDIAN);
        view.await("Unsigned 32", 1, Long.toString(value));
        assertEquals(0, Workbench.demo().accessCounts().total());
    }
}
