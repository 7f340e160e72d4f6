// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.barscope.widgets.gtk.GlyphPen;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Device;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.graphics.TextStyle;

/**
 * Draws what a {@link HexScene} says: first everything behind the text, then the text of each row ink by ink, then
 * lines above it, and last the header and the gutter, which cover what is scrolled out of sight.
 */
final class HexPainter {

    /**
     * Blanks are written, too, as long as there are few: characters that follow each other go to the display server as
     * one text, and every leap as much as several blanks.
     */
    private static final int NARROW_GAP = 3;
    private static final HexColor[] INKS = HexColor.values();
    private static final UnitState[] HATCHED = {UnitState.GUARDED, UnitState.REVOKED};

    private final HexGeometry geometry;
    private final HexTheme theme;
    private final HexRowBuilder builder;
    private final HexBands bands;
    private final RowLayouts layouts;
    /** Draws the characters, where the toolkit lets it; else shaped text is drawn. */
    private final Optional<GlyphPen> pen;
    private final char[] address = new char[16];
    /** For each ink, the column after the last that it was written to in a row. */
    private final int[] written = new int[INKS.length];
    private final MarkRows markRows;
    private final HatchPatterns hatches;
    private final Color[] fading;
    private final TextLayout header;
    private final TextStyle currentStyle;
    private int headerCurrent = Integer.MIN_VALUE;

    /** State of one paint, so that the methods below need not pass everything around. */
    private GC gc;
    private HexScene scene;
    private int originX;
    private HexRange rowRange;

    HexPainter(GC gc, HexGeometry geometry, HexTheme theme, Font font) {
        Device device = gc.getDevice();
        this.geometry = geometry;
        this.theme = theme;
        this.builder = new HexRowBuilder(geometry);
        this.bands = new HexBands(geometry);
        this.pen = GlyphPen.of(gc, font, INKS.length);
        this.layouts = new RowLayouts(device, geometry, font, pen.isEmpty());
        this.markRows = new MarkRows(geometry);
        this.hatches = new HatchPatterns(device, theme);
        this.currentStyle = new TextStyle(null, theme.color(HexColor.GUTTER_CURRENT), null);
        this.fading = new Color[ChangeHistory.DEPTH];
        for (int i = 0; i < fading.length; i++) {
            double share = (double) (fading.length - i) / fading.length;
            fading[i] = new Color(HexTheme.mix(theme.color(HexColor.BACKGROUND).getRGB(),
                    theme.color(HexColor.CHANGED_BACKGROUND).getRGB(), share));
        }
        this.header = new TextLayout(device);
        this.header.setFont(font);
    }

    HexRowBuilder builder() {
        return builder;
    }

    /** Tells whether a row would look different from how it was last drawn, for other bytes than then. */
    boolean isStale(long number) {
        return layouts.isStale(builder, number);
    }

    /** How often a row got another text so far; tests use it to see that unchanged rows are not written again. */
    int renewals() {
        return layouts.renewals();
    }

    void dispose() {
        pen.ifPresent(GlyphPen::dispose);
        layouts.dispose();
        hatches.dispose();
        header.dispose();
    }

    /**
     * Draws the part of the window inside {@code clip}.
     *
     * @param target  to draw on
     * @param client  size of the window
     * @param clip    the part that needs drawing
     * @param toDraw  what to draw
     */
    void paint(GC target, Rectangle client, Rectangle clip, HexScene toDraw) {
        gc = target;
        scene = toDraw;
        originX = geometry.cellsX() - scene.shift();
        int height = geometry.rowHeight();
        int rows = geometry.shownRows(client.height);
        layouts.capacity(rows + 1);
        markRows.update(scene.marks(), scene.topRow(), rows);
        fill(HexColor.BACKGROUND, clip.x, clip.y, clip.width, clip.height);
        gc.setLineWidth(1);
        int first = Math.max(0, (clip.y - geometry.headerHeight()) / height);
        int last = Math.min(rows - 1, (clip.y + clip.height - 1 - geometry.headerHeight()) / height);
        for (int line = first; line <= last; line++) {
            long number = scene.topRow() + line;
            if (geometry.bytesIn(number) == 0) {
                break;
            }
            row(layouts.slot(builder, number), geometry.headerHeight() + line * height, client.width);
        }
        if (geometry.hasText()) {
            int x = geometry.separatorX() - scene.shift();
            gc.setForeground(theme.color(HexColor.LINE));
            gc.drawLine(x, geometry.headerHeight(), x, client.height);
        }
        gutter(client, first, last);
        if (clip.y < geometry.headerHeight()) {
            header(client);
        }
    }

