// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.Arming;
import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.Menus;
import org.barscope.ui.tests.harness.Mouse;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.ViewPage;
import org.barscope.ui.tests.harness.Workbench;
import org.barscope.widgets.hex.HexMark;
import org.barscope.widgets.hex.HexRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Comparing by keys and mouse: live with a snapshot, two snapshots, a file; inline, side by side, listed, exported. */
@ExtendWith(LogWatch.class)
class HexCompareTest {

    private static final RegionUri APERTURE = RegionUri.parse("sim:0000:07:00.0/bar2");
    private static final long AT = 0x40;

    @TempDir
    private Path directory;

    private RegionPage page;

    @BeforeEach
    void open() throws BackendException {
        page = RegionPage.open("07:00.0", "BAR2", "07:00.0 bar2");
        page.await("values", shot -> shot.hasValue(0));
        Workbench.explorer().armed().arm(APERTURE, false, Arming.Request.whole());
        write(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
        Keys.focus(page::canvas);
    }

    @AfterEach
    void close() {
        Workbench.explorer().armed().disarm(APERTURE);
        Workbench.closeEditors();
        Ui.run(() -> Workbench.explorer().session().getSnapshots().clear());
        Mouse.leave();
    }

    /** Puts bytes at {@link #AT} and waits until the page shows them, if it is live. */
    private void write(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        Workbench.explorer().poking().orElseThrow().blocks(Workbench.explorer().armed().session(APERTURE).orElseThrow())
                .paste(AT, bytes, Origin.ui("test"), done -> {
                }, () -> false).join();
    }

    private void select(long first, long length) {
        Ui.run(() -> page.canvas().setSelection(HexRange.of(first, length)));
        Keys.focus(page::canvas);
    }

    private List<HexMark> differences() {
        return Ui.get(() -> page.canvas().getModel().marks(HexRange.of(AT, 16)).stream()
                .filter(mark -> mark.kind() == HexMark.Kind.DIFFERENCE).toList());
    }

    private void awaitDifferences(HexRange... ranges) {
        List<HexRange> expected = List.of(ranges);
        Ui.await("differences at " + expected, () -> page.canvas().getModel().marks(HexRange.of(AT, 16)).stream()
                .filter(mark -> mark.kind() == HexMark.Kind.DIFFERENCE).map(HexMark::range).toList().equals(expected),
                () -> "but " + page.canvas().getModel().marks(HexRange.of(AT, 16)));
    }

    private long caret() {
        return Ui.get(() -> page.canvas().getSelection().orElseThrow().caret());
    }

    private void takeSnapshot() {
        int before = Ui.get(() -> Workbench.explorer().session().getSnapshots().size());
        select(AT, 16);
        Keys.press("ctrl+t");
        Ui.await("the snapshot is kept", () -> Workbench.explorer().session().getSnapshots().size() == before + 1);
        page.awaitText("Compared with ");
    }

    @Test
    void aSnapshotIsComparedInlineSideBySideListedAndExported() throws IOException, InterruptedException {
        takeSnapshot();
        page.awaitText("no difference in what is shown");
        write(1, 0xaa, 0xbb, 4, 5, 6, 7, 0xcc);
        awaitDifferences(HexRange.of(AT + 1, 2), HexRange.of(AT + 7, 1));
        page.awaitText("3 bytes differ in what is shown");
        // Inline: what the other side holds is said of the byte itself, to the eye and to the ear.
        assertEquals(List.of("other side: 02 03", "other side: 08"),
                differences().stream().map(HexMark::label).toList());
        assertTrue(Ui.get(() -> page.canvas().describe(AT + 1)).contains("other side: 02 03"),
                () -> Ui.get(() -> page.canvas().describe(AT + 1)));
        Mouse.move(() -> page.cell(AT + 7));
        Ui.await("the pointer tells it too", () -> page.canvas().getToolTipText() != null
                && page.canvas().getToolTipText().contains("other side: 08"), () -> "but "
                        + page.canvas().getToolTipText());

        select(AT, 1);
        Keys.press("ctrl+period");
        Ui.await("at the first difference", () -> caret() >= AT + 1 && caret() <= AT + 2);
        Keys.press("ctrl+period");
        Ui.await("at the second difference", () -> caret() == AT + 7);
        Keys.press("ctrl+comma");
        Ui.await("back at the first", () -> caret() >= AT + 1 && caret() <= AT + 2);

        page.press("Side by Side");
        Ui.await("there are two sides", () -> page.canvases().size() == 2);
        Ui.await("the other side shows what was", () -> page.canvases().getLast().getModel().snapshot()
                .hasValue(AT + 1) && page.canvases().getLast().getModel().snapshot().byteAt(AT + 1) == 2);
        page.scrollTo(0x100);
        Ui.await("it scrolls along", () -> page.canvases().getLast().getTopOffset() == 0x100);
        page.press("Side by Side");
        Ui.await("there is one side", () -> page.canvases().size() == 1);

        page.press("List");
        ViewPage view = ViewPage.show("org.barscope.ui.searchResults");
        view.awaitText("3 bytes differ in 2 places.");
        view.await("0x41", 3, "02 03 → aa bb");
        view.await("0x47", 3, "08 → cc");
        view.enter(1);
        Ui.await("Enter goes there", () -> caret() == AT + 7);

        Path file = directory.resolve("differences.csv");
        page.activate();
        Workbench.command("org.barscope.ui.exportDifferences", Map.of());
        Dialogs.chooseFile("Export Differences of 07:00.0 bar2", file.toString());
        page.awaitText("3 bytes differ in 2 places, exported to");
        assertEquals("offset,length,before,after\r\n0x41,2,0203,aabb\r\n0x47,1,08,cc\r\n", Files.readString(file));
        page.press("Stop Comparing");
        awaitDifferences();
    }

    @Test
    void twoSnapshotsAreComparedWithoutReadingAnything() {
        takeSnapshot();
        write(1, 2, 0xee);
        page.awaitText("1 byte differs in what is shown");
        takeSnapshot();
        write(0x77, 0x77, 0x77);
        page.awaitText("3 bytes differ in what is shown");
        // The latest snapshot is the first of the list.
        Menus.choose("Hex", "Compare With", "Show Instead of Live", "1 Snapshot of");
        page.awaitText("Not live: the snapshot of ");
        page.awaitText("no difference in what is shown");
        page.await("the snapshot", shot -> shot.hasValue(AT + 2) && shot.byteAt(AT + 2) == (byte) 0xee
                && shot.byteAt(AT) == 1);
        Menus.choose("Hex", "Compare With", "2 Snapshot of");
        awaitDifferences(HexRange.of(AT + 2, 1));
        assertEquals(List.of("other side: 03"), differences().stream().map(HexMark::label).toList());
        Workbench.demo().accessCounts().start();
        Workbench.demo().accessCounts().reset();
        select(AT, 1);
        Keys.press("ctrl+period");
        Ui.await("at the difference", () -> caret() == AT + 2);
        Keys.type("5");
        page.awaitText("A snapshot does not change");
        page.press("List");
        ViewPage view = ViewPage.show("org.barscope.ui.searchResults");
        view.awaitText("1 byte differs in 1 place.");
        view.await("0x42", 3, "03 → ee");
        assertEquals(0, Workbench.demo().accessCounts().total());
        Workbench.demo().accessCounts().stop();
        page.press("Stop Comparing");
        page.await("live again", shot -> shot.hasValue(AT) && shot.byteAt(AT) == 0x77);
    }

    @Test
    void aBinaryFileIsTheOtherSide() throws IOException, InterruptedException {
        byte[] dump = new byte[(int) AT + 16];
        for (int i = 0; i < 16; i++) {
            dump[(int) AT + i] = (byte) (i == 9 ? 0x99 : i + 1);
        }
        Path file = Files.write(directory.resolve("dump.bin"), dump);
        Keys.press("ctrl+k");
        Keys.press("f");
        Dialogs.chooseFile("Open a File to Compare With", file.toString());
        page.awaitText("Compared with ");
        awaitDifferences(HexRange.of(AT + 9, 1));
        assertEquals("other side: 99", differences().getFirst().label());
    }
}
