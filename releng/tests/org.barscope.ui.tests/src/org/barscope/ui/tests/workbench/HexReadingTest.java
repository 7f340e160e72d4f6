// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.pci.PciAddress;
import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When nothing is read: behind another tab, and once a driver has taken the device. */
@ExtendWith(LogWatch.class)
class HexReadingTest {

    private static final RegionUri EDU = RegionUri.parse("sim:0000:01:00.0/bar0");

    @AfterEach
    void close() {
        Workbench.demo().accessCounts().stop();
        Workbench.closeEditors();
    }

    private static void count() {
        Workbench.demo().accessCounts().start();
        Workbench.demo().accessCounts().reset();
    }

    @Test
    void aPageBehindAnotherTabStopsReadingAndGoesOnInFront() {
        RegionPage first = RegionPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        first.awaitRefreshes(2);
        RegionPage second = RegionPage.open("02:00.0", "BAR0", "02:00.0 bar0");
        second.awaitRefreshes(2);
        count();
        second.awaitRefreshes(4);
        assertEquals(Map.of(), Workbench.demo().accessCounts().of(EDU));
        first.activate();
        first.awaitRefreshes(2);
        assertTrue(!Workbench.demo().accessCounts().of(EDU).isEmpty());
    }

    @Test
    void aRegionIsGivenUpWhenADriverTakesItsDevice() throws BackendException {
        DeviceControl control = Workbench.demoBackend().devices().orElseThrow();
        PciAddress device = Workbench.device("04:00.0");
        control.carryOut(control.planGive(device));
        try {
            RegionPage page = RegionPage.openAnyhow(DevicesPage.DEMO, "04:00.0", "BAR0", "04:00.0 bar0");
            page.press("Open Through VFIO (Resets the Device)");
            page.front();
            page.awaitRefreshes(2);
            control.carryOut(control.planGiveBack(device));
            page.awaitText("igb");
            Ui.await("the page is gone", () -> page.canvases().isEmpty());
            RegionPage other = RegionPage.open("02:00.0", "BAR0", "02:00.0 bar0");
            count();
            other.awaitRefreshes(4);
            assertEquals(Map.of(), Workbench.demo().accessCounts().of(RegionUri.parse("sim:0000:04:00.0/bar0")));
        } finally {
            if (!control.given().isEmpty()) {
                control.carryOut(control.planGiveBack(device));
            }
        }
    }
}
