// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds links in a line of a message: addresses, Message-IDs, commit hashes. Pure. */
final class LinkScanner {

    /**
     * A link.
     *
     * @param start  its first character in the line
     * @param end    the character after its last
     * @param target where it leads
     */
    record Found(int start, int end, LinkTarget target) {
    }

    private static final int LONGEST_LINE = 2_000;
    private static final Pattern WEB = Pattern.compile("https?://[^\\s<>\"`{}|\\\\^]+");
    private static final Pattern MESSAGE_ID = Pattern.compile("<([^\\s<>@]{3,200}@[^\\s<>@]{2,120})>");
    /** A hash alone could be anything; after one of these words it is a commit. */
    private static final Pattern COMMIT = Pattern.compile(
            "(?i)\\b(?:commit|fixes:|reverts?|cherry picked from commit|upstream commit)\\s+(?:commit\\s+)?"
            + "([0-9a-f]{8,40})\\b");
    private static final Pattern NAMED_COMMIT = Pattern.compile("\\b([0-9a-f]{10,40})(?=\\s+\\(\")");
    /** Servers that answer an address with a Message-ID in it. */
    private static final Pattern ARCHIVE = Pattern.compile(
            "https?://(?:lore\\.kernel\\.org|lkml\\.kernel\\.org|patch\\.msgid\\.link|msgid\\.link|marc\\.info"
            + "|public-inbox\\.org|inbox\\.[a-z.]+)/(.*)");

    private LinkScanner() {
    }

    /** The links of a line, in order; they do not overlap. */
    static List<Found> scan(String line) {
        String text = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
        List<Found> found = new ArrayList<>();
        Matcher web = WEB.matcher(text);
        while (web.find()) {
            String address = trimmed(web.group());
            add(found, web.start(), web.start() + address.length(), target(address));
        }
        Matcher id = MESSAGE_ID.matcher(text);
        while (id.find()) {
            if (isMessageId(text, id.start(), id.group(1))) {
                add(found, id.start(1), id.end(1), new LinkTarget.Mail(id.group(1), ""));
            }
        }
        for (Pattern pattern : List.of(COMMIT, NAMED_COMMIT)) {
            Matcher commit = pattern.matcher(text);
            while (commit.find()) {
                add(found, commit.start(1), commit.end(1), new LinkTarget.Commit(commit.group(1)));
            }
        }
        found.sort((a, b) -> Integer.compare(a.start(), b.start()));
        return found;
    }

    /** People's addresses stand in angle brackets too, after a name; ids are long and have digits. */
    private static boolean isMessageId(String text, int at, String id) {
        String before = text.substring(0, at).stripTrailing();
        boolean afterName = !before.isEmpty() && !before.endsWith(":") && !before.endsWith(">")
                && Character.isLetterOrDigit(before.charAt(before.length() - 1))
                && !before.toLowerCase(Locale.ROOT).matches(".*(message|msg|msgid|mail|id|thread|see)");
        String local = id.substring(0, id.indexOf('@'));
        long digits = local.chars().filter(Character::isDigit).count();
        return digits >= 6 && local.length() >= 10 || digits >= 2 && !afterName && local.length() >= 8;
    }

    /** What ends a sentence is not part of an address, nor a parenthesis it did not open. */
    private static String trimmed(String address) {
        String text = address;
        while (!text.isEmpty()) {
            char last = text.charAt(text.length() - 1);
            boolean loose = ".,;:!?'*_".indexOf(last) >= 0 || last == ')' && count(text, '(') < count(text, ')')
                    || last == ']' && count(text, '[') < count(text, ']');
            if (!loose) {
                return text;
            }
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /** What an address leads to: the message it names, when it is one of a mail archive. */
    static LinkTarget target(String address) {
        Matcher archive = ARCHIVE.matcher(address);
        return archive.matches() ? messageId(archive.group(1)).<LinkTarget>map(id -> new LinkTarget.Mail(id, address))
                .orElseGet(() -> new LinkTarget.Web(address)) : new LinkTarget.Web(address);
    }

    private static Optional<String> messageId(String path) {
        String plain = path.replaceAll("[?#].*", "");
        for (String part : plain.split("/")) {
            String decoded;
            try {
                decoded = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                // A stray percent sign: then it is as it stands.
                decoded = part;
            }
            if (decoded.indexOf('@') > 0 && !decoded.contains(" ")) {
                return Optional.of(decoded);
            }
        }
        return Optional.empty();
    }

    private static void add(List<Found> found, int start, int end, LinkTarget target) {
        if (end > start && found.stream().noneMatch(f -> start < f.end() && f.start() < end)) {
            found.add(new Found(start, end, target));
        }
    }
}
