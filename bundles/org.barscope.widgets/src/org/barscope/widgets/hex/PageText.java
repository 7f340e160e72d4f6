// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.accessibility.ACC;

/**
 * Pieces of the visible text, cut the way screen readers ask for them.
 *
 * @param text the visible rows, each ended with a line feed
 */
record PageText(String text) {

    /**
     * A piece of text.
     *
     * @param start index of its first character
     * @param end   index after its last character
     */
    record Piece(int start, int end) {
    }

    /**
     * Finds a piece.
     *
     * @param boundary one of {@code ACC.TEXT_BOUNDARY_*}
     * @param start    index where the search begins; for all text, where the piece begins
     * @param end      for all text, index after the piece, or -1 for the end of the text
     * @param count    0 for the piece that holds the index, otherwise how many pieces after or before that one
     */
    Piece piece(int boundary, int start, int end, int count) {
        int length = text.length();
        if (boundary == ACC.TEXT_BOUNDARY_ALL) {
            int from = Math.clamp(start, 0, length);
            return new Piece(from, end < 0 ? length : Math.clamp(end, from, length));
        }
        int at = Math.clamp(start, 0, length);
        if (boundary == ACC.TEXT_BOUNDARY_CHAR) {
            int from = Math.clamp((long) at + count, 0, length);
            return new Piece(from, Math.min(length, from + 1));
        }
        List<Piece> pieces = boundary == ACC.TEXT_BOUNDARY_WORD ? words() : lines();
        int index = 0;
        while (index + 1 < pieces.size() && pieces.get(index + 1).start() <= at) {
            index++;
        }
        int wanted = index + count;
        return wanted < 0 ? new Piece(0, 0) : wanted >= pieces.size() ? new Piece(length, length) : pieces.get(wanted);
    }

    String cut(Piece piece) {
        return text.substring(piece.start(), piece.end());
    }

    private List<Piece> lines() {
        List<Piece> lines = new ArrayList<>();
        for (int from = 0; from < text.length();) {
            int to = text.indexOf('\n', from) + 1;
            lines.add(new Piece(from, to == 0 ? text.length() : to));
            from = lines.getLast().end();
        }
        return lines;
    }

    private List<Piece> words() {
        List<Piece> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
                i++;
            }
            int from = i;
            while (i < text.length() && !Character.isWhitespace(text.charAt(i))) {
                i++;
            }
            if (i > from) {
                words.add(new Piece(from, i));
            }
        }
        return words;
    }
}
