// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.util.List;
import java.util.stream.Collectors;

/** A fuzz target over everything a message goes through: headers, MIME tree, segments, diffs, patch-id. */
public final class MessageFuzz {

    private MessageFuzz() {
    }

    /** What Jazzer calls. Any exception is a finding. */
    public static void fuzzerTestOneInput(byte[] data) {
        MailMessage message;
        try {
            message = MessageParser.parse(data);
        } catch (UnreadableMessageException e) {
            require(!e.getMessage().isBlank(), "an unreadable message has a reason");
            return;
        }
        String joined = message.segments().stream().map(Segment::text).collect(Collectors.joining());
        require(joined.equals(message.text()), "the segments are the text");
        require(message.text().indexOf('\r') < 0, "lines end with newline only");
        require(!message.messageId().isEmpty() && !message.parents().contains(message.messageId()), "ids are sound");
        require(message.patchId().map(id -> id.matches("[0-9a-f]{40}")).orElse(true), "a patch-id is 40 digits");
        List<FileDiff> diffs = message.diffs();
        require(diffs.stream().flatMap(f -> f.hunks().stream()).flatMap(h -> h.lines()
                .stream()).noneMatch(String::isEmpty),
                "every line of a hunk has its mark");
        require(message.trailers().stream().allMatch(t -> !t.value().isEmpty()), "trailers have values");
        require(message.patch().version() >= 0, "versions are numbers");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("violated: " + what);
        }
    }
}
