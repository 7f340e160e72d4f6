// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.mail.index.SearchHit;
import org.barscope.mail.series.PatchSeries;
import org.barscope.mail.series.SeriesVersion;
import org.barscope.mail.thread.MessageSummary;

/** Puts hits into groups, one pass; every thread and series is looked up once. */
final class HitGroups {

    private final ArchiveView view;
    private final Grouping grouping;
    private final int limit;
    private final List<MailGroup> groups = new ArrayList<>();
    private final List<List<SearchHit>> hits = new ArrayList<>();
    /** By Message-ID: the group a message belongs to, whether it is a hit or not. */
    private final Map<String, Integer> groupOf = new HashMap<>();

    HitGroups(ArchiveView view, Grouping grouping, int limit) {
        this.view = view;
        this.grouping = grouping;
        this.limit = limit;
    }

    List<MailGroup> of(List<SearchHit> found) throws MailException {
        for (SearchHit hit : found) {
            Optional<Integer> known = known(hit.message());
            if (known.isPresent()) {
                hits.get(known.get()).add(hit);
            } else if (groups.size() < limit) {
                open(hit);
            }
        }
        List<MailGroup> filled = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            MailGroup group = groups.get(i);
            filled.add(new MailGroup(group.kind(), group.title(), group.head(), group.messages(), hits.get(i),
                    group.series()));
        }
        return filled;
    }

    private Optional<Integer> known(MessageSummary message) {
        if (grouping == Grouping.NONE) {
            return Optional.empty();
        }
        Integer direct = groupOf.get(message.messageId());
        if (direct != null || grouping == Grouping.THREAD) {
            return Optional.ofNullable(direct);
        }
        // An answer belongs to the series of the nearest patch above it.
        return message.parents().reversed().stream().map(groupOf::get).filter(group -> group != null).findFirst();
    }

    private void open(SearchHit hit) throws MailException {
        MessageSummary message = hit.message();
        Optional<PatchSeries> series = grouping == Grouping.SERIES
                ? view.series(message.messageId()) : Optional.empty();
        if (series.isPresent()) {
            add(series(series.get()), hit);
        } else if (grouping == Grouping.NONE) {
            add(new MailGroup(MailGroup.Kind.MESSAGE, message.subject(), message, 1, List.of(), Optional.empty()), hit);
        } else {
            List<MessageSummary> members = view.thread(message.messageId()).messages();
            members.forEach(member -> groupOf.putIfAbsent(member.messageId(), groups.size()));
            MessageSummary head = members.isEmpty() ? message : members.getFirst();
            add(new MailGroup(MailGroup.Kind.THREAD, head.subject(), head, Math.max(1, members.size()), List.of(),
                    Optional.empty()), hit);
        }
    }

    private void add(MailGroup group, SearchHit first) {
        if (grouping != Grouping.NONE) {
            groupOf.putIfAbsent(first.message().messageId(), groups.size());
        }
        groups.add(group);
        hits.add(new ArrayList<>(List.of(first)));
    }

    private MailGroup series(PatchSeries series) {
        int mails = 0;
        for (SeriesVersion version : series.versions()) {
            List<MessageSummary> posted = new ArrayList<>(version.cover().stream().toList());
            version.patches().forEach(patch -> posted.add(patch.message()));
            posted.forEach(mail -> groupOf.putIfAbsent(mail.messageId(), groups.size()));
            mails += posted.size();
        }
        SeriesVersion newest = series.newest();
        MessageSummary head = newest.cover().orElseGet(() -> newest.patches().getFirst().message());
        return new MailGroup(MailGroup.Kind.SERIES, series.title(), head, mails, List.of(), Optional.of(series));
    }
}
