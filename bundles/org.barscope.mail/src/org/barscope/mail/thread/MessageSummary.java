// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.thread;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barscope.mail.parse.Address;
import org.barscope.mail.parse.PatchSubject;
import org.barscope.mail.parse.Trailer;
import org.barscope.mail.source.Location;

/**
 * What is known of a message without reading it again.
 *
 * @param key       unique in an archive: the Message-ID, or with a suffix where two different messages share one
 * @param messageId without angle brackets
 * @param parents   ids of the messages it answers, the nearest last
 * @param from      the sender
 * @param subject   decoded, as written
 * @param date      when it was written, as far as known
 * @param received  when the list's archive took it, by its newest Received line
 * @param imported  when the import began that brought it here; messages made visible together have the same
 * @param lists     List-Ids of all copies
 * @param kinds     what it is
 * @param changeId  the change-id of b4, empty when there is none
 * @param patchId   the stable patch-id, empty when there is no diff
 * @param trailers  the sender's own trailers that name people
 * @param size      bytes of the raw message
 * @param locations every place it was found in, the first is read from
 */
public record MessageSummary(String key, String messageId, List<String> parents, Address from, String subject,
        Optional<Instant> date, Instant received, Instant imported, List<String> lists, Set<MessageKind> kinds,
        String changeId, String patchId, List<Trailer> trailers, long size, List<Location> locations) {

    /** Copies the collections. */
    public MessageSummary {
        parents = List.copyOf(parents);
        lists = List.copyOf(lists);
        kinds = Set.copyOf(kinds);
        trailers = List.copyOf(trailers);
        locations = List.copyOf(locations);
    }

    /** The same message, first imported at another time. */
    public MessageSummary importedAt(Instant time) {
        return new MessageSummary(key, messageId, parents, from, subject, date, received, time, lists, kinds, changeId,
                patchId, trailers, size, locations);
    }

    /** What the subject says about a patch. Computed at each call. */
    public PatchSubject patch() {
        return PatchSubject.parse(subject);
    }

    /** The message this one answers directly. */
    public Optional<String> parent() {
        return parents.isEmpty() ? Optional.empty() : Optional.of(parents.getLast());
    }

    /** Whether it is of that kind. */
    public boolean is(MessageKind kind) {
        return kinds.contains(kind);
    }

    /** The time to sort by: the date, or when the archive took it where the date is unknown. */
    public Instant time() {
        return date.orElse(received);
    }

    /** The kinds as a set that iterates in the order of the enum. */
    public EnumSet<MessageKind> orderedKinds() {
        return kinds.isEmpty() ? EnumSet.noneOf(MessageKind.class) : EnumSet.copyOf(kinds);
    }
}
