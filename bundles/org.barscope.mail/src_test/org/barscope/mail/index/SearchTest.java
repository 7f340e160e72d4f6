// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.barscope.mail.query.QueryException;
import org.barscope.mail.series.PatchSeries;
import org.barscope.mail.series.PatchState;
import org.barscope.mail.series.SeriesPatch;
import org.barscope.mail.thread.MailThread;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

    @TempDir
    static Path root;
    private static MailArchive archive;
    private static ArchiveView view;

    @BeforeAll
    static void fill() throws Exception {
        List<String> mails = new ArrayList<>(SampleMail.series());
        mails.add(SampleMail.mail("t1", 70, "Christian König <ck@amd.example>", "words to find", "Cc: Zoe <zoe@x>\n",
                "vdev->vfio_pci_core_mmap(vma) in drivers/gpu/drm/ttm/ttm_bo.c:123, see dma-buf.c.\n"
                + "heap->ops->allocate, 0x3b75, CONFIG_PCI_P2PDMA=y, CVE-2026-12345, device 0000:01:00.0\n"
                + "commit 0123456789abcdef0123456789abcdef01234567 (\"x\"), <20260101.quoted-id@host.example>\n"
                + "\n> quoted_only words\n\n-- \nsignature_only\n"));
        mails.add(SampleMail.mail("t2", 71, "b@x", "other", "Content-Type: multipart/mixed; boundary=B\n",
                "--B\nContent-Type: text/plain\n\nmmap near the dmabuf\n--B\n"
                + "Content-Type: application/pdf; name=\"spec_sheet.pdf\"\n\nx\n--B--\n"));
        mails.add(SampleMail.mail("t3", 72, "c@x", "[GIT PULL] things", "", "vfio pci apart, dma buf\n"));
        mails.add(SampleMail.reply("t4", 73, "d@x", "Re: words to find", "t1", "answer SetPageDirty\n"));
        archive = MailArchive.open(root.resolve("index"));
        archive.importFrom(SampleMail.write(root.resolve("a.mbox"), mails), Optional.empty(), ImportMonitor.NONE);
        view = archive.view();
    }

    @AfterAll
    static void close() {
        view.close();
        archive.close();
    }

    private static String ids(String query) throws QueryException, MailException {
        return view.search(query, SearchOptions.DEFAULT.withLimit(100)).hits().stream().map(h -> h.message()
                .messageId())
                .collect(Collectors.toCollection(TreeSet::new)).stream().collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "-", textBlock = """
            vfio_pci_core_mmap                 | t1
            core_mmap                          | t1
            pci_core                           | t1
            vfio                               | t1 t3
            vfio_pci                           | t1 t3
            "vfio pci"                         | t1 t3
            *vfio_pci*                         | t1
            *fio_pci_co*                       | t1
            vfio_pci_c*                        | t1
            pci_core_m*                        | t1
            ci_core_m*                         | -
            *core_mmap                         | t1
            *core_mma                          | -
            vdev->vfio*mmap                    | t1
            *vfio*mmap*                        | t1
            ttm_bo.c                           | t1
            drm/ttm                            | t1
            *drm/ttm*                          | t1
            *gpu/drm/ttm/ttm_bo.c*             | t1
            dma-buf.c                          | t1
            *dma-buf*                          | t1
            dma-buf                            | t1 t3
            ->ops                              | t1
            ->op                               | -
            0x3b75                             | t1
            CONFIG_PCI_P2PDMA                  | t1
            *PCI_P2P*                          | t1
            CVE-2026-12345                     | t1
            0000:01:00.0                       | t1
            0123456789abcdef0123456789abcdef01234567 | t1
            0123456789ab*                      | t1
            20260101.quoted-id@host.example    | t1
            konig                              | t1
            f:König                            | t1
            f:ck@amd.example                   | t1
            *pagedirty*                        | t4
            setpagedirty                       | t4
            q:quoted_only                      | t1
            nq:quoted_only                     | -
            sig:signature_only                 | t1
            nq:signature_only                  | -
            b:signature_only                   | t1
            s:"to find"                        | t1 t4
            c:zoe                              | t1
            t:zoe                              | -
            tc:zoe                             | t1
            n:spec_sheet.pdf                   | t2
            has:attachment                     | t2
            "mmap dmabuf"                      | -
            "mmap dmabuf"~2                    | t2
            mmpa~ dmabuf                       | t2
            /core_m+ap/                         | t1
            /^0x3b[0-9]+$/                     | t1
            /VFIO.*MMAP/                       | t1
            words -answer                      | t1
            words NOT (answer OR nothing)      | t1
            is:pullreq                         | t3
            id:t2                              | t2
            thread:t4                          | t1 t4
            id:t2 OR id:t3                     | t2 t3
            is:reply s:words                   | t4
            dfn:drivers/bus/a.c                | r1 v1
            dfn:a.c                            | r1 v1
            dfn:*bus/a*                        | r1 v1
            dfa:old_thing                      | r1 v1
            dfb:old_thing                      | -
            dfb:new_thing                      | r1 v1
            q:new_thing                        | r1a
            dfctx:context_word dfb:b_best      | w1
            dfhh:some_function b_newer         | v2
            dfpre:1234567 z1                   | o1
            dfpost:89abcde z1                  | o1
            dfpost:1234567 z1                  | -
            dfblob:1234567aaabbbcc z2          | o1
            is:cover                           | r0 v0 w0
            is:rfc                             | r0 r1 r2
            is:reviewed                        | r1 v1
            is:acked                           | v0 v1 v2
            is:obsolete                        | r0 r1 r2 v0 v1 v2
            is:patch -is:obsolete              | o1 w1
            v:2                                | w0 w1
            v:2..                              | w0 w1
            series:v1                          | r0 r1 r2 v0 v1 v2 w0 w1
            series:20260301-frob-1234          | r0 r1 r2 v0 v1 v2 w0 w1
            series:frobnicator                 | r0 v0 w0
            d:20260304..                       | t3 t4
            d:20260303 is:cover                | w0
            d:..20260301 is:root               | r0
            """)
    void finds(String query, String expected) throws QueryException, MailException {
        assertEquals(expected == null ? "" : expected, ids(query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/(/", "/[a/", "/(a{1,500}){1,500}/"})
    void saysWhenAnExpressionIsWrong(String query) {
        assertThrows(QueryException.class, () -> view.count(query));
    }

    @Test
    void findsPatchesByPatchId() throws QueryException, MailException {
        String id = view.find("v1").orElseThrow().patchId();
        assertEquals("r1 v1", ids("patchid:" + id));
        assertEquals("r1 v1", ids("patchid:" + id.substring(0, 12)));
    }

    /** Every piece of every identifier is found in exactly the messages it literally stands in. */
    @Test
    void infixSearchMissesNothing() throws QueryException, MailException {
        List<String> words = List.of("vfio_pci_core_mmap", "drivers/gpu/drm/ttm/ttm_bo.c", "heap->ops->allocate",
                "CONFIG_PCI_P2PDMA",
                "0x3b75", "SetPageDirty", "old_thing", "b_newer", "20260101.quoted-id@host.example");
        List<String> texts = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (SearchHit hit : view.search("", SearchOptions.DEFAULT.withLimit(100)).hits()) {
            var message = archive.message(hit.message());
            texts.add((message.subject() + "\n" + message.text()).toLowerCase(Locale.ROOT));
            ids.add(message.messageId());
        }
        int asked = 0;
        for (String word : words) {
            for (int from = 0; from < word.length(); from += 2) {
                for (int to = from + 3; to <= word.length(); to += 3) {
                    String piece = word.substring(from, to);
                    if (piece.chars().noneMatch(Character::isLetterOrDigit)
                            || ".:-+>#/@~%$".indexOf(piece.charAt(piece.length() - 1)) >= 0) {
                        continue;
                    }
                    TreeSet<String> truth = new TreeSet<>();
                    for (int i = 0; i < ids.size(); i++) {
                        if (texts.get(i).contains(piece.toLowerCase(Locale.ROOT))) {
                            truth.add(ids.get(i));
                        }
                    }
                    TreeSet<String> found = new TreeSet<>(Arrays.asList(ids("bs:*" + piece + "*").split(" ")));
                    assertEquals(truth, found, piece);
                    asked++;
                }
            }
        }
        assertTrue(asked > 200, "asked " + asked);
    }

    @Test
    void linksTheVersionsOfASeries() throws MailException {
        PatchSeries series = view.series("r1a").orElseThrow();
        assertEquals(series, view.series("w1").orElseThrow());
        assertEquals("bus: frobnicator, simplified", series.title());
        assertEquals(List.of("RFC", "v1", "v2"), series.versions().stream().map(v -> v.label()).toList());
        assertEquals(List.of(true, true, false), series.versions().stream().map(v -> v.obsolete()).toList());
        List<SeriesPatch> second = series.versions().get(1).patches();
        assertEquals(List.of(PatchState.SAME, PatchState.CHANGED), second.stream().map(SeriesPatch::state).toList());
        assertEquals(List.of("Reviewed-by"), second.getFirst().trailers().stream().map(t -> t.token()).toList());
        assertEquals(List.of("Reviewed-by"),
                series.versions().getFirst().patches().getFirst().trailers().stream().map(t -> t.token()).toList());
        assertEquals(List.of("Acked-by"), series.versions().get(1).coverTrailers().stream().map(t -> t.token())
                .toList());
        assertEquals(List.of("bus: prepare"), series.newest().dropped());
        assertTrue(series.newest().isComplete());
        assertEquals(1, view.series("o1").orElseThrow().versions().size(), "another author's patch of the same title");
        assertEquals(Optional.empty(), view.series("t1"));
    }

    @Test
    void showsThreads() throws MailException, QueryException {
        MailThread thread = view.thread("<r1a>");
        assertEquals(List.of("r0", "r1", "r1a", "r2"), thread.messages().stream().map(m -> m.messageId()).toList());
        assertEquals("r1", thread.parentOf("r1a").orElseThrow().messageId());
        assertEquals(0, view.thread("nobody@x").roots().size());
        List<ConversationHit> groups = view.conversations("frobnicate OR words", SearchOptions.DEFAULT);
        assertEquals(4, groups.size());
        assertEquals(groups.size(), groups.stream().map(g -> g.root().key()).distinct().count());
    }

    @Test
    void ranksCoverLettersAndRecentMailFirst() throws MailException, QueryException {
        List<String> order = view.search("frobnicator", SearchOptions.DEFAULT).hits().stream().map(h -> h.message()
                .messageId()).toList();
        assertEquals(4, order.size());
        assertEquals("v0a", order.getLast(), "a reply that only repeats the subject comes after the cover letters");
        assertTrue(order.indexOf("v0") < order.indexOf("r0"), "of two letters with one title the newer comes first");
        List<String> newest = view.search("", SearchOptions.DEFAULT.withLimit(2))
                .hits().stream().map(h -> h.message().messageId()).toList();
        assertEquals(List.of("t4", "t3"), newest);
        assertEquals("r0", view.search("frobnicator", SearchOptions.DEFAULT.withOrder(SearchOrder.OLDEST))
                .hits().getFirst().message().messageId());
    }

    @Test
    void countsFacetsThatNarrow() throws MailException, QueryException {
        SearchResult result = view.search("bus", SearchOptions.DEFAULT.withFacets().withLimit(0));
        assertEquals(11, result.total());
        assertEquals(0, result.hits().size());
        for (Facet facet : result.facets()) {
            for (Facet.Value value : facet.values()) {
                assertEquals(value.count(), view.count("bus " + value.query()), value.toString());
            }
        }
        assertEquals(List.of("patch", "cover", "reply", "rfc"), result.facets().get(3).values()
                .stream().map(Facet.Value::label).toList());
        assertEquals(List.of("reviewed", "acked", "obsolete"), result.facets().get(4).values()
                .stream().map(Facet.Value::label).toList());
    }

    @Test
    void marksWhatWasFound() throws MailException, QueryException {
        SearchHit hit = view.search("vfio_pci_core_mmap *drm/ttm*", SearchOptions.DEFAULT.withSnippets(3))
                .hits().getFirst();
        Snippet best = hit.snippets().getFirst();
        List<String> marked = best.marks().stream().map(m -> best.text().substring(m.start(), m.end())).toList();
        assertEquals(List.of("vfio_pci_core_mmap", "drm/ttm"), marked);
        assertEquals(0, best.line());
    }

    @Test
    void explainsWhatFindsNothing() throws MailException, QueryException {
        QueryExplanation missing = view.explain("dmabuf s:core_mma");
        assertEquals(0, missing.total());
        assertEquals(List.of(1L, 0L), missing.clauses().stream().map(QueryExplanation.Clause::alone).toList());
        assertTrue(missing.advice().orElseThrow().startsWith("No message has \"core_mma\" in the subject."));
        assertTrue(view.explain("d:..20010101").advice().orElseThrow()
                .startsWith("No message fits this: the date is "));
        assertTrue(view.explain("ore_mma").advice().orElseThrow().contains("try *ore_mma*"));
        assertTrue(view.explain("s:vfio_pci_core_mmap").advice().orElseThrow().contains("leave out the prefix"));
        assertTrue(view.explain("mmap is:pullreq").advice().orElseThrow().contains("not all in one message"));
        assertEquals(Optional.empty(), view.explain("mmap").advice());
    }

    @Test
    void offersWhatMayHaveBeenMeant() throws MailException, QueryException {
        assertEquals(List.of("frobnicator is:patch", "frobnicate is:patch"), queries("frobnicater is:patch"));
        assertEquals(List.of("vdev->vfio_pci_core_mmap"), queries("vdev->vfio_pci_coer_mmap"));
        assertEquals(List.of("mmap \"quoted_only words\""), queries("mmap s:\"quoted_only words\""));
        assertEquals("No message has \"etPageDirt\" in anything. As a part of longer words it is in 1: try "
                + "*etPageDirt*.", view.explain("etPageDirt").advice().orElseThrow());
        assertEquals(List.of(), queries("mmap"));
    }

    private static List<String> queries(String query) throws MailException, QueryException {
        return view.explain(query).suggestions().stream().map(QueryExplanation.Suggestion::query).toList();
    }

    @Test
    void completes() throws MailException {
        assertEquals(List.of("is:patch", "is:pullreq"), view.complete("mmap is:p", 10));
        assertTrue(view.complete("df", 20).containsAll(List.of("dfn:", "dfa:", "dfb:")));
        assertTrue(view.complete("dfn:drivers/b", 5).contains("dfn:drivers/bus/a.c"));
        assertTrue(view.complete("-f:ad", 5).contains("-f:ada@x.example"));
        assertTrue(view.complete("vfio_pci_c", 5).isEmpty() || view.complete("vfio_pci_c",
                5).getFirst().startsWith("vfio_pci_c"));
    }

    @Test
    void countsNewHitsOfASavedSearch() throws MailException, QueryException {
        assertEquals(11, view.countSince("bus", Instant.EPOCH));
        assertEquals(0, view.countSince("bus", view.newestImport().orElseThrow()));
    }

    @Test
    void saysWhatItHolds() throws MailException {
        ArchiveStats stats = view.stats();
        assertEquals(15, stats.messages());
        assertEquals(6, stats.patches());
        assertEquals(3, stats.covers());
        assertEquals(0, stats.unreadable());
        assertTrue(stats.indexBytes() > 0);
        assertEquals(SampleMail.START.plusSeconds(3600), stats.oldest().orElseThrow());
    }
}
