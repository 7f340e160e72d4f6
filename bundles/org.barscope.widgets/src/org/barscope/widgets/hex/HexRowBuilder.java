// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.nio.ByteOrder;

/**
 * Writes rows from what is known: the snapshot, pending edits above it, and the history of changes.
 */
final class HexRowBuilder {

    private final HexGeometry geometry;
    private final HexOptions options;
    private final CellFormatter formatter;
    private final TextDecoder decoder = new TextDecoder();
    private final int[] decoded;

    private HexSnapshot snapshot = HexSnapshot.EMPTY;
    private ChangeHistory history = new ChangeHistory();
    private CellEditor editor = new CellEditor();
    private long historyVersion;
    private boolean idle = true;
    private long version;

    HexRowBuilder(HexGeometry geometry) {
        this.geometry = geometry;
        this.options = geometry.options();
        this.formatter = new CellFormatter(options.format(), options.cellSize(), options.upperCase());
        this.decoded = new int[geometry.bytesPerRow()];
    }

    /** Sets what the next rows are written from. */
    void source(HexSnapshot newSnapshot, ChangeHistory newHistory, CellEditor newEditor) {
        boolean same = newSnapshot == snapshot && newHistory == history && newEditor == editor && idle
                && newEditor.isIdle() && newHistory.version() == historyVersion;
        if (!same) {
            version++;
        }
        snapshot = newSnapshot;
        history = newHistory;
        editor = newEditor;
        historyVersion = newHistory.version();
        idle = newEditor.isIdle();
    }

    /** Another number whenever a row may be written in another way than before. */
    long version() {
        return version;
    }

    /** Writes one row. */
    void build(HexRow row, long number) {
        int count = geometry.bytesIn(number);
        long start = geometry.rowStart(number);
        row.reset(number, count);
        for (int i = 0; i < count; i++) {
            row.state(i, state(start + i));
            row.age(i, history.age(start + i));
        }
        for (int cell = 0; cell * options.cellSize() < count; cell++) {
            cell(row, start, cell);
        }
        if (geometry.hasText()) {
            text(row, start);
        }
    }

    private void cell(HexRow row, long start, int cell) {
        int size = options.cellSize();
        int first = cell * size;
        int column = geometry.cellColumn(cell);
        int width = geometry.cellWidth();
        boolean whole = first + size <= row.count();
        boolean plain = whole;
        for (int i = first; plain && i < first + size; i++) {
            plain = row.state(i).hasValue() && row.state(i) != UnitState.PENDING_EDIT;
        }
        if (plain) {
            formatter.write(snapshot.value(start + first, size, options.order()), row.chars(), column);
        }
        if (options.format().isPositional()) {
            positional(row, start, first, column, plain);
            return;
        }
        row.ink(column, column + width, worst(row, start, first));
        if (!plain) {
            number(row, start, first, column, whole);
        }
    }

    /** Fills in each byte's digits, or only their inks where the digits are there already. */
    private void positional(HexRow row, long start, int first, int column, boolean plain) {
        int digits = options.format().digitsPerByte();
        int size = options.cellSize();
        boolean leading = true;
        // From the most significant byte, because only leading zeros are faint: those inside a number are part of it.
        for (int place = 0; place < size; place++) {
            int i = options.order() == ByteOrder.BIG_ENDIAN ? place : size - 1 - place;
            if (first + i >= row.count()) {
                continue;
            }
            int at = column + place * digits;
            HexColor ink = ink(row, start, first + i);
            leading &= ink == HexColor.FAINT_TEXT;
            row.ink(at, at + digits, ink == HexColor.FAINT_TEXT && !leading ? HexColor.TEXT : ink);
            if (!plain) {
                digits(row, start + first + i, row.state(first + i), at, digits);
            }
        }
    }

    private void digits(HexRow row, long offset, UnitState state, int at, int digits) {
        if (!state.hasValue()) {
            fill(row, at, digits, state.glyph());
            return;
        }
        boolean pending = state == UnitState.PENDING_EDIT;
        int value = pending ? editor.buffer().byteAt(offset) : snapshot.byteAt(offset);
        int known = pending ? editor.buffer().knownAt(offset) : 0xff;
        int bits = 8 / digits;
        for (int d = 0; d < digits; d++) {
            int shift = 8 - bits * (d + 1);
            int mask = (1 << bits) - 1;
            boolean unknown = (known >> shift & mask) != mask;
            CellFormatter.writeHex(value >> shift & mask, options.upperCase(), row.chars(), at + d, 1);
            if (unknown) {
                row.chars()[at + d] = UnitState.NOT_YET_READ.glyph();
            }
        }
    }

