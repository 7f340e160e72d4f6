// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.stream.Collectors;

import org.barscope.mail.thread.MessageSummary;

/** What is copied of a message: its link, and its text as the quote of an answer. Pure. */
final class MessageCopies {

    private MessageCopies() {
    }

    /** The address that names the message for good, on the server all kernel lists are on. */
    static String link(MessageSummary message) {
        return "https://lore.kernel.org/all/" + message.messageId().replace("%", "%25").replace("/", "%2F")
                .replace("?", "%3F").replace("#", "%23") + "/";
    }

    /** The text as it is quoted in an answer: who wrote it when, and every line behind a mark. */
    static String quote(MessageSummary message, String text) {
        String quoted = text.stripTrailing().lines().map(line -> line.isEmpty() || line.startsWith(">") ? ">" + line
                : "> " + line).collect(Collectors.joining("\n"));
        return "On " + MailDateText.full(message.time()) + ", " + message.from().display() + " wrote:\n"
                + quoted + "\n";
    }
}
