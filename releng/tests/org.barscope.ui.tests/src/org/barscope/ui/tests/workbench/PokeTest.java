// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.Span;
import org.barscope.ui.explorer.ArmedRegions;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionInput;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.SequencePage;
import org.barscope.ui.tests.harness.TablePage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Arming, writing a register, the journal and watches, on the demo machine's edu device. */
@ExtendWith(LogWatch.class)
class PokeTest {

    private static final RegionUri BAR0 = RegionUri.parse("sim:0000:01:00.0/bar0");
    private static final String JOURNAL = "org.barscope.ui.poke.journal";

    private RegionEditor editor;

    @BeforeEach
    void openTheRegion() {
        Workbench.demoBackend();
        editor = Ui.get(() -> RegionEditor.open(Workbench.page(), new RegionInput(BAR0, "edu"), Optional.empty(),
                Optional.of(new Span(0x04, 4))).orElseThrow());
        Ui.await("the region is open", () -> editor.region().isPresent());
    }

    @AfterEach
    void nothingStaysArmed() {
        armed().disarm(BAR0);
        Workbench.closeEditors();
    }

    private static ArmedRegions armed() {
        return Workbench.explorer().armed();
    }

    private void select(long offset) {
        Ui.run(() -> {
            Workbench.page().activate(editor);
            editor.show(Optional.empty(), Optional.of(new Span(offset, 4)));
        });
        Ui.settle();
    }

    private void arm() {
        Ui.run(() -> Workbench.page().activate(editor));
        Workbench.command("org.barscope.ui.poke.arm", Map.of());
        DialogPage.await("Arm for Writing").press("Arm");
        Ui.await("it is armed", () -> armed().session(BAR0).isPresent());
    }

    @Test
    void anArmedRegionSaysSoAndIsDisarmedWithOneClick() {
        arm();
        Ui.await("the strip shows it", () -> Workbench.label("ARMED for writing: the whole region").isPresent());
        Workbench.press("Disarm");
        Ui.await("it is disarmed", () -> armed().armed(BAR0).isEmpty());
        Ui.await("the strip goes", () -> Workbench.label("ARMED").isEmpty());
    }

    @Test
    void aRegisterIsNotWrittenUnarmed() {
        select(0x04);
        long before = Workbench.demo().accessCounts().totals(BAR0).writes();
        Workbench.command("org.barscope.ui.poke.write", Map.of());
        String said = Dialogs.dismiss("Write EDU.LIVENESS");
        assertTrue(said.contains("not armed"), said);
        assertEquals(before, Workbench.demo().accessCounts().totals(BAR0).writes());
    }

    @Test
    void aWordIsShownBeforeItIsSentAndJournalledWhenItIs() {
        arm();
        select(0x04);
        Workbench.command("org.barscope.ui.poke.write", Map.of());
        DialogPage dialog = DialogPage.await("Write EDU.LIVENESS");
        assertFalse(dialog.enabled("Write"));
        dialog.type(0, "0x12345678");
        assertTrue(dialog.says("0x12345678"), dialog::text);
        dialog.press("Write");
        Ui.await("what came is told", () -> dialog.says("0x12345678 → 0xedcba987"), dialog::text);
        dialog.press("Close");
        TablePage journal = TablePage.show(JOURNAL);
        Ui.await("the journal has it", () -> journal.rows().stream().anyMatch(r -> r.contains("EDU.LIVENESS")
                && r.contains("0x12345678") && r.contains("0xedcba987") && r.contains("✓ done")),
                () -> journal.rows().toString());
        journal.filter("no such thing");
        Ui.await("the filter hides it", () -> journal.rows().isEmpty());
        journal.filter("");
    }

    @Test
    void aRegisterIsWatchedWithItsChanges() {
        select(0x00);
        Workbench.command("org.barscope.ui.poke.addWatch", Map.of());
        TablePage watch = TablePage.show("org.barscope.ui.poke.watch");
        Ui.await("its value is shown", () -> watch.rows().stream().anyMatch(r -> r.contains("EDU.")
                && r.contains("0x010000ed")), () -> watch.rows().toString());
        watch.selectAll();
        Workbench.command("org.barscope.ui.poke.watch.remove", Map.of());
        Ui.await("it is gone", () -> watch.rows().isEmpty());
    }

    @Test
    void whatHasASideEffectWhenReadIsNotWatched() {
        Ui.run(() -> Workbench.page().closeAllEditors(false));
        RegionUri nic = RegionUri.parse("sim:0000:02:00.0/bar0");
        editor = Ui.get(() -> RegionEditor.open(Workbench.page(), new RegionInput(nic, "82574L"), Optional.empty(),
                Optional.of(new Span(0xc0, 4))).orElseThrow());
        Ui.await("the region is open", () -> editor.region().isPresent());
        select(0xc0);
        Workbench.command("org.barscope.ui.poke.addWatch", Map.of());
        String said = Dialogs.dismiss("Watch");
        assertTrue(said.contains("ICR"), said);
    }

    @Test
    void aSequenceIsRehearsedWithoutTouchingTheDeviceAndThenRun() {
        SequencePage sequence = SequencePage.show();
        sequence.type("write FACTORIAL 5\npoll STATUS.COMPUTING == 0 timeout 1s\nexpect FACTORIAL == 0x78\n");
        Ui.await("it says that it writes", () -> sequence.state().contains("arm the region"), sequence::state);
        long before = Workbench.demo().accessCounts().totals(BAR0).writes();
        sequence.press("Rehearse");
        Ui.await("it was rehearsed", () -> !sequence.results().isEmpty());
        assertEquals(before, Workbench.demo().accessCounts().totals(BAR0).writes());
        sequence.press("Run");
        assertEquals(before, Workbench.demo().accessCounts().totals(BAR0).writes(), "not armed");
        arm();
        Ui.run(() -> Workbench.page().activate(editor));
        sequence.press("Run");
        Ui.await("it ran to its end", () -> sequence.state().startsWith("✓"),
                () -> sequence.state() + " " + sequence.results());
        assertEquals(3, sequence.results().size(), sequence.results()::toString);
        assertTrue(sequence.results().get(2).contains("0x78") || sequence.results().get(2).contains("0x00000078"),
                sequence.results()::toString);
    }

    @Test
    void aFaultyLineIsNamed() {
        SequencePage sequence = SequencePage.show();
        sequence.type("read STATUS\nwrite NO_SUCH 1\n");
        Ui.await("the line is named", () -> sequence.state().contains("2:"), sequence::state);
        assertFalse(sequence.enabled("Run"));
    }
}
