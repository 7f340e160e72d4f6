// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.bits;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.eclipse.swt.graphics.Rectangle;

/**
 * Where the bits are: the most significant at the top left, some in a line, a gap at every fourth and a wider one at
 * every eighth.
 *
 * @param width     number of bits
 * @param cell      width of one bit in points
 * @param lineHeight height of a line of text in points
 * @param most      bits in a line, if there are so many: 8, 16 or 32
 */
record BitStripGeometry(int width, int cell, int lineHeight, int most) {

    static final int MARGIN = 6;

    static final int PER_LINE = 32;

    private static final int NIBBLE_GAP = 4;
    private static final int BYTE_GAP = 5;
    private static final int LINE_GAP = 8;

    BitStripGeometry(int width, int cell, int lineHeight) {
        this(width, cell, lineHeight, PER_LINE);
    }

    /** Bits in a line. */
    int perLine() {
        return Math.min(width, most);
    }

    int lines() {
        return width / perLine();
    }

    /** Line of a bit; the one with the most significant bits is 0. */
    int line(int bit) {
        return (width - 1 - bit) / perLine();
    }

    /** Height of the box of a bit. */
    int boxHeight() {
        return lineHeight + 6;
    }

    /** Numbers above, boxes, brackets and names below. */
    private int linePitch() {
        return lineHeight + boxHeight() + lineHeight + 6 + LINE_GAP;
    }

    private int lineTop(int line) {
        return MARGIN + line * linePitch();
    }

    private int x(int column) {
        return MARGIN + column * cell + column / 4 * NIBBLE_GAP + column / 8 * BYTE_GAP;
    }

    private int column(int bit) {
        return (width - 1 - bit) % perLine();
    }

    /** The box of a bit. */
    Rectangle box(int bit) {
        return new Rectangle(x(column(bit)), lineTop(line(bit)) + lineHeight, cell, boxHeight());
    }

    /** Where the number of a bit is written. */
    Rectangle number(int bit) {
        Rectangle box = box(bit);
        return new Rectangle(box.x, box.y - lineHeight, cell, lineHeight);
    }

    /** The parts of a field below the boxes: one for each line it reaches into, the most significant first. */
    List<Rectangle> labels(BitField field) {
        List<Rectangle> parts = new ArrayList<>();
        for (int line = line(field.high()); line <= line(field.low()); line++) {
            int highest = width - 1 - line * perLine();
            Rectangle left = box(Math.min(field.high(), highest));
            Rectangle right = box(Math.max(field.low(), highest - perLine() + 1));
            parts.add(new Rectangle(left.x, left.y + left.height, right.x + right.width - left.x, lineHeight + 6));
        }
        return parts;
    }

    /** The bit at a point: in its number, its box or the label below it. */
    OptionalInt bitAt(int x, int y) {
        int line = Math.floorDiv(y - MARGIN, linePitch());
        if (line < 0 || line >= lines() || y - lineTop(line) >= linePitch() - LINE_GAP) {
            return OptionalInt.empty();
        }
        for (int column = 0; column < perLine(); column++) {
            if (x >= x(column) && x < x(column) + cell) {
                return OptionalInt.of(width - 1 - line * perLine() - column);
            }
        }
        return OptionalInt.empty();
    }

    int totalWidth() {
        return x(perLine() - 1) + cell + MARGIN;
    }

    int totalHeight() {
        return 2 * MARGIN + lines() * linePitch() - LINE_GAP;
    }
}
