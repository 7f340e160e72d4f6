// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

import org.barscope.model.Bookmark;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.ViewPage;
import org.barscope.ui.tests.harness.Workbench;
import org.barscope.widgets.hex.HexMark;
import org.barscope.widgets.hex.HexRange;
import org.barscope.widgets.hex.HexSelection;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A piece of work in the hex page without a mouse: goto, cells, bookmark, snapshot, difference, copy. */
@ExtendWith(LogWatch.class)
class KeyboardOnlyTest {

    private static final long SYSTEM_TIME = 0xb600;

    private RegionPage page;

    @AfterEach
    void close() {
        Workbench.closeEditors();
        Ui.run(() -> {
            Workbench.explorer().session().getBookmarks().clear();
            Workbench.explorer().session().getSnapshots().clear();
        });
    }

    private void jump(String where) {
        Keys.focus(page::canvas);
        Keys.press("ctrl+g");
        Keys.awaitWindow("Go to Offset");
        Keys.type(where);
        Keys.press("Return");
        Keys.awaitNoWindow("Go to Offset");
        Keys.focus(page::canvas);
    }

    private List<HexMark> marks(HexMark.Kind kind, long offset) {
        return page.canvas().getModel().marks(HexRange.of(offset, 8)).stream().filter(mark -> mark.kind() == kind)
                .toList();
    }

    private static String clipboard() {
        Clipboard clipboard = new Clipboard(Ui.display());
        try {
            return Optional.ofNullable((String) clipboard.getContents(TextTransfer.getInstance())).orElse("");
        } finally {
            clipboard.dispose();
        }
    }

    @Test
    void goesSwitchesBookmarksComparesAndCopies() {
        page = RegionPage.open("02:00.0", "BAR0", "02:00.0 bar0");
        page.register(0);
        jump("0x1040");
        assertEquals(0x1040L, Ui.get(() -> page.canvas().getSelection().map(HexSelection::caret).orElseThrow()));
        Keys.press("alt+3", "ctrl+b");
        Ui.await("32-bit big-endian cells", () -> page.canvas().getOptions().cellSize() == 4
                && page.canvas().getOptions().order() == ByteOrder.BIG_ENDIAN);
        Keys.press("ctrl+d");
        Keys.awaitWindow("Bookmark 0x1040");
        Keys.press("ctrl+a");
        Keys.type("my place");
        Keys.press("Return");
        Keys.awaitNoWindow("Bookmark 0x1040");
        Ui.await("the bookmark is marked", () -> marks(HexMark.Kind.BOOKMARK, 0x1040).stream()
                .anyMatch(mark -> mark.label().equals("my place")));
        jump("0xb600");
        page.register(SYSTEM_TIME);
        Keys.press("ctrl+t");
        page.awaitText("differ in what is shown");
        Ui.await("the clock differs", () -> !marks(HexMark.Kind.DIFFERENCE, SYSTEM_TIME).isEmpty());
        jump("'my place'");
        Keys.press("ctrl+period");
        Ui.await("the next difference is further on", () -> page.canvas().getSelection()
                .map(at -> at.caret() > 0x1044 && at.caret() < SYSTEM_TIME + 8).orElse(false),
                () -> "but " + page.canvas().getSelection());
        jump("0x1040");
        page.await("values", shot -> shot.hasValue(0x1040));
        Keys.press("ctrl+shift+c");
        Keys.press("c");
        Ui.await("C is copied", () -> clipboard().startsWith("static const uint8_t bytes[4] = {"),
                () -> "but " + clipboard());
    }

    @Test
    void bookmarksAreListedAndFoundAgain() {
        page = RegionPage.open("02:00.0", "BAR0", "02:00.0 bar0");
        page.register(0);
        jump("GEN.STATUS");
        Keys.press("ctrl+d");
        Keys.awaitWindow("Bookmark 0x8");
        Keys.press("Tab");
        Keys.type("link comes up here");
        Keys.press("shift+Tab", "Return");
        Keys.awaitNoWindow("Bookmark 0x8");
        ViewPage view = ViewPage.show("org.barscope.ui.bookmarks");
        view.awaitRows(1);
        String row = view.rows().getFirst();
        assertTrue(row.contains("GEN.STATUS"), row);
        assertTrue(row.contains("0x8"), row);
        page.close();
        view.enter(0);
        page = RegionPage.opened("02:00.0 bar0").front();
        Ui.await("the cursor is at the bookmark", () -> page.canvas().getSelection()
                .map(at -> at.caret() >= 8 && at.caret() < 12).orElse(false));
        List<Bookmark> kept = Ui.get(() -> List.copyOf(Workbench.explorer().session().getBookmarks()));
        assertEquals("link comes up here", kept.getFirst().getComment());
    }
}