    private void row(RowLayouts.Slot slot, int y, int width) {
        HexRow row = slot.row();
        rowRange = HexRange.of(geometry.rowStart(row.number()), row.count());
        if (isCaretRow(row.number())) {
            fill(HexColor.CURRENT_ROW, geometry.gutterWidth(), y, width, geometry.rowHeight());
        }
        List<HexMark> marks = markRows.at(row.number());
        for (HexMark mark : marks) {
            markBackground(mark, y);
        }
        stateBackgrounds(row, y);
        hover(y);
        selection(y);
        if (pen.isPresent()) {
            characters(pen.get(), row, y + geometry.textDrop());
        } else {
            slot.pieces((ink, column, text) -> {
                gc.setForeground(theme.color(ink));
                text.draw(gc, originX + geometry.x(column), y + geometry.textDrop());
            });
        }
        wideCharacters(row, y);
        decorations(row, y);
        for (HexMark mark : marks) {
            markLines(mark, y);
        }
        caret(row, y);
    }

    private void characters(GlyphPen to, HexRow row, int y) {
        char[] chars = row.chars();
        double advance = geometry.font().advance();
        Arrays.fill(written, Integer.MIN_VALUE);
        for (int i = 0; i < chars.length; i++) {
            if (chars[i] == ' ') {
                continue;
            }
            int ink = row.ink(i).ordinal();
            if (written[ink] >= i - NARROW_GAP) {
                for (int blank = written[ink]; blank < i; blank++) {
                    to.put(ink, ' ', originX + blank * advance, y);
                }
            }
            written[ink] = i + 1;
            if (!to.put(ink, chars[i], originX + i * advance, y)) {
                gc.setForeground(theme.color(row.ink(i)));
                gc.drawText(String.valueOf(chars[i]), originX + geometry.x(i), y, SWT.DRAW_TRANSPARENT);
            }
        }
        draw(to);
    }

    private void draw(GlyphPen with) {
        for (HexColor ink : INKS) {
            with.draw(gc, ink.ordinal(), theme.color(ink));
        }
    }

    private boolean isCaretRow(long number) {
        return scene.selection().isPresent() && geometry.row(scene.selection().get().caret()) == number;
    }

    private void markBackground(HexMark mark, int y) {
        HexColor color = switch (mark.kind()) {
            case REGISTER -> Long.remainderUnsigned(Long.divideUnsigned(mark.range().first(), registerSize(mark)), 2)
                    == 0 ? HexColor.REGISTER_EVEN : HexColor.REGISTER_ODD;
            case MATCH -> HexColor.MATCH;
            case DIFFERENCE -> HexColor.DIFFERENCE;
            default -> null;
        };
        if (color != null) {
            gc.setBackground(theme.color(color));
            within(mark.range(), (from, to) -> {
                // A little less than half the gap on either side keeps neighbours apart.
                bands.cells(from, to, (a, b) -> fillColumns(a, b, y, 0.35));
                bands.text(from, to, (a, b) -> fillColumns(a, b, y, 0));
            });
        }
    }

    private static long registerSize(HexMark mark) {
        long length = mark.range().length();
        return length == 0 ? 1 : length;
    }

    private void markLines(HexMark mark, int y) {
        switch (mark.kind()) {
            case BOOKMARK -> frames(mark, y, HexColor.BOOKMARK, SWT.LINE_SOLID);
            case MATCH -> frames(mark, y, HexColor.BOOKMARK, SWT.LINE_SOLID);
            case DIFFERENCE -> frames(mark, y, HexColor.REVOKED, SWT.LINE_DASH);
            case UNDESCRIBED -> within(mark.range(), (from, to) -> bands.cells(from, to,
                    (a, b) -> dottedUnderline(a, b, y, HexColor.UNDESCRIBED)));
            case REGISTER, CHANGE -> {
                // These have no line.
            }
        }
    }

