// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.restart.before;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;

import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.barscope.ui.tests.restart.Arrangement;
import org.barscope.widgets.hex.HexRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Arranges the window, and leaves it so. */
@ExtendWith(LogWatch.class)
class LeavingTest {

    @Test
    void arrangesTheWindow() throws IOException, InterruptedException {
        DevicesPage devices = DevicesPage.show();
        devices.select(DevicesPage.DEMO);
        Workbench.command("org.barscope.ui.saveMachine", Map.of());
        Dialogs.chooseFile("Save Machine Snapshot of Demo machine", Arrangement.savedMachine().toString());
        Ui.await("the file is written", () -> Arrangement.savedMachine().toFile().length() > 10_000);
        Workbench.command("org.barscope.ui.openMachine", Map.of());
        Dialogs.chooseFile("Open Saved Machine", Arrangement.savedMachine().toString());
        Ui.await("the saved machine is open", () -> devices.outline().stream().anyMatch(l -> l.contains("saved")));

        RegionPage.open("01:00.0", "BAR0", Arrangement.EDITORS.get(0)).register(0);
        RegionPage config = RegionPage.open("02:00.0", "Configuration space", Arrangement.EDITORS.get(1));
        config.register(0);
        leaveNotes(config);
        Ui.settle();
        devices.collapse(DevicesPage.DEMO, Arrangement.COLLAPSED);
        Ui.await("the group is collapsed", () -> !devices.expanded(DevicesPage.DEMO, Arrangement.COLLAPSED));
        devices.expand(DevicesPage.DEMO, Arrangement.EXPANDED.get(0), Arrangement.EXPANDED.get(1));
        Ui.run(() -> Workbench.page().hideView(Workbench.page().findView(Arrangement.CLOSED_VIEW)));
        assertEquals(Arrangement.EDITORS, Workbench.editorTitles());
    }

    /** A bookmark, a snapshot, and how the page shows its bytes. */
    private static void leaveNotes(RegionPage page) {
        Ui.run(() -> page.canvas().setSelection(HexRange.of(Arrangement.BOOKMARK_AT, Arrangement.BOOKMARK_LENGTH)));
        Keys.focus(page::canvas);
        Keys.press("ctrl+d");
        Keys.awaitWindow("Bookmark 0x20 to 0x2f");
        Keys.press("ctrl+a");
        Keys.type(Arrangement.BOOKMARK);
        Keys.press("Tab");
        Keys.type(Arrangement.COMMENT);
        Keys.press("shift+Tab", "Return");
        Keys.awaitNoWindow("Bookmark");
        Keys.focus(page::canvas);
        Keys.press("ctrl+t");
        page.awaitText("Compared with ");
        page.press("Stop Comparing");
        Keys.focus(page::canvas);
        Keys.press("alt+3");
        page.every(Arrangement.INTERVAL);
        Ui.run(() -> page.canvas().setCaret(Arrangement.CARET));
        page.scrollTo(Arrangement.TOP);
        page.register(Arrangement.TOP);
        assertEquals(Arrangement.CELL, Ui.get(() -> page.canvas().getOptions().cellSize()));
    }
}
