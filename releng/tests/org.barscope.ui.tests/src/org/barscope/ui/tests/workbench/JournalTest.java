// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.barscope.app.poke.Poking;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.RegionSession;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.TablePage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Journal view: found again, commented, exported in each form, and undone in reverse order after a preview. */
@ExtendWith(LogWatch.class)
class JournalTest {

    private static final String VIEW = "org.barscope.ui.poke.journal";
    private static final RegionUri BAR0 = RegionUri.parse("sim:0000:01:00.0/bar0");
    private static final long SRC = 0x80;

    @TempDir
    private Path folder;
    private TablePage journal;
    private String mark;

    @BeforeEach
    void writeThreeTimes() throws Exception {
        Workbench.demoBackend();
        journal = TablePage.show(VIEW);
        mark = "journal-test-" + System.nanoTime();
        Workbench.explorer().armed().arm(BAR0, false, Arming.Request.whole());
        for (long value : List.of(0x1111_1111L, 0x2222_2222L, 0x3333_3333L)) {
            write(value);
        }
        journal.filter(mark);
        Ui.await("all three are there", () -> journal.rows().size() == 3, () -> journal.rows().toString());
    }

    @AfterEach
    void end() {
        journal.filter("");
        Workbench.explorer().armed().disarm(BAR0);
    }

    private void write(long value) throws Exception {
        poking().units(session()).write(SRC, value, AccessMap.safe(AccessWidth.W32), Origin.ui(mark)).get();
    }

    private static Poking poking() {
        return Workbench.explorer().poking().orElseThrow();
    }

    private static RegionSession session() {
        return Workbench.explorer().armed().session(BAR0).orElseThrow();
    }

    private static long value() throws Exception {
        return session().read(SRC, AccessWidth.W32).get();
    }

    @Test
    void theLatestIsFirstAndFilterAndCommentFindItAgain() {
        List<String> rows = journal.rows();
        assertTrue(rows.getFirst().contains("0x22222222 | 0x33333333"), rows::toString);
        assertTrue(rows.getLast().contains("0x11111111"), rows::toString);
        journal.filter(mark + " 0x22222222");
        Ui.await("the two that name it are left", () -> journal.rows().size() == 2, () -> journal.rows().toString());
        journal.filter(mark + " 0x11111111 write");
        Ui.await("as many", () -> journal.rows().size() == 2, () -> journal.rows().toString());
        journal.filter(mark);
        journal.selectAll();
        Workbench.command(VIEW + ".comment", Map.of());
        DialogPage dialog = DialogPage.await("Comment");
        assertTrue(dialog.says("these 3 entries"), dialog::text);
        dialog.type(0, "ringing the bell");
        dialog.press("OK");
        journal.filter("ringing bell " + mark);
        Ui.await("comments are searched", () -> journal.rows().size() == 3, () -> journal.rows().toString());
        journal.selectAll();
        Ui.await("the comment is read", () -> journal.details().contains("ringing the bell"), journal::details);
    }

    private String export(String ending) throws IOException, InterruptedException {
        Path file = folder.resolve("journal." + ending);
        journal.selectAll();
        Workbench.command(VIEW + ".export", Map.of());
        Dialogs.chooseFile("Export 3 Entries", file.toString());
        Ui.await("the file is written", () -> file.toFile().length() > 0);
        return Files.readString(file);
    }

    @Test
    void entriesAreExportedAsCsvAndJson() throws Exception {
        String csv = export("csv");
        assertEquals(4, csv.strip().lines().count(), csv);
        assertTrue(csv.contains(BAR0.toString()) && csv.contains("0x33333333"), csv);
        String json = export("json");
        assertTrue(json.strip().startsWith("[") || json.strip().startsWith("{"), json);
        assertTrue(json.contains("0x11111111") || json.contains(Long.toString(0x1111_1111L)), json);
    }

    @Test
    void entriesAreExportedAsWhatDoesItAgain() throws Exception {
        String c = export("c");
        assertTrue(c.contains("0x33333333") && c.contains("0x80") && c.contains("{"), c);
        String shell = export("sh");
        assertTrue(shell.startsWith("#!") && shell.contains("barscope poke") && shell.contains("0x22222222"), shell);
        String sequence = export("seq");
        assertTrue(sequence.lines().filter(line -> line.startsWith("write")).count() == 3, sequence);
        assertTrue(sequence.indexOf("0x11111111") < sequence.indexOf("0x33333333"), "the oldest first: " + sequence);
    }

    @Test
    void aSelectionIsUndoneInReverseOrderAfterAPreview() throws Exception {
        write(0x4444_4444L);
        Ui.await("the fourth is there", () -> journal.rows().size() == 4);
        journal.filter(mark);
        journal.selectAll();
        Workbench.explorer().armed().disarm(BAR0);
        Workbench.command(VIEW + ".undo", Map.of());
        DialogPage refused = DialogPage.await("Write Previous Values Back");
        assertTrue(refused.says("Not armed for writing: " + BAR0), refused::text);
        assertTrue(!refused.enabled("Write Back"));
        refused.press("Close");

        Workbench.explorer().armed().arm(BAR0, false, Arming.Request.whole());
        assertEquals(0x4444_4444L, value());
        Workbench.command(VIEW + ".undo", Map.of());
        DialogPage dialog = DialogPage.await("Write Previous Values Back");
        List<String> steps = dialog.tables().lines().toList();
        assertEquals(4, steps.size(), steps::toString);
        assertTrue(steps.get(0).contains("| 0x33333333 |"), steps::toString);
        assertTrue(steps.get(1).contains("| 0x22222222 |"), steps::toString);
        assertTrue(steps.get(2).contains("| 0x11111111 |"), steps::toString);
        assertEquals(0x4444_4444L, value(), "a preview writes nothing");
        dialog.press("Write Back");
        Ui.await("each is told", () -> dialog.tables().lines().allMatch(step -> step.contains("✓")), dialog::tables);
        dialog.press("Close");
        assertTrue(steps.get(3).contains("| 0x" + String.format("%08x", value()) + " |"), steps::toString);
    }
}
