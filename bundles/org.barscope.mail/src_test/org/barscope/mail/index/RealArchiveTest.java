// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barscope.mail.parse.Attachment;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.series.PatchSeries;
import org.barscope.mail.series.SeriesVersion;
import org.barscope.mail.thread.MailThread;
import org.barscope.mail.thread.MessageSummary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over 5,000 real messages, where they are at hand. */
class RealArchiveTest {

    private static final String SEED = "20260505085058.74c34290@shazbot.org";
    private static final String TITLE = "vfio/pci: Add mmap() for DMABUFs";

    @TempDir
    static Path root;
    private static MailArchive archive;
    private static ArchiveView view;
    private static ImportReport report;
    private static Path mail;

    @BeforeAll
    static void fill() throws MailException {
        Optional<Path> directory = RealMail.directory();
        assumeTrue(directory.isPresent(), "the real mail is not here");
        mail = directory.get();
        archive = MailArchive.open(root.resolve("index"));
        report = archive.importFrom(mail.resolve("linaro-mm-sig"), Optional.empty(), ImportMonitor.NONE);
        view = archive.view();
    }

    @AfterAll
    static void close() {
        if (archive != null) {
            view.close();
            archive.close();
        }
    }

    @Test
    void accountsForEveryMessage() throws MailException {
        assertEquals(5000, report.added() + report.duplicates() + report.unreadable());
        assertEquals(0, report.unreadable());
        assertEquals(report.added(), view.size());
        assertEquals(0, archive.update(ImportMonitor.NONE).added());
    }

    @Test
    void showsTheFirstMessageInItsPlace() throws MailException {
        MailThread thread = view.thread(SEED);
        assertEquals(1, thread.roots().size());
        assertTrue(thread.roots().getFirst().message().orElseThrow().subject().endsWith("[PATCH 0/9] " + TITLE));
        assertEquals("20260505104911.GB11063@unreal", thread.parentOf(SEED).orElseThrow().messageId());
        assertTrue(thread.messages().size() >= 50);
    }

    @Test
    void listsTheVersionsOfItsSeries() throws MailException {
        PatchSeries series = view.series(SEED).orElseThrow();
        assertEquals(TITLE, series.title());
        assertEquals(List.of("RFC", "RFC v2", "v1", "v2", "v3", "v4"), series.versions().stream()
                .map(SeriesVersion::label).toList());
        assertEquals(List.of(7, 10, 9, 9, 9, 10), series.versions().stream().map(v -> v.patches().size()).toList());
        assertTrue(series.versions().stream().allMatch(v -> v.isComplete() && v.cover().isPresent()));
        assertEquals(List.of(true, true, true, true, true, false), series.versions().stream()
                .map(SeriesVersion::obsolete).toList());
    }

    @Test
    void reportsTheFileWithoutLineBreaks() throws Exception {
        try (MailArchive other = MailArchive.open(root.resolve("seed"))) {
            assertEquals(1, other.importFrom(mail.resolve("seed-message.txt"), Optional.empty(),
                    ImportMonitor.NONE).unreadable());
            assertTrue(other.unreadable().getFirst().reason().contains("line breaks"));
        }
    }

    @Test
    void theMboxHoldsCopiesOfTheSameMessages() throws Exception {
        try (MailArchive other = MailArchive.open(root.resolve("both"))) {
            ImportReport box = other.importFrom(mail.resolve("vfio-dmabuf-mmap-series.mbox"), Optional.empty(),
                    ImportMonitor.NONE);
            assertEquals(210, box.added() + box.duplicates() + box.unreadable());
            assertEquals(0, box.unreadable());
            try (ArchiveView boxed = other.view()) {
                for (MessageSummary summary : boxed.thread(SEED).messages()) {
                    assertTrue(view.find(summary.messageId()).isPresent());
                }
            }
        }
    }

    /** Identifiers drawn at random from the text are found wherever they literally stand, whole, and by any piece. */
    @Test
    void findsEveryIdentifier() throws Exception {
        List<String> keys = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        Set<String> identifiers = new HashSet<>();
        Pattern pattern = Pattern.compile("[A-Za-z0-9]+(?:_[A-Za-z0-9]+){1,6}");
        for (SearchHit hit : view.search("", SearchOptions.DEFAULT.withLimit(10_000)).hits()) {
            MailMessage message = archive.message(hit.message());
            StringBuilder text = new StringBuilder(message.subject()).append('\n').append(message.text());
            message.attachments().stream().map(Attachment::text).forEach(t -> text.append('\n').append(t));
            keys.add(hit.message().key());
            texts.add(text.toString().toLowerCase(Locale.ROOT));
            Matcher matcher = pattern.matcher(message.text());
            while (keys.size() % 10 == 0 && matcher.find()) {
                identifiers.add(matcher.group().toLowerCase(Locale.ROOT));
            }
        }
        List<String> sorted = new ArrayList<>(new TreeSet<>(identifiers));
        Random random = new Random(11);
        List<String> asked = new ArrayList<>(List.of("vfio_pci", "begin_cpu_access", "ttm_bo.c", "dma-buf.c",
                "drm/ttm"));
        for (int i = 0; i < 12; i++) {
            asked.add(sorted.get(random.nextInt(sorted.size())));
        }
        for (String identifier : asked) {
            assertEquals(truth(keys, texts, identifier), found("bs:*" + identifier + "*"), "*" + identifier + "*");
            String piece = identifier.substring(1, Math.max(4, identifier.length() - 1));
            if (Character.isLetterOrDigit(piece.charAt(piece.length() - 1))) {
                assertEquals(truth(keys, texts, piece), found("bs:*" + piece + "*"), "*" + piece + "*");
            }
            Set<String> missed = new TreeSet<>();
            for (int i = 0; i < keys.size(); i++) {
                if (hasWhole(texts.get(i), identifier)) {
                    missed.add(keys.get(i));
                }
            }
            missed.removeAll(found("bs:" + identifier));
            assertEquals(Set.of(), missed, identifier);
        }
    }

    private static boolean hasWhole(String text, String identifier) {
        for (int at = text.indexOf(identifier); at >= 0; at = text.indexOf(identifier, at + 1)) {
            int end = at + identifier.length();
            if ((at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> truth(List<String> keys, List<String> texts, String piece) {
        Set<String> truth = new TreeSet<>();
        for (int i = 0; i < keys.size(); i++) {
            if (texts.get(i).contains(piece)) {
                truth.add(keys.get(i));
            }
        }
        return truth;
    }

    private static Set<String> found(String query) throws Exception {
        Set<String> found = new TreeSet<>();
        view.search(query, SearchOptions.DEFAULT.withLimit(10_000)).hits().forEach(h -> found.add(h.message().key()));
        return found;
    }

    @Test
    void threadsAreTheSameFromEveryMember() throws MailException {
        Map<String, Integer> sizes = new HashMap<>();
        List<MessageSummary> members = view.thread(SEED).messages();
        for (MessageSummary member : members) {
            sizes.put(member.key(), view.thread(member.messageId()).messages().size());
        }
        assertEquals(Set.of(members.size()), new HashSet<>(sizes.values()));
    }
}
