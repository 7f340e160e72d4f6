// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barscope.mail.parse.PatchSubject;
import org.barscope.mail.parse.Trailer;
import org.barscope.mail.series.PatchSeries;
import org.barscope.mail.series.Posting;
import org.barscope.mail.series.SeriesBuilder;
import org.barscope.mail.thread.MessageKind;
import org.barscope.mail.thread.MessageSummary;

/** Finds the postings that are versions of one series. */
final class SeriesFinder {

    /** A title such as "fix build" is everybody's; beyond this many mails under one title no series is looked for. */
    private static final int MOST_OF_ONE_TITLE = 200;

    private final IndexLookup lookup;

    SeriesFinder(IndexLookup lookup) {
        this.lookup = lookup;
    }

    /** The series a message belongs to: as patch, as cover letter, or as an answer to one of them. */
    Optional<PatchSeries> series(MessageSummary message) throws IOException {
        Optional<MessageSummary> patch = patch(message);
        if (patch.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(SeriesBuilder.build(postings(posting(patch.get()))));
    }

    /** The patch or cover letter a message is or answers, the nearest one. */
    private Optional<MessageSummary> patch(MessageSummary message) throws IOException {
        if (sent(message)) {
            return Optional.of(message);
        }
        for (String id : message.parents().reversed()) {
            for (MessageSummary ancestor : lookup.summaries(Fields.MID, id)) {
                if (sent(ancestor)) {
                    return Optional.of(ancestor);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean sent(MessageSummary message) {
        return message.is(MessageKind.PATCH) || message.is(MessageKind.COVER);
    }

    private static boolean sameRound(PatchSubject one, PatchSubject other) {
        return one.version() == other.version() && one.total() == other.total() && one.isRfc() == other.isRfc();
    }

    /** All mails of the posting a patch or cover letter is part of. */
    private Posting posting(MessageSummary member) throws IOException {
        MessageSummary head = head(member);
        PatchSubject round = head.patch();
        Map<String, MessageSummary> patches = new LinkedHashMap<>();
        if (!head.is(MessageKind.COVER)) {
            patches.put(head.key(), head);
        }
        if (round.total() > 1 || head.is(MessageKind.COVER)) {
            for (MessageSummary answer : lookup.summaries(Fields.REFERENCE, head.messageId())) {
                if (answer.is(MessageKind.PATCH) && sameRound(answer.patch(), round)) {
                    patches.putIfAbsent(answer.key(), answer);
                }
            }
        }
        Map<String, List<Trailer>> answers = new HashMap<>();
        for (MessageSummary patch : patches.values()) {
            answers.put(patch.messageId(), given(patch));
        }
        boolean cover = head.is(MessageKind.COVER);
        if (cover) {
            answers.put(head.messageId(), given(head));
        }
        return new Posting(cover ? Optional.of(head) : Optional.empty(), List.copyOf(patches.values()), answers);
    }

    /** The cover letter, or else the first patch, which the others answer; or the patch itself. */
    private MessageSummary head(MessageSummary member) throws IOException {
        if (member.is(MessageKind.COVER) || member.patch().total() < 1) {
            return member;
        }
        MessageSummary first = member;
        for (String id : member.parents().reversed()) {
            for (MessageSummary ancestor : lookup.summaries(Fields.MID, id)) {
                if (sent(ancestor) && sameRound(ancestor.patch(), member.patch())) {
                    if (ancestor.is(MessageKind.COVER)) {
                        return ancestor;
                    }
                    first = ancestor.patch().index() < first.patch().index() ? ancestor : first;
                }
            }
        }
        return first;
    }

    /** The trailers given in direct answers, by their senders. */
    private List<Trailer> given(MessageSummary patch) throws IOException {
        List<Trailer> given = new ArrayList<>();
        for (MessageSummary answer : lookup.summaries(Fields.PARENT, patch.messageId())) {
            if (answer.is(MessageKind.REPLY)) {
                answer.trailers().stream().filter(t -> !t.is("Signed-off-by")
                        && !given.contains(t)).forEach(given::add);
            }
        }
        return given;
    }

    private List<Posting> postings(Posting start) throws IOException {
        Map<String, Posting> known = new LinkedHashMap<>();
        known.put(start.head().key(), start);
        List<Posting> todo = new ArrayList<>(List.of(start));
        while (!todo.isEmpty()) {
            Posting next = todo.removeLast();
            for (MessageSummary candidate : candidates(next)) {
                if (covered(known, candidate)) {
                    continue;
                }
                Posting posting = posting(candidate);
                if (!known.containsKey(posting.head().key()) && posting.belongsWith(next)) {
                    known.put(posting.head().key(), posting);
                    todo.add(posting);
                }
            }
        }
        return new ArrayList<>(known.values());
    }

    private static boolean covered(Map<String, Posting> known, MessageSummary candidate) {
        return known.values().stream().anyMatch(p -> p.head().key().equals(candidate.key())
                || p.patches().stream().anyMatch(m -> m.key().equals(candidate.key())));
    }

    /** Mails that may belong to another version: of the same change-id, or the same title. */
    private List<MessageSummary> candidates(Posting posting) throws IOException {
        List<MessageSummary> found = new ArrayList<>();
        List<MessageSummary> mails = new ArrayList<>(posting.patches());
        posting.cover().ifPresent(mails::addFirst);
        for (MessageSummary mail : mails) {
            if (!mail.changeId().isEmpty()) {
                found.addAll(lookup.summaries(Fields.CHANGE, mail.changeId()));
            }
            String title = mail.patch().key();
            List<MessageSummary> namesakes = title.isEmpty() ? List.of() : lookup.summaries(Fields.TITLE, title);
            if (namesakes.size() <= MOST_OF_ONE_TITLE) {
                found.addAll(namesakes);
            }
        }
        return found;
    }
}
