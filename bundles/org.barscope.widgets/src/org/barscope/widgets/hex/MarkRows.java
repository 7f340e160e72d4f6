// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.ArrayList;
import java.util.List;

/**
 * Which marks touch which row on the screen. A described region may have a mark on every few bytes, so this is found
 * out once for the page and not by asking all marks at every row.
 */
final class MarkRows {

    private final HexGeometry geometry;
    private final List<List<HexMark>> lines = new ArrayList<>();
    private List<HexMark> marks = List.of();
    private long topRow = -1;

    MarkRows(HexGeometry geometry) {
        this.geometry = geometry;
    }

    /** Sorts marks into rows, unless they are the ones of last time and the page is the same. */
    void update(List<HexMark> newMarks, long newTopRow, int rows) {
        if (newMarks == marks && newTopRow == topRow && rows == lines.size()) {
            return;
        }
        marks = newMarks;
        topRow = newTopRow;
        lines.clear();
        for (int line = 0; line < rows; line++) {
            lines.add(new ArrayList<>(0));
        }
        geometry.rows(topRow, rows).ifPresent(page -> {
            for (HexMark mark : marks) {
                mark.range().intersection(page).ifPresent(part -> {
                    int last = (int) (geometry.row(part.last()) - topRow);
                    for (int line = (int) (geometry.row(part.first()) - topRow); line <= last; line++) {
                        lines.get(line).add(mark);
                    }
                });
            }
        });
    }

    /** The marks that touch a row, in the order they were given. */
    List<HexMark> at(long row) {
        return lines.get((int) (row - topRow));
    }
}
