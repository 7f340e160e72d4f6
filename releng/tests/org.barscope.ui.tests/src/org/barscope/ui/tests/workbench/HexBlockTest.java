// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.Span;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.Menus;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.TablePage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.barscope.widgets.hex.HexRange;
import org.barscope.widgets.hex.HexSnapshot;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Fill and Paste Block: memory only, armed only, shown before, journalled, and taken back from the journal. */
@ExtendWith(LogWatch.class)
class HexBlockTest {

    private static final RegionUri APERTURE = RegionUri.parse("sim:0000:07:00.0/bar2");
    private static final String FILL = "Fill in 07:00.0 bar2 (demo)";
    private static final String PASTE = "Paste in 07:00.0 bar2 (demo)";

    @TempDir
    private Path directory;

    private RegionPage page;

    @AfterEach
    void close() {
        Workbench.explorer().armed().disarm(APERTURE);
        Workbench.closeEditors();
    }

    private void open() {
        page = RegionPage.open("07:00.0", "BAR2", "07:00.0 bar2");
        page.await("values", shot -> shot.hasValue(0));
        Keys.focus(page::canvas);
    }

    private static void arm(Arming.Request request) throws BackendException {
        Workbench.explorer().armed().arm(APERTURE, false, request);
    }

    private String bytes(long offset, int length) {
        HexSnapshot shot = page.await("values", now -> now.hasValue(offset) && now.hasValue(offset + length - 1));
        return HexFormat.ofDelimiter(" ").formatHex(shot.bytes(HexRange.of(offset, length)).orElseThrow());
    }

    private void awaitBytes(long offset, String expected) {
        int length = (expected.length() + 1) / 3;
        page.await(expected + " at " + offset, now -> now.hasValue(offset) && now.hasValue(offset + length - 1)
                && HexFormat.ofDelimiter(" ").formatHex(now.bytes(HexRange.of(offset, length)).orElseThrow())
                        .equals(expected));
    }

    private static void toClipboard(String text) {
        Ui.run(() -> {
            Clipboard clipboard = new Clipboard(Ui.display());
            clipboard.setContents(new Object[] {text}, new Transfer[] {TextTransfer.getInstance()});
            clipboard.dispose();
        });
    }

    @Test
    void fillsWithAPatternByKeysAndTheJournalTakesItBack() throws BackendException {
        open();
        String before = bytes(0x40, 12);
        arm(Arming.Request.whole());
        Keys.press("ctrl+shift+f");
        Keys.awaitWindow(FILL);
        Keys.press("ctrl+a");
        Keys.type("0x42");
        Keys.press("Tab", "ctrl+a");
        Keys.type("8");
        Keys.press("Tab", "Tab", "ctrl+a");
        Keys.type("de ad be");
        Dialogs.awaitText(FILL, "0x42 – 0x49, 8 bytes");
        Dialogs.awaitText(FILL, "will   de ad be de ad be de ad");
        Dialogs.awaitText(FILL, "holds  " + bytes(0x42, 8));
        Keys.press("Return");
        Dialogs.awaitText(FILL, "8 bytes written at 0x42, read back the same");
        awaitBytes(0x40, before.substring(0, 6) + "de ad be de ad be de ad" + before.substring(29));
        page.awaitText("8 bytes written at 0x42");
        Keys.press("Escape");
        Keys.awaitNoWindow(FILL);

        TablePage journal = TablePage.show("org.barscope.ui.poke.journal");
        Ui.await("the journal has it", () -> journal.rows().stream().anyMatch(row -> row.contains("07:00.0/bar2")
                && row.contains("✓ done")), () -> journal.rows().toString());
        journal.filter("bar2");
        Ui.await("the newest is the fill", () -> journal.rows().getFirst().contains("0x42"),
                () -> journal.rows().toString());
        journal.select("0x42");
        Workbench.command("org.barscope.ui.poke.journal.undo", Map.of());
        DialogPage undo = DialogPage.await("Write Previous Values Back");
        undo.press("Write Back");
        awaitBytes(0x40, before);
        undo.press("Close");
        journal.filter("");
    }

    @Test
    void fillsWithACounterThatGoesOnOverTheWholeRange() throws BackendException {
        open();
        arm(Arming.Request.whole());
        Menus.choose("Hex", "Fill");
        DialogPage dialog = DialogPage.await(FILL);
        dialog.type(0, "0x100");
        dialog.type(1, "0x10");
        dialog.choose("32-bit counter");
        dialog.choose("big-endian");
        dialog.type(2, "0xfffffffe");
        dialog.type(3, "1");
        assertTrue(dialog.says("will   ff ff ff fe ff ff ff ff 00 00 00 00 00 00 00 01"), dialog::text);
        dialog.press("Fill");
        Dialogs.awaitText(FILL, "read back the same");
        page.scrollTo(0x100);
        awaitBytes(0x100, "ff ff ff fe ff ff ff ff 00 00 00 00 00 00 00 01");
        dialog.press("Close");
    }

