// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import java.io.IOException;
import org.barscope.ui.tests.harness.DiscussionPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.MessagePage;
import org.barscope.ui.tests.harness.Themes;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.graphics.RGB;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The colours of mail: the scheme's, or the user's. */
@ExtendWith(LogWatch.class)
class DiscussionColorsTest {

    private static final String ADDED = "org.barscope.ui.discussion.ADDED_BACKGROUND";
    private static final RGB LIGHT = new RGB(0xe2, 0xf6, 0xe6);
    private static final RGB DARK = new RGB(0x1d, 0x3a, 0x27);
    private static final RGB OWN = new RGB(1, 200, 250);

    @AfterEach
    void asBefore() {
        Themes.choose(Themes.LIGHT);
        Ui.run(() -> JFaceResources.getColorRegistry().put(ADDED, LIGHT));
        Workbench.closeEditors();
    }

    private static void awaitPainted(MessagePage message, RGB color) {
        Ui.await("the added line lies on " + color, () -> message.paints(color),
                () -> "on paper of " + message.paper() + ", by definition "
                        + JFaceResources.getColorRegistry().getRGB(ADDED));
    }

    @Test
    void diffsHaveTheColoursOfTheSchemeOrTheUser() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        page.search("frob_ring_mmap_all is:patch");
        page.open("[PATCH v2 2/2]");
        MessagePage message = MessagePage.opened("map the ring");
        message.await("+frob_ring_mmap_all");
        awaitPainted(message, LIGHT);
        Themes.choose(Themes.DARK);
        awaitPainted(message, DARK);
        Ui.run(() -> JFaceResources.getColorRegistry().put(ADDED, OWN));
        awaitPainted(message, OWN);
        Themes.choose(Themes.LIGHT);
        awaitPainted(message, OWN);
        Ui.run(() -> JFaceResources.getColorRegistry().put(ADDED, LIGHT));
        awaitPainted(message, LIGHT);
    }
}