    private void frames(HexMark mark, int y, HexColor color, int lineStyle) {
        gc.setForeground(theme.color(color));
        gc.setLineStyle(lineStyle);
        within(mark.range(), (from, to) -> {
            bands.cells(from, to, (a, b) -> frameColumns(a, b, y, 0.4));
            bands.text(from, to, (a, b) -> frameColumns(a, b, y, 0));
        });
        gc.setLineStyle(SWT.LINE_SOLID);
    }

    /** Hands on which bytes of the row being drawn, if any, a range has. */
    private void within(HexRange range, HexBands.Band bytes) {
        if (rowRange.intersects(range)) {
            bytes.between((int) (rowRange.clamp(range.first()) - rowRange.first()),
                    (int) (rowRange.clamp(range.last()) - rowRange.first()));
        }
    }

    private void stateBackgrounds(HexRow row, int y) {
        for (int from = 0; from < row.count();) {
            int to = runEnd(row, from);
            int age = row.age(from);
            if (row.state(from) == UnitState.PENDING_EDIT) {
                gc.setBackground(theme.color(HexColor.PENDING_BACKGROUND));
                fillBytes(from, to, y);
            } else if (age != ChangeHistory.NONE) {
                gc.setBackground(fading[age]);
                fillBytes(from, to, y);
            } else {
                for (UnitState hatched : HATCHED) {
                    if (row.state(from) == hatched) {
                        gc.setBackgroundPattern(hatches.pattern(hatched));
                        fillBytes(from, to, y);
                        gc.setBackgroundPattern(null);
                    }
                }
            }
            from = to + 1;
        }
    }

    private static int runEnd(HexRow row, int from) {
        int to = from;
        while (to + 1 < row.count() && row.state(to + 1) == row.state(from) && row.age(to + 1) == row.age(from)) {
            to++;
        }
        return to;
    }

    private void fillBytes(int from, int to, int y) {
        bands.cells(from, to, (a, b) -> fillColumns(a, b, y, 0.5));
        bands.text(from, to, (a, b) -> fillColumns(a, b, y, 0));
    }

    private void selection(int y) {
        if (scene.selection().isEmpty() || scene.selection().get().selected().isEmpty()) {
            return;
        }
        HexPane pane = scene.selection().get().pane();
        within(scene.selection().get().selected().get(), (from, to) -> {
            gc.setBackground(theme.color(selectionColor(pane == HexPane.CELLS)));
            bands.cells(from, to, (a, b) -> fillColumns(a, b, y, 0.5));
            gc.setBackground(theme.color(selectionColor(pane == HexPane.TEXT)));
            bands.text(from, to, (a, b) -> fillColumns(a, b, y, 0));
        });
    }

    private HexColor selectionColor(boolean hasCaret) {
        return scene.focused() && hasCaret ? HexColor.SELECTION : HexColor.SELECTION_INACTIVE;
    }

    private void hover(int y) {
        scene.hover().filter(HexGeometry.Hit::inside).ifPresent(hit -> {
            HexRange cell = hit.pane() == HexPane.CELLS ? geometry.options().cell(hit.offset())
                    : new HexRange(hit.offset(), hit.offset());
            gc.setBackground(theme.color(HexColor.HOVER));
            within(cell, (from, to) -> fillBytes(from, to, y));
        });
    }

    private void wideCharacters(HexRow row, int y) {
        for (int i = 0; i < row.count(); i++) {
            if (row.wide(i) != 0) {
                int column = geometry.textColumn(i);
                gc.setForeground(theme.color(row.ink(column)));
                gc.drawText(Character.toString(row.wide(i)), originX + geometry.x(column), y + geometry.textDrop(),
                        SWT.DRAW_TRANSPARENT);
            }
        }
    }

