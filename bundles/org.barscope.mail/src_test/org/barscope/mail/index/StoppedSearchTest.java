// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search whose answer nobody waits for any more does not go on. */
class StoppedSearchTest {

    private static final int MESSAGES = 3_000;

    @TempDir
    Path root;
    private MailArchive archive;

    @BeforeEach
    void fill() throws Exception {
        List<String> mails = IntStream.range(0, MESSAGES).mapToObj(i -> SampleMail.mail("m" + i, i, "a@x",
                "number " + i, "", "some text\n")).toList();
        archive = MailArchive.open(root.resolve("index"));
        archive.importFrom(SampleMail.write(root.resolve("a.mbox"), mails), Optional.empty(), ImportMonitor.NONE);
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private int askedUntilStoppedAt(int limit) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (ArchiveView view = archive.view()) {
            view.stopWhen(() -> asked.incrementAndGet() >= limit);
            assertThrows(CancellationException.class, () -> view.search("number",
                    SearchOptions.DEFAULT.withLimit(MESSAGES).withFacets()));
        }
        return asked.get();
    }

    @Test
    void endsWithinAFewStepsWhereverItIs() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (ArchiveView view = archive.view()) {
            view.stopWhen(() -> asked.incrementAndGet() < 0);
            SearchResult whole = view.search("number", SearchOptions.DEFAULT.withLimit(MESSAGES).withFacets());
            assertEquals(MESSAGES, whole.total());
            assertEquals(MESSAGES, whole.hits().size());
        }
        int steps = asked.get();
        assertTrue(steps > MESSAGES, "asked " + steps + " times: each hit is a step");
        for (int limit : List.of(1, 2, 4, 100, steps - 1)) {
            int more = askedUntilStoppedAt(limit) - limit;
            assertTrue(more <= 3, "stopped at " + limit + " of " + steps + " but asked " + more + " times more");
        }
    }

    @Test
    void neverGivesAPartForTheWhole() throws Exception {
        for (int limit = 1; limit < 12; limit++) {
            AtomicInteger asked = new AtomicInteger();
            int last = limit;
            try (ArchiveView view = archive.view()) {
                view.stopWhen(() -> asked.incrementAndGet() >= last);
                assertEquals(MESSAGES, view.count("number OR text"));
            } catch (CancellationException e) {
                assertTrue(asked.get() >= limit, "stopped before it was told to");
            }
        }
    }
}
