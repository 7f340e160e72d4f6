// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HexNavigatorTest {

    private final HexNavigator bytes = new HexNavigator(HexRange.ofSize(100).orElseThrow(), HexOptions.DEFAULT, 16);
    private final HexNavigator words = new HexNavigator(HexRange.ofSize(102).orElseThrow(),
            HexOptions.DEFAULT.withCellSize(4), 16);

    @ParameterizedTest
    @CsvSource({"LEFT, 0, 0", "LEFT, 17, 16", "RIGHT, 99, 99", "RIGHT, 15, 16", "UP, 5, 5", "UP, 21, 5",
        "DOWN, 5, 21", "DOWN, 83, 99", "DOWN, 85, 99", "DOWN, 97, 97", "ROW_START, 37, 32", "ROW_END, 37, 47",
        "ROW_END, 97, 99", "PAGE_DOWN, 5, 53", "PAGE_DOWN, 50, 98", "PAGE_UP, 5, 5", "PAGE_UP, 60, 12", "FIRST, 60, 0",
        "LAST, 60, 99", "PAGE_DOWN, 70, 99"})
    void moves(CaretMove move, long from, long to) {
        HexSelection moved = bytes.move(bytes.at(from, HexPane.CELLS), move, false, 3);
        assertEquals(new HexSelection(to, to, Optional.empty(), HexPane.CELLS), moved);
    }

    @ParameterizedTest
    @CsvSource({"LEFT, 0, 0", "LEFT, 16, 12", "RIGHT, 96, 100", "RIGHT, 100, 100", "LAST, 0, 100", "ROW_END, 0, 12",
        "ROW_END, 96, 100", "DOWN, 88, 100", "PAGE_UP, 100, 52"})
    void movesByCells(CaretMove move, long from, long to) {
        assertEquals(to, words.move(words.at(from, HexPane.CELLS), move, false, 3).caret());
    }

    @Test
    void movesByBytesInTheTextColumn() {
        assertEquals(97, words.move(words.at(96, HexPane.TEXT), CaretMove.RIGHT, false, 3).caret());
        assertEquals(101, words.move(words.at(96, HexPane.TEXT), CaretMove.LAST, false, 3).caret());
    }

    @Test
    void selectsWholeCells() {
        HexSelection at = words.at(8, HexPane.CELLS);
        HexSelection forward = words.move(at, CaretMove.RIGHT, true, 3);
        assertEquals(Optional.of(new HexRange(8, 15)), forward.selected());
        HexSelection back = words.move(words.move(forward, CaretMove.LEFT, true, 3), CaretMove.LEFT, true, 3);
        assertEquals(Optional.of(new HexRange(4, 11)), back.selected());
        assertEquals(8, back.anchor());
        assertEquals(4, back.caret());
    }

    @Test
    void theLastCellMayBeShort() {
        HexSelection end = words.extend(words.at(96, HexPane.CELLS), 100);
        assertEquals(Optional.of(new HexRange(96, 101)), end.selected());
    }

    @Test
    void movingWithoutShiftDeselects() {
        HexSelection selected = bytes.selectAll(HexPane.CELLS);
        assertEquals(Optional.of(new HexRange(0, 99)), selected.selected());
        assertEquals(Optional.empty(), bytes.move(selected, CaretMove.UP, false, 3).selected());
    }

    @Test
    void switchingKeepsTheSelection() {
        HexSelection text = new HexSelection(6, 6, Optional.empty(), HexPane.TEXT);
        assertEquals(4, words.switchPane(text).caret());
        HexSelection selected = words.select(new HexRange(5, 9), HexPane.TEXT);
        assertEquals(Optional.of(new HexRange(5, 9)), words.switchPane(selected).selected());
    }

    @Test
    void adaptsToALargerCellAndASmallerRegion() {
        HexSelection old = new HexSelection(99, 50, Optional.of(new HexRange(50, 99)), HexPane.CELLS);
        HexNavigator smaller = new HexNavigator(HexRange.ofSize(64).orElseThrow(),
                HexOptions.DEFAULT.withCellSize(8), 16);
        assertEquals(new HexSelection(56, 48, Optional.of(new HexRange(50, 63)), HexPane.CELLS), smaller.adapt(old));
    }

    @Test
    void stopsAtTheEndsOfSixteenExbibytes() {
        HexNavigator whole = new HexNavigator(HexRange.WHOLE, HexOptions.DEFAULT, 16);
        HexSelection last = whole.move(whole.at(0, HexPane.CELLS), CaretMove.LAST, false, 40);
        assertEquals(-1L, last.caret());
        assertEquals(-1L, whole.move(last, CaretMove.RIGHT, false, 40).caret());
        assertEquals(-1L, whole.move(last, CaretMove.DOWN, false, 40).caret());
        assertEquals(-1L, whole.move(last, CaretMove.PAGE_DOWN, false, 40).caret());
        assertEquals(-1L - 40 * 16, whole.move(last, CaretMove.PAGE_UP, false, 40).caret());
        assertEquals(-16L, whole.move(last, CaretMove.ROW_START, false, 40).caret());
        assertEquals(-1L, whole.move(last, CaretMove.ROW_END, false, 40).caret());
        assertEquals(Optional.of(HexRange.WHOLE), whole.selectAll(HexPane.CELLS).selected());
        assertEquals(Long.MIN_VALUE, whole.move(whole.at(Long.MAX_VALUE, HexPane.CELLS), CaretMove.RIGHT, false, 40)
                .caret());
    }
}
