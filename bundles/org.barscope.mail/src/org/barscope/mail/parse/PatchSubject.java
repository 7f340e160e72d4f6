// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a subject says about a patch, after {@code git format-patch}: {@code [RFC PATCH net-next v2 3/9] title}.
 *
 * @param reply   whether the subject starts with Re:, Fwd: or the like
 * @param tags    the words in brackets that are neither version nor number, in upper case: PATCH, RFC, RESEND,
 *                NET-NEXT…
 * @param version 1 when none is given
 * @param index   the number in the series, 0 for a cover letter; -1 when there is no n/m
 * @param total   how many patches the series has; -1 when there is no n/m
 * @param title   the rest, with list tags such as {@code [Linaro-mm-sig]} taken off
 */
public record PatchSubject(boolean reply, List<String> tags, int version, int index, int total, String title) {

    private static final Pattern REPLY = Pattern.compile("^(?:re|aw|fwd?|sv|antw|wg)(?:\\[\\d+\\])?\\s*:\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BRACKET = Pattern.compile("^\\[([^\\]]{0,120})\\]\\s*");
    private static final Pattern VERSION = Pattern.compile("^(PATCH|RFC)?v(\\d{1,3})(?:\\.\\d+)?$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("^(\\d{1,4})/(\\d{1,4})$");

    /** Copies the tags. */
    public PatchSubject {
        tags = List.copyOf(tags);
    }

    /** Reads a decoded subject. Any text is a subject; one without brackets has no tags. */
    public static PatchSubject parse(String subject) {
        String rest = subject.strip();
        boolean reply = false;
        List<String> tags = new ArrayList<>();
        int version = 1;
        int index = -1;
        int total = -1;
        boolean patch = false;
        while (true) {
            Matcher re = REPLY.matcher(rest);
            if (re.find()) {
                reply = true;
                rest = rest.substring(re.end());
                continue;
            }
            Matcher bracket = BRACKET.matcher(rest);
            if (!bracket.find()) {
                break;
            }
            for (String word : bracket.group(1).split("[\\s,]+")) {
                Matcher number = NUMBER.matcher(word);
                Matcher v = VERSION.matcher(word);
                if (number.matches()) {
                    index = Integer.parseInt(number.group(1));
                    total = Integer.parseInt(number.group(2));
                } else if (v.matches()) {
                    version = Integer.parseInt(v.group(2));
                    if (v.group(1) != null) {
                        tags.add(v.group(1).toUpperCase(Locale.ROOT));
                    }
                } else if (!word.isEmpty()) {
                    tags.add(word.toUpperCase(Locale.ROOT));
                }
            }
            patch |= tags.stream().anyMatch(t -> t.startsWith("PATCH"));
            rest = rest.substring(bracket.end());
            if (patch && !rest.startsWith("[")) {
                break;
            }
        }
        return new PatchSubject(reply, tags, version, index, total, rest.strip());
    }

    /** Whether a tag says PATCH, or RFC together with a number. */
    public boolean isPatch() {
        return tags.stream().anyMatch(t -> t.startsWith("PATCH")) || isRfc() && total > 0;
    }

    /** Whether this is a cover letter: 0/n of a series, and not a reply to it. */
    public boolean isCover() {
        return !reply && isPatch() && index == 0 && total > 0;
    }

    /** Whether the sender asks for comments only. */
    public boolean isRfc() {
        return tags.contains("RFC") || tags.stream().anyMatch(t -> t.startsWith("RFC/"));
    }

    /** Whether this asks to pull a branch. */
    public boolean isPull() {
        return tags.contains("PULL") || tags.contains("GIT") && tags.contains("PULL");
    }

    /** The version as people write it: v1, v4, RFC, RFC v2; RESEND is told where it was said. */
    public String versionLabel() {
        String label = isRfc() ? version == 1 ? "RFC" : "RFC v" + version : "v" + version;
        return tags.contains("RESEND") ? label + " RESEND" : label;
    }

    /** The title in a form that stays the same when spelling of blanks and case changes. */
    public String key() {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
