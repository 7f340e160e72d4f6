// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.JournalEntry;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegistersPage;
import org.barscope.ui.tests.harness.RegistersPage.Column;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Values written where they stand in the register page: only armed, previewed, journalled, with the keyboard. */
@ExtendWith(LogWatch.class)
class RegisterWriteTest {

    private static final RegionUri BAR0 = RegionUri.parse("sim:0000:01:00.0/bar0");

    private RegistersPage page;

    @BeforeEach
    void openTheRegion() {
        Workbench.demoBackend();
        page = RegistersPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        page.awaitValue("EDU", "LIVENESS");
    }

    @AfterEach
    void nothingStaysArmed() {
        Workbench.explorer().armed().disarm(BAR0);
        Workbench.closeEditors();
    }

    private void arm() {
        Workbench.command("org.barscope.ui.poke.arm", Map.of());
        DialogPage.await("Arm for Writing").press("Arm");
        Ui.await("it is armed", () -> Workbench.explorer().armed().session(BAR0).isPresent());
    }

    private void edit(String... path) {
        page.select(path);
        Keys.focus(page::tree);
        Keys.press("F2");
    }

    private void awaitEditor() {
        Ui.await("the value can be typed", () -> page.editor().filter(box -> box.isFocusControl()).isPresent(),
                () -> page.labels().toString());
    }

    private static long writes() {
        return Workbench.demo().accessCounts().totals(BAR0).writes();
    }

    private static List<JournalEntry> journal() {
        return Ui.get(() -> Workbench.explorer().poking().orElseThrow().journal().read().entries());
    }

    @Test
    void unarmedItSaysWhyAndHowToArmAndGoesOnThen() {
        edit("EDU", "LIVENESS");
        page.awaitLabel("EDU.LIVENESS is not written: the region is open for reading only. Arm it for writing first");
        assertTrue(Ui.get(() -> page.editor().isEmpty()));
        page.pressForDialog("Arm…");
        DialogPage.await("Arm for Writing").press("Arm");
        awaitEditor();
    }

    @Test
    void aWordIsTypedPreviewedAndSentWithEnter() {
        arm();
        edit("EDU", "LIVENESS");
        awaitEditor();
        long before = writes();
        Keys.type("0x12345678");
        page.awaitLabel("0x12345678 is sent");
        assertEquals(before, writes(), "nothing is sent while it is typed");
        Keys.press("Return");
        page.awaitLabel("EDU.LIVENESS: ");
        page.awaitLabel("→ 0x12345678 → 0xedcba987 read back");
        assertEquals(before + 1, writes());
        page.await(Column.VALUE, "is read again", text -> text.endsWith("0xedcba987"), "EDU", "LIVENESS");
        assertTrue(journal().stream().anyMatch(entry -> entry.change().register().filter("EDU.LIVENESS"::equals)
                .isPresent() && entry.change().value().orElse(0) == 0x12345678L), () -> journal().toString());
    }

    @Test
    void aFieldIsChosenByNameAndItsRegisterKeepsTheRest() {
        arm();
        edit("EDU", "DMA_CMD", "DIRECTION");
        awaitEditor();
        List<String> names = Ui.get(() -> Arrays.asList(page.editor().orElseThrow().getItems()));
        assertTrue(names.contains("FROM_DEVICE"), names::toString);
        Ui.run(() -> page.editor().orElseThrow().setText("FROM_DEVICE"));
        page.awaitLabel("0x0000000000000002 is sent");
        page.awaitLabel("→ 1 (FROM_DEVICE");
        Keys.press("Return");
        page.await(Column.MEANING, "has the name", text -> text.startsWith("FROM_DEVICE"), "EDU", "DMA_CMD",
                "DIRECTION");
    }

    @Test
    void escapeLeavesEverythingAsItIs() {
        arm();
        edit("EDU", "LIVENESS");
        awaitEditor();
        long before = writes();
        Keys.type("7");
        page.awaitLabel("0x00000007 is sent");
        Keys.press("Escape");
        Ui.await("the box is gone", () -> page.editor().isEmpty());
        Ui.await("nothing is said any more", () -> page.labels().stream().noneMatch(text -> text.contains("is sent")));
        assertEquals(before, writes());
    }

    @Test
    void nonsenseAndReadOnlyRegistersAreRefusedInWords() {
        arm();
        edit("EDU", "LIVENESS");
        awaitEditor();
        long before = writes();
        Keys.type("0x1ffffffff");
        page.awaitLabel("⚠");
        Keys.press("Return");
        assertTrue(Ui.get(() -> page.editor().isPresent()), "the box stays");
        edit("EDU", "ID");
        page.awaitLabel("EDU.ID cannot be written: its description says that it is read-only.");
        assertEquals(before, writes());
    }

    @Test
    void aBitOfTheStripIsFlippedIntoTheBox() {
        arm();
        page.select("EDU", "DMA_CMD");
        page.awaitValue("EDU", "DMA_CMD");
        long before = writes();
        Ui.run(() -> page.strip().setCurrentBit(1));
        Keys.focus(page::strip);
        Keys.press("space");
        awaitEditor();
        page.awaitLabel("is sent, other fields as they are read just before: DIRECTION ");
        assertEquals(before, writes());
        Keys.press("Escape");
    }

    @Test
    void aDoubleClickOnTheValueBeginsToWriteAndOneBesideGoesToTheBytes() {
        arm();
        page.doubleClick(Column.VALUE, "EDU", "LIVENESS");
        awaitEditor();
        Keys.press("Escape");
        page.doubleClick(Column.NAME, "EDU", "LIVENESS");
        Ui.await("the bytes are shown", () -> page.tab().equals("Hex"));
    }
}
