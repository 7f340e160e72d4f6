// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The preference page decides which of the two ways the backend takes, and keeps what was chosen. */
@ExtendWith(LogWatch.class)
class VfioPreferencesTest {

    private static final String TITLE = "Preferences";

    @AfterEach
    void asBefore() {
        choose("the best way");
    }

    private static DialogPage open() {
        Workbench.command("org.eclipse.ui.window.preferences",
                Map.of("preferencePageId", "org.barscope.ui.vfio.preferences"));
        return DialogPage.await(TITLE);
    }

    private static void choose(String way) {
        DialogPage page = open();
        page.check(way);
        page.press("Apply and Close");
        Ui.await("the dialog closes", () -> !DialogPage.isOpen(TITLE));
    }

    @Test
    void aWayThatIsChosenIsTakenAndKept() {
        choose("the character device");
        assertEquals("cdev", System.getProperty("barscope.vfio"));
        DialogPage again = open();
        assertEquals("the character device and iommufd", again.checked());
        again.check("the IOMMU group");
        again.press("Cancel");
        assertEquals("cdev", System.getProperty("barscope.vfio"), "what is cancelled changes nothing");
        choose("the IOMMU group");
        assertEquals("group", System.getProperty("barscope.vfio"));
        choose("the best way");
        assertEquals("best", System.getProperty("barscope.vfio"));
    }
}
