// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

/**
 * Says of each line in turn whether it belongs to a unified diff and as what. Follows the line counts of the hunk
 * headers, so that a removed line "-- " is not taken for a signature and text after a diff is not taken for context.
 */
final class DiffScanner {

    enum Line { OUTSIDE, FILE, META, OLD_NAME, NEW_NAME, HUNK, ADDED, REMOVED, CONTEXT, NOTE }

    private enum State { OUTSIDE, HEADER, HUNK, BINARY }

    private static final String[] META = {"index ", "old mode ", "new mode ", "deleted file mode ", "new file mode ",
        "copy from ", "copy to ", "rename from ", "rename to ", "similarity index ", "dissimilarity index ",
        "Binary files ", "=====", "GIT binary patch"};

    private State state = State.OUTSIDE;
    private long oldLeft;
    private long newLeft;

    /**
     * Classifies a line.
     *
     * @param line without its newline
     * @param next the line after it, empty at the end
     */
    Line next(String line, String next) {
        if (state == State.HUNK) {
            Line inside = inHunk(line);
            if (inside != null) {
                return inside;
            }
        }
        if (state != State.OUTSIDE && line.startsWith("@@ -")) {
            return hunk(line) ? Line.HUNK : leave();
        }
        if (starts(line, next)) {
            state = State.HEADER;
            return line.startsWith("--- ") ? Line.OLD_NAME : Line.FILE;
        }
        if (state == State.HEADER) {
            return inHeader(line);
        }
        if (state == State.BINARY && (line.isEmpty() || line.startsWith("literal ") || line.startsWith("delta ")
                || line.length() > 1 && line.length() <= 66 && line.indexOf(' ') < 0)) {
            return Line.META;
        }
        return leave();
    }

    private static boolean starts(String line, String next) {
        return line.startsWith("diff --git ") || line.startsWith("diff --cc ") || line.startsWith("diff -")
                && line.contains("u")
                && line.indexOf(' ', 6) > 0 && next.startsWith("--- ")
                || line.startsWith("--- ") && next.startsWith("+++ ")
                || line.startsWith("Index: ") && next.startsWith("=====");
    }

    private Line inHeader(String line) {
        if (line.startsWith("--- ")) {
            return Line.OLD_NAME;
        }
        if (line.startsWith("+++ ")) {
            return Line.NEW_NAME;
        }
        for (String meta : META) {
            if (line.startsWith(meta)) {
                if (meta.startsWith("GIT")) {
                    state = State.BINARY;
                }
                return Line.META;
            }
        }
        return leave();
    }

    private Line inHunk(String line) {
        if (line.startsWith("\\ ")) {
            return Line.NOTE;
        }
        if (oldLeft <= 0 && newLeft <= 0) {
            return null;
        }
        char first = line.isEmpty() ? ' ' : line.charAt(0);
        if (first == ' ' || first == '\t') {
            // A tab or an empty line is context whose leading blank was lost on the way.
            oldLeft--;
            newLeft--;
            return Line.CONTEXT;
        }
        if (first == '+' && newLeft > 0) {
            newLeft--;
            return Line.ADDED;
        }
        if (first == '-' && oldLeft > 0) {
            oldLeft--;
            return Line.REMOVED;
        }
        return null;
    }

    private boolean hunk(String line) {
        int end = line.indexOf(" @@", 4);
        int plus = line.indexOf('+', 4);
        if (end < 0 || plus < 0 || plus > end) {
            return false;
        }
        long oldCount = count(line, 4, plus);
        long newCount = count(line, plus + 1, end);
        if (oldCount < 0 || newCount < 0) {
            return false;
        }
        oldLeft = oldCount;
        newLeft = newCount;
        state = State.HUNK;
        return true;
    }

    /** The n of "start,n"; 1 where it is left out, -1 where there is no number. */
    private static long count(String line, int from, int to) {
        String range = line.substring(from, to).strip();
        int comma = range.indexOf(',');
        String digits = comma < 0 ? range : range.substring(comma + 1);
        if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return comma < 0 ? 1 : Long.parseLong(digits);
    }

    private Line leave() {
        state = State.OUTSIDE;
        return Line.OUTSIDE;
    }
}
