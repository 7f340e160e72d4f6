// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A fuzz target over everything a message goes through: headers, MIME tree, segments, diffs, patch-id. */
public final class MessageFuzz {

    private static final byte[] HEAD = """
            From: a@b
            Subject: parts
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            """.getBytes(StandardCharsets.US_ASCII);

    private MessageFuzz() {
    }

    /** Takes the content for the body of a message in parts, and each part that is a file for a file to be saved. */
    public static void checkParts(byte[] body) {
        byte[] raw = new byte[HEAD.length + body.length];
        System.arraycopy(HEAD, 0, raw, 0, HEAD.length);
        System.arraycopy(body, 0, raw, HEAD.length, body.length);
        check(raw);
        try {
            int attachments = MessageParser.parse(raw).attachments().size();
            for (int i = 0; i < attachments; i++) {
                require(MessageParser.attachment(raw, i).isPresent(), "every attachment listed can be saved");
            }
            require(MessageParser.attachment(raw, attachments).isEmpty(), "only what is listed can be saved");
        } catch (UnreadableMessageException e) {
            throw new IllegalStateException("violated: a message with a header can be read", e);
        }
    }

    /** Any exception is a finding. */
    public static void check(byte[] data) {
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
