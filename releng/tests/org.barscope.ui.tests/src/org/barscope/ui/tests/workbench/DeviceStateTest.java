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
import org.barscope.app.poke.Poking;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.RegionSession;
import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.StatePage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of whole devices: taken, compared and reported. */
@ExtendWith(LogWatch.class)
class DeviceStateTest {

    private static final RegionUri EDU = RegionUri.parse("sim:0000:01:00.0/bar0");
    private static final String TAKE = "org.barscope.ui.poke.state.take";
    private static final String DIALOG = "Take Device Snapshot";
    /** The places of the boxes of the dialog. */
    private static final int RANGES = 0;
    private static final int COMMENT = 1;
    private static final int FILE = 2;
    private static final String[] EDU_NODE = {DevicesPage.DEMO, "IOMMU group 10", "0000:01:00.0"};

    @TempDir
    private Path folder;
    private DevicesPage devices;

    @BeforeEach
    void showDevices() {
        Workbench.demoBackend();
        devices = DevicesPage.show();
    }

    @AfterEach
    void close() {
        Workbench.explorer().armed().disarm(EDU);
        Workbench.closeEditors();
    }

    private DialogPage dialog(String... node) {
        devices.select(node);
        Workbench.command(TAKE, Map.of());
        return DialogPage.await(DIALOG);
    }

    private static StatePage keep(DialogPage dialog, Path file) {
        dialog.type(FILE, file.toString());
        dialog.press("Take Snapshot");
        return StatePage.await(file.getFileName().toString().replace(".barscope-state", ""));
    }

    private static void write(long value) throws Exception {
        Workbench.explorer().armed().arm(EDU, false, Arming.Request.whole());
        Poking poking = Workbench.explorer().poking().orElseThrow();
        RegionSession session = Workbench.explorer().armed().session(EDU).orElseThrow();
        poking.units(session).write(4, value, AccessMap.safe(AccessWidth.W32), Origin.ui("test"))
                .get();
    }

    @Test
    void twoSnapshotsAndTheDeviceAsItIsAreCompared() throws Exception {
        write(0x0000_00ffL);
        DialogPage dialog = dialog(EDU_NODE);
        dialog.type(RANGES, "bar0:0x0+16");
        dialog.type(COMMENT, "before the write");
        Path first = folder.resolve("first.barscope-state");
        StatePage page = keep(dialog, first);
        assertTrue(page.says().contains("before the write"), page::says);
        assertTrue(page.row("EDU.LIVENESS").contains("0xffffff00"), page.row("EDU.LIVENESS"));
        page.press("Compare with Device Now");
        Ui.await("nothing differs", () -> page.says().contains("0 registers differ"), page::says);

        write(0x1234_5678L);
        page.press("Compare with Device Now");
        Ui.await("one differs", () -> page.says().contains("Compared with now: 1 registers and 1 ranges"),
                page::says);
        List<String> rows = page.rows();
        assertTrue(rows.stream().anyMatch(r -> r.contains("≠ EDU.LIVENESS") && r.contains("0xffffff00")
                && r.contains("0xedcba987")), rows::toString);
        assertTrue(rows.stream().anyMatch(r -> r.contains("≠ 0x0") && r.contains("00 ff ff ff")
                && r.contains("87 a9 cb ed")), rows::toString);
        assertFalse(rows.stream().anyMatch(r -> r.contains("EDU.ID")), "only differences: " + rows);
        page.press("Only differences");
        Ui.await("all are there", () -> page.rows().stream().anyMatch(r -> r.contains("EDU.ID")));

        report(page, "report.html", "<title>Changes of sim:0000:01:00.0", "EDU.LIVENESS");

        StatePage second = keep(dialog(EDU_NODE), folder.resolve("second.barscope-state"));
        second.press("Compare with File…");
        Dialogs.chooseFile("Open Snapshot to Compare With", first.toString());
        Ui.await("the files differ", () -> second.rows().stream().anyMatch(r -> r.contains("≠ EDU.LIVENESS")
                && r.indexOf("0xedcba987") < r.indexOf("0xffffff00")), () -> second.rows().toString());
        second.filter("liveness");
        second.press("End Comparison");
        Ui.await("the filter leaves one register", () -> second.rows().size() <= 3 && second.rows().stream()
                .anyMatch(r -> r.contains("EDU.LIVENESS")), () -> second.rows().toString());
    }

    private void report(StatePage page, String name, String... parts) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        page.press("Report…");
        Dialogs.chooseFile("Export Report", file.toString());
        DialogPage said = DialogPage.await("Report");
        assertTrue(said.says(name), said::text);
        said.press("Close");
        String text = Files.readString(file);
        for (String part : parts) {
            assertTrue(text.contains(part), text);
        }
    }

    @Test
    void theDialogSaysWhereItGoesAndWhatIsWrongWithThat() throws IOException {
        DialogPage dialog = dialog(EDU_NODE);
        dialog.type(FILE, folder.resolve("nowhere").resolve("a.barscope-state").toString());
        Ui.await("the folder is missed", () -> dialog.says("There is no folder " + folder.resolve("nowhere")),
                dialog::text);
        assertFalse(dialog.enabled("Take Snapshot"));
        dialog.type(FILE, folder.toString());
        Ui.await("a file is wanted", () -> dialog.says("Name the file"), dialog::text);
        Path there = Files.writeString(folder.resolve("there.barscope-state"), "old");
        dialog.type(FILE, there.toString());
        Ui.await("it says what happens", () -> dialog.says("there.barscope-state exists and is replaced"),
                dialog::text);
        dialog.type(RANGES, "bar9:0+4");
        Ui.await("and what else is wrong", () -> dialog.says("no region 'bar9'"), dialog::text);
        assertFalse(dialog.enabled("Take Snapshot"));
        dialog.press("Cancel");
        assertEquals("old", Files.readString(there));
    }
}
