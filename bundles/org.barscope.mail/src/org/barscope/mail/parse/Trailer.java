// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A trailer of a patch or a reply, after {@code git interpret-trailers}.
 *
 * @param token the part before the colon, as written: Reviewed-by, Fixes, Link
 * @param value the part after it, blanks trimmed
 */
public record Trailer(String token, String value) {

    private static final Set<String> OTHERS = Set.of("fixes", "link", "closes", "cc", "change-id", "base-commit",
            "prerequisite-patch-id", "prerequisite-change-id", "prerequisite-message-id", "bug", "buglink",
            "references",
            "message-id", "depends-on", "changelog");

    /** Reads a line, or answers empty when it is no trailer a kernel developer would write. */
    public static Optional<Trailer> parse(String line) {
        int colon = line.indexOf(':');
        if (colon < 2 || colon > 40 || colon + 1 >= line.length() || line.charAt(colon + 1) != ' ') {
            return Optional.empty();
        }
        for (int i = 0; i < colon; i++) {
            char c = line.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-')) {
                return Optional.empty();
            }
        }
        String token = line.substring(0, colon);
        String lower = token.toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        boolean person = lower.endsWith("-by") && lower.length() > 4 && Character.isUpperCase(token.charAt(0));
        return (person || OTHERS.contains(lower)) && !value.isEmpty() ? Optional.of(new Trailer(token, value))
                : Optional.empty();
    }

    /** Whether this is the trailer of that token, whatever its case. */
    public boolean is(String other) {
        return token.equalsIgnoreCase(other);
    }

    /** The person named, for trailers that end in "-by" and Cc. */
    public Optional<Address> person() {
        if (!token.toLowerCase(Locale.ROOT).endsWith("-by") && !is("Cc")) {
            return Optional.empty();
        }
        int hash = value.indexOf(" # ");
        return Address.parseList(hash < 0 ? value : value.substring(0, hash)).stream().findFirst();
    }
}