    /** Writes a decimal or floating-point cell that is typed over or lacks bytes. */
    private void number(HexRow row, long start, int first, int column, boolean whole) {
        int width = geometry.cellWidth();
        String typed = editor.numberAt(start + first).orElse(null);
        if (typed != null) {
            typed.getChars(0, typed.length(), row.chars(), column + width - typed.length());
            return;
        }
        UnitState missing = whole ? null : UnitState.OUT_OF_RANGE;
        long value = 0;
        for (int i = 0; i < options.cellSize() && first + i < row.count(); i++) {
            UnitState state = row.state(first + i);
            int b = merged(start + first + i, state);
            if (b == TextDecoder.NO_VALUE) {
                missing = state == UnitState.PENDING_EDIT ? UnitState.NOT_YET_READ : state;
            } else {
                int place = options.order() == ByteOrder.BIG_ENDIAN ? options.cellSize() - 1 - i : i;
                value |= (long) b << 8 * place;
            }
        }
        if (missing == null) {
            formatter.write(value, row.chars(), column);
        } else {
            if (missing == UnitState.OUT_OF_RANGE) {
                row.ink(column, column + width, HexColor.OUT_OF_RANGE);
            }
            fill(row, column + width - 2, 2, missing.glyph());
        }
    }

    private void text(HexRow row, long start) {
        decoder.decode(options.text(), i -> neighbour(start, i), row.count(), decoded);
        for (int i = 0; i < row.count(); i++) {
            int column = geometry.textColumn(i);
            int shown = decoded[i];
            HexColor ink = ink(row, start, i);
            if (shown == TextDecoder.NO_VALUE) {
                UnitState state = row.state(i);
                row.chars()[column] = state.hasValue() ? UnitState.NOT_YET_READ.glyph() : state.glyph();
            } else if (shown == TextDecoder.CONTINUATION) {
                row.chars()[column] = ' ';
            } else if (shown > '~') {
                row.wide(i, shown);
            } else {
                row.chars()[column] = (char) shown;
            }
            boolean faint = shown == TextDecoder.UNPRINTABLE && ink == HexColor.TEXT
                    && snapshot.byteAt(start + i) != '.';
            row.ink(column, column + 1, faint ? HexColor.FAINT_TEXT : ink);
        }
    }

    /** A byte of this row or close to it; nothing where the region, or the range of offsets, ends. */
    private int neighbour(long start, int i) {
        long offset = start + i;
        boolean wrapped = i < 0 ? Long.compareUnsigned(offset, start) > 0 : Long.compareUnsigned(offset, start) < 0;
        return wrapped || !geometry.extent().orElseThrow().contains(offset) ? TextDecoder.NO_VALUE
                : merged(offset, state(offset));
    }

    private UnitState state(long offset) {
        return editor.buffer().at(offset).isPresent() ? UnitState.PENDING_EDIT : snapshot.state(offset);
    }

    /** A byte with the pending edits applied, or {@link TextDecoder#NO_VALUE}. */
    private int merged(long offset, UnitState state) {
        if (state == UnitState.PENDING_EDIT) {
            return editor.buffer().knownAt(offset) == (byte) 0xff ? editor.buffer().byteAt(offset) & 0xff
                    : TextDecoder.NO_VALUE;
        }
        return state.hasValue() ? snapshot.byteAt(offset) & 0xff : TextDecoder.NO_VALUE;
    }

    private HexColor ink(HexRow row, long start, int i) {
        return switch (row.state(i)) {
            case PENDING_EDIT -> HexColor.PENDING;
            case GUARDED -> HexColor.GUARDED;
            case FAULTED -> HexColor.FAULTED;
            case REVOKED -> HexColor.REVOKED;
            case OUT_OF_RANGE -> HexColor.OUT_OF_RANGE;
            case NOT_YET_READ -> HexColor.NOT_YET_READ;
            case ALL_ONES -> row.age(i) == ChangeHistory.NONE ? HexColor.ALL_ONES : HexColor.CHANGED;
            case CHANGED, VALUE -> row.age(i) != ChangeHistory.NONE ? HexColor.CHANGED
                    : snapshot.byteAt(start + i) == 0 ? HexColor.FAINT_TEXT : HexColor.TEXT;
        };
    }

    /** The ink of a cell whose bytes share their digits: that of the byte there is most to say about. */
    private HexColor worst(HexRow row, long start, int first) {
        HexColor worst = HexColor.FAINT_TEXT;
        for (int i = first; i < first + options.cellSize() && i < row.count(); i++) {
            HexColor ink = ink(row, start, i);
            if (weight(ink) > weight(worst)) {
                worst = ink;
            }
        }
        return worst;
    }

    private static int weight(HexColor ink) {
        return switch (ink) {
            case PENDING -> 9;
            case FAULTED -> 8;
            case REVOKED -> 7;
            case OUT_OF_RANGE -> 6;
            case GUARDED -> 5;
            case NOT_YET_READ -> 4;
            case CHANGED -> 3;
            case ALL_ONES -> 2;
            case TEXT -> 1;
            default -> 0;
        };
    }

    private static void fill(HexRow row, int at, int count, char glyph) {
        for (int i = at; i < at + count; i++) {
            row.chars()[i] = glyph;
        }
    }
}
