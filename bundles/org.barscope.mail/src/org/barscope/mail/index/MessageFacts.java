// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.barscope.mail.parse.Address;
import org.barscope.mail.parse.FileDiff;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.parse.PatchSubject;
import org.barscope.mail.parse.Trailer;
import org.barscope.mail.source.Location;
import org.barscope.mail.thread.MessageKind;
import org.barscope.mail.thread.MessageSummary;

/** What is concluded from a message when it is indexed. */
final class MessageFacts {

    private MessageFacts() {
    }

    static MessageSummary summary(String key, MailMessage message, List<FileDiff> diffs, Set<String> lists,
            List<Location> locations, Instant imported) {
        PatchSubject patch = message.patch();
        List<Trailer> trailers = message.trailers();
        String changeId = trailers.stream().filter(t -> t.is("change-id")).map(Trailer::value).findFirst().orElse("");
        String patchId = diffs.isEmpty() ? "" : message.patchId().orElse("");
        return new MessageSummary(key, message.messageId(), message.parents(), message.from(), message.subject(),
                message.date(), message.received(), imported, List.copyOf(lists),
                kinds(message, patch, diffs), changeId, patchId,
                trailers.stream().filter(t -> t.token().toLowerCase(Locale.ROOT).endsWith("-by")).toList(),
                message.size(), locations);
    }

    private static Set<MessageKind> kinds(MailMessage message, PatchSubject patch, List<FileDiff> diffs) {
        Set<MessageKind> kinds = EnumSet.noneOf(MessageKind.class);
        boolean diff = !diffs.isEmpty();
        if (patch.isCover()) {
            kinds.add(MessageKind.COVER);
        } else if (!patch.reply() && (patch.isPatch() && diff || diff && message.parents().isEmpty())) {
            kinds.add(MessageKind.PATCH);
        }
        boolean sent = kinds.contains(MessageKind.COVER) || kinds.contains(MessageKind.PATCH);
        if (!sent && (patch.reply() || !message.parents().isEmpty())) {
            kinds.add(MessageKind.REPLY);
        }
        if (!patch.reply() && (patch.isPull() || asksToPull(message.text()))) {
            kinds.add(MessageKind.PULLREQ);
        }
        add(kinds, MessageKind.RFC, sent && patch.isRfc());
        add(kinds, MessageKind.ROOT, message.parents().isEmpty());
        add(kinds, MessageKind.BROKEN, !message.defects().isEmpty());
        add(kinds, MessageKind.ATTACHMENT, !message.attachments().isEmpty());
        add(kinds, MessageKind.DIFF, diff);
        return kinds;
    }

    private static void add(Set<MessageKind> kinds, MessageKind kind, boolean is) {
        if (is) {
            kinds.add(kind);
        }
    }

    /** The two sentences git request-pull writes. */
    private static boolean asksToPull(String text) {
        int at = text.indexOf("The following changes since commit ");
        return at >= 0 && (at == 0 || text.charAt(at - 1) == '\n') && text.indexOf("are available in the ", at) > 0;
    }

    /**
     * What the message gives to a patch: terms such as {@code reviewed:ID}. A trailer in a reply goes to the message
     * answered, one in a patch to that patch itself, unless it only repeats the sender.
     */
    static Set<String> given(MessageSummary summary) {
        boolean patch = summary.is(MessageKind.PATCH);
        String target = patch ? summary.messageId() : summary.parent().orElse("");
        Set<String> given = new LinkedHashSet<>();
        if (target.isEmpty()) {
            return given;
        }
        for (Trailer trailer : summary.trailers()) {
            String what = switch (trailer.token().toLowerCase(Locale.ROOT)) {
                case "reviewed-by" -> "reviewed";
                case "acked-by" -> "acked";
                case "tested-by" -> "tested";
                default -> "";
            };
            if (!what.isEmpty()) {
                given.add(what + ':' + target);
            }
        }
        return given;
    }

    /** Whether the sender gives somebody else's patch a review or an ack in this message. */
    static boolean judges(MessageSummary summary) {
        return summary.is(MessageKind.REPLY) && summary.trailers().stream()
                .filter(t -> t.is("Reviewed-by") || t.is("Acked-by"))
                .anyMatch(t -> t.person().map(Address::email).filter(e -> e.equals(summary.from()
                .email())).isPresent());
    }
}
