// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads messages. Has no state; any thread may use it. */
public final class MessageParser {

    private static final String[] TELLING = {"from", "subject", "message-id", "date", "received", "to", "return-path",
        "in-reply-to", "content-type", "mime-version"};

    private MessageParser() {
    }

    /**
     * Reads one message.
     *
     * @param raw the message as RFC 5322 bytes, without mbox quoting; lines may end in CRLF or LF
     * @throws UnreadableMessageException when the bytes are empty or have no header of a message
     */
    public static MailMessage parse(byte[] raw) throws UnreadableMessageException {
        if (raw.length == 0) {
            throw new UnreadableMessageException("the message is empty");
        }
        HeaderBlock headers = HeaderBlock.parse(raw);
        requireMail(raw, headers);
        List<String> defects = new ArrayList<>();
        if (headers.junkLines() > 0) {
            defects.add(headers.junkLines() + " lines among the headers are no headers");
        }
        MimeBody.Result body = MimeBody.read(headers, raw, defects);
        String id = messageId(headers, raw, defects);
        List<Address> from = headers.addresses("From");
        if (from.isEmpty()) {
            from = headers.addresses("Sender");
            defects.add("no From");
        }
        Optional<Instant> received = received(headers);
        Optional<Instant> date = headers.first("Date").flatMap(MailDates::parse);
        if (date.isEmpty()) {
            defects.add(received.isPresent() ? "no usable Date, taken from Received" : "no usable Date");
            date = received;
        }
        return new MailMessage(id, parents(headers, id), from.isEmpty() ? new Address("", "") : from.getFirst(),
                headers.addresses("To"), headers.addresses("Cc"), headers.first("Subject").orElse(""), date,
                received.or(() -> headers.first("Date").flatMap(MailDates::parse)).orElse(Instant.EPOCH),
                lists(headers), headers.headers(), body.text(), Segmenter.split(body.text()), body.attachments(),
                raw.length, defects);
    }

    /**
     * The Message-ID alone, without reading the rest; empty when there is none. Much cheaper than a full parse.
     */
    public static Optional<String> messageId(byte[] raw) {
        return HeaderBlock.parse(raw).raw("Message-ID").flatMap(f -> MessageIds.parse(f).stream().findFirst());
    }

    /**
     * The decoded bytes of an attachment.
     *
     * @param number in {@link MailMessage#attachments()}, from 0
     * @return empty when there are fewer
     */
    public static Optional<byte[]> attachment(byte[] raw, int number) {
        return Optional.ofNullable(MimeBody.attachment(HeaderBlock.parse(raw), raw, number));
    }

    private static void requireMail(byte[] raw, HeaderBlock headers) throws UnreadableMessageException {
        for (String name : TELLING) {
            if (headers.raw(name).isPresent()) {
                return;
            }
        }
        String start = TextDecoding.decode(raw, 0, Math.min(raw.length, 4096), null);
        if (start.indexOf('\n') < 0 && start.contains("Message-ID:") || start.contains(" Received: from ")) {
            throw new UnreadableMessageException("the line breaks of this message were lost, "
                    + "so its headers and its text cannot be told apart");
        }
        throw new UnreadableMessageException("there is no mail header at the start");
    }

    private static String messageId(HeaderBlock headers, byte[] raw, List<String> defects) {
        List<String> ids = headers.raw("Message-ID").map(MessageIds::parse).orElse(List.of());
        if (!ids.isEmpty()) {
            return ids.getFirst();
        }
        defects.add("no usable Message-ID");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(raw);
            return HexFormat.of().formatHex(hash, 0, 16) + "@without-id";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256, which every one must have", e);
        }
    }

    /** References with the In-Reply-To as nearest parent, unless References already holds it. */
    private static List<String> parents(HeaderBlock headers, String self) {
        Set<String> ids = new LinkedHashSet<>();
        for (String field : headers.all("References")) {
            ids.addAll(MessageIds.parse(field));
        }
        List<String> replies = headers.raw("In-Reply-To").map(MessageIds::parse).orElse(List.of());
        for (String id : replies) {
            // Only an id that References lacks is news; RFC 5322 wants the parent last in References anyway.
            ids.add(id);
        }
        ids.remove(self);
        return new ArrayList<>(ids);
    }

    private static List<String> lists(HeaderBlock headers) {
        Set<String> lists = new LinkedHashSet<>();
        for (String value : headers.all("List-Id")) {
            int open = value.indexOf('<');
            int close = value.indexOf('>', open);
            String id = (open >= 0 && close > open ? value.substring(open + 1, close) : value).strip();
            if (!id.isEmpty() && id.indexOf(' ') < 0) {
                lists.add(id.toLowerCase(Locale.ROOT));
            }
        }
        for (String value : headers.all("X-Mailing-List")) {
            Address.parseList(value).stream().map(a -> a.email().replace('@', '.')).filter(id -> !id.isEmpty())
                    .forEach(lists::add);
        }
        return new ArrayList<>(lists);
    }

    /** The newest plausible time in the Received lines: when the archive got the message. */
    private static Optional<Instant> received(HeaderBlock headers) {
        for (String value : headers.all("Received")) {
            int semicolon = value.lastIndexOf(';');
            Optional<Instant> time = semicolon < 0 ? Optional.empty() : MailDates.parse(value.substring(semicolon + 1));
            if (time.isPresent()) {
                return time;
            }
        }
        return Optional.empty();
    }
}
