// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.series;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.barscope.mail.parse.FileDiff;
import org.barscope.mail.parse.Hunk;
import org.barscope.mail.parse.MailMessage;

/**
 * What became of a patch between two versions of it: the diffs compared line by line, as {@code git range-diff} does,
 * with line numbers and blob ids left out because they change with everything around.
 *
 * @param files each file one of the two touches, in the order of the newer one
 */
public record PatchComparison(List<File> files) {

    /** Lines on either side, multiplied, beyond which a hunk-by-hunk answer would take too long and too much memory. */
    private static final long MOST_CELLS = 16_000_000;

    /** Which version has a line. */
    public enum Kind { BOTH, ONLY_OLDER, ONLY_NEWER }

    /**
     * A line of a diff.
     *
     * @param kind which version has it
     * @param text as it stands in the diff, with its {@code +}, {@code -} or blank; or {@code @@ function} for a hunk
     */
    public record Line(Kind kind, String text) {
    }

    /**
     * A file touched by one of the versions.
     *
     * @param path    its newest name
     * @param changed whether the versions differ in it
     * @param lines   both diffs merged
     */
    public record File(String path, boolean changed, List<Line> lines) {
        /** Copies the lines. */
        public File {
            lines = List.copyOf(lines);
        }
    }

    /** Copies the files. */
    public PatchComparison {
        files = List.copyOf(files);
    }

    /** Compares the diffs of two mails. Pure computation: milliseconds for usual patches, a second for huge ones. */
    public static PatchComparison between(MailMessage older, MailMessage newer) {
        Map<String, List<String>> before = lines(older);
        Map<String, List<String>> after = lines(newer);
        Set<String> paths = new LinkedHashSet<>(after.keySet());
        paths.addAll(before.keySet());
        List<File> files = new ArrayList<>();
        for (String path : paths) {
            List<Line> merged = merge(before.getOrDefault(path, List.of()), after.getOrDefault(path, List.of()));
            files.add(new File(path, merged.stream().anyMatch(line -> line.kind() != Kind.BOTH), merged));
        }
        return new PatchComparison(files);
    }

    /** Whether the two differ at all. */
    public boolean isEqual() {
        return files.stream().noneMatch(File::changed);
    }

    private static Map<String, List<String>> lines(MailMessage message) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (FileDiff file : message.diffs()) {
            String path = file.newPath().isEmpty() ? file.oldPath() : file.newPath();
            List<String> all = lines.computeIfAbsent(path, p -> new ArrayList<>());
            for (Hunk hunk : file.hunks()) {
                all.add(hunk.function().isEmpty() ? "@@" : "@@ " + hunk.function());
                all.addAll(hunk.lines());
            }
        }
        return lines;
    }

    private static List<Line> merge(List<String> older, List<String> newer) {
        int start = 0;
        int least = Math.min(older.size(), newer.size());
        while (start < least && older.get(start).equals(newer.get(start))) {
            start++;
        }
        int end = 0;
        while (end < least - start && older.get(older.size() - 1 - end).equals(newer.get(newer.size() - 1 - end))) {
            end++;
        }
        List<Line> merged = new ArrayList<>();
        newer.subList(0, start).forEach(text -> merged.add(new Line(Kind.BOTH, text)));
        middle(older.subList(start, older.size() - end), newer.subList(start, newer.size() - end), merged);
        newer.subList(newer.size() - end, newer.size()).forEach(text -> merged.add(new Line(Kind.BOTH, text)));
        return merged;
    }

    /** The longest common subsequence by the textbook; what is equal at both ends was taken off before. */
    private static void middle(List<String> older, List<String> newer, List<Line> merged) {
        if ((long) older.size() * newer.size() > MOST_CELLS) {
            older.forEach(text -> merged.add(new Line(Kind.ONLY_OLDER, text)));
            newer.forEach(text -> merged.add(new Line(Kind.ONLY_NEWER, text)));
            return;
        }
        int[][] longest = new int[older.size() + 1][newer.size() + 1];
        for (int i = older.size() - 1; i >= 0; i--) {
            for (int j = newer.size() - 1; j >= 0; j--) {
                longest[i][j] = older.get(i).equals(newer.get(j)) ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < older.size() || j < newer.size()) {
            if (i < older.size() && j < newer.size() && older.get(i).equals(newer.get(j))) {
                merged.add(new Line(Kind.BOTH, newer.get(j)));
                i++;
                j++;
            } else if (j == newer.size() || i < older.size() && longest[i + 1][j] >= longest[i][j + 1]) {
                merged.add(new Line(Kind.ONLY_OLDER, older.get(i++)));
            } else {
                merged.add(new Line(Kind.ONLY_NEWER, newer.get(j++)));
            }
        }
    }
}
