// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.barscope.ui.tests.harness.DiscussionPage;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The query box proposes fields and values. */
@ExtendWith(LogWatch.class)
class DiscussionProposalsTest {

    private static final int ESCAPES = 3;

    private static void type(String text) {
        Workbench.command("org.barscope.ui.discussion.search", Map.of());
        Keys.press("ctrl+a", "Delete");
        Keys.type(text);
    }

    private static void awaitProposal(String proposal) {
        Ui.await("'" + proposal + "' is proposed", () -> DiscussionPage.proposals().stream()
                .anyMatch(text -> text.startsWith(proposal)), () -> DiscussionPage.proposals().toString());
    }

    private static void close() {
        // On a busy machine the list may come up once more for what was typed before.
        for (int i = 0; i < ESCAPES && !Ui.get(DiscussionPage::proposals).isEmpty(); i++) {
            Keys.press("Escape");
            Ui.settle();
        }
        Ui.await("the list is closed", () -> DiscussionPage.proposals().isEmpty());
    }

    @Test
    void valuesComeByThemselvesAfterAColon() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        type("is:pa");
        awaitProposal("is:patch");
        assertTrue(Ui.get(() -> DiscussionPage.proposals().getFirst()).contains("as typed"));
        Keys.press("Down", "Return");
        Ui.await("the proposal is taken", () -> page.query().strip().equals("is:patch"), page::query);
        type("f:ada@");
        awaitProposal("f:ada@ada.example");
        close();
    }

    @Test
    void fieldsComeWhenAskedFor() throws IOException {
        DiscussionPage.withSamples();
        type("df");
        assertEquals(0, Ui.get(() -> DiscussionPage.proposals().size()), "a bare word is not interrupted");
        Keys.press("ctrl+space");
        awaitProposal("dfn:");
        close();
    }
}
