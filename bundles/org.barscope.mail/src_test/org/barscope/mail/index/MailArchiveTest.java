// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.barscope.mail.query.QueryException;
import org.barscope.mail.thread.MessageSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailArchiveTest {

    @TempDir
    Path root;
    private MailArchive archive;
    private int stamp;

    @BeforeEach
    void open() throws MailException {
        archive = MailArchive.open(root.resolve("index"));
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private Path box(String name, List<String> mails) throws IOException {
        Path file = SampleMail.write(root.resolve(name), mails);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000L + 10_000L * ++stamp));
        return file;
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> SampleMail.mail("m" + i, i, "a@x", "number " + i, "", "text"
                + i + "\n")).toList();
    }

    private ImportReport add(Path path) throws MailException {
        return archive.importFrom(path, Optional.empty(), ImportMonitor.NONE);
    }

    private long count(String query) throws MailException, QueryException {
        try (ArchiveView view = archive.view()) {
            return view.count(query);
        }
    }

    @Test
    void anEmptyArchiveSaysSo() throws MailException {
        assertFalse(archive.exists());
        assertEquals(List.of(), archive.sources());
        assertEquals(List.of(), archive.check());
        assertTrue(assertThrows(MailException.class, () -> archive.view()).getMessage().contains("no mail"));
        String message = assertThrows(MailException.class, () -> add(root.resolve("none"))).getMessage();
        assertEquals("Cannot import " + root.resolve("none") + ": " + root.resolve("none")
                + ": no such file or directory", message);
    }

    @Test
    void oneSourceIsUpdatedAloneAndSaysWhen() throws Exception {
        Instant before = Instant.now().minusMillis(1);
        Path one = box("one.mbox", numbered(0, 3));
        Path two = box("two.mbox", numbered(10, 12));
        add(one);
        add(two);
        List<SourceStatus> first = archive.sourceStatus();
        assertEquals(List.of("one", "two"), first.stream().map(status -> status.source().name()).toList());
        assertEquals(List.of("mbox"), first.getFirst().kinds());
        assertTrue(first.getFirst().updated().orElseThrow().isAfter(before));
        box("one.mbox", numbered(0, 4));
        box("two.mbox", numbered(10, 13));
        assertEquals(1, archive.update("two", ImportMonitor.NONE).added());
        assertEquals(6, count("number"));
        List<SourceStatus> second = archive.sourceStatus();
        assertEquals(first.getFirst().updated(), second.getFirst().updated());
        assertTrue(second.getLast().updated().orElseThrow().isAfter(first.getLast().updated().orElseThrow()));
        assertEquals("There is no mail source called \"three\".",
                assertThrows(MailException.class, () -> archive.update("three", ImportMonitor.NONE)).getMessage());
        archive.forget("one");
        assertEquals(List.of("two"), archive.sourceStatus().stream().map(status -> status.source().name()).toList());
    }

    @Test
    void newIsWhatWasImportedSinceTheLastLook() throws Exception {
        Path file = box("a.mbox", numbered(0, 3));
        add(file);
        ArchiveView before = archive.view();
        assertEquals(0, before.countSince("text1 OR number", before.newestImport().orElseThrow()));
        // Older mail that arrives later is new all the same, and a further copy of a known message is not.
        box("a.mbox", numbered(0, 5));
        add(file);
        add(box("copy.mbox", numbered(0, 2)));
        assertFalse(before.isCurrent());
        try (before; ArchiveView now = archive.view()) {
            assertTrue(now.isCurrent());
            assertEquals(2, now.countSince("number", before.newestImport().orElseThrow()));
            assertEquals(3, before.count("number added:today"));
            assertEquals(5, now.countOfSource("a"));
            assertEquals(2, now.countOfSource("copy"));
        }
    }

    @Test
    void whatMailsLackDoesNotStopAnImport() throws Exception {
        List<String> mails = List.of("Subject: number one\n\nnothing else\n",
                "From: a@x\nSubject: number two\nDate: Foo, 99 Bar 2026\nMessage-ID: broken id\n\nx\n",
                numbered(3, 4).getFirst(), "Message-ID: <only@x>\n\n",
                "Subject:\nDate: Thu, 1 Jan 2026 00:00:00 +0000\n\n",
                "From: b@x\nSubject: number six\n\nx\n");
        for (List<String> order : List.of(mails, mails.reversed())) {
            try (MailArchive fresh = MailArchive.open(root.resolve("index" + order.hashCode()))) {
                ImportReport report = fresh.importFrom(box("dirty.mbox", order), Optional.empty(), ImportMonitor.NONE);
                assertEquals(6, report.added());
                assertEquals(0, report.unreadable());
                try (ArchiveView view = fresh.view()) {
                    assertEquals(4, view.count("number"));
                    assertEquals(2, view.count("d:2026"));
                    assertEquals(4, view.count("is:broken -d:2026"));
                    for (SearchOrder by : SearchOrder.values()) {
                        SearchResult found = view.search("", SearchOptions.DEFAULT.withOrder(by).withFacets());
                        assertEquals(6, found.hits().size());
                    }
                }
            }
        }
    }

    @Test
    void aSourceThatIsGoneDoesNotStopTheOthers() throws Exception {
        Path first = box("a.mbox", numbered(0, 2));
        Path second = box("b.mbox", numbered(10, 12));
        add(first);
        add(second);
        Files.delete(first);
        box("b.mbox", numbered(10, 15));
        ImportReport report = archive.update(ImportMonitor.NONE);
        assertEquals(3, report.added());
        assertEquals(1, report.problems().size());
        assertTrue(report.problems().getFirst().startsWith("The source \"a\" cannot be read: " + first));
        assertEquals(7, count("number"));
    }

    @Test
    void aRewrittenMailboxNeverShowsAnotherMessage() throws Exception {
        Path file = box("a.mbox", numbered(0, 3));
        add(file);
        try (ArchiveView view = archive.view()) {
            MessageSummary second = view.find("m1").orElseThrow();
            assertEquals("text1", archive.message(second).text().strip());
            box("a.mbox", List.of(numbered(7, 8).getFirst(), numbered(8, 9).getFirst(), numbered(1, 2).getFirst()));
            String said = assertThrows(MailException.class, () -> archive.message(second)).getMessage();
            assertTrue(said.contains("there is another message now. Run an update"), said);
        }
    }

    @Test
    void importsWhatIsNewOnly() throws IOException, MailException, QueryException {
        Path file = box("a.mbox", numbered(0, 30));
        assertEquals(30, add(file).added());
        ImportReport again = add(file);
        assertEquals(0, again.added() + again.removed() + again.duplicates());
        box("a.mbox", numbered(0, 33));
        assertEquals(3, archive.update(ImportMonitor.NONE).added());
        assertEquals(33, count(""));
        box("a.mbox", numbered(5, 33));
        assertEquals(5, archive.update(ImportMonitor.NONE).removed());
        assertEquals(28, count(""));
        assertEquals(0, count("number AND text3"));
        assertEquals(List.of("a"), archive.sources().stream().map(s -> s.name()).toList());
    }

    @Test
    void monthsAreCountedHoweverFarApart() throws IOException, MailException, QueryException {
        int day = 24;
        List<Integer> hours = List.of(0, day, -20 * 365 * day, 3 * 365 * day, 40 * day, -20 * 365 * day + 1);
        add(box("far.mbox", IntStream.range(0, hours.size()).mapToObj(i -> SampleMail.mail("far" + i, hours.get(i),
                "a@x", "number " + i, "", "text\n")).toList()));
        try (ArchiveView view = archive.view()) {
            Facet months = view.search("number", SearchOptions.DEFAULT.withFacets()).facets().stream()
                    .filter(facet -> facet.name().equals("month")).findFirst().orElseThrow();
            assertEquals(List.of("2006-03 2", "2026-03 2", "2026-04 1", "2029-02 1"), months.values().stream()
                    .map(value -> value.label() + " " + value.count()).toList());
        }
    }

    @Test
    void keepsCopiesTogether() throws IOException, MailException, QueryException {
        String one = SampleMail.mail("same", 1, "a@x", "hello", "List-Id: <one.example>\n", "text\n");
        String two = SampleMail.mail("same", 1, "a@x", "[two] hello", "List-Id: <two.example>\n", "text\n--\nfooter\n");
        String other = SampleMail.mail("same", 5, "evil@x", "cheap watches", "", "text\n");
        Path first = box("one.mbox", List.of(one));
        Path second = box("two.mbox", List.of(two, other));
        assertEquals(1, add(first).added());
        ImportReport report = add(second);
        assertEquals(1, report.duplicates());
        assertEquals(1, report.added());
        assertEquals(2, count(""));
        assertEquals(1, count("l:one.example hello"));
        assertEquals(1, count("l:two.example hello"));
        try (ArchiveView view = archive.view()) {
            assertEquals(2, view.all("<same>").size());
            MessageSummary summary = view.find("same").orElseThrow();
            assertEquals(2, summary.locations().size());
            assertTrue(archive.message(summary).text().startsWith("text"));
        }
        Files.writeString(second, SampleMail.mbox(List.of(other)));
        assertEquals(0, archive.update(ImportMonitor.NONE).removed());
        assertEquals(0, count("l:two.example hello"));
        assertEquals(1, count("l:one.example hello"));
        assertEquals(1, archive.forget("one").removed());
        assertEquals(1, count(""));
    }

    @Test
    void listsWhatItCouldNotRead() throws IOException, MailException, QueryException {
        Path folder = Files.createDirectories(root.resolve("mail"));
        Files.writeString(folder.resolve("1"), SampleMail.mail("a", 1, "a@x", "fine", "", "x\n"));
        Files.writeString(folder.resolve("2"), "");
        Files.writeString(folder.resolve("3"), "no mail at all\n");
        Files.writeString(folder.resolve("lost.txt"),
                "From mboxrd@z Thu Jan 1 00:00:00 1970 Received: from x by y Message-ID: <b>");
        ImportReport report = add(folder);
        assertEquals(1, report.added());
        assertEquals(3, report.unreadable());
        assertEquals(1, count(""));
        List<Unreadable> places = archive.unreadable();
        assertEquals(3, places.size());
        Unreadable lost = places.stream().filter(u -> u.location().tag().startsWith("lost")).findFirst().orElseThrow();
        assertTrue(lost.reason().contains("line breaks"), lost.reason());
        assertTrue(new String(archive.raw(lost.location()), StandardCharsets.UTF_8).contains("Received: from x"));
        assertEquals(0, archive.update(ImportMonitor.NONE).unreadable(), "known to be unreadable");
        Files.delete(folder.resolve("3"));
        assertEquals(1, archive.update(ImportMonitor.NONE).removed());
        assertEquals(2, archive.unreadable().size());
    }

    @Test
    void noticesFoldersThatAreGone() throws IOException, MailException, QueryException {
        Path folder = Files.createDirectories(root.resolve("mail/inner"));
        Files.writeString(folder.resolve("1"), SampleMail.mail("a", 1, "a@x", "s", "", "x\n"));
        SampleMail.write(root.resolve("mail/b.mbox"), numbered(0, 3));
        add(root.resolve("mail"));
        assertEquals(4, count(""));
        Files.delete(folder.resolve("1"));
        Files.delete(folder);
        Files.delete(root.resolve("mail/b.mbox"));
        assertEquals(4, archive.update(ImportMonitor.NONE).removed());
        assertEquals(0, count(""));
    }

    @Test
    void goesOnAfterBeingCancelled() throws IOException, MailException, QueryException {
        Path file = box("a.mbox", numbered(0, 200));
        long sum = 0;
        for (int round = 0; round < 50; round++) {
            ImportReport report = archive.importFrom(file, Optional.empty(), new ImportMonitor() {
                private int asked;

                @Override
                public void progress(ImportProgress progress) {
                    assertEquals("a", progress.source());
                }

                @Override
                public boolean cancelled() {
                    return ++asked > 20;
                }
            });
            sum += report.added();
            assertEquals(sum, count(""));
            if (!report.cancelled()) {
                assertEquals(200, sum);
                assertTrue(round > 2);
                return;
            }
        }
        throw new AssertionError("the import did not come to an end");
    }

    @Test
    void anInterruptStopsAnImport() throws IOException, MailException, QueryException {
        Path file = box("a.mbox", numbered(0, 200));
        Thread.currentThread().interrupt();
        ImportReport report = add(file);
        assertTrue(Thread.interrupted());
        assertTrue(report.cancelled());
        assertEquals(200 - report.added(), archive.update(ImportMonitor.NONE).added());
        assertEquals(200, count(""));
    }

    @Test
    void onlyOneImportAtATimeAndSearchingMeanwhile() throws Exception {
        Path first = box("a.mbox", numbered(0, 10));
        add(first);
        Path second = box("b.mbox", numbered(10, 400));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ImportMonitor slow = new ImportMonitor() {
            @Override
            public void progress(ImportProgress progress) {
                // Only the order of events matters here.
            }

            @Override
            public boolean cancelled() {
                running.countDown();
                try {
                    return !goOn.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    return true;
                }
            }
        };
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            var result = other.submit(() -> archive.importFrom(second, Optional.empty(), slow));
            assertTrue(running.await(20, TimeUnit.SECONDS));
            assertEquals(10, count("number"));
            assertTrue(assertThrows(MailException.class, () -> add(first)).getMessage().contains("Another import"));
            goOn.countDown();
            assertEquals(390, result.get(20, TimeUnit.SECONDS).added());
            assertEquals(400, count("number"));
        } finally {
            goOn.countDown();
            other.shutdownNow();
        }
    }

    @Test
    void aViewDoesNotChange() throws IOException, MailException, QueryException {
        Path file = box("a.mbox", numbered(0, 5));
        add(file);
        try (ArchiveView before = archive.view()) {
            box("a.mbox", numbered(0, 9));
            archive.update(ImportMonitor.NONE);
            assertEquals(5, before.size());
            try (ArchiveView after = archive.view()) {
                assertEquals(9, after.size());
            }
            assertEquals(5, before.count("number"));
        }
    }

    @Test
    void survivesReopeningAndFindsDamage() throws IOException, MailException, QueryException {
        add(box("a.mbox", numbered(0, 50)));
        archive.close();
        archive = MailArchive.open(root.resolve("index"));
        assertEquals(50, count("number"));
        assertEquals(List.of(), archive.check());
        archive.close();
        Path data;
        try (var files = Files.list(root.resolve("index"))) {
            data = files.filter(f -> f.toString().endsWith(".cfs")).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(data);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(data, bytes);
        archive = MailArchive.open(root.resolve("index"));
        assertEquals(1, archive.check().size());
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        Path file = Files.writeString(root.resolve("plain"), "x");
        assertTrue(assertThrows(MailException.class, () -> MailArchive.open(file))
                .getMessage().contains("cannot be opened"));
        Path broken = Files.createDirectories(root.resolve("broken"));
        Files.writeString(broken.resolve("segments_1"), "garbage that is no segment file at all");
        String message = assertThrows(MailException.class, () -> MailArchive.open(broken)).getMessage();
        assertTrue(message.contains("import again"), message);
    }

    @Test
    void namesSources() throws IOException, MailException {
        Path a = box("same.mbox", numbered(0, 1));
        Path b = SampleMail.write(Files.createDirectories(root.resolve("d")).resolve("same.mbox"), numbered(1, 2));
        add(a);
        add(b);
        add(b);
        List<String> names = new ArrayList<>(archive.sources().stream().map(s -> s.name()).toList());
        assertEquals(List.of("same", "same-2"), names);
        assertThrows(MailException.class, () -> archive.importFrom(b, Optional.of("same"), ImportMonitor.NONE));
        assertThrows(MailException.class, () -> archive.forget("nobody"));
    }
}
