// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.PropertiesPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the window opens with, and the Properties view. */
@ExtendWith(LogWatch.class)
class WindowTest {

    @Test
    void startsWithoutAWarning() throws IOException {
        DevicesPage.show();
        assertEquals(List.of(), LogWatch.logged());
    }

    @Test
    void explorePerspectiveHasItsViews() {
        assertEquals("org.barscope.ui.explore", Ui.get(() -> Workbench.page().getPerspective().getId()));
        Set<String> views = Workbench.views();
        assertTrue(views.containsAll(Set.of(DevicesPage.ID, PropertiesPage.ID, "org.eclipse.ui.views.ProgressView",
                "org.eclipse.pde.runtime.LogView")), views::toString);
    }

    @Test
    void everyViewOfThePerspectiveCanBeShown() {
        for (String view : Workbench.views()) {
            Ui.run(() -> Workbench.page().showView(view));
        }
        DevicesPage.show();
    }

    @Test
    void propertiesShowTheSelectedBar() {
        DevicesPage devices = DevicesPage.show();
        PropertiesPage properties = PropertiesPage.show();
        devices.select(DevicesPage.DEMO, "IOMMU group 10", "0000:01:00.0", "BAR0");
        properties.await("Size", "0x100000  (1048576)");
        properties.await("Name", "bar0");
        properties.await("Uri", "sim:0000:01:00.0/bar0");
        devices.select(DevicesPage.DEMO, "IOMMU group 10", "0000:01:00.0");
        properties.await("Address", "0000:01:00.0");
        properties.await("Vendor id", "0x1234");
    }
}
