// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.graphics.Device;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.TextLayout;

/**
 * Keeps the rows on the screen as they were drawn, and their shaped text where the toolkit needs that. Shaping costs
 * ten times what drawing costs, so a row is shaped again only when its text or inks differ from what its slot holds.
 * <p>
 * Inks are kept apart: each writes its own pieces of the line, with blanks where another ink writes in between. A row
 * has few inks but may change between them at every character, and a styled run would cost as much as a piece. Wide
 * gaps separate pieces, because shaping blanks costs as much as shaping digits.
 */
final class RowLayouts {

    private static final HexColor[] COLORS = HexColor.values();
    private static final int WIDE_GAP = 16;

    private final Device device;
    private final HexGeometry geometry;
    private final Font font;
    private final boolean shaping;
    private final char[] address = new char[16];
    private final char[] piece;
    private final int[] pieceStart = new int[COLORS.length];
    private final int[] pieceEnd = new int[COLORS.length];
    private Slot[] slots = new Slot[0];
    private int renewals;

    /** Receives the pieces of a row. */
    @FunctionalInterface
    interface Pieces {

        /**
         * One piece.
         *
         * @param ink    its colour
         * @param column where it begins
         * @param text   its text
         */
        void draw(HexColor ink, int column, TextLayout text);
    }

    /** The shaped text of one row. */
    final class Slot {
        /** As it was drawn last. */
        private HexRow row = new HexRow(geometry);
        /** As it is now, once it was written in the builder's version. */
        private HexRow fresh = new HexRow(geometry);
        private long freshVersion = -1;
        private long rowVersion = -1;
        private final List<Piece> pieces = new ArrayList<>();
        private int used;
        private TextLayout addressLine;
        private long addressOf = -1;
        private boolean taken;

        HexRow row() {
            return row;
        }

        /** Hands on every piece; they do not overlap. */
        void pieces(Pieces receiver) {
            for (int i = 0; i < used; i++) {
                Piece each = pieces.get(i);
                receiver.draw(each.ink, each.column, each.text);
            }
        }

        /** Writes the row, unless that was done already. Returns whether it looks other than it was drawn. */
        private boolean write(HexRowBuilder builder, long number) {
            if (row.number() == number && rowVersion == builder.version()) {
                return false;
            }
            if (fresh.number() != number || freshVersion != builder.version()) {
                builder.build(fresh, number);
                freshVersion = builder.version();
            }
            return !fresh.sameLook(row);
        }

        /** Takes what was written for what is drawn. */
        private void take() {
            boolean same = taken && fresh.sameText(row);
            HexRow old = row;
            row = fresh;
            rowVersion = freshVersion;
            fresh = old;
            freshVersion = -1;
            if (!same) {
                taken = true;
                renewals++;
                if (shaping) {
                    shape(this);
                }
            }
        }

        private void dispose() {
            if (addressLine != null) {
                addressLine.dispose();
            }
            pieces.forEach(each -> each.text.dispose());
        }
    }

    /** A run of characters of one ink; kept for reuse when the row needs fewer. */
    private final class Piece {
        private final TextLayout text = layout();
        private HexColor ink = HexColor.TEXT;
        private int column;
    }

    /**
     * Nothing is kept yet.
     *
     * @param shaping whether rows are shaped; they need not be where each character is drawn by itself
     */
    RowLayouts(Device device, HexGeometry geometry, Font font, boolean shaping) {
        this.shaping = shaping;
        this.device = device;
        this.geometry = geometry;
        this.font = font;
        this.piece = new char[geometry.rowColumns()];
    }

    private TextLayout layout() {
        TextLayout layout = new TextLayout(device);
        layout.setFont(font);
        return layout;
    }

    /** Makes room for a number of rows on the screen. */
    void capacity(int rows) {
        if (rows <= slots.length) {
            return;
        }
        dispose();
        slots = new Slot[rows];
    }

    /** The text of a row, shaped again if need be. */
    Slot slot(HexRowBuilder builder, long number) {
        int index = (int) (number % slots.length);
        if (slots[index] == null) {
            slots[index] = new Slot();
        }
        Slot slot = slots[index];
        if (slot.write(builder, number) || slot.rowVersion != builder.version()) {
            slot.take();
        }
        return slot;
    }

    /** Tells whether a row would look different from how it was last drawn. */
    boolean isStale(HexRowBuilder builder, long number) {
        Slot slot = slots.length == 0 ? null : slots[(int) (number % slots.length)];
        return slot == null || slot.write(builder, number);
    }

    /** The address of a row that {@link #slot} has just been asked for. */
    TextLayout address(long number) {
        Slot slot = slots[(int) (number % slots.length)];
        if (slot.addressOf != number) {
            if (slot.addressLine == null) {
                slot.addressLine = layout();
            }
            slot.addressLine.setText(new String(address, 0, writeAddress(number, address)));
            slot.addressOf = number;
        }
        return slot.addressLine;
    }

    /** Writes the address of a row to where there is room for it, and returns how many characters it has. */
    int writeAddress(long number, char[] to) {
        int digits = geometry.addressDigits();
        HexOptions options = geometry.options();
        CellFormatter.writeHex(options.addressBase() + geometry.rowStart(number), options.upperCase(), to, 0, digits);
        return digits;
    }

    private void shape(Slot slot) {
        HexRow row = slot.row;
        slot.used = 0;
        Arrays.fill(pieceStart, -1);
        for (int i = 0; i < row.columns(); i++) {
            if (row.chars()[i] == ' ') {
                continue;
            }
            int ink = row.ink(i).ordinal();
            if (pieceStart[ink] >= 0 && i - pieceEnd[ink] > WIDE_GAP) {
                shape(slot, ink);
            }
            pieceStart[ink] = pieceStart[ink] < 0 ? i : pieceStart[ink];
            pieceEnd[ink] = i + 1;
        }
        for (int ink = 0; ink < COLORS.length; ink++) {
            if (pieceStart[ink] >= 0) {
                shape(slot, ink);
            }
        }
    }

    private void shape(Slot slot, int ink) {
        int from = pieceStart[ink];
        int to = pieceEnd[ink];
        pieceStart[ink] = -1;
        for (int i = from; i < to; i++) {
            piece[i] = slot.row.ink(i).ordinal() == ink ? slot.row.chars()[i] : ' ';
        }
        if (slot.used == slot.pieces.size()) {
            slot.pieces.add(new Piece());
        }
        Piece next = slot.pieces.get(slot.used++);
        next.text.setText(new String(piece, from, to - from));
        next.ink = COLORS[ink];
        next.column = from;
    }

    /** How often a row got another text or other inks so far. */
    int renewals() {
        return renewals;
    }

    void dispose() {
        for (Slot slot : slots) {
            if (slot != null) {
                slot.dispose();
            }
        }
        slots = new Slot[0];
    }
}
