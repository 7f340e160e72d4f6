// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MboxFileTest {

    @TempDir
    Path directory;
    private Path file;
    private final RecordingSink sink = new RecordingSink();
    private int stamp;

    @BeforeEach
    void name() {
        file = directory.resolve("a.mbox");
    }

    private static String message(int number, String body) {
        return "From mboxrd@z Thu Jan  1 00:00:00 1970\nSubject: m" + number + "\n\n" + body + "\n\n";
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L + 10_000L * ++stamp));
    }

    private List<String> scan() throws IOException {
        sink.next();
        new MboxFile("s", file, "").scan(sink);
        return List.copyOf(sink.added);
    }

    @Test
    void readsMessagesAndTakesEscapesOff() throws IOException {
        write(message(1, ">From here\n>>From there\nFrom now on, text\n\nFrom this paragraph too") + message(2, "x"));
        assertEquals(List.of("m1", "m2"), scan());
        MboxFile mbox = new MboxFile("s", file, "");
        Location first = sink.held.values().iterator().next();
        assertEquals("Subject: m1\n\nFrom here\n>From there\nFrom now on, text\n\nFrom this paragraph too\n",
                new String(mbox.read(first), StandardCharsets.UTF_8));
        for (Location location : sink.held.values()) {
            assertEquals(location.equals(first) ? "m1" : "m2", RecordingSink.subject(mbox.read(location)));
        }
    }

    @Test
    void acceptsTheSeparatorsOfOtherPrograms() throws IOException {
        write("From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nSubject: m1\n\nx\n\n"
                + "From a@b.example Tue May  5 08:50:58 2026 -0600\nSubject: m2\n\nx\n\n"
                + "From MAILER-DAEMON Tue May 05 08:50 CEST 2026\r\nSubject: m3\r\n\r\nx\r\n\r\n"
                + "From - Tue May 05 08:50:58 2026\nSubject: m4\n\nx\n");
        assertEquals(List.of("m1", "m2", "m3", "m4"), scan());
    }

    @Test
    void readsOnlyWhatWasAdded() throws IOException {
        String two = message(1, "x") + message(2, "y");
        write(two);
        assertEquals(2, scan().size());
        assertEquals(List.of(), scan());
        write(two + message(3, "z"));
        assertEquals(List.of("m3"), scan());
        assertEquals(List.of(), sink.removed);
        assertEquals(3, sink.held.size());
    }

    @Test
    void noticesThatTheLastMessageWasDeleted() throws IOException {
        write(message(1, "x") + message(2, "y"));
        scan();
        write(message(1, "x"));
        assertEquals(List.of(), scan());
        assertEquals(1, sink.removed.size());
        write(message(1, "x") + message(3, "z"));
        assertEquals(List.of("m3"), scan());
        write("");
        assertEquals(List.of(), scan());
        assertEquals(Map.of(), sink.held);
    }

    @Test
    void guessesHowManyMessagesAreLeft() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            all.append(message(i, "text ".repeat(40)));
        }
        write(all.toString());
        scan();
        assertEquals(2_000, sink.expected.getLast());
        // After the first look it is known to within a few messages.
        assertTrue(Math.abs(sink.expected.get(sink.expected.size() / 2) - 2_000) < 600, sink.expected::toString);
    }

    @Test
    void readsAMessageAgainThatWasStillBeingWritten() throws IOException {
        write(message(1, "x") + "From a Tue May  5 08:50:58 2026\nSubject: m2\n\nhal");
        assertEquals(List.of("m1", "m2"), scan());
        write(message(1, "x") + "From a Tue May  5 08:50:58 2026\nSubject: m2\n\nhalf no more\n\n" + message(3, "z"));
        assertEquals(List.of("m2", "m3"), scan());
        assertEquals(1, sink.removed.size());
        assertEquals(3, sink.held.size());
    }

    @Test
    void noticesWhatWasDeletedInTheMiddle() throws IOException {
        write(message(1, "x") + message(2, "y") + message(3, "z"));
        scan();
        write(message(1, "x") + message(3, "z"));
        scan();
        assertEquals(2, sink.held.size());
        MboxFile mbox = new MboxFile("s", file, "");
        for (Location location : sink.held.values()) {
            assertTrue(List.of("m1", "m3").contains(RecordingSink.subject(mbox.read(location))));
        }
        write("");
        scan();
        assertEquals(0, sink.held.size());
    }

    @Test
    void goesOnWhereItWasStopped() throws IOException {
        write(message(1, "x") + message(2, "y") + message(3, "z"));
        sink.stopAfter = 2;
        new MboxFile("s", file, "").scan(sink);
        assertEquals(List.of("m1", "m2"), sink.added);
        assertEquals(List.of("m3"), scan());
    }

    private void gzip(String text, int cut) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, all.length - cut));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L + 10_000L * ++stamp));
    }

    @Test
    void readsGzip() throws IOException {
        gzip(message(1, "x") + message(2, "y"), 0);
        assertEquals(List.of("m1", "m2"), scan());
        MboxFile mbox = new MboxFile("s", file, "");
        assertArrayEquals("Subject: m2\n\ny\n".getBytes(StandardCharsets.UTF_8),
                mbox.read(sink.held.values().stream().skip(1).findFirst().orElseThrow()));
        assertTrue(MboxFile.isMbox(file));
    }

    @Test
    void tellsWhereAGzipFileBreaksOff() throws IOException {
        gzip(message(1, "x") + message(2, "y".repeat(100)), 9);
        scan();
        assertEquals(1, sink.reasons.size());
        assertTrue(sink.reasons.getFirst().contains("breaks off"), sink.reasons.getFirst());
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 1, 2, 3});
        scan();
        assertTrue(sink.reasons.getFirst().contains("gzip"), sink.reasons.getFirst());
    }

    @Test
    void reportsTextBeforeTheFirstMessage() throws IOException {
        write("\n\njunk\n\n" + message(1, "x"));
        assertEquals(List.of("m1"), scan());
        assertEquals(List.of("text before the first \"From \" line of the mbox"), sink.reasons);
    }
}
