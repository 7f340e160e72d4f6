// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.DiscussionPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.MessagePage;
import org.barscope.ui.tests.harness.SampleMail;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reading mail in the message editor. */
@ExtendWith(LogWatch.class)
class MessageTest {

    private static final String COMMANDS = "org.barscope.ui.discussion.";
    /** Far less than laying out all of the long message takes. */
    private static final Duration LONGEST_WORK = Duration.ofMillis(900);

    @AfterEach
    void closeEditors() {
        Workbench.closeEditors();
    }

    private static MessagePage open(String query, String row, String title) throws IOException {
        DiscussionPage page = DiscussionPage.withSamples();
        page.search(query);
        page.open(row);
        return MessagePage.opened(title);
    }

    private static void command(MessagePage message, String name) {
        message.front();
        Workbench.command(COMMANDS + name, Map.of());
    }

    /** What this thread has used of a processor; unlike the time that passed it is the same on a busy machine. */
    private static Duration processorTime() {
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    private static String clipboard() {
        return Ui.get(() -> {
            Clipboard clipboard = new Clipboard(Ui.display());
            try {
                return (String) clipboard.getContents(TextTransfer.getInstance());
            } finally {
                clipboard.dispose();
            }
        });
    }

    @Test
    void showsHeadersFoldedTextAndThread() throws IOException {
        MessagePage message = open("m:review-v2", "map the ring", "Re: [PATCH v2 2/2]");
        String text = message.await("Reviewed-by: Joan Clarke");
        assertTrue(text.startsWith("Re: [PATCH v2 2/2] frob: map the ring\n"
                + "From: Joan Clarke <joan@joan.example>\n"), text);
        assertFalse(text.contains("List-Id:"), text);
        command(message, "toggleHeaders");
        message.await("List-Id: <frob.lists.example>");
        assertTrue(message.selected().contains("Joan Clarke"), message.selected());
        assertEquals(4, message.rows().size(), () -> message.rows().toString());
    }

    @Test
    void goesThroughTheThreadAndBack() throws IOException {
        MessagePage message = open("m:cover-v2", "frob: add ring", "[PATCH v2 0/2]");
        message.await("About the ring, again.");
        command(message, "nextMessage");
        message.await("+new_setup");
        command(message, "nextMessage");
        message.await("+frob_ring_mmap_all");
        command(message, "previousMessage");
        message.await("+new_setup");
        message.select("Joan Clarke");
        message.await("Fine now.");
        message.front();
        Workbench.command("org.eclipse.ui.navigate.backwardHistory", Map.of());
        message.await("+new_setup");
    }

    @Test
    void foldsQuotes() throws IOException {
        MessagePage message = open("m:ask-v1", "map the ring", "Re: [PATCH 2/2]");
        message.await("> > in three lines");
        command(message, "cycleQuotes");
        String nearest = message.await("> [ 3 quoted lines folded ]");
        assertTrue(nearest.contains("> +  frob_ring_mmap_one"), nearest);
        command(message, "cycleQuotes");
        String none = message.await("> [ 6 quoted lines folded ]");
        assertFalse(none.contains("> +"), none);
        message.activate("> [ 6 quoted lines folded ]");
        message.await("> > in three lines");
    }

    @Test
    void followsLinksInsideTheArchive() throws IOException {
        MessagePage message = open("m:ask-v1", "map the ring", "Re: [PATCH 2/2]");
        message.activate("p1-v1-20260301@ada.example");
        message.await("[PATCH 1/2] frob: prepare");
    }

    @Test
    void saysWhatIsNotInTheArchive() throws IOException {
        MessagePage message = open("m:ask-v1", "map the ring", "Re: [PATCH 2/2]");
        message.activate("https://lore.kernel.org/all/nowhere");
        DiscussionPage.answer("Not in the Archive", "Copy Address");
        Ui.await("the dialog closes", () -> DiscussionPage.shell("Not in the Archive").isEmpty());
        assertTrue(clipboard().startsWith("https://lore.kernel.org/all/nowhere-20200101000000@else.example"),
                MessageTest::clipboard);
    }

    @Test
    void seriesHasItsVersionsPatchesAndTrailers() throws IOException {
        MessagePage message = open("m:review-v2", "map the ring", "Re: [PATCH v2 2/2]");
        message.await("Fine now.");
        message.tab("Series (2 versions)");
        Ui.await("versions are listed", () -> message.rows().size() >= 5, () -> message.rows().toString());
        List<String> rows = message.rows();
        assertTrue(rows.getFirst().startsWith("v2") && rows.getFirst().contains("2 patches"), rows::toString);
        assertTrue(rows.stream().anyMatch(row -> row.startsWith("1/2  frob: prepare | same")), rows::toString);
        assertTrue(rows.stream().anyMatch(row -> row.startsWith("2/2  frob: map the ring | changed; 1 Reviewed-by")),
                rows::toString);
        assertTrue(rows.getLast().startsWith("v1") && rows.getLast().contains("superseded"), rows::toString);
    }

    @Test
    void comparesAPatchWithItsVersionBefore() throws IOException {
        MessagePage message = open("m:p2-v2", "map the ring", "[PATCH v2 2/2]");
        message.await("+frob_ring_mmap_all");
        command(message, "compareVersions");
        MessagePage comparison = MessagePage.opened("v1 → v2 2/2 frob: map the ring");
        comparison.awaitLabel("1 of 1 files differ");
        String text = comparison.await(">  +frob_ring_mmap_all");
        assertTrue(text.contains("<  +frob_ring_mmap_one") && text.contains("   -map_nothing"), text);
        comparison.press("Side by Side");
        Ui.await("there are two columns", () -> comparison.columns().size() == 2);
        List<String> columns = comparison.columns();
        assertTrue(columns.get(0).contains("_one") && !columns.get(0).contains("_all"), columns.get(0));
        assertTrue(columns.get(1).contains("_all") && !columns.get(1).contains("_one"), columns.get(1));
        assertEquals(columns.get(0).lines().count(), columns.get(1).lines().count());
    }

    @Test
    void whatHasNoVersionBeforeSaysSo() throws IOException {
        MessagePage message = open("zebra_crossings", "A long log", "A long log");
        message.await("A log of zebra_crossings");
        command(message, "compareVersions");
        assertTrue(Dialogs.dismiss("Diff Between Versions").contains("no earlier version"));
    }

    @Test
    void aLongMessageOpensAtOnceAndInFull() throws IOException {
        open("m:attached", "A file", "A file").await("trace.bin");
        DiscussionPage page = DiscussionPage.withSamples();
        page.search("zebra_crossings");
        Duration before = Ui.get(MessageTest::processorTime);
        page.open("A long log");
        MessagePage message = MessagePage.opened("A long log");
        String text = message.await("more lines: show all ]");
        Duration used = Ui.get(MessageTest::processorTime).minus(before);
        assertFalse(text.contains("line " + (SampleMail.LONG_LINES - 1) + " "));
        assertTrue(used.compareTo(LONGEST_WORK) < 0, () -> "the UI thread worked for " + used);
        message.activate("more lines: show all ]");
        message.await("line " + (SampleMail.LONG_LINES - 1) + " ");
    }

    @Test
    void copiesLinkAndQuote() throws IOException {
        MessagePage message = open("m:review-v2", "map the ring", "Re: [PATCH v2 2/2]");
        message.await("Fine now.");
        command(message, "copyLink");
        Ui.settle();
        assertEquals("https://lore.kernel.org/all/" + SampleMail.REVIEW + "/", clipboard());
        command(message, "copyAsQuote");
        Ui.settle();
        String quote = clipboard();
        assertTrue(quote.contains("Joan Clarke wrote:\n>> +frob_ring_mmap_all\n> Fine now.\n"), quote);
    }

    @Test
    void opensTheRawMessage() throws IOException {
        MessagePage message = open("m:attached", "A file", "A file");
        message.await("Attachment: trace.bin (application/octet-stream, 8 bytes)  Save…");
        command(message, "openRaw");
        MessagePage raw = MessagePage.opened("Raw: A file");
        raw.await("AAECAwQFBgc=");
        raw.awaitLabel("bytes from samples");
    }
}
