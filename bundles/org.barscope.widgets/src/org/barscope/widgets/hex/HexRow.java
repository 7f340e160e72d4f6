// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Arrays;

/**
 * One row ready to be drawn: a line of text with an ink per character, and what is known per byte. Mutable and reused,
 * so that a repaint leaves no garbage.
 */
final class HexRow {

    private static final UnitState[] STATES = UnitState.values();
    private static final HexColor[] COLORS = HexColor.values();

    private long number = -1;
    private int count;
    private final char[] chars;
    private final byte[] inks;
    private final byte[] states;
    private final byte[] ages;
    private final int[] wide;

    HexRow(HexGeometry geometry) {
        chars = new char[geometry.rowColumns()];
        inks = new byte[chars.length];
        states = new byte[geometry.bytesPerRow()];
        ages = new byte[geometry.bytesPerRow()];
        wide = new int[geometry.bytesPerRow()];
    }

    /** Makes this an empty row. */
    void reset(long row, int bytes) {
        number = row;
        count = bytes;
        Arrays.fill(chars, ' ');
        Arrays.fill(inks, (byte) HexColor.TEXT.ordinal());
        Arrays.fill(states, (byte) UnitState.OUT_OF_RANGE.ordinal());
        Arrays.fill(ages, (byte) ChangeHistory.NONE);
        Arrays.fill(wide, 0);
    }

    long number() {
        return number;
    }

    /** Bytes of the region in this row. */
    int count() {
        return count;
    }

    int columns() {
        return chars.length;
    }

    char[] chars() {
        return chars;
    }

    HexColor ink(int column) {
        return COLORS[inks[column]];
    }

    void ink(int from, int to, HexColor color) {
        Arrays.fill(inks, from, to, (byte) color.ordinal());
    }

    UnitState state(int byteInRow) {
        return STATES[states[byteInRow]];
    }

    void state(int byteInRow, UnitState state) {
        states[byteInRow] = (byte) state.ordinal();
    }

    int age(int byteInRow) {
        return ages[byteInRow];
    }

    void age(int byteInRow, int age) {
        ages[byteInRow] = (byte) age;
    }

    /** A character beyond ASCII in the text column, which may be wider than a column, or 0. */
    int wide(int byteInRow) {
        return wide[byteInRow];
    }

    void wide(int byteInRow, int codePoint) {
        wide[byteInRow] = codePoint;
    }

    /** True if the line of text looks the same. */
    boolean sameText(HexRow other) {
        return Arrays.equals(chars, other.chars) && Arrays.equals(inks, other.inks);
    }

    /** True if both would be drawn alike. */
    boolean sameLook(HexRow other) {
        return number == other.number && count == other.count && sameText(other)
                && Arrays.equals(states, other.states) && Arrays.equals(ages, other.ages)
                && Arrays.equals(wide, other.wide);
    }
}
