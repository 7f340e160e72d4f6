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
import org.barscope.app.poke.Poking;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.JournalEntry;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.Span;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionInput;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.StatePage;
import org.barscope.ui.tests.harness.TablePage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a condition of a watch sets off: it stops, takes a snapshot, runs a sequence. */
@ExtendWith(LogWatch.class)
class WatchActionsTest {

    private static final String VIEW = "org.barscope.ui.poke.watch";
    private static final RegionUri BAR0 = RegionUri.parse("sim:0000:01:00.0/bar0");
    private static final String TRIGGERED = "EDU.LIVENESS is 0xedcba987: its condition came true";

    @TempDir
    private Path folder;
    private TablePage watch;

    @BeforeEach
    void watchLiveness() throws Exception {
        Workbench.demoBackend();
        watch = TablePage.show(VIEW);
        RegionEditor editor = Ui.get(() -> RegionEditor.open(Workbench.page(), new RegionInput(BAR0, "edu"),
                Optional.empty(), Optional.of(new Span(4, 4))).orElseThrow());
        Ui.await("the region is open", () -> editor.region().isPresent());
        write(0);
        Workbench.explorer().armed().disarm(BAR0);
        Ui.run(() -> {
            Workbench.page().activate(editor);
            editor.show(Optional.of("org.barscope.ui.hexPage"), Optional.of(new Span(4, 4)));
        });
        Ui.settle();
        Workbench.command("org.barscope.ui.poke.addWatch", Map.of());
        watch = TablePage.show(VIEW);
        Ui.await("it is sampled", () -> watch.rows().stream().anyMatch(r -> r.contains("EDU.LIVENESS")
                && r.contains("0xffffffff")), () -> watch.rows().toString());
        watch.selectAll();
    }

    @AfterEach
    void end() {
        Workbench.explorer().armed().disarm(BAR0);
        watch = TablePage.show(VIEW);
        watch.selectAll();
        Workbench.command(VIEW + ".remove", Map.of());
        Ui.await("nothing is watched", () -> watch.rows().isEmpty());
        Workbench.closeEditors();
    }

    private static void write(long value) throws Exception {
        Workbench.explorer().armed().arm(BAR0, false, Arming.Request.whole());
        Poking poking = Workbench.explorer().poking().orElseThrow();
        RegionSession session = Workbench.explorer().armed().session(BAR0).orElseThrow();
        poking.units(session).write(4, value, AccessMap.safe(AccessWidth.W32), Origin.ui("test")).get();
    }

    private static List<JournalEntry> journal() throws IOException {
        return Workbench.explorer().poking().orElseThrow().journal().read().entries();
    }

    /** When LIVENESS reads as it does after 0x12345678 was written. */
    private DialogPage condition() {
        Workbench.command(VIEW + ".condition", Map.of());
        DialogPage dialog = DialogPage.await("Condition");
        dialog.choose("equals");
        dialog.type(0, "0xedcba987");
        return dialog;
    }

    @Test
    void itStopsAndKeepsWhatItSaw() throws Exception {
        DialogPage dialog = condition();
        dialog.check("Stop watching it");
        dialog.press("OK");
        write(0x1234_5678L);
        Ui.await("it stops", () -> watch.rows().stream().anyMatch(r -> r.contains("0xedcba987")
                && r.contains("paused")), () -> watch.rows().toString());
        Ui.await("it is said", () -> Workbench.label(TRIGGERED).isPresent());
    }

    @Test
    void aSnapshotIsTakenAndOpened() throws Exception {
        DialogPage dialog = condition();
        dialog.check("Take a snapshot");
        dialog.press("OK");
        write(0x1234_5678L);
        Ui.await("it is taken", () -> Workbench.label("✓ Snapshot for EDU.LIVENESS: ").isPresent(),
                () -> String.valueOf(Workbench.label("EDU.LIVENESS")));
        Ui.await("it is open", () -> Workbench.editorTitles().stream().anyMatch(t -> t.startsWith("sim-0000")));
        String title = Workbench.editorTitles().stream().filter(t -> t.startsWith("sim-0000")).findFirst()
                .orElseThrow();
        Ui.run(() -> Workbench.page().activate(Workbench.page().getEditorReferences()[Workbench.editorTitles()
                .indexOf(title)].getEditor(true)));
        StatePage page = StatePage.await(title);
        assertTrue(page.row("EDU.LIVENESS").contains("0xedcba987"), page::says);
        assertTrue(page.says().contains("Taken by a condition on EDU.LIVENESS"), page::says);
    }

    @Test
    void aSequenceThatWritesRunsOnlyWhenTheRegionIsArmed() throws Exception {
        Path file = Files.writeString(folder.resolve("answer.seq"), "write FACTORIAL 5\n"
                + "poll STATUS.COMPUTING == 0 timeout 5s\nexpect FACTORIAL == 0x78\n");
        DialogPage dialog = condition();
        dialog.check("Run a sequence");
        dialog.type(2, folder.resolve("absent.seq").toString());
        assertFalse(dialog.enabled("OK"), "there is no such file");
        dialog.type(2, file.toString());
        dialog.press("OK");
        long before = journal().size();
        write(0x1234_5678L);
        Ui.await("it ran", () -> Workbench.label("✓ answer.seq on EDU.LIVENESS ran to its end").isPresent(),
                () -> String.valueOf(Workbench.label("answer.seq")) + watch.rows());
        List<JournalEntry> since = journal();
        List<JournalEntry> fresh = since.subList((int) before, since.size());
        assertTrue(fresh.stream().anyMatch(e -> e.change().origin().label()
                .startsWith("script, answer.seq on EDU.LIVENESS") && e.change().register().equals(
                        Optional.of("EDU.FACTORIAL"))), fresh::toString);
    }

    @Test
    void aSequenceThatWritesIsNotRunOnADisarmedRegion() throws Exception {
        Path file = Files.writeString(folder.resolve("never.seq"), "write FACTORIAL 6\n");
        Workbench.command(VIEW + ".condition", Map.of());
        DialogPage dialog = DialogPage.await("Condition");
        // True of what it reads now: nothing has to be written, and nothing is armed.
        dialog.choose("equals");
        dialog.type(0, "0xffffffff");
        dialog.check("Run a sequence");
        dialog.type(2, file.toString());
        long writes = Workbench.demo().accessCounts().totals(BAR0).writes();
        dialog.press("OK");
        Ui.await("it is refused", () -> Workbench.label("was not run: it writes, and " + BAR0 + " is not armed")
                .isPresent(), () -> String.valueOf(Workbench.label("EDU.LIVENESS")));
        assertEquals(writes, Workbench.demo().accessCounts().totals(BAR0).writes());
        assertTrue(journal().stream().noneMatch(e -> e.change().origin().label().contains("never.seq")));
    }
}
