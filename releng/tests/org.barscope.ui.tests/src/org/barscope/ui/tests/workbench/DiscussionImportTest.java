// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import org.barscope.ui.tests.harness.DiscussionPage;
import org.barscope.ui.tests.harness.Heartbeat;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.MessagePage;
import org.barscope.ui.tests.harness.SampleMail;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Mail comes into the Discussion view: the first time, what cannot be read, news, and while one searches. */
@ExtendWith(LogWatch.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(1)
class DiscussionImportTest {

    private static final String UNREADABLE = "Mail That Could Not Be Read";
    private static final int MANY = 5_000;

    @AfterEach
    void closeEditors() {
        Workbench.closeEditors();
    }

    @Test
    @Order(1)
    void beforeTheFirstImportTheViewOffersIt() throws IOException {
        DiscussionPage page = DiscussionPage.show();
        page.awaitText("There is no mail here yet");
        DiscussionPage.withSamples();
        page.awaitText(SampleMail.COUNT + " messages in");
        String said = page.awaitText("new messages");
        assertTrue(said.contains(SampleMail.COUNT + " new messages") && said.contains("1 not readable"), said);
    }

    @Test
    @Order(2)
    void whatCouldNotBeReadIsListedAndOpens() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        page.press("Show Not Readable…");
        String row = DiscussionPage.selectFirstRow(UNREADABLE);
        assertTrue(row.contains("damaged.eml") && row.contains("no mail header"), row);
        DiscussionPage.answer(UNREADABLE, "Open Raw");
        MessagePage raw = MessagePage.opened("Raw: ");
        raw.await("this file says nothing that a mail would say");
        raw.awaitLabel("Not readable as a message");
    }

    @Test
    @Order(3)
    void aSavedSearchTellsOfNewMail() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        page.search("platypus");
        page.awaitText("No mail with");
        Workbench.command("org.barscope.ui.discussion.saveSearch", Map.of());
        DiscussionPage.fill("Save Search", "Mammals");
        DiscussionPage.answer("Save Search", "OK");
        page.awaitSide("Mammals");
        SampleMail.append(DiscussionPage.samples(), "new-20260320@joan.example", "News", "About the platypus.\n");
        Workbench.command("org.barscope.ui.discussion.updateMail", Map.of());
        page.awaitText("Update of mail: 1 new message");
        Ui.await("the search says 1 new", () -> page.title().contains("(1 new)"));
        assertTrue(page.awaitSide("Mammals").contains("1 new"));
        page.choose("Mammals");
        page.awaitRow("News");
        Ui.await("looked at, it is news no more", () -> page.title().equals("Discussion"));
    }

    @Test
    @Order(4)
    void typingStaysFluentDuringAnImport() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        Path many = SampleMail.many(DiscussionPage.samples().resolveSibling("many.mbox"), 0, MANY);
        page.startImport(many);
        String query = "frob_ring_mmap_all";
        long began = System.nanoTime();
        try (Heartbeat heart = new Heartbeat()) {
            for (int i = 1; i <= query.length(); i++) {
                page.type(query.substring(0, i));
            }
            page.awaitRow("map the ring");
            page.awaitText(String.format(Locale.ROOT, "%,d new messages", MANY));
            // On a busy machine both take longer; a window that waits for the import waits for most of it.
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertTrue(heart.longest().multipliedBy(3).compareTo(took) < 0,
                    () -> "the UI thread was not free for " + heart.longest() + " of " + took);
        }
        page.search("gadget_13 wheel_13");
        page.awaitRow("Bulk mail number 13");
    }

    @Test
    @Order(5)
    void aCancelledImportGoesOnWhereItStopped() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        Path many = SampleMail.many(DiscussionPage.samples().resolveSibling("more.mbox"), MANY, MANY);
        page.startImport(many);
        page.press("Cancel");
        String said = page.awaitText("what was read is kept");
        assertFalse(said.contains(String.format(Locale.ROOT, "%,d new", MANY)), said);
        page.press("Resume");
        page.awaitText("Import of more: ");
        page.search("\"Bulk mail number " + (2 * MANY - 1) + '"');
        page.awaitRow("Bulk mail number " + (2 * MANY - 1));
    }

    @Test
    @Order(6)
    void moreIsShownWhenAskedFor() throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        page.search("wheel_13");
        page.awaitText("the first 60 are shown");
        page.press("Show More");
        page.awaitText("the first 240 are shown");
        page.search("zebra_crossings");
        page.search("wheel_13");
        page.awaitText("the first 60 are shown");
    }
}
