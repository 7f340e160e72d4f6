// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;

/**
 * A snapshot as lines of text, laid out as the hex page shows it: offset, 16 bytes in cells, characters. A byte without
 * a value is shown by the sign of its state, never as a number.
 */
public final class HexListing {

    /** Bytes in a row. */
    public static final int ROW = 16;

    private static final UnitState[] STATES = UnitState.values();

    private final AccessWidth cell;
    private final ByteOrder order;
    private final int digits;

    /**
     * @param cell       the size of a cell
     * @param order      how the bytes of a cell make its number
     * @param regionSize in bytes; decides how many digits an offset gets
     */
    public HexListing(AccessWidth cell, ByteOrder order, long regionSize) {
        this.cell = cell;
        this.order = order;
        this.digits = Math.max(8, Long.toHexString(regionSize - 1).length());
    }

    /** The lines for a range, whole rows from the one that holds its first byte. */
    public List<String> lines(RegionSnapshot snapshot, Span span) {
        List<String> lines = new ArrayList<>();
        for (long row = span.offset() & -ROW; row < span.end(); row += ROW) {
            lines.add(line(snapshot, span, row));
        }
        return lines;
    }

    private String line(RegionSnapshot snapshot, Span span, long row) {
        byte[] bytes = new byte[ROW];
        byte[] states = new byte[ROW];
        snapshot.copy(row, bytes, states);
        StringBuilder text = new StringBuilder(96);
        String offset = Long.toHexString(row);
        text.append("0".repeat(digits - offset.length())).append(offset).append(' ');
        for (int at = 0; at < ROW; at += cell.bytes()) {
            text.append(at == ROW / 2 ? "  " : " ");
            appendCell(text, span, row, at, bytes, states);
        }
        text.append("  ");
        for (int at = 0; at < ROW; at++) {
            if (!inside(span, row + at)) {
                text.append(' ');
            } else if (state(states, at).hasValue()) {
                int value = bytes[at] & 0xff;
                text.append(value >= 0x20 && value < 0x7f ? (char) value : '.');
            } else {
                text.append(sign(state(states, at)));
            }
        }
        return text.toString().stripTrailing();
    }

    private void appendCell(StringBuilder text, Span span, long row, int at, byte[] bytes, byte[] states) {
        for (int i = 0; i < cell.bytes(); i++) {
            int index = at + (order == ByteOrder.LITTLE_ENDIAN ? cell.bytes() - 1 - i : i);
            if (!inside(span, row + index)) {
                text.append("  ");
            } else if (state(states, index).hasValue()) {
                int value = bytes[index] & 0xff;
                text.append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 0xf, 16));
            } else {
                char sign = sign(state(states, index));
                text.append(sign).append(sign);
            }
        }
    }

    private static boolean inside(Span span, long offset) {
        return offset >= span.offset() && offset < span.end();
    }

    private static UnitState state(byte[] states, int at) {
        return STATES[states[at]];
    }

    /** The sign that stands for a byte of a state without a value; the same as in the hex page. */
    public static char sign(UnitState state) {
        return switch (state) {
            case NOT_READ -> '_';
            case GUARDED -> '·';
            case FAULTED -> '-';
            case REVOKED -> '~';
            case OUT_OF_RANGE -> '×';
            case VALUE, ALL_ONES -> throw new IllegalArgumentException("a byte with a value is shown as its value");
        };
    }

    /** What the sign of a state means, for a legend. */
    public static String meaning(UnitState state) {
        return switch (state) {
            case NOT_READ -> "not read";
            case GUARDED -> "guarded: reading it would have a side effect";
            case FAULTED -> "could not be read";
            case REVOKED -> "revoked";
            case OUT_OF_RANGE -> "past the end";
            case VALUE -> "value";
            case ALL_ONES -> "value, all ones";
        };
    }
}
