// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Enter on a field of a capability opens configuration space where the field stands. */
@ExtendWith(LogWatch.class)
class ConfigPlaceTest {

    @AfterEach
    void close() {
        Workbench.closeEditors();
    }

    @Test
    void aFieldLeadsToItsBytes() {
        DevicesPage devices = DevicesPage.show();
        String[] capabilities = {DevicesPage.DEMO, "IOMMU group 11", "0000:02:00.0", "Capabilities"};
        String first = devices.children(capabilities).getFirst();
        List<String> fields = devices.children(DevicesPage.DEMO, "IOMMU group 11", "0000:02:00.0", "Capabilities",
                first);
        devices.enter(DevicesPage.DEMO, "IOMMU group 11", "0000:02:00.0", "Capabilities", first, fields.getFirst());
        RegionPage page = RegionPage.opened("02:00.0 config").front();
        Ui.await("bytes behind the header are selected", () -> page.canvas().getSelection()
                .map(at -> at.caret() >= 0x40).orElse(false), () -> "but " + page.canvas().getSelection());
        assertTrue(page.title().startsWith("02:00.0 config"));
    }
}
