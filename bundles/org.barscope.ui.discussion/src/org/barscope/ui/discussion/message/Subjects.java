// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.barscope.mail.thread.MessageSummary;

/** Subjects without what list servers put before them, which is the same in every line and hides what differs. */
public final class Subjects {

    /** One word in brackets; patches have more words in theirs, or one of these. */
    private static final Pattern TAG = Pattern.compile(
            "\\s*(?:(?i:re|aw|fwd?)\\s*:\\s*)*\\[(?!(?i:PATCH|RFC|GIT|PULL|RESEND|ANNOUNCE|REGRESSION|BUG)\\b)"
            + "([A-Za-z][A-Za-z0-9.-]*-[A-Za-z0-9.-]+)\\]\\s*(.*)", Pattern.DOTALL);

    private Subjects() {
    }

    /** The subject of a message. */
    public static String plain(MessageSummary message) {
        String subject = withoutList(message.subject());
        return subject.isEmpty() ? "(no subject)" : subject;
    }

    /** A subject without the name of a list in brackets at its beginning. */
    public static String withoutList(String subject) {
        Matcher tag = TAG.matcher(subject);
        if (!tag.matches()) {
            return subject.strip();
        }
        String rest = tag.group(2).strip();
        boolean reply = subject.substring(0, tag.start(1)).toLowerCase(Locale.ROOT).contains("re:");
        return reply && !rest.regionMatches(true, 0, "re:", 0, 3) ? "Re: " + rest : rest;
    }
}
