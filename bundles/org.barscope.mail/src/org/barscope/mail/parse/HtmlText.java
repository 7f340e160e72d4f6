// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes searchable text of an HTML part, for the mails that have no plain one. Layout is not preserved. */
final class HtmlText {

    private static final Map<String, String> ENTITIES = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"",
            "apos", "'", "nbsp", " ", "ndash", "–", "mdash", "—", "hellip", "…", "copy", "©");
    private static final Set<String> BREAKS = Set.of("br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table",
            "blockquote", "pre", "ul", "ol", "hr");

    private HtmlText() {
    }

    /** The text between the tags, scripts and styles left out, block elements turned into line ends. */
    static String of(String html) {
        StringBuilder out = new StringBuilder(html.length() / 2);
        int i = 0;
        while (i < html.length()) {
            char c = html.charAt(i);
            if (c == '<') {
                i = tag(html, i, out);
            } else if (c == '&') {
                i = entity(html, i, out);
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    private static int tag(String html, int from, StringBuilder out) {
        if (html.startsWith("<!--", from)) {
            int end = html.indexOf("-->", from);
            return end < 0 ? html.length() : end + 3;
        }
        int end = html.indexOf('>', from);
        if (end < 0) {
            return html.length();
        }
        int stop = from + 1;
        while (stop < end && (Character.isLetterOrDigit(html.charAt(stop)) || html.charAt(stop) == '/')) {
            stop++;
        }
        String name = html.substring(from + 1, stop).toLowerCase(Locale.ROOT);
        if (name.equals("script") || name.equals("style")) {
            int close = indexOfIgnoreCase(html, "</" + name, end);
            int after = close < 0 ? -1 : html.indexOf('>', close);
            return after < 0 ? html.length() : after + 1;
        }
        String bare = name.startsWith("/") ? name.substring(1) : name;
        if (BREAKS.contains(bare)) {
            out.append('\n');
        }
        return end + 1;
    }

    private static int indexOfIgnoreCase(String text, String wanted, int from) {
        for (int i = from; i + wanted.length() <= text.length(); i++) {
            if (text.regionMatches(true, i, wanted, 0, wanted.length())) {
                return i;
            }
        }
        return -1;
    }

    private static int entity(String html, int from, StringBuilder out) {
        int end = html.indexOf(';', from);
        if (end < 0 || end - from > 10) {
            out.append('&');
            return from + 1;
        }
        String name = html.substring(from + 1, end);
        String text = name.startsWith("#") ? number(name) : ENTITIES.get(name.toLowerCase(Locale.ROOT));
        if (text == null) {
            out.append('&');
            return from + 1;
        }
        out.append(text);
        return end + 1;
    }

    private static String number(String name) {
        boolean hex = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
        try {
            int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isValidCodePoint(code) ? Character.toString(code) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
