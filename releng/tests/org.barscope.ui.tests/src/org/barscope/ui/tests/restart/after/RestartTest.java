// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.restart.after;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.Menus;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.ViewPage;
import org.barscope.ui.tests.harness.Workbench;
import org.barscope.ui.tests.restart.Arrangement;
import org.barscope.widgets.hex.HexMark;
import org.barscope.widgets.hex.HexRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Finds the window as the session before left it. */
@ExtendWith(LogWatch.class)
class RestartTest {

    private final DevicesPage devices = DevicesPage.show();

    @Test
    void nothingWasLogged() throws IOException {
        assertEquals(List.of(), LogWatch.logged());
    }

    @Test
    void theLayoutIsBack() {
        assertFalse(Workbench.views().contains(Arrangement.CLOSED_VIEW), "the closed view stays closed");
        assertTrue(Workbench.views().contains(DevicesPage.ID));
    }

    @Test
    void theEditorsAreBackAndLive() {
        assertEquals(Arrangement.EDITORS, Workbench.editorTitles());
        assertEquals(0x010000edL, RegionPage.opened(Arrangement.EDITORS.get(0)).front().register(0));
        RegionPage config = RegionPage.opened(Arrangement.EDITORS.get(1)).front();
        long top = Ui.get(() -> config.canvas().getTopOffset());
        config.scrollTo(0);
        assertEquals(0x10d38086L, config.register(0));
        // As the other tests are to find it.
        config.scrollTo(top);
    }

    @Test
    void thePageShowsItsBytesAsBefore() {
        RegionPage page = RegionPage.opened(Arrangement.EDITORS.get(1)).front();
        page.register(Arrangement.TOP);
        assertEquals(Arrangement.CELL, Ui.get(() -> page.canvas().getOptions().cellSize()));
        assertEquals(Arrangement.INTERVAL, page.interval());
        assertEquals(Arrangement.CARET, Ui.get(() -> page.canvas().getSelection().orElseThrow().caret()));
        assertEquals(Arrangement.TOP, Ui.get(() -> page.canvas().getTopOffset()));
    }

    @Test
    void bookmarksAndSnapshotsAreKept() {
        RegionPage page = RegionPage.opened(Arrangement.EDITORS.get(1)).front();
        page.register(Arrangement.TOP);
        Ui.await("the bookmark is marked", () -> page.canvas().getModel()
                .marks(HexRange.of(Arrangement.BOOKMARK_AT, Arrangement.BOOKMARK_LENGTH)).stream()
                .anyMatch(mark -> mark.kind() == HexMark.Kind.BOOKMARK && mark.label().equals(Arrangement.BOOKMARK)
                        && mark.detail().equals(Arrangement.COMMENT)
                        && mark.range().length() == Arrangement.BOOKMARK_LENGTH));
        Menus.choose("Hex", "Compare With", "1 Snapshot of");
        page.awaitText("Compared with ");
        page.press("Stop Comparing");
        ViewPage view = ViewPage.show("org.barscope.ui.bookmarks");
        view.await(Arrangement.BOOKMARK, 4, Arrangement.COMMENT);
    }

    @Test
    void theTreeIsExpandedAsItWas() {
        Ui.await("the device is expanded", () -> live().stream().anyMatch(line -> line.startsWith("      BAR0")),
                () -> "but " + live());
        List<String> outline = live();
        assertTrue(outline.stream().anyMatch(line -> line.contains("0000:03:00.0")), outline::toString);
        assertFalse(outline.stream().anyMatch(line -> line.contains("0000:02:00.0")), outline::toString);
    }

    /** What is shown of the live demo machine. */
    private List<String> live() {
        List<String> all = devices.outline();
        int first = 0;
        while (first < all.size()
                && !(all.get(first).startsWith(DevicesPage.DEMO) && !all.get(first).contains("saved"))) {
            first++;
        }
        int end = first + 1;
        while (end < all.size() && all.get(end).startsWith(" ")) {
            end++;
        }
        return first < all.size() ? all.subList(first, end) : List.of();
    }

    @Test
    void theSavedMachineIsOpenAgain() {
        Ui.await("the saved machine is there", () -> devices.outline().stream().anyMatch(l -> l.contains("saved")));
    }

    @Test
    void liveMachinesComeFirst() {
        Ui.await("the saved machine is the last", () -> devices.outline().stream()
                .filter(line -> !line.startsWith(" ")).reduce((first, next) -> next).orElse("").contains("saved"),
                () -> "but " + devices.outline());
    }
}
