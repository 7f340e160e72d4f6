// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.barscope.mail.http.LoreOptions;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.ImportProgress;
import org.barscope.mail.index.ImportReport;
import org.barscope.mail.index.MailException;
import org.barscope.mail.index.SearchOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailLibraryTest {

    private static final LoreOptions QUICK = new LoreOptions(Optional.of(ProxySelector.of(null)),
            Duration.ofSeconds(20), 0, Duration.ZERO);

    @TempDir
    Path root;
    private MailLibrary library;
    private HttpServer server;
    private final ConcurrentHashMap<String, byte[]> pages = new ConcurrentHashMap<>();
    private final CountDownLatch stuck = new CountDownLatch(1);

    @BeforeEach
    void open() throws Exception {
        library = MailLibrary.open(new MailPlaces(root.resolve("home")), QUICK);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = pages.get(exchange.getRequestURI().toString());
            if (page == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        stuck.countDown();
        server.stop(0);
        library.close();
    }

    private String lore() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/bus/";
    }

    private static String mail(String id, String subject, String parent) {
        return "From a@x Thu Jan  1 00:00:00 2026\nFrom: Ada <a@x>\nSubject: " + subject + "\nMessage-ID: <" + id
                + ">\nDate: Thu, 1 Jan 2026 00:00:0" + id.charAt(1) + " +0000\n"
                + (parent.isEmpty() ? "" : "In-Reply-To: <" + parent + ">\n") + "\ntext\n\n";
    }

    private static byte[] gzip(String... mails) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(String.join("", mails).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private ImportReport add(String source) throws MailException {
        return library.add(MailOrigin.parse(source), Optional.empty(), ImportWatcher.NONE);
    }

    private List<String> found(String query, Grouping grouping) throws Exception {
        try (ArchiveView view = library.view()) {
            return SearchMail.run(view, new SearchMail.Request(query, 10, SearchOrder.OLDEST, grouping, false)).groups()
                    .stream().map(g -> g.kind() + " " + g.title() + " " + g.messages() + " "
                    + g.hits().stream().map(h -> h.message().messageId()).toList()).toList();
        }
    }

    @Test
    void aThreadIsFetchedAndFollowed() throws Exception {
        pages.put("/bus/m1@x/t.mbox.gz", gzip(mail("m1@x", "bus", ""), mail("m2@x", "Re: bus", "m1@x")));
        assertTrue(library.isEmpty());
        assertEquals(2, add(lore() + "m1@x/T/#u").added());
        assertFalse(library.isEmpty());
        assertEquals(List.of("thread m1@x " + lore() + "m1@x/T/"),
                library.sources().stream().map(s -> s.name() + " " + s.origin().text()).toList());
        pages.put("/bus/m1@x/t.mbox.gz", gzip(mail("m1@x", "bus", ""), mail("m3@x", "Re: bus", "m1@x"),
                mail("m2@x", "Re: bus", "m1@x")));
        assertEquals(1, library.update(ImportWatcher.NONE).added());
        assertEquals(0, add(lore() + "m1@x/").added(), "the same thread is the same source");
        assertEquals(List.of("THREAD bus 3 [m1@x, m2@x, m3@x]"), found("bus", Grouping.THREAD));
        assertEquals(1, library.sources().size());
        library.forget("thread m1@x");
        assertEquals(List.of(), library.sources());
    }

    @Test
    void aSearchIsFetchedUnderTheNameGiven() throws Exception {
        pages.put("/bus/?q=s%3Abus+f%3Aa&x=m", gzip(mail("m1@x", "bus", "")));
        MailOrigin origin = MailOrigin.parse(lore() + "?q=s:bus+f:a&x=m");
        assertEquals(1, library.add(origin, Optional.of("my/bus"), ImportWatcher.NONE).added());
        assertEquals("my/bus", library.sources().getFirst().name());
        String taken = assertThrows(MailException.class, () -> library.add(MailOrigin.parse(lore() + "m9@x/"),
                Optional.of("my/bus"), ImportWatcher.NONE)).getMessage();
        assertEquals("The name \"my/bus\" belongs to another source already. Give another name.", taken);
    }

    @Test
    void aServerThatHasNothingIsToldAndDoesNotStopTheRest() throws Exception {
        String said = assertThrows(MailException.class, () -> add(lore() + "none@x/")).getMessage();
        assertEquals("Cannot fetch the thread of <none@x> from " + lore() + ": the server has nothing like that.",
                said);
        assertEquals(List.of(), library.sources());
        pages.put("/bus/m1@x/t.mbox.gz", gzip(mail("m1@x", "bus", "")));
        add(lore() + "m1@x/");
        Path local = Files.writeString(root.resolve("local.mbox"), mail("m5@x", "local", ""));
        add(local.toString());
        pages.clear();
        Files.writeString(local, mail("m5@x", "local", "") + mail("m6@x", "local too", ""));
        ImportReport report = library.update(ImportWatcher.NONE);
        assertEquals(1, report.added());
        assertEquals(1, report.problems().size());
        assertTrue(report.problems().getFirst().startsWith("Cannot fetch the thread of <m1@x>"));
        assertEquals(List.of("MESSAGE bus 1 [m1@x]"), found("s:bus", Grouping.NONE), "what was there stays");
    }

    @Test
    void fetchingCanBeCancelled() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        server.createContext("/slow/", exchange -> {
            asked.countDown();
            try {
                stuck.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        AtomicReference<String> phase = new AtomicReference<>();
        ImportReport report = library.add(MailOrigin.parse(lore().replace("/bus/", "/slow/") + "m1@x/"),
                Optional.empty(), new ImportWatcher() {
                    @Override
                    public void phase(String what) {
                        phase.set(what);
                    }

                    @Override
                    public void progress(ImportProgress progress) {
                        throw new AssertionError("nothing was imported");
                    }

                    @Override
                    public boolean cancelled() {
                        return asked.getCount() == 0;
                    }
                });
        assertTrue(report.cancelled());
        assertEquals("Fetching the thread of <m1@x>", phase.get());
        assertEquals(List.of(), library.sources());
    }

    @Test
    void whoListensHearsOfNewMailAndCanSearchMeanwhile() throws Exception {
        List<String> mails = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            mails.add(mail("m" + i + "@x", "number", ""));
        }
        Path box = Files.writeString(root.resolve("a.mbox"), String.join("", mails));
        AtomicInteger changes = new AtomicInteger();
        List<Boolean> importing = new ArrayList<>();
        AutoCloseable listening = library.onChange(() -> {
            changes.incrementAndGet();
            importing.add(library.isImporting());
        });
        add(box.toString());
        assertTrue(changes.get() >= 1);
        assertTrue(importing.getFirst());
        assertFalse(library.isImporting());
        listening.close();
        int before = changes.get();
        library.update(ImportWatcher.NONE);
        assertEquals(before, changes.get());
        try (MailLibrary second = MailLibrary.open(library.places()); ArchiveView view = second.view()) {
            assertEquals(9, view.count("number"));
        }
    }

    @Test
    void seriesGatherTheirVersionsAndTheAnswers() throws Exception {
        String diff = "\n---\ndiff --git a/a.c b/a.c\nindex 1111111..2222222 100644\n--- a/a.c\n+++ b/a.c\n"
                + "@@ -1 +1 @@\n-a\n+b\n-- \n2\n\n";
        Path box = Files.writeString(root.resolve("a.mbox"), mail("m1@x", "[PATCH] bus: map it", "").strip() + diff
                + mail("m2@x", "Re: [PATCH] bus: map it", "m1@x")
                + mail("m3@x", "[PATCH v2] bus: map it", "").strip() + diff + mail("m4@x", "map of the bus", ""));
        add(box.toString());
        assertEquals(List.of("SERIES bus: map it 2 [m1@x, m2@x, m3@x]", "THREAD map of the bus 1 [m4@x]"),
                found("map", Grouping.SERIES));
        assertEquals(List.of("THREAD [PATCH] bus: map it 2 [m1@x, m2@x]", "THREAD [PATCH v2] bus: map it 1 [m3@x]",
                "THREAD map of the bus 1 [m4@x]"), found("map", Grouping.THREAD));
        try (ArchiveView view = library.view()) {
            SearchMail.Result none = SearchMail.run(view, new SearchMail.Request("mapp", 5, SearchOrder.RELEVANCE,
                    Grouping.SERIES, true));
            assertEquals(0, none.total());
            assertTrue(none.nothing().orElseThrow().suggestions().stream().anyMatch(s -> s.query().equals("map")));
        }
    }
}