    private void decorations(HexRow row, int y) {
        for (int from = 0; from < row.count();) {
            int to = runEnd(row, from);
            int age = row.age(from);
            if (row.state(from) == UnitState.PENDING_EDIT) {
                gc.setForeground(theme.color(HexColor.PENDING));
                bands.cells(from, to, (a, b) -> frameColumns(a, b, y, 0.4));
            } else {
                if (age != ChangeHistory.NONE) {
                    changeUnderline(from, to, age, y);
                }
                if (row.state(from) == UnitState.ALL_ONES) {
                    gc.setForeground(theme.color(HexColor.ALL_ONES));
                    bands.cells(from, to, (a, b) -> gc.drawLine(originX + geometry.x(a), y + 1,
                            originX + geometry.x(b) - 1, y + 1));
                }
            }
            from = to + 1;
        }
    }

    /** The line below changed bytes gets thinner and then dotted while the change fades. */
    private void changeUnderline(int from, int to, int age, int y) {
        if (age > ChangeHistory.DEPTH / 2) {
            bands.cells(from, to, (a, b) -> dottedUnderline(a, b, y, HexColor.CHANGED));
        } else {
            int thickness = age == 0 ? 2 : 1;
            gc.setBackground(theme.color(HexColor.CHANGED));
            bands.cells(from, to, (a, b) -> underline(a, b, y, thickness));
        }
    }

    private void caret(HexRow row, int y) {
        if (!isCaretRow(row.number())) {
            return;
        }
        HexSelection selection = scene.selection().orElseThrow();
        HexRange cell = selection.pane() == HexPane.CELLS ? geometry.options().cell(selection.caret())
                : new HexRange(selection.caret(), selection.caret());
        gc.setForeground(theme.color(HexColor.CARET));
        within(cell, (from, to) -> {
            int wholeCell = from / geometry.options().cellSize();
            int column = geometry.cellColumn(wholeCell);
            gc.setLineWidth(selection.pane() == HexPane.CELLS && scene.focused() ? 2 : 1);
            if (selection.pane() == HexPane.CELLS) {
                frameColumns(column, column + geometry.cellWidth(), y, 0.45);
            } else {
                bands.cells(from, to, (a, b) -> frameColumns(a, b, y, 0.45));
            }
            gc.setLineWidth(selection.pane() == HexPane.TEXT && scene.focused() ? 2 : 1);
            bands.text(from, to, (a, b) -> frameColumns(a, b, y, 0.1));
            gc.setLineWidth(1);
            if (scene.caretDigit() > 0) {
                gc.setBackground(theme.color(HexColor.CARET));
                int x = originX + geometry.x(column + scene.caretDigit());
                gc.fillRectangle(x, y + geometry.rowHeight() - 4, geometry.x(1), 2);
            }
        });
    }

    private void gutter(Rectangle client, int first, int last) {
        fill(HexColor.GUTTER_BACKGROUND, 0, geometry.headerHeight(), geometry.gutterWidth(), client.height);
        for (int line = first; line <= last; line++) {
            long number = scene.topRow() + line;
            if (geometry.bytesIn(number) == 0) {
                break;
            }
            int y = geometry.headerHeight() + line * geometry.rowHeight();
            boolean hovered = scene.hover().isPresent() && geometry.row(scene.hover().get().offset()) == number;
            boolean current = hovered || isCaretRow(number);
            address(number, current ? HexColor.GUTTER_CURRENT : HexColor.GUTTER_TEXT, y + geometry.textDrop());
            flags(number, y);
        }
        gc.setForeground(theme.color(HexColor.LINE));
        gc.drawLine(geometry.gutterWidth(), geometry.headerHeight(), geometry.gutterWidth(), client.height);
    }

    private void address(long number, HexColor ink, int y) {
        if (pen.isEmpty()) {
            gc.setForeground(theme.color(ink));
            layouts.address(number).draw(gc, geometry.addressX(), y);
            return;
        }
        int digits = layouts.writeAddress(number, address);
        for (int i = 0; i < digits; i++) {
            pen.get().put(ink.ordinal(), address[i], geometry.addressX() + i * geometry.font().advance(), y);
        }
        pen.get().draw(gc, ink.ordinal(), theme.color(ink));
    }

