// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.barscope.mail.parse.Address;
import org.barscope.mail.thread.MessageSummary;

/** How people, dates and subjects are written by the mail commands. */
final class MailText {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm")
            .withZone(ZoneOffset.UTC);

    private MailText() {
    }

    /** The day, in UTC as everything in kernel archives is; dashes of the same width where it is unknown. */
    static String day(Optional<Instant> date) {
        return date.map(DAY::format).orElse("----------");
    }

    static String minute(Optional<Instant> date) {
        return date.map(MINUTE::format).orElse("---------- --:--");
    }

    /** The name, or else the address. */
    static String person(Address address) {
        String name = address.name().strip();
        return Terminal.plain(!name.isEmpty() ? name : address.email().isEmpty() ? "(no sender)" : address.email());
    }

    static String subject(MessageSummary message) {
        return message.subject().isBlank() ? "(no subject)" : line(message.subject());
    }

    /** A text as one line. */
    static String line(String text) {
        return Terminal.plain(text.replaceAll("\\s+", " ").strip());
    }
}
