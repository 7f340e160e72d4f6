// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.barscope.mail.parse.PatchSubject;
import org.barscope.mail.parse.Trailer;
import org.barscope.mail.thread.MessageSummary;

/** Compares the postings of a series with each other. */
public final class SeriesBuilder {

    private SeriesBuilder() {
    }

    /**
     * Puts postings in order and says of each patch what became of it.
     *
     * @param postings versions of the same series, at least one, in any order
     */
    public static PatchSeries build(List<Posting> postings) {
        List<Posting> sorted = postings.stream().sorted(Comparator.comparing(Posting::posted)).toList();
        List<SeriesVersion> versions = new ArrayList<>();
        Map<String, MessageSummary> before = Map.of();
        String newest = sorted.getLast().label();
        for (Posting posting : sorted) {
            Map<String, MessageSummary> now = new LinkedHashMap<>();
            posting.patches().forEach(p -> now.put(p.patch().key(), p));
            boolean obsolete = posting != sorted.getLast() && !posting.label().equals(newest);
            versions.add(version(posting, before, now, versions.isEmpty(), obsolete));
            before = now;
        }
        MessageSummary head = sorted.getLast().head();
        return new PatchSeries(head.patch().title(), head.from(), versions);
    }

    private static SeriesVersion version(Posting posting, Map<String, MessageSummary> before,
            Map<String, MessageSummary> now, boolean first, boolean obsolete) {
        List<SeriesPatch> patches = new ArrayList<>();
        for (MessageSummary message : posting.patches()) {
            PatchSubject subject = message.patch();
            MessageSummary older = before.get(subject.key());
            PatchState state = older == null ? PatchState.NEW
                    : !older.patchId().isEmpty() && older.patchId().equals(message.patchId()) ? PatchState.SAME
                    : PatchState.CHANGED;
            Set<Trailer> trailers = new LinkedHashSet<>(message.trailers());
            trailers.addAll(posting.answers().getOrDefault(message.messageId(), List.of()));
            patches.add(new SeriesPatch(Math.max(1, subject.index()), subject.title(), message, state,
                    List.copyOf(trailers)));
        }
        patches.sort(Comparator.comparingInt(SeriesPatch::index).thenComparing(p -> p.message().time()));
        List<String> dropped = first ? List.of() : before.entrySet().stream().filter(e -> !now.containsKey(e.getKey()))
                .map(e -> e.getValue().patch().title()).toList();
        List<Trailer> cover = posting.cover().map(c -> posting.answers().getOrDefault(c.messageId(), List.of()))
                .orElse(List.of());
        return new SeriesVersion(posting.label(), posting.posted(), posting.cover(), posting.total(), patches, dropped,
                cover, obsolete);
    }
}