    /** A flag in the gutter for every row in which a bookmark begins. */
    private void flags(long number, int y) {
        HexRange row = HexRange.of(geometry.rowStart(number), geometry.bytesIn(number));
        for (HexMark mark : markRows.at(number)) {
            if (mark.kind() == HexMark.Kind.BOOKMARK && row.contains(mark.range().first())) {
                gc.setBackground(theme.color(HexColor.BOOKMARK));
                int middle = y + geometry.rowHeight() / 2;
                gc.fillPolygon(new int[] {1, middle - 4, 6, middle, 1, middle + 4});
            }
        }
    }

    private void header(Rectangle client) {
        int height = geometry.headerHeight();
        int drop = (height - geometry.font().lineHeight()) / 2;
        fill(HexColor.GUTTER_BACKGROUND, 0, 0, client.width, height);
        headerLine();
        gc.setForeground(theme.color(HexColor.GUTTER_TEXT));
        header.draw(gc, originX, drop);
        fill(HexColor.GUTTER_BACKGROUND, 0, 0, geometry.gutterWidth(), height);
        gc.drawText(geometry.options().addressLabel(), geometry.addressX(), drop, SWT.DRAW_TRANSPARENT);
        gc.setForeground(theme.color(HexColor.LINE));
        gc.drawLine(0, height - 1, client.width, height - 1);
        gc.drawLine(geometry.gutterWidth(), 0, geometry.gutterWidth(), height);
    }

    private void headerLine() {
        int current = scene.selection()
                .map(at -> (int) Long.remainderUnsigned(at.caret(), geometry.bytesPerRow())).orElse(-1);
        if (current == headerCurrent) {
            return;
        }
        headerCurrent = current;
        char[] line = new char[geometry.rowColumns()];
        Arrays.fill(line, ' ');
        int size = geometry.options().cellSize();
        int digits = geometry.bytesPerRow() > 0x100 ? 3 : 2;
        boolean left = geometry.options().format().isPositional();
        int highlight = -1;
        for (int cell = 0; cell < geometry.cellsPerRow(); cell++) {
            int column = geometry.cellColumn(cell) + (left ? 0 : geometry.cellWidth() - digits);
            CellFormatter.writeHex((long) cell * size, geometry.options().upperCase(), line, column, digits);
            if (current >= 0 && current / size == cell) {
                highlight = column;
            }
        }
        if (geometry.hasText()) {
            String label = geometry.options().text().label();
            int column = geometry.textColumn(0);
            label.getChars(0, Math.min(label.length(), line.length - column), line, column);
        }
        header.setText(new String(line));
        header.setStyle(null, 0, line.length - 1);
        if (highlight >= 0) {
            header.setStyle(currentStyle, highlight, highlight + digits - 1);
        }
    }

    private void fill(HexColor color, int x, int y, int width, int height) {
        gc.setBackground(theme.color(color));
        gc.fillRectangle(x, y, width, height);
    }

    private void fillColumns(int from, int to, int y, double pad) {
        int left = left(from, pad);
        gc.fillRectangle(left, y, right(to, pad) - left, geometry.rowHeight());
    }

    private void frameColumns(int from, int to, int y, double pad) {
        int left = left(from, pad);
        gc.drawRectangle(left, y, right(to, pad) - left - 1, geometry.rowHeight() - 1);
    }

    private void underline(int from, int to, int y, int thickness) {
        gc.fillRectangle(originX + geometry.x(from), y + geometry.rowHeight() - 1 - thickness,
                geometry.x(to) - geometry.x(from), thickness);
    }

    private void dottedUnderline(int from, int to, int y, HexColor color) {
        gc.setBackgroundPattern(hatches.dots(color));
        int left = originX + geometry.x(from);
        gc.fillRectangle(left, y + geometry.rowHeight() - 2, originX + geometry.x(to) - left, 1);
        gc.setBackgroundPattern(null);
    }

    private int left(int column, double pad) {
        return originX + geometry.x(column) - (int) Math.round(pad * geometry.font().advance());
    }

    private int right(int column, double pad) {
        return originX + geometry.x(column) + (int) Math.round(pad * geometry.font().advance());
    }
}
