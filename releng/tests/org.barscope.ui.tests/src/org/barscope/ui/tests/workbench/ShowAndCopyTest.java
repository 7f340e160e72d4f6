// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.barscope.widgets.hex.CellFormat;
import org.barscope.widgets.hex.HexOptions;
import org.barscope.widgets.hex.HexRange;
import org.barscope.widgets.hex.HexSelection;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How bytes are shown, by keys and commands; that it comes back; and how they are copied. */
@ExtendWith(LogWatch.class)
class ShowAndCopyTest {

    private static final String SHOW = "org.barscope.ui.showAs";
    private static final String WHAT = "org.barscope.ui.showAs.what";
    private static final String TITLE = "01:00.0 bar0";

    private RegionPage page;

    @BeforeEach
    void open() {
        page = RegionPage.open("01:00.0", "BAR0", TITLE);
        page.register(0);
        Keys.focus(page::canvas);
    }

    @AfterEach
    void close() {
        Workbench.closeEditors();
    }

    private HexOptions options() {
        return Ui.get(() -> page.canvas().getOptions());
    }

    private static void clipboard(String expected) {
        Ui.await("the clipboard holds '" + expected + "'", () -> expected.equals(text()), () -> "but " + text());
    }

    private static String text() {
        Clipboard clipboard = new Clipboard(Ui.display());
        try {
            return Optional.ofNullable((String) clipboard.getContents(TextTransfer.getInstance())).orElse("");
        } finally {
            clipboard.dispose();
        }
    }

    @Test
    void keysSetCellsAndOrderAndChangeNoAccess() {
        Keys.press("alt+3");
        Ui.await("cells have 32 bits", () -> page.canvas().getOptions().cellSize() == 4);
        Keys.press("ctrl+b");
        Ui.await("big-endian", () -> page.canvas().getOptions().order() == ByteOrder.BIG_ENDIAN);
        page.awaitText("32-bit access");
        Keys.press("alt+1", "ctrl+b");
        Ui.await("bytes again", () -> page.canvas().getOptions().cellSize() == 1
                && page.canvas().getOptions().order() == ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void everythingChosenComesBackWithTheRegion() {
        for (String what : new String[] {"cell=4", "order=big", "format=SIGNED", "row=32", "address=bus",
            "text=UTF_8"}) {
            Workbench.command(SHOW, Map.of(WHAT, what));
        }
        Ui.await("signed numbers", () -> page.canvas().getOptions().format() == CellFormat.SIGNED
                && page.canvas().getOptions().addressBase() == 0xfea00000L);
        page.every("1 s");
        HexOptions chosen = options();
        Ui.run(() -> page.canvas().setCaret(0x84));
        page.close();
        Ui.await("it is closed", () -> Workbench.page().getEditorReferences().length == 0);
        page = RegionPage.openAgain(DevicesPage.DEMO, "01:00.0", "BAR0", TITLE).front();
        assertEquals(chosen, options());
        assertEquals(0x84L, Ui.get(() -> page.canvas().getSelection().map(HexSelection::caret).orElseThrow()));
        assertEquals("1 s", page.interval());
    }

    @Test
    void copiesWhatIsSelectedInTheFormThatIsChosen() {
        Keys.press("ctrl+Home", "shift+Right", "shift+Right", "shift+Right", "ctrl+c");
        clipboard("ed 00 00 01");
        Keys.press("ctrl+shift+c");
        Keys.press("c");
        clipboard("static const uint8_t bytes[4] = {\n    0xed, 0x00, 0x00, 0x01\n};\n");
        Workbench.command("org.barscope.ui.copyAs", Map.of("org.barscope.ui.copyAs.format", "DEVMEM"));
        clipboard("devmem 0xfea00000 32    # 0x010000ed\n");
        Workbench.command("org.barscope.ui.copyAs", Map.of("org.barscope.ui.copyAs.format", "BASE64"));
        clipboard("7QAAAQ==");
    }

    @Test
    void guardedBytesAreCopiedAsMissingOrNotAtAll() {
        page.close();
        page = RegionPage.open("02:00.0", "BAR0", "02:00.0 bar0");
        page.register(0);
        page.await("guarded", shot -> shot.covers(0xc0));
        Ui.run(() -> page.canvas().setSelection(HexRange.of(0xc0, 4)));
        Keys.focus(page::canvas);
        Keys.press("ctrl+c");
        clipboard("?? ?? ?? ??");
        Workbench.command("org.barscope.ui.copyAs", Map.of("org.barscope.ui.copyAs.format", "C"));
        String said = Dialogs.dismiss("Cannot Copy");
        assertTrue(said.contains("4 of the 4 bytes have no value (guarded at 0xc0)"), said);
    }
}
