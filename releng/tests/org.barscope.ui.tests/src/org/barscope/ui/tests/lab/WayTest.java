// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The preference page forces one of the two ways to open a device; the kernel that lacks it is named. */
@ExtendWith(LogWatch.class)
class WayTest {

    private static final String EDU = "0000:00:04.0";

    @AfterEach
    void asBefore() {
        Workbench.closeEditors();
        choose("the best way");
    }

    private static void choose(String way) {
        Workbench.command("org.eclipse.ui.window.preferences",
                Map.of("preferencePageId", "org.barscope.ui.vfio.preferences"));
        DialogPage page = DialogPage.await("Preferences");
        page.check(way);
        page.press("Apply and Close");
        Ui.await("the dialog closes", () -> !DialogPage.isOpen("Preferences"));
    }

    private static RegionPage open() {
        RegionPage page = RegionPage.openAnyhow("lab", "00:04.0", "BAR0", "00:04.0 bar0");
        page.press("Open Through VFIO (Resets the Device)");
        return page;
    }

    private static void close(RealDevice edu) {
        Workbench.closeEditors();
        Ui.await("the device is closed", () -> edu.way().isEmpty());
    }

    @Test
    @Timeout(600)
    void theWayThatIsChosenIsTaken() throws Exception {
        try (RealDevice edu = RealDevice.give(EDU)) {
            choose("the IOMMU group");
            open().awaitText("Route: ");
            assertEquals(Optional.of("group"), edu.way());
            close(edu);
            choose("the character device");
            RegionPage page = open();
            if (System.getenv("LAB_KERNEL").equals("lab")) {
                page.awaitText("Route: dmabuf");
                assertEquals(Optional.of("cdev"), edu.way());
            } else {
                page.awaitText("CONFIG_VFIO_DEVICE_CDEV");
            }
            close(edu);
        }
    }
}
