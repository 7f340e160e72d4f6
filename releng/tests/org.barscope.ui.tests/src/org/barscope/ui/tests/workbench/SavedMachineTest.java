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

import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Save Machine Snapshot, and what such a file is worth when it is opened. */
@ExtendWith(LogWatch.class)
class SavedMachineTest {

    private static final String SAVE = "org.barscope.ui.saveMachine";
    private static final String OPEN = "org.barscope.ui.openMachine";
    private static final String CLOSE = "org.barscope.ui.closeMachine";

    @TempDir
    private Path directory;

    private final DevicesPage devices = DevicesPage.show();

    private String savedNode() {
        return Ui.await("the saved machine appears beside the live ones", () -> devices.outline().stream()
                .filter(line -> line.startsWith(DevicesPage.DEMO) && line.contains("saved")).findFirst());
    }

    @Test
    void aSavedMachineOpensAgainForLookingOnly() throws IOException, InterruptedException {
        Path file = directory.resolve("demo.barscope");
        List<String> live = devices.devices(DevicesPage.DEMO);
        devices.select(DevicesPage.DEMO);
        Workbench.command(SAVE, Map.of());
        Dialogs.chooseFile("Save Machine Snapshot of Demo machine", file.toString());
        Ui.await("the file is written", () -> Files.exists(file) && file.toFile().length() > 10_000);

        Workbench.command(OPEN, Map.of());
        Dialogs.chooseFile("Open Saved Machine", file.toString());
        String saved = savedNode();
        assertEquals(live, devices.devices(saved));

        devices.enter(saved, "IOMMU group 10", "0000:01:00.0", "BAR0");
        String said = Dialogs.dismiss("Saved Machine");
        assertTrue(said.contains("no live memory behind it"), said);
        assertEquals(List.of(), Workbench.editorTitles());
        devices.enter(saved, "IOMMU group 10", "0000:01:00.0", "Configuration space");
        RegionPage config = RegionPage.opened("0000-01-00.0-config").front();
        assertEquals(0x11e81234L, config.register(0));
        Workbench.closeEditors();

        devices.select(saved);
        Workbench.command(CLOSE, Map.of());
        Ui.await("the saved machine is gone",
                () -> devices.outline().stream().noneMatch(line -> line.contains("saved")));
        assertTrue(Files.exists(file), "closing leaves the file alone");
        devices.await(DevicesPage.DEMO);
    }

    @Test
    void aDamagedFileIsRefusedInOneLine() throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("damaged.barscope"), "<not a machine");
        Workbench.command(OPEN, Map.of());
        Dialogs.chooseFile("Open Saved Machine", file.toString());
        String said = Dialogs.dismiss("Open Saved Machine");
        assertTrue(said.contains("damaged.barscope"), said);
        assertFalse(said.contains("Exception"), said);
        assertTrue(devices.outline().stream().noneMatch(line -> line.contains("saved")));
    }
}
