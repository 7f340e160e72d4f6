// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.barscope.mail.index.QueryMarks;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.parse.MessageParser;
import org.barscope.mail.parse.UnreadableMessageException;
import org.barscope.mail.query.QueryException;
import org.barscope.mail.query.QueryParser;
import org.barscope.ui.discussion.message.MessageDocument.Deed;
import org.junit.jupiter.api.Test;

class DocumentBuilderTest {

    private static final String HEADER = """
            From: Ada Byron <ada@x.example>
            To: a@x.example, b@x.example, c@x.example, d@x.example
            Subject: [PATCH] frob: ring
            Message-ID: <m1@x.example>
            Date: Sun, 1 Mar 2026 10:00:00 +0000
            X-Other: something

            """;
    private static final String BODY = """
            Hello zebra.
            > one quoted
            > two quoted
            > three quoted
            > > deeper
            See <20260301100000.1@known.example> and <20260301100000.2@unknown.example>.

            Reviewed-by: Joan Clarke <joan@z.example>
            ---
            diff --git a/drivers/a.c b/drivers/a.c
            index 1234567..89abcde 100644
            --- a/drivers/a.c
            +++ b/drivers/a.c
            @@ -1,2 +1,2 @@ int f(void)
             context
            -removed
            +added
            --\s
            Ada
            """;

    private static MailMessage message(String text) throws UnreadableMessageException {
        return MessageParser.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDocument build(String body, Folding folding, String query)
            throws UnreadableMessageException, QueryException {
        return DocumentBuilder.build(message(HEADER + body), folding, Set.of("20260301100000.1@known.example"),
                QueryMarks.of(QueryParser.parse(query, Instant.EPOCH)));
    }

    private static boolean has(MessageDocument document, TextRole role, String text) {
        return document.spans().stream().filter(span -> span.role() == role)
                .anyMatch(span -> document.text().substring(span.start(), span.end()).equals(text));
    }

    @Test
    void headersAreFoldedUntilAskedFor() throws Exception {
        MessageDocument document = build(BODY, Folding.INITIAL, "");
        assertTrue(document.text().startsWith("[PATCH] frob: ring\nFrom: Ada Byron <ada@x.example>\n"), document::text);
        assertTrue(document.text().contains("To: a@x.example, b@x.example, c@x.example and 1 more\n"), document::text);
        assertFalse(document.text().contains("X-Other"));
        assertTrue(build(BODY, Folding.INITIAL.withHeaders(true), "").text().contains("X-Other: something\n"));
    }

    @Test
    void partsAreToldApart() throws Exception {
        MessageDocument document = build(BODY, Folding.INITIAL, "");
        assertTrue(has(document, TextRole.QUOTE_ODD, "> one quoted"));
        assertTrue(has(document, TextRole.QUOTE_EVEN, "> > deeper"));
        assertTrue(has(document, TextRole.TRAILER, "Reviewed-by: Joan Clarke <joan@z.example>"));
        assertTrue(has(document, TextRole.DIFF_FILE, "--- a/drivers/a.c"));
        assertTrue(has(document, TextRole.DIFF_HUNK, "@@ -1,2 +1,2 @@ int f(void)"));
        assertTrue(has(document, TextRole.DIFF_REMOVED, "-removed"));
        assertTrue(has(document, TextRole.DIFF_ADDED, "+added"));
        assertTrue(has(document, TextRole.SIGNATURE, "Ada"));
    }

    @Test
    void quotesFoldByDepthAndOneByOne() throws Exception {
        MessageDocument nearest = build(BODY, Folding.INITIAL.withDepth(1), "");
        assertTrue(nearest.text().contains("> three quoted\n> [ 1 quoted line folded ]\n"), nearest::text);
        MessageDocument none = build(BODY, Folding.INITIAL.withDepth(0), "");
        assertTrue(none.text().contains("> [ 4 quoted lines folded ]\nSee"), none::text);
        MessageDocument.Hot unfold = none.hot(none.text().indexOf("> [")).orElseThrow();
        Folding opened = Folding.INITIAL.withDepth(0).withQuotes(((Deed.Unfold) unfold.deed()).quotes(), true);
        assertEquals(build(BODY, Folding.INITIAL, "").text(), build(BODY, opened, "").text());
    }

    @Test
    void knownMessagesAreLinksAndOthersAreDead() throws Exception {
        MessageDocument document = build(BODY, Folding.INITIAL, "");
        assertTrue(has(document, TextRole.LINK, "20260301100000.1@known.example"));
        assertTrue(has(document, TextRole.DEAD_LINK, "20260301100000.2@unknown.example"));
        List<Deed> deeds = document.hots().stream().map(MessageDocument.Hot::deed).toList();
        assertTrue(deeds.contains(new Deed.Follow(new LinkTarget.Mail("20260301100000.1@known.example", ""), true)));
        assertTrue(deeds.contains(new Deed.Follow(new LinkTarget.Mail("20260301100000.2@unknown.example", ""), false)));
    }

    @Test
    void whatWasSearchedIsMarked() throws Exception {
        assertTrue(has(build(BODY, Folding.INITIAL, "zebra"), TextRole.MARK, "zebra"));
    }

    @Test
    void linesOfTheMessageAreFound() throws Exception {
        MessageDocument document = build(BODY, Folding.INITIAL.withDepth(0), "");
        String[] lines = document.text().split("\n", -1);
        assertEquals("+added", lines[document.shown(16)]);
        assertEquals("Hello zebra.", lines[document.shown(0)]);
    }

    @Test
    void longMessagesAreCutUntilAskedFor() throws Exception {
        String body = "a line\n".repeat(10_000) + "the end\n";
        MessageDocument cut = build(body, Folding.INITIAL, "");
        assertTrue(cut.text().endsWith("[ 7,001 more lines: show all ]\n"),
                () -> cut.text().substring(cut.text().length() - 60));
        assertTrue(build(body, Folding.INITIAL.withAll(), "").text().endsWith("the end\n"));
    }

    @Test
    void endlessLinesAreCut() throws Exception {
        MessageDocument document = build("x".repeat(100_000) + "\n", Folding.INITIAL.withAll(), "x");
        assertTrue(document.text().contains("x … (99,000 more characters)\n"));
    }
}
