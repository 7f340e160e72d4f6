// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.barscope.core.backend.RegionUri;
import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.barscope.widgets.hex.HexSelection;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Go to Offset, and back: with keys only. */
@ExtendWith(LogWatch.class)
class GotoTest {

    private static final String TITLE = "Go to Offset";
    private static final RegionUri NETWORK = RegionUri.parse("sim:0000:02:00.0/bar0");

    private RegionPage page;

    @AfterEach
    void close() {
        Workbench.demo().accessCounts().stop();
        Workbench.closeEditors();
    }

    private void network() {
        page = RegionPage.open("02:00.0", "BAR0", "02:00.0 bar0");
        page.register(0);
        Keys.focus(page::canvas);
    }

    private void jump(String where) {
        Keys.focus(page::canvas);
        Keys.press("ctrl+g");
        Keys.awaitWindow(TITLE);
        Keys.type(where);
        Keys.press("Return");
        Keys.awaitNoWindow(TITLE);
    }

    private void awaitCaret(long offset) {
        Ui.await("the cursor is at 0x" + Long.toHexString(offset), () -> caret() == offset,
                () -> "but at 0x" + Long.toHexString(caret()));
    }

    private long caret() {
        return page.canvas().getSelection().map(HexSelection::caret).orElseThrow();
    }

    @Test
    void goesToNumbersExpressionsAndNames() {
        network();
        jump("0x1040");
        awaitCaret(0x1040);
        assertTrue(Ui.get(() -> page.canvas().getVisibleRange().orElseThrow().contains(0x1040)));
        jump("+0x10");
        awaitCaret(0x1050);
        jump("-32");
        awaitCaret(0x1030);
        jump("end-16");
        awaitCaret(0x20000 - 16);
        jump("4k*2 + 8");
        awaitCaret(0x2008);
        jump("@0x" + Long.toHexString(busAddress() + 0x3000));
        awaitCaret(0x3000);
        jump("GEN.STATUS");
        awaitCaret(8);
    }

    private static long busAddress() {
        return Ui.get(() -> Workbench.explorer().region(NETWORK).map(region -> ((org.barscope.model.Bar) region)
                .getBusAddress()).orElseThrow());
    }

    @Test
    void saysWhereThatIsWhileItIsTypedAndReadsNothingForIt() {
        network();
        page.press("Pause");
        Keys.focus(page::canvas);
        Keys.press("ctrl+g");
        Keys.awaitWindow(TITLE);
        Workbench.demo().accessCounts().start();
        Workbench.demo().accessCounts().reset();
        Keys.type("GEN.STATUS");
        String said = Dialogs.awaitText(TITLE, "0x8");
        assertTrue(said.contains("GEN.STATUS"), said);
        assertTrue(said.contains("as last read"), said);
        Keys.press("ctrl+a");
        Keys.type("0xc0");
        Dialogs.awaitText(TITLE, "Never read here");
        Keys.press("ctrl+a");
        Keys.type("0x20000");
        Dialogs.awaitText(TITLE, "past the end");
        Keys.press("Return");
        Keys.press("ctrl+a");
        Keys.type("GEN.NOSUCH");
        Dialogs.awaitText(TITLE, "there is no register or bookmark 'GEN.NOSUCH'");
        assertEquals(0, Workbench.demo().accessCounts().total());
        Keys.press("Escape");
        Keys.awaitNoWindow(TITLE);
        awaitCaret(0);
    }

    @Test
    void backAndForwardFollowTheJumps() {
        network();
        jump("0x100");
        jump("0x5000");
        Keys.press("alt+Left");
        awaitCaret(0x100);
        Keys.press("alt+Left");
        awaitCaret(0);
        Keys.press("alt+Right");
        awaitCaret(0x100);
        Keys.press("alt+Right");
        awaitCaret(0x5000);
    }

    @Test
    void isInTheMenu() {
        network();
        Ui.await("Navigate offers it", () -> Arrays.stream(Workbench.shell().getMenuBar().getItems())
                .filter(item -> item.getText().equals("&Navigate")).map(MenuItem::getMenu).anyMatch(GotoTest::offers));
        assertFalse(Workbench.editorTitles().isEmpty());
    }

    private static boolean offers(Menu menu) {
        menu.notifyListeners(org.eclipse.swt.SWT.Show, new org.eclipse.swt.widgets.Event());
        boolean found = Arrays.stream(menu.getItems()).anyMatch(item -> item.getText().contains("Go to Offset")
                && item.getText().contains("Ctrl+G") && item.isEnabled());
        menu.notifyListeners(org.eclipse.swt.SWT.Hide, new org.eclipse.swt.widgets.Event());
        return found;
    }
}
