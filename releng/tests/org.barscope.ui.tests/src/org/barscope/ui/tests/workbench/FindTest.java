// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessWidth;
import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Themes;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.ViewPage;
import org.barscope.ui.tests.harness.Workbench;
import org.barscope.widgets.hex.HexMark;
import org.barscope.widgets.hex.HexRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Find, with keys: what it marks, where it goes, what it reads and what it says it left out. */
@ExtendWith(LogWatch.class)
class FindTest {

    private static final String TITLE = "Find in";
    private static final RegionUri NETWORK = RegionUri.parse("sim:0000:02:00.0/bar0");

    private RegionPage page;

    @AfterEach
    void close() {
        Workbench.demo().accessCounts().stop();
        Workbench.closeEditors();
    }

    private void find(String kind, String text) {
        Keys.focus(page::canvas);
        Keys.press("ctrl+f");
        Keys.awaitWindow(TITLE);
        Dialogs.choose(TITLE, "Kind", kind);
        Dialogs.enter(TITLE, text);
    }

    @Test
    void marksWhatIsTypedInWhatIsShownAndReadsNothingForIt() {
        page = RegionPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        page.register(0);
        page.press("Pause");
        Workbench.demo().accessCounts().start();
        Workbench.demo().accessCounts().reset();
        find("Bytes", "ed 0? 00");
        Dialogs.awaitText(TITLE, "1 match in what is shown");
        Ui.await("the match is marked", () -> page.canvas().getModel().marks(HexRange.of(0, 16)).stream()
                .anyMatch(mark -> mark.kind() == HexMark.Kind.MATCH && mark.range().equals(HexRange.of(0, 3))));
        Dialogs.enter(TITLE, "ed 0");
        Dialogs.awaitText(TITLE, "Two digits make a byte");
        assertEquals(0, Workbench.demo().accessCounts().total());
    }

    @Test
    void nextAndPreviousGoFromMatchToMatchInALargeAperture() {
        page = RegionPage.open("07:00.0", "BAR2", "07:00.0 bar2");
        page.await("values", shot -> shot.hasValue(0));
        Ui.run(() -> page.canvas().setCaret(0x3fff00000L));
        find("Text", "end of the aperture");
        Keys.press("Return");
        Dialogs.awaitText(TITLE, "Found at 0x3ffffff");
        long found = Ui.get(() -> page.canvas().getSelection().orElseThrow().selected().orElseThrow().first());
        assertTrue(found > 0x3ffffff00L, () -> Long.toHexString(found));
        Ui.await("its bytes are read", () -> page.canvas().getModel().snapshot().hasValue(found));
    }

    @Test
    void allListsEveryMatchAndSaysWhatWasLeftOutOfRegisters() {
        page = RegionPage.open("02:00.0", "BAR0", "02:00.0 bar0");
        page.register(0);
        page.press("Pause");
        find("Integer", "0");
        Workbench.demo().accessCounts().start();
        Workbench.demo().accessCounts().reset();
        Dialogs.press(TITLE, "All");
        String said = Dialogs.awaitText(TITLE, "Not searched:");
        assertTrue(said.contains("guarded"), said);
        ViewPage view = ViewPage.show("org.barscope.ui.searchResults");
        view.awaitText("Integer 0 in 02:00.0 bar0");
        assertTrue(Ui.get(() -> view.table().getItemCount()) > 100);
        assertEquals(List.of(), Workbench.demo().accessCounts().touching(NETWORK, 0xc0, 4));
        assertEquals(1, Workbench.demo().accessCounts().reads(NETWORK, 8, AccessWidth.W32));
        assertTrue(Workbench.demo().accessCounts().of(NETWORK).values().stream().allMatch(count -> count == 1));
        view.enter(0);
        Ui.await("the page shows the match", () -> page.canvas().getSelection().isPresent());
    }

    /** On GTK, a table that is emptied at once may be left with an item whose memory is gone. */
    @Test
    void aSearchThatFindsLessLeavesNothingBehindForTheNextTheme() {
        page = RegionPage.open("02:00.0", "BAR0", "02:00.0 bar0");
        page.register(0);
        page.press("Pause");
        find("Integer", "0");
        Dialogs.press(TITLE, "All");
        ViewPage view = ViewPage.show("org.barscope.ui.searchResults");
        view.awaitText("Integer 0 in 02:00.0 bar0");
        Ui.run(() -> view.table().setSelection(view.table().getItemCount() - 1));
        for (int round = 0; round < 3; round++) {
            Dialogs.enter(TITLE, round % 2 == 0 ? "0x13579bdf" : "0");
            Dialogs.press(TITLE, "All");
            String wanted = round % 2 == 0 ? "Integer 0x13579bdf in" : "Integer 0 in";
            view.awaitText(wanted);
            assertEquals(round % 2 == 0, Ui.get(() -> view.table().getItemCount() == 0));
            Themes.choose(round % 2 == 0 ? Themes.DARK : Themes.LIGHT);
        }
        Themes.choose(Themes.LIGHT);
        assertEquals(0, Ui.get(() -> view.table().getItemCount()));
    }
}
