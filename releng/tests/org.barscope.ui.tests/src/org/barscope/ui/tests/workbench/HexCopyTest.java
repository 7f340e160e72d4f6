// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.Menus;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is selected by keys is copied in each form by its key in the menu, and exported to a file. */
@ExtendWith(LogWatch.class)
class HexCopyTest {

    @TempDir
    private Path directory;

    private RegionPage page;

    @BeforeEach
    void open() {
        page = RegionPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        page.register(0);
        Keys.focus(page::canvas);
        Keys.press("ctrl+Home", "shift+Right", "shift+Right", "shift+Right");
    }

    @AfterEach
    void close() {
        Workbench.closeEditors();
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
    void eachFormHasAKeyInTheMenuThatKeysOpen() {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("h", "ed 00 00 01");
        forms.put("w", "ed000001");
        forms.put("c", "static const uint8_t bytes[4] = {\n    0xed, 0x00, 0x00, 0x01\n};\n");
        forms.put("j", "static final byte[] BYTES = {\n    (byte) 0xed, 0x00, 0x00, 0x01\n};\n");
        forms.put("r", "const BYTES: [u8; 4] = [\n    0xed, 0x00, 0x00, 0x01,\n];\n");
        forms.put("p", "data = bytes.fromhex(\n    \"ed000001\"\n)\n");
        forms.put("b", "7QAAAQ==");
        forms.put("u", "0xfea00000: 0x010000ed\n");
        forms.put("d", "devmem 0xfea00000 32    # 0x010000ed\n");
        forms.put("x", "busybox devmem 0xfea00000 32    # 0x010000ed\n");
        forms.forEach((key, expected) -> {
            Keys.focus(page::canvas);
            Keys.press("ctrl+shift+c");
            Keys.press(key);
            Ui.await("'" + key + "' copies " + expected, () -> text().equals(expected), () -> "but " + text());
        });
        Keys.press("ctrl+shift+c");
        Keys.press("t");
        Ui.await("the table is copied as it shows", () -> text().startsWith("00000  ed 00 00 01 "),
                () -> "but " + text());
    }

    @Test
    void theSelectionIsExportedToAFile() throws IOException, InterruptedException {
        Path file = directory.resolve("selection.bin");
        Workbench.command("org.barscope.ui.exportBytes", Map.of());
        Dialogs.chooseFile("Export 4 Bytes of 01:00.0 bar0", file.toString());
        Ui.await("the file is written", () -> file.toFile().length() == 4);
        assertArrayEquals(new byte[] {(byte) 0xed, 0, 0, 1}, Files.readAllBytes(file));
        assertTrue(Menus.items("Hex").stream().anyMatch(item -> item.startsWith("Export Bytes…")));
    }
}
