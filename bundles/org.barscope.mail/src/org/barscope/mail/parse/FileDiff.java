// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.util.List;

/**
 * What a diff does to one file.
 *
 * @param oldPath  path before, without the {@code a/} prefix; empty when the file is new
 * @param newPath  path after, without the {@code b/} prefix; empty when the file is deleted
 * @param preBlob  git blob id before, possibly abbreviated; empty when the diff does not say
 * @param postBlob git blob id after
 * @param hunks    in order; none for a pure rename, a mode change or a binary file
 */
public record FileDiff(String oldPath, String newPath, String preBlob, String postBlob, List<Hunk> hunks) {

    /** Copies the hunks. */
    public FileDiff {
        hunks = List.copyOf(hunks);
    }

    /** The path to show: the new one, or the old one of a deleted file. */
    public String path() {
        return newPath.isEmpty() ? oldPath : newPath;
    }

    /** How many lines are added. */
    public int added() {
        return count('+');
    }

    /** How many lines are removed. */
    public int removed() {
        return count('-');
    }

    private int count(char first) {
        return (int) hunks.stream().flatMap(h -> h.lines().stream()).filter(l -> !l.isEmpty() && l.charAt(0) == first)
                .count();
    }
}
