// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A mailbox as it appears in From, To or Cc.
 *
 * @param name  the display name, decoded; empty when there is none
 * @param email the address in lower case; empty when the field holds only a name
 */
public record Address(String name, String email) {

    /** What to show in a list: the name, or the address where there is no name. */
    public String display() {
        return name.isEmpty() ? email : name;
    }

    /**
     * Whether both are one person as far as can be told: the same address, or the same full name, since people send
     * from
     * several addresses and change employers between two versions of a series.
     */
    public boolean isSamePerson(Address other) {
        return !email.isEmpty() && email.equals(other.email)
                || !personName().isEmpty() && personName().equals(other.personName());
    }

    /** The name in a form to compare; empty unless it has at least two words. */
    public String personName() {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[\\s\"',.]+", " ").strip();
        return plain.indexOf(' ') > 0 ? plain : "";
    }

    @Override
    public String toString() {
        if (name.isEmpty()) {
            return email;
        }
        return email.isEmpty() ? name : name + " <" + email + ">";
    }

    /**
     * Splits an address field. Groups are flattened, comments in parentheses become the name when there is no other,
     * and what is no address at all is kept as a name, so that nothing a sender wrote disappears.
     *
     * @param raw the field before RFC 2047 decoding, because decoded names may hold commas
     */
    static List<Address> parseList(String raw) {
        List<Address> found = new ArrayList<>();
        StringBuilder phrase = new StringBuilder();
        StringBuilder comment = new StringBuilder();
        String email = null;
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            if (c == '"') {
                i = quoted(raw, i + 1, phrase);
            } else if (c == '(') {
                i = commented(raw, i + 1, comment);
            } else if (c == '<') {
                int end = raw.indexOf('>', i);
                end = end < 0 ? raw.length() : end;
                email = raw.substring(i + 1, end);
                i = end + 1;
            } else if (c == ',' || c == ';') {
                add(found, phrase, comment, email);
                email = null;
                i++;
            } else if (c == ':' && email == null && phrase.indexOf("@") < 0) {
                // The name of a group ends here; its members follow like any others.
                phrase.setLength(0);
                i++;
            } else {
                phrase.append(c);
                i++;
            }
        }
        add(found, phrase, comment, email);
        return found;
    }

    private static int quoted(String raw, int from, StringBuilder out) {
        int i = from;
        while (i < raw.length() && raw.charAt(i) != '"') {
            if (raw.charAt(i) == '\\' && i + 1 < raw.length()) {
                i++;
            }
            out.append(raw.charAt(i++));
        }
        return i + 1;
    }

    private static int commented(String raw, int from, StringBuilder out) {
        int depth = 1;
        int i = from;
        while (i < raw.length()) {
            char c = raw.charAt(i++);
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                break;
            }
            out.append(c);
        }
        return i;
    }

    private static void add(List<Address> found, StringBuilder phrase, StringBuilder comment, String email) {
        String text = phrase.toString().strip();
        String note = EncodedWords.decode(comment.toString().strip());
        phrase.setLength(0);
        comment.setLength(0);
        if (email == null && text.indexOf('@') >= 0 && text.indexOf(' ') < 0) {
            found.add(new Address(note, text.toLowerCase(Locale.ROOT)));
        } else if (email != null || !text.isEmpty()) {
            String name = EncodedWords.decode(text).strip();
            String mail = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
            found.add(new Address(name.isEmpty() ? note : name, mail));
        }
    }
}
