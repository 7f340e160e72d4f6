// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.eclipse.swt.SWT;
import org.junit.jupiter.api.Test;

class HexKeysTest {

    private static Optional<HexAction> key(int code, int mask, char character) {
        return HexKeys.action(code, mask, character);
    }

    private static Optional<HexAction> move(CaretMove move, boolean extend) {
        return Optional.of(new HexAction.Move(move, extend));
    }

    @Test
    void arrowsMoveAndShiftExtends() {
        assertEquals(move(CaretMove.LEFT, false), key(SWT.ARROW_LEFT, 0, '\0'));
        assertEquals(move(CaretMove.RIGHT, true), key(SWT.ARROW_RIGHT, SWT.SHIFT, '\0'));
        assertEquals(move(CaretMove.UP, true), key(SWT.ARROW_UP, SWT.SHIFT, '\0'));
        assertEquals(move(CaretMove.DOWN, false), key(SWT.ARROW_DOWN, 0, '\0'));
        assertEquals(move(CaretMove.PAGE_DOWN, true), key(SWT.PAGE_DOWN, SWT.SHIFT, '\0'));
        assertEquals(move(CaretMove.PAGE_UP, false), key(SWT.PAGE_UP, 0, '\0'));
    }

    @Test
    void homeAndEndMeanTheRowOrWithControlTheRegion() {
        assertEquals(move(CaretMove.ROW_START, false), key(SWT.HOME, 0, '\0'));
        assertEquals(move(CaretMove.ROW_END, true), key(SWT.END, SWT.SHIFT, '\0'));
        assertEquals(move(CaretMove.FIRST, false), key(SWT.HOME, SWT.CTRL, '\0'));
        assertEquals(move(CaretMove.LAST, true), key(SWT.END, SWT.CTRL | SWT.SHIFT, '\0'));
    }

    @Test
    void controlArrowsScroll() {
        assertEquals(Optional.of(new HexAction.Scroll(-1)), key(SWT.ARROW_UP, SWT.CTRL, '\0'));
        assertEquals(Optional.of(new HexAction.Scroll(1)), key(SWT.ARROW_DOWN, SWT.CTRL, '\0'));
    }

    @Test
    void singleKeys() {
        assertEquals(Optional.of(HexAction.Simple.SWITCH_PANE), key(SWT.TAB, 0, '\t'));
        assertEquals(Optional.of(HexAction.Simple.SWITCH_PANE), key(SWT.TAB, SWT.SHIFT, '\t'));
        assertEquals(Optional.of(HexAction.Simple.CANCEL), key(SWT.ESC, 0, SWT.ESC));
        assertEquals(Optional.of(HexAction.Simple.COMMIT), key(SWT.CR, 0, SWT.CR));
        assertEquals(Optional.of(HexAction.Simple.COMMIT), key(SWT.KEYPAD_CR, 0, SWT.CR));
        assertEquals(Optional.of(HexAction.Simple.ERASE), key(SWT.BS, 0, SWT.BS));
        assertEquals(Optional.of(HexAction.Simple.SELECT_ALL), key('a', SWT.CTRL, (char) 1));
    }

    @Test
    void printableCharactersAreTyped() {
        assertEquals(Optional.of(new HexAction.Type('a')), key('a', 0, 'a'));
        assertEquals(Optional.of(new HexAction.Type('A')), key('a', SWT.SHIFT, 'A'));
        assertEquals(Optional.of(new HexAction.Type(' ')), key(' ', 0, ' '));
        assertEquals(Optional.of(new HexAction.Type('@')), key('q', SWT.ALT_GR, '@'));
        assertEquals(Optional.of(new HexAction.Type('4')), key(SWT.KEYPAD_4, 0, '4'));
    }

    @Test
    void theRestIsLeftToTheWorkbench() {
        assertEquals(Optional.empty(), key('c', SWT.CTRL, (char) 3));
        assertEquals(Optional.empty(), key('g', SWT.CTRL, (char) 7));
        assertEquals(Optional.empty(), key(SWT.F7, 0, '\0'));
        assertEquals(Optional.empty(), key(SWT.ARROW_LEFT, SWT.ALT, '\0'));
        assertEquals(Optional.empty(), key(SWT.TAB, SWT.CTRL, '\t'));
        assertEquals(Optional.empty(), key(SWT.PAGE_UP, SWT.CTRL, '\0'));
        assertEquals(Optional.empty(), key(SWT.DEL, 0, SWT.DEL));
        assertEquals(Optional.empty(), key(SWT.SHIFT, 0, '\0'));
    }
}
