// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.eclipse.swt.accessibility.ACC;
import org.junit.jupiter.api.Test;

class PageTextTest {

    private final PageText page = new PageText("0000  41 42\n0002  43 44\n");

    private String cut(int boundary, int start, int count) {
        return page.cut(page.piece(boundary, start, start, count));
    }

    @Test
    void allIsByIndex() {
        assertEquals("0000", page.cut(page.piece(ACC.TEXT_BOUNDARY_ALL, 0, 4, 0)));
        assertEquals("43 44\n", page.cut(page.piece(ACC.TEXT_BOUNDARY_ALL, 18, -1, 0)));
        assertEquals("", page.cut(page.piece(ACC.TEXT_BOUNDARY_ALL, 99, 120, 0)));
    }

    @Test
    void linesWordsAndCharacters() {
        assertEquals("0000  41 42\n", cut(ACC.TEXT_BOUNDARY_LINE, 3, 0));
        assertEquals("0002  43 44\n", cut(ACC.TEXT_BOUNDARY_LINE, 3, 1));
        assertEquals("0000  41 42\n", cut(ACC.TEXT_BOUNDARY_LINE, 15, -1));
        assertEquals("", cut(ACC.TEXT_BOUNDARY_LINE, 3, 2));
        assertEquals("41", cut(ACC.TEXT_BOUNDARY_WORD, 6, 0));
        assertEquals("42", cut(ACC.TEXT_BOUNDARY_WORD, 6, 1));
        assertEquals("0000", cut(ACC.TEXT_BOUNDARY_WORD, 6, -1));
        assertEquals("4", cut(ACC.TEXT_BOUNDARY_CHAR, 6, 0));
        assertEquals("1", cut(ACC.TEXT_BOUNDARY_CHAR, 6, 1));
    }

    @Test
    void anEmptyPageHasNoPieces() {
        PageText empty = new PageText("");
        assertEquals(new PageText.Piece(0, 0), empty.piece(ACC.TEXT_BOUNDARY_LINE, 5, 5, 0));
        assertEquals(new PageText.Piece(0, 0), empty.piece(ACC.TEXT_BOUNDARY_WORD, 0, 0, 0));
    }
}
