// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedSearchesTest {

    @TempDir
    Path root;
    private SavedSearches searches;

    @BeforeEach
    void open() {
        searches = new SavedSearches(root.resolve("home/searches"));
    }

    private List<String> names() throws MailException {
        return searches.list().stream().map(SavedSearches.SavedSearch::name).toList();
    }

    @Test
    void keepsWhatWasSaved() throws MailException {
        assertEquals(List.of(), searches.list());
        searches.save("mmap", "vfio_pci_core_mmap\tis:patch");
        searches.save("mine", "f:ada");
        assertEquals(List.of("mmap", "mine"), names());
        assertEquals("vfio_pci_core_mmap is:patch", searches.list().getFirst().query());
        searches.rename("mmap", "maps");
        searches.save("maps", "s:other");
        assertEquals("s:other", searches.list().getFirst().query());
        searches.remove("mine");
        searches.remove("never there");
        assertEquals(List.of("maps"), names());
    }

    @Test
    void refusesWhatMakesNoSense() throws MailException {
        searches.save("a", "x");
        searches.save("b", "x");
        assertEquals("A saved search needs a name.",
                assertThrows(MailException.class, () -> searches.save(" \n", "x")).getMessage());
        assertEquals("A search cannot be called \"b\": there is one of that name.",
                assertThrows(MailException.class, () -> searches.rename("a", "b")).getMessage());
        assertEquals("There is no saved search called \"none\".",
                assertThrows(MailException.class, () -> searches.rename("none", "c")).getMessage());
    }

    @Test
    void severalWritersLoseNothing() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<Object>> all = IntStream.range(0, 40).mapToObj(i -> pool.<Object>submit(() -> {
                new SavedSearches(root.resolve("home/searches")).save("s" + i, "q" + i);
                return null;
            })).toList();
            for (Future<Object> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
        assertEquals(40, searches.list().size());
    }

    @Test
    void tellsOfNewHits() throws Exception {
        Path box = root.resolve("a.mbox");
        append(box, 1);
        try (MailLibrary library = MailLibrary.open(new MailPlaces(root.resolve("library")))) {
            library.add(new MailOrigin.Files(box), Optional.empty(), ImportWatcher.NONE);
            SavedSearches saved = library.searches();
            saved.save("all", "number");
            saved.save("first", "number AND 1");
            saved.save("broken", "d:nonsense");
            try (ArchiveView view = library.view()) {
                assertEquals(Map.of("all", 1L, "first", 1L), saved.news(view));
                saved.looked("all", view);
                assertEquals(Map.of("all", 0L, "first", 1L), saved.news(view));
                append(box, 2);
                library.update(ImportWatcher.NONE);
                assertEquals(0L, saved.news(view).get("all"), "a view does not change");
                saved.looked("first", view);
            }
            try (ArchiveView view = library.view()) {
                assertEquals(Map.of("all", 1L, "first", 0L), saved.news(view));
            }
        }
    }

    private static void append(Path box, int number) throws IOException {
        String before = Files.exists(box) ? Files.readString(box) : "";
        Files.writeString(box, before + "From a@x Thu Jan  1 00:00:00 2026\nFrom: a@x\nSubject: number " + number
                + "\nMessage-ID: <m" + number + "@x>\n\ntext\n\n");
    }
}
