// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.compare;

import java.util.ArrayList;
import java.util.List;

import org.barscope.mail.series.PatchComparison;

/**
 * A comparison as lines to show, one column or two. Pure.
 *
 * @param left  the only column, or the older version
 * @param right the newer version, as many lines; empty when there is one column
 */
record ComparisonText(List<Row> left, List<Row> right) {

    /** What a line is. */
    enum Kind { FILE, SAME, OLDER, NEWER, HUNK, FILLER, NOTE }

    /** A line. */
    record Row(Kind kind, String text) {
    }

    ComparisonText {
        left = List.copyOf(left);
        right = List.copyOf(right);
    }

    /** One column: what only one version has carries a mark of its own before the plus or minus of the diff. */
    static ComparisonText unified(PatchComparison comparison, boolean changedOnly) {
        List<Row> rows = new ArrayList<>();
        for (PatchComparison.File file : shown(comparison, changedOnly)) {
            rows.add(new Row(Kind.FILE, file.path() + (file.changed() ? "" : "  (the same in both)")));
            for (PatchComparison.Line line : file.lines()) {
                rows.add(switch (line.kind()) {
                    case BOTH -> new Row(hunk(line) ? Kind.HUNK : Kind.SAME, "   " + line.text());
                    case ONLY_OLDER -> new Row(Kind.OLDER, "<  " + line.text());
                    case ONLY_NEWER -> new Row(Kind.NEWER, ">  " + line.text());
                });
            }
        }
        if (rows.isEmpty()) {
            rows.add(new Row(Kind.NOTE, "The two versions make the same change."));
        }
        return new ComparisonText(rows, List.of());
    }

    /** Two columns of the same height; where one has nothing there is a filler. */
    static ComparisonText sideBySide(PatchComparison comparison, boolean changedOnly) {
        List<Row> left = new ArrayList<>();
        List<Row> right = new ArrayList<>();
        for (PatchComparison.File file : shown(comparison, changedOnly)) {
            level(left, right);
            Row head = new Row(Kind.FILE, file.path() + (file.changed() ? "" : "  (the same in both)"));
            left.add(head);
            right.add(head);
            for (PatchComparison.Line line : file.lines()) {
                switch (line.kind()) {
                    case BOTH -> {
                        level(left, right);
                        Row row = new Row(hunk(line) ? Kind.HUNK : Kind.SAME, "   " + line.text());
                        left.add(row);
                        right.add(row);
                    }
                    case ONLY_OLDER -> left.add(new Row(Kind.OLDER, "<  " + line.text()));
                    case ONLY_NEWER -> right.add(new Row(Kind.NEWER, ">  " + line.text()));
                }
            }
        }
        level(left, right);
        if (left.isEmpty()) {
            return unified(comparison, changedOnly);
        }
        return new ComparisonText(left, right);
    }

    private static List<PatchComparison.File> shown(PatchComparison comparison, boolean changedOnly) {
        return comparison.files().stream().filter(file -> !changedOnly || file.changed()).toList();
    }

    private static boolean hunk(PatchComparison.Line line) {
        return line.text().startsWith("@@");
    }

    private static void level(List<Row> left, List<Row> right) {
        Row filler = new Row(Kind.FILLER, "");
        while (left.size() < right.size()) {
            left.add(filler);
        }
        while (right.size() < left.size()) {
            right.add(filler);
        }
    }

    /** A column as text. */
    static String text(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row.text()).append('\n'));
        return text.toString();
    }
}