    @Test
    void nothingIsFilledUnlessArmedAndOnlyWhereArmed() throws BackendException {
        open();
        String before = bytes(0, 8);
        Keys.press("ctrl+shift+f");
        DialogPage dialog = DialogPage.await(FILL);
        assertTrue(dialog.says("not armed for writing"), dialog::text);
        assertFalse(dialog.enabled("Fill"));
        arm(Arming.Request.whole().only(List.of(new Span(0x1000, 0x1000))));
        Dialogs.awaitText(FILL, "Only other ranges of the region are armed");
        assertFalse(dialog.enabled("Fill"));
        dialog.type(0, "0x1ffc");
        dialog.type(1, "4");
        Ui.await("it may be filled there", () -> dialog.enabled("Fill"), dialog::text);
        dialog.type(1, "5");
        assertFalse(dialog.enabled("Fill"));
        dialog.type(0, "end-2");
        Dialogs.awaitText(FILL, "reach past the end");
        dialog.type(1, "ten");
        assertFalse(dialog.enabled("Fill"));
        dialog.press("Close");
        assertEquals(before, bytes(0, 8));
    }

    @Test
    void pastesWhatTheClipboardHoldsInAnyForm() throws BackendException {
        open();
        arm(Arming.Request.whole());
        toClipboard("static const u16 words[] = { 0x1234, 2 };");
        Ui.run(() -> page.canvas().setCaret(0x20));
        Keys.press("ctrl+v");
        Keys.awaitWindow(PASTE);
        Dialogs.awaitText(PASTE, "0x20 – 0x23, 4 bytes");
        Dialogs.awaitText(PASTE, "will   34 12 02 00");
        DialogPage dialog = DialogPage.await(PASTE);
        dialog.type(1, "3q2+7w==");
        Dialogs.awaitText(PASTE, "will   de ad be ef");
        Dialogs.awaitText(PASTE, "Taken for: Base64");
        dialog.type(1, "c0 ff e");
        Dialogs.awaitText(PASTE, "will   c0 ff 0e");
        dialog.type(1, "c0 ff eeg");
        Dialogs.awaitText(PASTE, "is no hexadecimal digit");
        assertFalse(dialog.enabled("Paste"));
        dialog.type(1, "c0 ff ee 01");
        dialog.press("Paste");
        Dialogs.awaitText(PASTE, "4 bytes written at 0x20, read back the same");
        awaitBytes(0x20, "c0 ff ee 01");
        dialog.press("Close");
    }

    @Test
    void pastesAFile() throws BackendException, IOException, InterruptedException {
        open();
        arm(Arming.Request.whole());
        byte[] content = new byte[20_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 7);
        }
        Path file = Files.write(directory.resolve("content.bin"), content);
        toClipboard("00");
        Menus.choose("Hex", "Paste Block");
        DialogPage dialog = DialogPage.await(PASTE);
        dialog.type(0, "0x3000");
        Dialogs.start(PASTE, "Bytes of a File…");
        Dialogs.chooseFile("Open a File to Paste", file.toString());
        Dialogs.awaitText(PASTE, "20000 bytes");
        dialog.press("Paste");
        Dialogs.awaitText(PASTE, "20000 bytes written at 0x3000, read back the same");
        dialog.press("Close");
        long last = 0x3000 + content.length - 4;
        page.scrollTo(last & -16L);
        awaitBytes(last, HexFormat.ofDelimiter(" ").formatHex(content, content.length - 4, content.length));
    }

    @Test
    void registersTakeNoBlocksAndTheMenuSaysWhy() {
        page = RegionPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        page.register(0);
        Keys.focus(page::canvas);
        List<String> items = Menus.items("Hex");
        for (String item : List.of("✗ Fill… (01:00.0 bar0 (demo) holds registers, which are written one at a time)",
                "✗ Paste Block… (01:00.0 bar0 (demo) holds registers, which are written one at a time)")) {
            assertTrue(items.stream().anyMatch(shown -> shown.startsWith(item)), items::toString);
        }
        Keys.press("ctrl+v");
        String said = Dialogs.dismiss("Cannot Paste a Block");
        assertTrue(said.contains("holds registers, which are written one at a time"), said);
    }
}
