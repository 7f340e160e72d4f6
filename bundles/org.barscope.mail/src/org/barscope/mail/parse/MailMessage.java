// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message, read as far as it can be read.
 *
 * @param messageId   without angle brackets; made of a hash of the content, ending in {@code @without-id}, when the
 *                    message has none
 * @param parents     ids of the messages it answers, the nearest last: References, then In-Reply-To
 * @param from        the first sender; an address with two empty parts when there is none
 * @param to          in order
 * @param cc          in order
 * @param subject     decoded, as written
 * @param date        when it was written: the Date field, else the newest Received, else empty
 * @param received    when the archive took it: the newest Received, else the Date, else the epoch
 * @param lists       the List-Ids, lower case, without angle brackets
 * @param headers     all header fields in order
 * @param text        the readable text, lines ended by newline
 * @param segments    the text told apart; together they are exactly {@code text}
 * @param attachments in order
 * @param size        length of the raw message in bytes
 * @param defects     what was wrong and worked around, one sentence each; empty for a clean message
 */
public record MailMessage(String messageId, List<String> parents, Address from, List<Address> to, List<Address> cc,
        String subject, Optional<Instant> date, Instant received, List<String> lists, List<Header> headers, String text,
        List<Segment> segments, List<Attachment> attachments, long size, List<String> defects) {

    /** Copies the lists. */
    public MailMessage {
        parents = List.copyOf(parents);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        lists = List.copyOf(lists);
        headers = List.copyOf(headers);
        segments = List.copyOf(segments);
        attachments = List.copyOf(attachments);
        defects = List.copyOf(defects);
    }

    /** What the subject says about a patch. */
    public PatchSubject patch() {
        return PatchSubject.parse(subject);
    }

    /** The message this one answers directly. */
    public Optional<String> parent() {
        return parents.isEmpty() ? Optional.empty() : Optional.of(parents.getLast());
    }

    /** The trailers the sender wrote himself; quoted ones are not among them. */
    public List<Trailer> trailers() {
        return segments.stream().filter(s -> s.kind() == SegmentKind.TRAILERS).flatMap(s -> s.text().lines())
                .flatMap(line -> Trailer.parse(line).stream()).toList();
    }

    /** The diffs in the text and in text attachments, in order. Computed at each call. */
    public List<FileDiff> diffs() {
        return Stream.concat(Stream.of(text), attachments.stream().map(Attachment::text))
                .flatMap(t -> DiffParser.parse(t).stream()).toList();
    }

    /** The id {@code git patch-id --stable} gives, when there is a patch. Computed at each call. */
    public Optional<String> patchId() {
        return PatchId.of(text).or(() -> attachments.stream().flatMap(a -> PatchId.of(a.text()).stream()).findFirst());
    }

    /** The value of a header field, the first when there are several. */
    public Optional<String> header(String name) {
        return headers.stream().filter(h -> h.is(name)).map(Header::value).findFirst();
    }
}
