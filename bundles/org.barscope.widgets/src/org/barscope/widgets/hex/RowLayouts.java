// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Map;

import org.eclipse.swt.graphics.Device;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.graphics.TextStyle;

/**
 * Keeps the shaped text of the rows on the screen. Shaping costs ten times what drawing costs, so a row is shaped
 * again only when its text or inks differ from what its slot holds.
 */
final class RowLayouts {

    private final Device device;
    private final HexGeometry geometry;
    private final Font font;
    private final Map<HexColor, TextStyle> styles;
    private final char[] address = new char[16];
    private Slot[] slots = new Slot[0];
    private HexRow scratch;
    private int shapings;

    /** The shaped text of one row. */
    final class Slot {
        private HexRow row = new HexRow(geometry);
        private final TextLayout line = layout();
        private final TextLayout addressLine = layout();
        private long addressOf = -1;
        private boolean shaped;

        private TextLayout layout() {
            TextLayout layout = new TextLayout(device);
            layout.setFont(font);
            return layout;
        }

        HexRow row() {
            return row;
        }

        TextLayout line() {
            return line;
        }
    }

    RowLayouts(Device device, HexGeometry geometry, Font font, Map<HexColor, TextStyle> styles) {
        this.device = device;
        this.geometry = geometry;
        this.font = font;
        this.styles = styles;
        this.scratch = new HexRow(geometry);
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
        builder.build(scratch, number);
        boolean same = slot.shaped && scratch.sameText(slot.row);
        HexRow old = slot.row;
        slot.row = scratch;
        scratch = old;
        if (!same) {
            shape(slot);
        }
        if (slot.addressOf != number) {
            int digits = geometry.addressDigits();
            HexOptions options = geometry.options();
            CellFormatter.writeHex(options.addressBase() + geometry.rowStart(number), options.upperCase(), address, 0,
                    digits);
            slot.addressLine.setText(new String(address, 0, digits));
            slot.addressOf = number;
        }
        return slot;
    }

    /** Tells whether a row would look different from how it was last drawn. */
    boolean isStale(HexRowBuilder builder, long number) {
        Slot slot = slots.length == 0 ? null : slots[(int) (number % slots.length)];
        if (slot == null) {
            return true;
        }
        builder.build(scratch, number);
        return !scratch.sameLook(slot.row);
    }

    /** The address of a row that {@link #slot} has just been asked for. */
    TextLayout address(long number) {
        return slots[(int) (number % slots.length)].addressLine;
    }

    private void shape(Slot slot) {
        HexRow row = slot.row;
        slot.line.setText(new String(row.chars(), 0, row.columns()));
        // Setting a text that it has already leaves a layout with its old styles.
        slot.line.setStyle(null, 0, row.columns() - 1);
        for (int from = 0; from < row.columns();) {
            int to = row.inkEnd(from);
            // Plain text takes the foreground of the GC and needs no style.
            if (row.ink(from) != HexColor.TEXT) {
                slot.line.setStyle(styles.get(row.ink(from)), from, to - 1);
            }
            from = to;
        }
        slot.shaped = true;
        shapings++;
    }

    /** How often a row was shaped so far. */
    int shapings() {
        return shapings;
    }

    void dispose() {
        for (Slot slot : slots) {
            if (slot != null) {
                slot.line.dispose();
                slot.addressLine.dispose();
            }
        }
        slots = new Slot[0];
    }
}
