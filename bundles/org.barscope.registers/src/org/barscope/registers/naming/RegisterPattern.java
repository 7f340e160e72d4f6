// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A path with wildcards: parts separated by dots, such as {@code BLOCK.REGISTER.FIELD}. A pattern need not start at the
 * block: its parts are matched against the end of a path, so {@code CTRL*} finds registers by their own name and
 * {@code CTRL.FD} a field. {@code *} stands for any characters within one part, {@code ?} for one, and a part
 * {@code **} for any number of parts. Case does not matter. A colon may separate the field and then says that the last
 * part is one.
 *
 * @param text the pattern as written
 * @param parts its parts in lower case
 * @param fieldOnly whether the last part names a field
 */
public record RegisterPattern(String text, List<String> parts, boolean fieldOnly) {
    /** Most characters of a pattern. */
    public static final int MAX_LENGTH = 1000;

    private static final int MAX_ANY_DEPTH = 4;

    /** Copies the parts. */
    public RegisterPattern {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException with one line for the user if it is empty, too long or has an empty part
     */
    public static RegisterPattern parse(String text) {
        String path = text.strip().toLowerCase(Locale.ROOT);
        if (path.isEmpty() || path.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("expected a name such as BLOCK.REGISTER or CTRL*, of at most "
                    + MAX_LENGTH + " characters");
        }
        int colon = path.lastIndexOf(':');
        boolean field = colon >= 0;
        if (field) {
            path = path.substring(0, colon) + "." + path.substring(colon + 1);
        }
        List<String> parts = new ArrayList<>();
        for (String part : path.split("\\.", -1)) {
            if (part.isEmpty() || part.indexOf(':') >= 0) {
                throw new IllegalArgumentException("'" + text + "' has an empty part; expected BLOCK.REGISTER, "
                        + "BLOCK.REGISTER.FIELD or REGISTER:FIELD");
            }
            // Two in a row mean the same as one, and would only cost time.
            if (!part.equals("**") || parts.isEmpty() || !parts.getLast().equals("**")) {
                parts.add(part);
            }
        }
        // Each further one multiplies the ways to match.
        if (parts.stream().filter("**"::equals).count() > MAX_ANY_DEPTH) {
            throw new IllegalArgumentException("'" + text + "' has too many **; expected at most " + MAX_ANY_DEPTH);
        }
        return new RegisterPattern(text, parts, field);
    }

    /** Whether the pattern matches the end of a path, given by its parts. */
    public boolean matchesEndOf(List<String> path) {
        return matches(path.stream().map(part -> part.toLowerCase(Locale.ROOT)).toArray(String[]::new));
    }

    /** Whether the pattern matches the end of a path whose parts are in lower case. */
    boolean matches(String[] path) {
        return matches(path, path.length - 1, parts.size() - 1);
    }

    /** Whether all parts but the last match the end of a path whose parts are in lower case. */
    boolean matchesAbove(String[] path) {
        return matches(path, path.length - 1, parts.size() - 2);
    }

    private boolean matches(String[] path, int at, int part) {
        if (part < 0) {
            return true;
        }
        String wanted = parts.get(part);
        if (wanted.equals("**")) {
            for (int i = at; i >= -1; i--) {
                if (matches(path, i, part - 1)) {
                    return true;
                }
            }
            return false;
        }
        return at >= 0 && Glob.matches(wanted, path[at]) && matches(path, at - 1, part - 1);
    }

    /** Whether the pattern could match a field of a register, judged by everything but its last part. */
    boolean mayEndInField() {
        return parts.size() > 1 || parts.getFirst().equals("**");
    }
}
