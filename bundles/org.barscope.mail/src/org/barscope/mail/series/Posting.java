// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.series;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.barscope.mail.parse.PatchSubject;
import org.barscope.mail.parse.Trailer;
import org.barscope.mail.thread.MessageSummary;

/**
 * The mails of one posting, as they were found, before they are compared with other postings.
 *
 * @param cover         the cover letter, when known
 * @param patches       the patches, in any order; when there is no cover at least one
 * @param answers       trailers given in answers, by the Message-ID of the patch or cover they answer
 */
public record Posting(Optional<MessageSummary> cover, List<MessageSummary> patches, Map<String,
        List<Trailer>> answers) {

    /** Copies the collections; refuses an empty posting. */
    public Posting {
        patches = List.copyOf(patches);
        answers = Map.copyOf(answers);
        if (cover.isEmpty() && patches.isEmpty()) {
            throw new IllegalArgumentException("a posting has a cover letter or a patch");
        }
    }

    /** The mail that stands for the posting: the cover letter, or the patch with the lowest number. */
    public MessageSummary head() {
        return cover.orElseGet(() -> patches.stream()
                .min(Comparator.comparingInt((MessageSummary m) -> m.patch().index())
                        .thenComparing(MessageSummary::time).thenComparing(MessageSummary::key)).orElseThrow());
    }

    /** The time to order postings by. */
    Instant posted() {
        return head().time();
    }

    String label() {
        return head().patch().versionLabel();
    }

    int total() {
        return Math.max(head().patch().total(), Math.max(1, patches.isEmpty() ? 0 : patches.getFirst().patch()
                .total()));
    }

    Set<String> titles() {
        Set<String> titles = new TreeSet<>();
        patches.forEach(p -> titles.add(p.patch().key()));
        return titles;
    }

    /** Whether both are versions of one series: the same change-id, or the same author and the same titles by half. */
    public boolean belongsWith(Posting other) {
        String change = changeId();
        if (!change.isEmpty() && change.equals(other.changeId())) {
            return true;
        }
        if (!head().from().isSamePerson(other.head().from())) {
            return false;
        }
        PatchSubject mine = head().patch();
        PatchSubject theirs = other.head().patch();
        if (mine.key().equals(theirs.key()) && mine.isCover() == theirs.isCover()) {
            return true;
        }
        Set<String> common = titles();
        common.retainAll(other.titles());
        int least = Math.min(titles().size(), other.titles().size());
        return least > 1 && common.size() * 2 >= least || least == 1 && common.size() == 1;
    }

    private String changeId() {
        return cover.map(MessageSummary::changeId).filter(id -> !id.isEmpty())
                .or(() -> patches.stream().map(MessageSummary::changeId).filter(id -> !id.isEmpty()).findFirst())
                .orElse("");
    }
}
