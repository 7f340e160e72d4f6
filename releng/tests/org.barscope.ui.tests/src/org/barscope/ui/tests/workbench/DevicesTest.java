// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.barscope.core.backend.BackendException;
import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The device tree: what is in it, how it is filtered, and that it follows what happens. */
@ExtendWith(LogWatch.class)
class DevicesTest {

    private static final Path SYSFS = Path.of("/sys/bus/pci/devices");

    private final DevicesPage devices = DevicesPage.show();

    private static List<String> sysfs() throws IOException {
        if (!Files.isDirectory(SYSFS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(SYSFS)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void showsEveryDeviceOfThisMachine() throws IOException {
        String machine = Ui.get(() -> devices.tree().getItem(0).getText().split(" {2}")[0]);
        assertEquals(InetAddress.getLocalHost().getHostName(), machine);
        assertEquals(sysfs(), devices.devices(machine));
    }

    @Test
    void showsEveryDeviceOfTheDemoMachine() throws BackendException {
        List<String> shown = devices.devices(DevicesPage.DEMO);
        List<String> known = Workbench.demoBackend().discover().devices().stream()
                .map(device -> device.address().toString()).sorted().toList();
        assertEquals(known, shown);
        assertTrue(shown.containsAll(List.of("0000:01:00.0", "0000:02:00.0", "0000:03:00.0", "0000:04:10.2",
                "0000:07:00.0")), shown::toString);
    }

    @Test
    void filterLeadsToABarByWordsOfItsDevice() {
        devices.expand(DevicesPage.DEMO, "IOMMU group 10");
        List<String> before = devices.outline();
        devices.filter("gpu bar0");
        Ui.await("only the way to the BAR is left", () -> devices.outline().size() == 4);
        List<String> found = devices.outline();
        assertTrue(found.get(0).startsWith(DevicesPage.DEMO), found::toString);
        assertTrue(found.get(2).contains("0000:07:00.0"), found::toString);
        assertTrue(found.get(3).strip().startsWith("BAR0  256 MiB"), found::toString);
        devices.filter("");
        Ui.await("what was expanded before is again", () -> devices.outline().equals(before));
    }

    @Test
    void aMachineWhoseOnlyMatchIsRemovedLeavesTheFilteredTree() throws BackendException {
        devices.filter("0000:03:00.0 non-volatile");
        Ui.await("only the match is shown", () -> devices.outline().stream()
                .anyMatch(line -> line.contains("0000:03:00.0")) && devices.outline().stream()
                        .noneMatch(line -> line.contains("0000:02:00.0")), () -> "but " + devices.outline());
        Workbench.demo().faults().remove(Workbench.device("03:00.0"));
        try {
            Ui.await("nothing is left of the machine", () -> devices.outline().stream()
                    .noneMatch(line -> line.startsWith(DevicesPage.DEMO)), () -> "but " + devices.outline());
        } finally {
            Workbench.demo().faults().replug(Workbench.device("03:00.0"));
            devices.filter("");
        }
        Ui.await("everything is shown again", () -> devices.outline().stream()
                .anyMatch(line -> line.strip().startsWith("IOMMU group 0 ")), () -> "but " + devices.outline());
    }

    @Test
    void filterWithoutAMatchShowsNothing() {
        devices.filter("no such device anywhere");
        Ui.await("nothing is left", () -> devices.outline().isEmpty());
        devices.filter("");
        devices.await(DevicesPage.DEMO);
    }

    @Test
    void followsRemovalAndReturn() throws BackendException {
        devices.await(DevicesPage.DEMO, "IOMMU group 12", "0000:03:00.0");
        Workbench.demo().faults().remove(Workbench.device("03:00.0"));
        Ui.await("the NVMe controller is gone",
                () -> !devices.has(DevicesPage.DEMO, "IOMMU group 12", "0000:03:00.0"));
        Workbench.demo().faults().replug(Workbench.device("03:00.0"));
        devices.await(DevicesPage.DEMO, "IOMMU group 12", "0000:03:00.0");
        assertFalse(devices.devices(DevicesPage.DEMO).isEmpty());
    }

    @Test
    void saysThatARegionIsRevoked() throws BackendException {
        String[] bar = {DevicesPage.DEMO, "IOMMU group 17", "0000:07:00.0", "BAR5"};
        devices.await(bar);
        Workbench.demo().faults().revoke(Workbench.device("07:00.0"), "bar5", "taken away by a test");
        devices.awaitText("revoked (taken away by a test)", bar);
        Workbench.demo().faults().restore(Workbench.device("07:00.0"), "bar5");
        devices.awaitNoText("revoked", bar);
    }
}
