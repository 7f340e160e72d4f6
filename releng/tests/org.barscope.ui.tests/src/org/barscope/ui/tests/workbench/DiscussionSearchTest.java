// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.DiscussionPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.eclipse.help.HelpSystem;
import org.eclipse.help.IContext;
import org.eclipse.help.IHelpResource;
import org.eclipse.swt.SWT;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Searching in the Discussion view. */
@ExtendWith(LogWatch.class)
class DiscussionSearchTest {

    private static final String SORT = "org.barscope.ui.discussion.sort";
    private static final String GROUP = "org.barscope.ui.discussion.group";
    /** Where the demo machine's first device has a register of that name. */
    private static final long FACTORIAL = 0x08;
    private static final String FOLLOW = "org.barscope.ui.discussion.follow";

    @AfterEach
    void asBefore() {
        Workbench.command(SORT, Map.of("org.barscope.ui.discussion.order", "RELEVANCE"));
        Workbench.command(GROUP, Map.of("org.barscope.ui.discussion.grouping", "SERIES"));
        Ui.settle();
        Workbench.closeEditors();
    }

    @Test
    void findsAsOneTypesAndShowsWhy() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        page.search("frob_ring_mmap_all");
        String group = page.awaitRow("frob: add ring", "series v1 to v2");
        assertTrue(group.contains("Ada Byron"), group);
        page.awaitRow("[PATCH v2 2/2] frob: map the ring", "frob_ring_mmap_all", "frob");
    }

    @Test
    void withoutAQueryTheSubjectsHaveTheRoomOfTheExcerpts() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        assertFalse(page.columns().contains("Excerpt"), page.columns().toString());
        page.search("frob");
        Ui.await("there is room for excerpts", () -> page.columns().contains("Excerpt"));
    }

    @Test
    void saysWhyNothingIsFound() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        page.search("frob_ring_mmap_all f:joan is:patch");
        page.awaitText("No mail with");
        assertTrue(page.awaitText("by itself").contains("without it"));
    }

    @Test
    void saysWhatIsUnclearAndKeepsWhatWasFound() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        page.search("map ring");
        page.awaitRow("map the ring");
        page.type("map ring d:neverland");
        page.awaitText("Not yet a query");
        page.awaitRow("map the ring");
    }

    @Test
    void aFacetNarrowsAndIsUndone() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        page.search("ring");
        String before = page.awaitText("messages in");
        page.choose("cover");
        page.awaitSide("✓ cover");
        page.awaitAnswer("ring is:cover");
        page.awaitText("2 messages in 1 series or thread");
        assertEquals("ring", page.query());
        page.press("is:cover  ✕");
        page.awaitAnswer("ring");
        page.awaitText(before.substring(0, before.indexOf(" messages")) + " messages in");
        assertTrue(page.awaitSide("cover").startsWith("cover"));
    }

    @Test
    void monthsPeopleAndListsAreCounted() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        page.search("frob");
        assertTrue(page.awaitSide("frob.lists.example").matches(".*\\d+.*"));
        assertTrue(page.awaitSide("2026-03").contains("█"));
        page.awaitSide("ada@ada.example");
    }

    @Test
    void ordersByDateAndGroupsByNothing() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        page.search("frob f:ada is:patch");
        page.awaitRow("series v1 to v2");
        Workbench.command(GROUP, Map.of("org.barscope.ui.discussion.grouping", "NONE"));
        Workbench.command(SORT, Map.of("org.barscope.ui.discussion.order", "OLDEST"));
        Ui.await("oldest first", () -> page.rows().size() == 4 && page.rows().getFirst().startsWith("[PATCH 1/2]"));
        Workbench.command(SORT, Map.of("org.barscope.ui.discussion.order", "NEWEST"));
        Ui.await("newest first", () -> page.rows().size() == 4 && page.rows().getFirst().startsWith("[PATCH v2 2/2]"));
    }

    @Test
    void arrowsWalkThroughTheHistory() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        for (String query : List.of("prepare", "ring")) {
            page.type(query);
            page.enter();
        }
        page.type("zeb");
        page.key(SWT.ARROW_UP);
        assertEquals("ring", page.query());
        page.key(SWT.ARROW_UP);
        assertEquals("prepare", page.query());
        page.key(SWT.ARROW_DOWN);
        page.key(SWT.ARROW_DOWN);
        assertEquals("zeb", page.query());
    }

    @Test
    void followsWhatIsSelected() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        Workbench.command(FOLLOW, Map.of());
        try {
            DevicesPage devices = DevicesPage.show();
            devices.select(DevicesPage.DEMO, "IOMMU group 10", "0000:01:00.0", "BAR0");
            Ui.await("the query is about the BAR", () -> page.query().contains("vfio_pci_core_mmap"));
            page.awaitText("No mail with");
            devices.select(DevicesPage.DEMO, "IOMMU group 10", "0000:01:00.0");
            Ui.await("the query is about the device", () -> page.query().contains("\"1234:"));
        } finally {
            Workbench.command(FOLLOW, Map.of());
            Ui.settle();
        }
        String last = page.query();
        DevicesPage.show().select(DevicesPage.DEMO, "IOMMU group 10");
        Ui.settle();
        assertEquals(last, page.query());
    }

    @Test
    void followsARegisterByItsName() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        RegionPage region = RegionPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        Workbench.command(FOLLOW, Map.of());
        try {
            region.activate();
            Ui.run(() -> region.canvas().setCaret(FACTORIAL));
            Ui.await("the query is about the register", () -> page.query().contains("*factorial*"), page::query);
            assertTrue(page.query().contains("\"1234:11e8\""), page.query());
        } finally {
            Workbench.command(FOLLOW, Map.of());
            Ui.settle();
        }
    }

    @Test
    void theBoxIsAShortcutAway() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        DevicesPage.show();
        Workbench.command("org.barscope.ui.discussion.search", Map.of());
        Ui.await("the view is active", () -> Workbench.page().getActivePart()
                == Workbench.page().findView(DiscussionPage.ID));
        page.search("zebra_crossings");
        page.awaitRow("A long log");
    }

    @Test
    void helpKnowsTheViewTheEditorsAndTheWizard() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        assertEquals("org.barscope.ui.discussion.view", page.help());
        for (String id : List.of("view", "message_editor", "comparison_editor", "import_wizard")) {
            IContext context = HelpSystem.getContext("org.barscope.ui.discussion." + id);
            assertTrue(context != null && context.getText().length() > 40, id);
            for (IHelpResource topic : context.getRelatedTopics()) {
                try (InputStream text = HelpSystem.getHelpContent(topic.getHref())) {
                    assertTrue(text != null && text.readAllBytes().length > 500, topic.getHref());
                }
            }
        }
    }

    @Test
    void bothPerspectivesHaveTheView() {
        assertTrue(Workbench.views().contains(DiscussionPage.ID));
        Ui.run(() -> PlatformUI.getWorkbench().showPerspective("org.barscope.ui.discussion.perspective",
                PlatformUI.getWorkbench().getWorkbenchWindows()[0]));
        try {
            assertTrue(Workbench.views().contains(DiscussionPage.ID));
            DiscussionPage.show();
        } finally {
            Ui.run(() -> PlatformUI.getWorkbench().showPerspective("org.barscope.ui.explore",
                    PlatformUI.getWorkbench().getWorkbenchWindows()[0]));
        }
    }
}
