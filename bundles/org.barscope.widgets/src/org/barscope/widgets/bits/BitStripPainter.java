// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.bits;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

import org.barscope.widgets.hex.HexColor;
import org.barscope.widgets.hex.HexTheme;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/** Draws a {@link BitWord}. Made anew for every paint. */
final class BitStripPainter {

    private static final String UNKNOWN = "·";
    private static final String ELLIPSIS = "…";

    private final GC gc;
    private final BitStripGeometry geometry;
    private final HexTheme theme;

    BitStripPainter(GC gc, BitStripGeometry geometry, HexTheme theme) {
        this.gc = gc;
        this.geometry = geometry;
        this.theme = theme;
    }

    void paint(BitWord word, Rectangle area, OptionalInt caret, OptionalInt hover) {
        gc.setBackground(theme.color(HexColor.BACKGROUND));
        gc.fillRectangle(area);
        List<BitField> fields = word.fields().stream().sorted(Comparator.comparingInt(BitField::low)).toList();
        for (int i = 0; i < fields.size(); i++) {
            field(word, fields.get(i), i % 2 == 0 ? HexColor.REGISTER_EVEN : HexColor.REGISTER_ODD);
        }
        for (int bit = 0; bit < word.width(); bit++) {
            bit(word, bit, hover.isPresent() && hover.getAsInt() == bit);
        }
        caret.ifPresent(bit -> {
            Rectangle box = geometry.box(bit);
            gc.setForeground(theme.color(HexColor.CARET));
            gc.setLineWidth(2);
            gc.drawRectangle(box.x, box.y, box.width - 1, box.height - 1);
            gc.setLineWidth(1);
        });
    }

    private void field(BitWord word, BitField field, HexColor tint) {
        String name = field.name();
        String value = word.valueOf(field).filter(v -> field.high() > field.low())
                .map(v -> "=0x" + Long.toHexString(v)).orElse("");
        for (Rectangle label : geometry.labels(field)) {
            gc.setBackground(theme.color(tint));
            gc.fillRectangle(label.x, label.y - geometry.boxHeight(), label.width,
                    geometry.boxHeight() + label.height);
            gc.setForeground(theme.color(HexColor.GUTTER_TEXT));
            int bottom = label.y + 3;
            gc.drawLine(label.x, bottom, label.x + label.width - 1, bottom);
            gc.drawLine(label.x, bottom - 2, label.x, bottom);
            gc.drawLine(label.x + label.width - 1, bottom - 2, label.x + label.width - 1, bottom);
            gc.setForeground(theme.color(HexColor.TEXT));
            String text = fits(name + value, label.width) ? name + value : shorten(name, label.width);
            int x = label.x + (label.width - gc.textExtent(text).x) / 2;
            gc.drawText(text, x, label.y + 4, SWT.DRAW_TRANSPARENT);
        }
    }

    private boolean fits(String text, int width) {
        return gc.textExtent(text).x <= width;
    }

    private String shorten(String name, int width) {
        if (fits(name, width)) {
            return name;
        }
        int keep = name.length() - 1;
        while (keep > 0 && !fits(name.substring(0, keep) + ELLIPSIS, width)) {
            keep--;
        }
        return keep == 0 ? ELLIPSIS : name.substring(0, keep) + ELLIPSIS;
    }

    private void bit(BitWord word, int bit, boolean hovered) {
        Rectangle number = geometry.number(bit);
        gc.setForeground(theme.color(hovered ? HexColor.GUTTER_CURRENT : HexColor.GUTTER_TEXT));
        centred(String.valueOf(bit), number);
        Rectangle box = geometry.box(bit);
        if (word.isPending(bit) || word.isChanged(bit) || hovered) {
            gc.setBackground(theme.color(word.isPending(bit) ? HexColor.PENDING_BACKGROUND
                    : word.isChanged(bit) ? HexColor.CHANGED_BACKGROUND : HexColor.HOVER));
            gc.fillRectangle(box);
        }
        gc.setForeground(theme.color(word.isPending(bit) ? HexColor.PENDING : HexColor.LINE));
        gc.drawRectangle(box.x, box.y, box.width - 1, box.height - 1);
        gc.setForeground(theme.color(ink(word, bit)));
        centred(!word.isKnown(bit) ? UNKNOWN : word.isSet(bit) ? "1" : "0", box);
        if (word.isChanged(bit)) {
            gc.drawLine(box.x + 3, box.y + box.height - 3, box.x + box.width - 4, box.y + box.height - 3);
        }
    }

    private static HexColor ink(BitWord word, int bit) {
        if (!word.isKnown(bit)) {
            return HexColor.GUARDED;
        }
        if (word.isPending(bit)) {
            return HexColor.PENDING;
        }
        if (word.isChanged(bit)) {
            return HexColor.CHANGED;
        }
        return word.isSet(bit) ? HexColor.TEXT : HexColor.FAINT_TEXT;
    }

    private void centred(String text, Rectangle area) {
        Point size = gc.textExtent(text);
        gc.drawText(text, area.x + (area.width - size.x + 1) / 2, area.y + (area.height - size.y) / 2,
                SWT.DRAW_TRANSPARENT);
    }
}
