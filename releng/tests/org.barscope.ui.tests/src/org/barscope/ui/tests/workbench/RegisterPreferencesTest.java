// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegistersPage;
import org.barscope.ui.tests.harness.RegistersPage.Column;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The preference page of registers: folders, what is kept, and what pages begin with. */
@ExtendWith(LogWatch.class)
class RegisterPreferencesTest {

    private static final String TITLE = "Preferences";
    private static final DeviceIds EDU = new DeviceIds(0x1234, 0x11e8, 0x1af4, 0x1100, 0xff0000, 0x10);

    @TempDir
    private Path home;
    private RegisterFiles files;
    private String before;

    @BeforeEach
    void ownFiles() {
        Workbench.demoBackend();
        before = System.setProperty(RegisterFiles.HOME, home.toString());
        files = new RegisterFiles(home);
    }

    @AfterEach
    void mend() {
        if (Ui.get(() -> DialogPage.isOpen(TITLE))) {
            DialogPage.await(TITLE).press("Cancel");
        }
        Workbench.closeEditors();
        if (before == null) {
            System.clearProperty(RegisterFiles.HOME);
        } else {
            System.setProperty(RegisterFiles.HOME, before);
        }
    }

    private static DialogPage open() {
        Workbench.command("org.eclipse.ui.window.preferences",
                Map.of("preferencePageId", "org.barscope.ui.registers.preferences"));
        return DialogPage.await(TITLE);
    }

    private static void choose(String item, String... other) {
        DialogPage dialog = open();
        dialog.choose(item);
        for (String more : other) {
            dialog.choose(more);
        }
        dialog.press("Apply and Close");
        Ui.await("the dialog is gone", () -> !DialogPage.isOpen(TITLE));
    }

    @Test
    void numbersAreShownAsPreferredWhereNothingElseWasSaidAlsoInOpenPages() {
        RegistersPage page = RegistersPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        page.awaitValue("EDU", "ID");
        choose("Unsigned Decimal");
        page.await(Column.VALUE, "is decimal", "16777453"::equals, "EDU", "ID");
        choose("Hexadecimal");
        assertEquals("0x010000ed", page.awaitValue("EDU", "ID"));
    }

    @Test
    void pagesThatAreOpenedForTheFirstTimeRefreshAsPreferred() {
        choose("500 ms");
        RegistersPage page = RegistersPage.open("03:00.0", "BAR0", "03:00.0 bar0");
        assertEquals("500 ms", page.interval());
        choose("250 ms");
    }

    @Test
    void whatWasAttachedAndChosenIsListedAndTakenBack() throws IOException {
        files.attach(EDU, "bar0", Optional.of(home.resolve("mine.svd")));
        files.choose(EDU, "bar2", Optional.of("Second"));
        DialogPage dialog = open();
        Ui.await("both are listed", () -> dialog.tables().contains("attached | 1234:11e8/bar0 | ")
                && dialog.tables().contains("chosen | 1234:11e8:1af4:1100/bar2 | Second"), dialog::tables);
        assertFalse(dialog.enabled("Take Back"), "nothing is selected yet");
        dialog.selectRow("attached");
        dialog.press("Take Back");
        assertEquals(2, files.kept().size(), "nothing goes before it is applied");
        dialog.press("Apply and Close");
        Ui.await("it is taken back", () -> !Files.exists(home.resolve("attached"))
                || Ui.get(() -> files.kept()).size() == 1);
        assertEquals(List.of("Second"), files.kept().stream().map(RegisterFiles.Kept::value).toList());
    }

    @Test
    void foldersAreListedAndTakenOutAndTheDescriptionsInThemAreUsed() throws IOException {
        Path team = Files.createDirectories(home.resolve("team"));
        Files.writeString(team.resolve("theirs.svd"), """
                <?xml version="1.0"?>
                <device schemaVersion="1.3"><name>D</name><version>1</version><description>d</description>
                  <addressUnitBits>8</addressUnitBits><width>32</width><size>32</size><access>read-write</access>
                  <peripherals><peripheral><name>THEIRS</name><baseAddress>0</baseAddress><registers>
                  <register><name>WHO</name><addressOffset>0</addressOffset></register>
                  </registers></peripheral></peripherals></device>
                """);
        Files.writeString(team.resolve("bindings.xml"), "<bindings><binding name='Theirs' description='theirs.svd' "
                + "region='bar0'><match vendor='1234' device='11e8'/></binding></bindings>");
        files.lookIn(List.of(team));
        RegistersPage page = RegistersPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        assertEquals("0x010000ed", page.awaitValue("THEIRS", "WHO"));
        DialogPage dialog = open();
        assertTrue(dialog.says(files.descriptions().toString()), dialog::text);
        Ui.await("the folder is listed", () -> dialog.lists().contains(team.toString()),
                () -> dialog.lists().toString());
        dialog.selectItem(team.toString());
        dialog.press("Remove");
        dialog.press("Apply and Close");
        Ui.await("the folder is taken out", () -> Ui.get(files::folders).isEmpty());
        page.awaitValue("EDU", "ID");
    }
}
