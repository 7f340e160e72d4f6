// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.barscope.mail.http.GitMirror;
import org.barscope.mail.http.LoreClient;
import org.barscope.mail.http.LoreOptions;
import org.barscope.mail.query.QueryException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Against the real public-inbox of Debian: its archives, its server, its search. */
class PublicInboxTest {

    private static final LoreOptions NO_PROXY = new LoreOptions(Optional.of(ProxySelector.of(null)),
            Duration.ofSeconds(30), 2, Duration.ZERO);
    private static final int SMALL_EPOCH = 6_000;

    @TempDir
    static Path root;
    private static PublicInboxPeer peer;
    private static List<String> mails;
    private static Path inbox;

    @BeforeAll
    static void fill() throws Exception {
        assumeTrue(PublicInboxPeer.isInstalled(), "public-inbox is not installed");
        peer = new PublicInboxPeer(root);
        mails = Arrays.stream(resource("sample.mbox").split("(?m)^From mboxrd@z .*\n")).filter(m -> !m.isBlank())
                .map(m -> m.substring(0, m.length() - 1)).toList();
        inbox = peer.init("bus", 2);
        peer.add("bus", 0, mails);
        peer.index(inbox);
    }

    @AfterAll
    static void stop() {
        if (peer != null) {
            peer.close();
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PublicInboxTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> ours(ArchiveView view, String relation, String query)
            throws QueryException, MailException {
        Set<String> ids = new TreeSet<>();
        if (relation.equals("thread")) {
            view.thread(query).messages().forEach(m -> ids.add(m.messageId()));
        } else {
            view.search(query, SearchOptions.DEFAULT.withLimit(100_000)).hits()
                    .forEach(hit -> ids.add(hit.message().messageId()));
        }
        return ids;
    }

    private static void compare(String relation, String query, Set<String> ours, Set<String> theirs) {
        assertFalse(ours.isEmpty() && theirs.isEmpty() && !relation.equals("~"), "a query that finds nothing tests "
                + "nothing");
        switch (relation) {
            case "<" -> assertTrue(theirs.containsAll(ours), () -> query + " finds here " + ours + ", there " + theirs);
            case ">" -> assertTrue(ours.containsAll(theirs), () -> query + " finds here " + ours + ", there " + theirs);
            case "~" -> {
                // Differs for the reason the file of queries gives; it must only work.
            }
            default -> assertEquals(theirs, ours, query);
        }
    }

    private List<DynamicTest> comparisons(Path archive, Path asked, Path queries, Path index) throws Exception {
        Map<String, Set<String>> answers = peer.ask(asked, queries);
        List<DynamicTest> tests = new ArrayList<>();
        try (MailArchive mine = MailArchive.open(index)) {
            mine.importFrom(archive, Optional.of("mail"), ImportMonitor.NONE);
            try (ArchiveView view = mine.view()) {
                for (Map.Entry<String, Set<String>> answer : answers.entrySet()) {
                    String[] line = answer.getKey().split("\t", 2);
                    Set<String> ours = ours(view, line[0], line[1]);
                    tests.add(DynamicTest.dynamicTest(line[0] + " " + line[1],
                            () -> compare(line[0], line[1], ours, answer.getValue())));
                }
            }
        }
        assertTrue(tests.size() >= 65, "at least 60 queries and 5 threads are compared");
        return tests;
    }

    @TestFactory
    List<DynamicTest> theSameQueriesFindTheSameMessages() throws Exception {
        Path queries = Files.writeString(root.resolve("sample-queries.txt"), resource("sample-queries.txt"));
        return comparisons(inbox, inbox, queries, root.resolve("sample-index"));
    }

    @TestFactory
    List<DynamicTest> theSameQueriesFindTheSameRealMessages() throws Exception {
        Optional<Path> real = RealMail.directory();
        assumeTrue(real.isPresent(), "the real mail is not here");
        Path copy = peer.init("bench", 2);
        copy(real.get().resolve("linaro-mm-sig/git"), copy.resolve("git"));
        peer.index(copy);
        return comparisons(real.get().resolve("linaro-mm-sig"), copy,
                PublicInboxPeer.benchmarks().resolve("queries.txt"), root.resolve("real-index"));
    }

    /** Copies files that may be read-only into a place where they may not be. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file).toString());
                Files.deleteIfExists(target);
                Files.copy(file, target);
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static Set<String> all(MailArchive archive) throws MailException, QueryException {
        try (ArchiveView view = archive.view()) {
            return ours(view, "=", "");
        }
    }

    private static String id(String mail) {
        return mail.replaceFirst("(?s).*\nMessage-ID: <([^>]+)>\n.*", "$1");
    }

    private static Set<String> ids(List<String> messages) {
        return new TreeSet<>(messages.stream().map(PublicInboxTest::id).toList());
    }

    @Test
    void followsAnInboxOfVersionOne() throws Exception {
        Path old = peer.init("old", 1);
        peer.add("old", 0, mails.subList(0, 10));
        try (MailArchive archive = MailArchive.open(root.resolve("old-index"))) {
            assertEquals(10, archive.importFrom(old, Optional.empty(), ImportMonitor.NONE).added());
            assertEquals(ids(mails.subList(0, 10)), all(archive));
            peer.add("old", 0, mails.subList(10, 15));
            peer.remove("old", 0, mails.subList(3, 4));
            ImportReport report = archive.update(ImportMonitor.NONE);
            assertEquals(5, report.added());
            assertEquals(1, report.removed());
            List<String> left = new ArrayList<>(mails.subList(0, 15));
            left.remove(3);
            assertEquals(ids(left), all(archive));
        }
    }

    @Test
    void followsEpochsDeletionsAndRewrittenHistory() throws Exception {
        Path epochs = peer.init("epochs", 2);
        peer.add("epochs", SMALL_EPOCH, mails.subList(0, 16));
        assertTrue(Files.isDirectory(epochs.resolve("git/1.git")), "the sample fills more than one epoch");
        try (MailArchive archive = MailArchive.open(root.resolve("epochs-index"))) {
            assertEquals(16, archive.importFrom(epochs, Optional.empty(), ImportMonitor.NONE).added());
            assertEquals(0, archive.update(ImportMonitor.NONE).added());

            // The deletion is written to the newest epoch, the message is in the oldest.
            peer.add("epochs", SMALL_EPOCH, mails.subList(16, 24));
            peer.remove("epochs", SMALL_EPOCH, mails.subList(1, 2));
            ImportReport deleted = archive.update(ImportMonitor.NONE);
            assertEquals(8, deleted.added());
            assertEquals(1, deleted.removed());
            List<String> left = new ArrayList<>(mails.subList(0, 24));
            left.remove(1);
            assertEquals(ids(left), all(archive));

            // A purge rewrites the epoch that holds both; what is deleted in a later one must not come back.
            peer.purge(epochs, left.get(1));
            ImportReport purged = archive.update(ImportMonitor.NONE);
            assertEquals(0, purged.added());
            assertEquals(1, purged.removed());
            left.remove(1);
            assertEquals(ids(left), all(archive));
            assertEquals(List.of(), archive.check());
        }
        try (MailArchive fresh = MailArchive.open(root.resolve("epochs-fresh"))) {
            fresh.importFrom(epochs, Optional.empty(), ImportMonitor.NONE);
            List<String> left = new ArrayList<>(mails.subList(0, 24));
            left.remove(2);
            left.remove(1);
            assertEquals(ids(left), all(fresh), "a first import sees the same");
        }
    }

    @Test
    void fetchesThreadsSearchesAndMirrorsFromTheServer() throws Exception {
        URI server = peer.serve();
        Path thread = root.resolve("thread.mbox.gz");
        Path search = root.resolve("search.mbox.gz");
        Path whole = root.resolve("whole.mbox.gz");
        try (LoreClient client = new LoreClient(server.resolve("bus/"), NO_PROXY)) {
            client.thread("20260316.q3@hut8.example", thread);
            client.search("s:gizmo f:hedy", false, search);
            client.search("s:\"forget the stale\" d:20260402..20260402", true, whole);
        }
        new GitMirror(server.resolve("bus"), root.resolve("mirror")).update();
        assertEquals(Set.of("20260315.q1@hut8.example", "20260316.q2@hopping.example", "20260316.q3@hut8.example"),
                imported(thread, "http-thread"));
        assertEquals(Set.of("20260316.q2@hopping.example", "20260401.f1@hopping.example",
                "20260403.f3@hopping.example"), imported(search, "http-search"));
        assertTrue(imported(whole, "http-whole").containsAll(
                Set.of("20260401.f1@hopping.example", "20260402.f2@hut8.example")));
        assertEquals(ids(mails), imported(root.resolve("mirror"), "http-mirror"));
    }

    private static Set<String> imported(Path source, String index) throws Exception {
        try (MailArchive archive = MailArchive.open(root.resolve(index))) {
            archive.importFrom(source, Optional.empty(), ImportMonitor.NONE);
            return all(archive);
        }
    }
}
