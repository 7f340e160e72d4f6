// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Optional;

/**
 * Moves caret and selection within a region.
 *
 * @param extent      the region
 * @param options     gives the cell size, by which the caret steps in the cell column
 * @param bytesPerRow length of a row
 */
record HexNavigator(HexRange extent, HexOptions options, int bytesPerRow) {

    /** The caret at an offset, nothing selected. Offsets outside the region go to its nearer end. */
    HexSelection at(long offset, HexPane pane) {
        long caret = snap(extent.clamp(offset), pane);
        return new HexSelection(caret, caret, Optional.empty(), pane);
    }

    /** Everything from the anchor to an offset. */
    HexSelection extend(HexSelection from, long offset) {
        long caret = snap(extent.clamp(offset), from.pane());
        return new HexSelection(caret, from.anchor(), Optional.of(span(from.anchor(), caret, from.pane())),
                from.pane());
    }

    /** Exactly one range, its end under the caret. */
    HexSelection select(HexRange range, HexPane pane) {
        HexRange inside = new HexRange(extent.clamp(range.first()), extent.clamp(range.last()));
        return new HexSelection(snap(inside.last(), pane), snap(inside.first(), pane), Optional.of(inside), pane);
    }

    HexSelection selectAll(HexPane pane) {
        return select(extent, pane);
    }

    /** The same selection, after the cell size or the region has changed. */
    HexSelection adapt(HexSelection old) {
        long caret = snap(extent.clamp(old.caret()), old.pane());
        long anchor = snap(extent.clamp(old.anchor()), old.pane());
        Optional<HexRange> selected = old.selected().flatMap(extent::intersection);
        return new HexSelection(caret, selected.isEmpty() ? caret : anchor, selected, old.pane());
    }

    HexSelection switchPane(HexSelection old) {
        HexPane other = old.pane() == HexPane.CELLS ? HexPane.TEXT : HexPane.CELLS;
        return new HexSelection(snap(old.caret(), other), snap(old.anchor(), other), old.selected(), other);
    }

    HexSelection move(HexSelection old, CaretMove move, boolean extendSelection, int pageRows) {
        long target = target(old.caret(), move, old.pane() == HexPane.CELLS ? options.cellSize() : 1, pageRows);
        return extendSelection ? extend(old, target) : at(target, old.pane());
    }

    private long target(long caret, CaretMove move, int step, int pageRows) {
        long last = extent.last();
        long column = Long.remainderUnsigned(caret, bytesPerRow);
        long rowStart = caret - column;
        return switch (move) {
            case LEFT -> Long.compareUnsigned(caret, step) >= 0 ? caret - step : caret;
            case RIGHT -> Long.compareUnsigned(last - caret, step) >= 0 ? caret + step : caret;
            case UP -> up(caret, 1);
            case DOWN -> down(caret, 1);
            case PAGE_UP -> up(caret, pageRows);
            case PAGE_DOWN -> down(caret, pageRows);
            case ROW_START -> rowStart;
            case ROW_END -> Long.compareUnsigned(last - rowStart, bytesPerRow - 1L) > 0
                    ? rowStart + bytesPerRow - 1 : last;
            case FIRST -> 0;
            case LAST -> last;
        };
    }

    private long up(long caret, int rows) {
        long distance = Math.min(rows, Long.divideUnsigned(caret, bytesPerRow)) * bytesPerRow;
        return caret - distance;
    }

    private long down(long caret, int rows) {
        long rowsBelow = Long.divideUnsigned(extent.last(), bytesPerRow) - Long.divideUnsigned(caret, bytesPerRow);
        long distance = Math.min(rows, rowsBelow) * bytesPerRow;
        // The last row may be too short for this column.
        return Long.compareUnsigned(extent.last() - caret, distance) >= 0 ? caret + distance : extent.last();
    }

    private long snap(long offset, HexPane pane) {
        return pane == HexPane.CELLS ? options.cellStart(offset) : offset;
    }

    private HexRange span(long a, long b, HexPane pane) {
        HexRange bytes = HexRange.between(a, b);
        if (pane == HexPane.TEXT) {
            return bytes;
        }
        return new HexRange(options.cellStart(bytes.first()), extent.clamp(options.cell(bytes.last()).last()));
    }
}
