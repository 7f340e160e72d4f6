// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BodyTest {

    static final String PATCH = """
            Make it work.

            Reviewed-by: Ada Byron <ada@x.example>
            Signed-off-by: Bob <bob@x.example>
            ---
             a/one.c | 3 +-

            diff --git a/dir/one.c b/dir/one.c
            index 1111111aaaa..2222222bbbb 100644
            --- a/dir/one.c
            +++ b/dir/one.c
            @@ -1,4 +1,4 @@ static int probe(struct device *dev)
             context line
            ---\s
            +new_identifier(dev->ops);

             last
            diff --git a/old.c b/new.c
            similarity index 100%
            rename from old.c
            rename to new.c
            diff --git a/gone.c b/gone.c
            deleted file mode 100644
            index 3333333..0000000
            --- a/gone.c
            +++ /dev/null
            @@ -1 +0,0 @@
            -bye
            --\s
            2.50.1

            """;

    private static String kinds(List<Segment> segments) {
        return segments.stream().map(s -> s.kind().name() + (s.depth() > 0 ? s.depth()
                : "")).collect(Collectors.joining(" "));
    }

    @Test
    void givesTheBytesOfAttachments() throws UnreadableMessageException {
        byte[] raw = ("From: a@x\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\ntext\n--B\n"
                + "Content-Type: text/plain; name=a.txt\n\nfirst\n--B\nContent-Type: application/zip; name=b.zip\n"
                + "Content-Transfer-Encoding: base64\n\nUEsDBAEC\n--B--\n").getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of("a.txt", "b.zip"),
                MessageParser.parse(raw).attachments().stream().map(Attachment::name).toList());
        assertEquals("first", new String(MessageParser.attachment(raw, 0).orElseThrow(), StandardCharsets.UTF_8));
        assertEquals("504b03040102", HexFormat.of().formatHex(MessageParser.attachment(raw, 1).orElseThrow()));
        assertTrue(MessageParser.attachment(raw, 2).isEmpty());
    }

    @Test
    void tellsThePartsOfAPatchApart() {
        List<Segment> segments = Segmenter.split(PATCH);
        assertEquals("NEW TRAILERS NEW DIFF SIGNATURE", kinds(segments));
        assertEquals(PATCH, segments.stream().map(Segment::text).collect(Collectors.joining()));
        assertTrue(segments.get(3).text().startsWith("diff --git a/dir/one.c"));
        assertTrue(segments.get(3).text().endsWith("-bye\n"));
        assertEquals(7, segments.get(3).line());
    }

    @Test
    void tellsQuotesApartByDepth() {
        String text = "On Monday, X wrote:\n> one\n> > two\n>> two\n\nanswer\n> tail";
        List<Segment> segments = Segmenter.split(text);
        assertEquals("NEW QUOTED1 QUOTED2 NEW QUOTED1", kinds(segments));
        assertEquals(text, segments.stream().map(Segment::text).collect(Collectors.joining()));
    }

    @Test
    void aDiffAfterASignatureIsADiff() {
        assertEquals("NEW SIGNATURE DIFF",
                kinds(Segmenter.split("hi\n-- \nme\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n")));
    }

    @Test
    void theFooterOfAListIsNoText() {
        String footer = "_______________________________________________\nSome mailing list -- some@lists.example\n";
        assertEquals("NEW SIGNATURE", kinds(Segmenter.split("text\n" + footer)));
    }

    @Test
    void textInsideAReviewedHunkEndsTheDiff() {
        String text = "--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n a\nWhy this?\n> quoted\n";
        assertEquals("DIFF NEW QUOTED1", kinds(Segmenter.split(text)));
    }

    @Test
    void readsDiffs() {
        List<FileDiff> files = DiffParser.parse(PATCH);
        assertEquals(List.of("dir/one.c", "new.c", "gone.c"), files.stream().map(FileDiff::path).toList());
        FileDiff one = files.getFirst();
        assertEquals("1111111aaaa", one.preBlob());
        assertEquals("2222222bbbb", one.postBlob());
        assertEquals(1, one.added());
        assertEquals(1, one.removed());
        assertEquals("static int probe(struct device *dev)", one.hunks().getFirst().function());
        assertEquals(List.of(" context line", "--- ", "+new_identifier(dev->ops);", " ", " last"),
                one.hunks().getFirst().lines());
        assertEquals("old.c", files.get(1).oldPath());
        assertEquals("", files.get(2).newPath());
    }

    @Test
    void readsUnusualDiffs() {
        List<FileDiff> files = DiffParser.parse("""
                Index: plain.c
                =========================
                --- plain.c\t2026-01-01
                +++ plain.c\t2026-01-02
                @@ -0,0 +1 @@
                +x
                diff --git "a/gr\\303\\274n.c" "b/gr\\303\\274n.c"
                --- "a/gr\\303\\274n.c"
                +++ "b/gr\\303\\274n.c"
                @@ -1 +1 @@
                -a
                +b
                \\ No newline at end of file
                diff --git a/pic.png b/pic.png
                index 1234567..89abcde 100644
                GIT binary patch
                literal 3
                KcmZQzWMT#Y01f~L

                after
                """);
        assertEquals(List.of("plain.c", "grün.c", "pic.png"), files.stream().map(FileDiff::path).toList());
        assertEquals("1234567", files.getLast().preBlob());
    }

    @Test
    void thePatchIdIsThatOfGit() throws IOException, InterruptedException {
        String id = PatchId.of(PATCH).orElseThrow();
        // Printed by git 2.39 patch-id --stable for this very text.
        assertEquals("688f82d499c88398a12680e0840db140ab5e610e", id);
        String spaced = PATCH.replace("context line", "context   line").replace("@@ -1,4 +1,4 @@", "@@ -91,4 +97,4 @@");
        assertEquals(id, PatchId.of(spaced).orElseThrow(), "blanks and line numbers do not count");
        assertEquals(Optional.empty(), PatchId.of("no diff here\n--- really\n"));
    }

    @Test
    void agreesWithTheInstalledGit() throws IOException, InterruptedException {
        String two = PATCH + "From 0123456789012345678901234567890123456789 Mon Sep 17\n" + PATCH;
        String led = "0123456789012345678901234567890123456789 said\n" + PATCH;
        for (String text : List.of(PATCH, two, led, PATCH.replace("last", "\tlast"))) {
            assertEquals(git(text), PatchId.of(text).orElse(""));
        }
    }

    private static String git(String text) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("git", "patch-id", "--stable").redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "git is not installed");
            throw e;
        }
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return out.length() < 40 ? "" : out.substring(0, 40);
    }

    @Test
    void readsTrailers() {
        assertEquals(Optional.of(new Address("Ada Byron", "ada@x")),
                Trailer.parse("Reviewed-by: Ada Byron <ada@x> # v3").flatMap(Trailer::person));
        assertEquals(Optional.of(new Trailer("Fixes", "0123abc (\"x\")")), Trailer.parse("Fixes: 0123abc (\"x\")"));
        for (String line : List.of("Note: this", "stand-by: me", "Reviewed-by:", "> Acked-by: a <b@c>", "http://x: y",
                "by: x")) {
            assertEquals(Optional.empty(), Trailer.parse(line), line);
        }
    }
}
