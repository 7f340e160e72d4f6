// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says in words what the view shows, for tool tips and screen readers. Takes everything from what is on the screen.
 *
 * @param geometry gives addresses and cells
 * @param snapshot the bytes
 * @param history  which of them changed
 * @param editor   what was typed over them
 */
record HexDescriber(HexGeometry geometry, HexSnapshot snapshot, ChangeHistory history, CellEditor editor) {

    /** The address of a byte as the gutter shows it, with the prefix 0x. */
    String address(long offset) {
        HexOptions options = geometry.options();
        char[] digits = new char[geometry.addressDigits()];
        CellFormatter.writeHex(options.addressBase() + offset, options.upperCase(), digits, 0, digits.length);
        return "0x" + new String(digits);
    }

    /** The bytes that one step of the caret covers. */
    HexRange unit(long offset, HexPane pane) {
        HexRange extent = geometry.extent().orElseThrow();
        if (pane == HexPane.TEXT) {
            return new HexRange(offset, offset);
        }
        HexRange cell = geometry.options().cell(offset);
        return new HexRange(cell.first(), extent.clamp(cell.last()));
    }

    /** The value of a cell as the cell shows it, or what is the matter with it. */
    String value(long offset) {
        HexRange cell = unit(offset, HexPane.CELLS);
        HexRow row = new HexRow(geometry);
        HexRowBuilder builder = new HexRowBuilder(geometry);
        builder.source(snapshot, history, editor);
        builder.build(row, geometry.row(offset));
        int inRow = (int) (cell.first() - geometry.rowStart(row.number()));
        int column = geometry.cellColumn(inRow / geometry.options().cellSize());
        String shown = new String(row.chars(), column, geometry.cellWidth()).trim();
        boolean allMissing = true;
        for (long i = 0; i <= cell.span(); i++) {
            allMissing &= !state(cell.first() + i).hasValue();
        }
        if (allMissing) {
            return states(cell);
        }
        return geometry.options().format() == CellFormat.HEX ? "0x" + shown : shown;
    }

    /** The states of the bytes of a range other than plain values, in words, or an empty string. */
    String states(HexRange range) {
        List<String> words = new ArrayList<>();
        for (long i = 0; i <= range.span(); i++) {
            UnitState state = state(range.first() + i);
            if (state != UnitState.VALUE) {
                words.add(state.label().toLowerCase(Locale.ROOT));
            }
            if (state.hasValue() && history.age(range.first() + i) != ChangeHistory.NONE) {
                words.add(UnitState.CHANGED.label().toLowerCase(Locale.ROOT));
            }
        }
        return words.stream().distinct().collect(Collectors.joining(", "));
    }

    private UnitState state(long offset) {
        return editor.buffer().at(offset).isPresent() ? UnitState.PENDING_EDIT : snapshot.state(offset);
    }

    /** What a screen reader says when the caret comes to a byte: address, value, state, and the names given to it. */
    String announcement(long offset, HexPane pane, List<HexMark> marks) {
        HexRange unit = unit(offset, pane);
        List<String> parts = new ArrayList<>();
        parts.add(address(unit.first()));
        if (pane == HexPane.TEXT) {
            parts.add(character(offset));
        } else {
            parts.add(value(offset));
        }
        String states = states(unit);
        if (!states.isEmpty() && !parts.contains(states)) {
            parts.add(states);
        }
        for (HexMark mark : marks) {
            if (mark.range().intersects(unit) && !mark.label().isEmpty()) {
                parts.add(mark.kind().label().toLowerCase(Locale.ROOT) + " " + mark.label());
            }
        }
        return String.join(", ", parts);
    }

    private String character(long offset) {
        if (!state(offset).hasValue()) {
            return states(new HexRange(offset, offset));
        }
        Optional<EditBuffer.Unit> pending = editor.buffer().at(offset);
        int b = (pending.isPresent() ? editor.buffer().byteAt(offset) : snapshot.byteAt(offset)) & 0xff;
        if (b == ' ') {
            return "blank";
        }
        return b > ' ' && b <= '~' ? Character.toString(b) : "unprintable 0x" + Integer.toHexString(b);
    }

    /** Text of the tool tip above a byte. */
    String toolTip(long offset, HexPane pane, List<HexMark> marks) {
        HexRange unit = unit(offset, pane);
        StringBuilder text = new StringBuilder(address(unit.first())).append("  ").append(value(offset));
        String states = states(unit);
        if (!states.isEmpty() && !text.toString().endsWith(states)) {
            text.append("  (").append(states).append(')');
        }
        for (HexMark mark : marks) {
            if (mark.range().intersects(unit) && !mark.label().isEmpty()) {
                text.append('\n').append(mark.label());
                if (!mark.detail().isEmpty()) {
                    text.append('\n').append(mark.detail());
                }
            }
        }
        return text.toString();
    }

    /** Rows as text, as they show: address, cells, text column. */
    String rows(long firstRow, int count) {
        HexRow row = new HexRow(geometry);
        HexRowBuilder builder = new HexRowBuilder(geometry);
        builder.source(snapshot, history, editor);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count && geometry.bytesIn(firstRow + i) > 0; i++) {
            builder.build(row, firstRow + i);
            text.append(address(geometry.rowStart(firstRow + i)), 2, 2 + geometry.addressDigits()).append("  ");
            int lineStart = text.length();
            text.append(row.chars());
            for (int b = row.count() - 1; b >= 0; b--) {
                if (row.wide(b) != 0) {
                    int at = lineStart + geometry.textColumn(b);
                    // One column stays one char, so that lines have equal length.
                    text.setCharAt(at, Character.isBmpCodePoint(row.wide(b)) ? (char) row.wide(b) : '\ufffd');
                }
            }
            text.append('\n');
        }
        return text.toString();
    }
}
