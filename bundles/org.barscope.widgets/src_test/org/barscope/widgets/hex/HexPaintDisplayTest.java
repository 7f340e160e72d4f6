// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.barscope.widgets.gtk.GlyphPen;
import org.barscope.widgets.testing.WidgetTestBench;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HexPaintDisplayTest {

    private static final RGB WHITE = new RGB(255, 255, 255);
    private static final RGB BLACK = new RGB(0, 0, 0);
    private static final HexTheme LIGHT = HexTheme.of(WHITE, BLACK);

    private WidgetTestBench bench;
    private HexCanvas canvas;

    @BeforeEach
    void open() {
        bench = new WidgetTestBench();
        canvas = new HexCanvas(bench.shell(), SWT.NONE);
        canvas.setTheme(Optional.of(LIGHT));
        bench.open();
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private HexGeometry geometry() {
        return canvas.controller().geometry();
    }

    /** Where a cell is on the screen, half of the gaps beside it included. */
    private Rectangle cell(long offset) {
        long row = geometry().row(offset);
        int inRow = (int) (offset - geometry().rowStart(row));
        int column = geometry().cellColumn(inRow / canvas.getOptions().cellSize());
        int half = geometry().x(1) / 2;
        return new Rectangle(geometry().cellsX() + geometry().x(column) - half,
                geometry().rowY(row, canvas.controller().viewport().topRow()),
                geometry().x(geometry().cellWidth()) + 2 * half, geometry().rowHeight());
    }

    private Rectangle text(long offset) {
        Rectangle cell = cell(offset);
        int column = geometry().textColumn((int) (offset % geometry().bytesPerRow()));
        return new Rectangle(geometry().cellsX() + geometry().x(column), cell.y, geometry().x(1), cell.height);
    }

    private int pixels(ImageData picture, Rectangle area, HexColor color) {
        return WidgetTestBench.count(picture, area, canvas.getTheme().color(color).getRGB());
    }

    private TestModel show(int... bytes) {
        TestModel model = TestModel.ofBytes(bytes);
        canvas.setModel(model);
        bench.settle();
        return model;
    }

    /** The same byte in every state, in one theme that has only black and white. */
    @Test
    void statesAreToldApartWithoutColour() {
        Map<HexColor, Color> mono = new EnumMap<>(HexColor.class);
        for (HexColor role : HexColor.values()) {
            boolean paper = role.name().endsWith("BACKGROUND") || role == HexColor.CURRENT_ROW
                    || role == HexColor.SELECTION || role == HexColor.SELECTION_INACTIVE;
            mono.put(role, new Color(paper ? WHITE : BLACK));
        }
        canvas.setTheme(Optional.of(new HexTheme(Optional.empty(), mono)));
        UnitState[] inTurn = {UnitState.VALUE, UnitState.GUARDED, UnitState.ALL_ONES, UnitState.FAULTED,
            UnitState.REVOKED, UnitState.OUT_OF_RANGE, UnitState.NOT_YET_READ, UnitState.VALUE, UnitState.VALUE};
        UnitState[] states = new UnitState[16];
        Arrays.fill(states, UnitState.VALUE);
        System.arraycopy(inTurn, 0, states, 0, inTurn.length);
        TestModel model = TestModel.ofSize(64);
        byte[] ones = new byte[16];
        Arrays.fill(ones, (byte) 0xff);
        byte[] before = ones.clone();
        before[7] = 1;
        canvas.setModel(model);
        model.deliver(0, before, states);
        bench.settle();
        model.deliver(0, ones, states);
        bench.settle();
        canvas.setEditHandler(Optional.of(edit -> new CompletableFuture<>()));
        canvas.setCaret(8);
        bench.type(canvas, "ff");
        canvas.setCaret(0x30);
        ImageData picture = bench.picture(canvas);
        Map<String, Integer> looks = new HashMap<>();
        for (int i = 0; i < inTurn.length; i++) {
            Integer twin = looks.put(look(picture, cell(i)), i);
            assertEquals(null, twin, "byte " + i + " looks like byte " + twin);
        }
    }

    private static String look(ImageData picture, Rectangle area) {
        StringBuilder look = new StringBuilder();
        for (int y = area.y; y < area.y + area.height; y++) {
            for (int x = area.x; x < area.x + area.width; x++) {
                RGB color = picture.palette.getRGB(picture.getPixel(x, y));
                look.append((char) ('0' + color.green / 32));
            }
        }
        return look.toString();
    }

    @Test
    void theCaretIsFramedInBothPanesAndStrongerWhereTypingGoes() {
        show(1, 2, 3, 4, 5, 6, 7, 8);
        canvas.setCaret(3);
        canvas.setFocus();
        ImageData cells = bench.picture(canvas);
        assertTrue(pixels(cells, cell(3), HexColor.CARET) > 30);
        assertTrue(pixels(cells, text(3), HexColor.CARET) > 10);
        assertEquals(0, pixels(cells, cell(5), HexColor.CARET));
        canvas.controller().perform(HexAction.Simple.SWITCH_PANE);
        ImageData text = bench.picture(canvas);
        assertTrue(pixels(text, cell(3), HexColor.CARET) < pixels(cells, cell(3), HexColor.CARET));
        assertTrue(pixels(text, text(3), HexColor.CARET) > pixels(cells, text(3), HexColor.CARET));
    }

    @Test
    void aSelectionIsOneBandInBothPanes() {
        show(new int[64]);
        canvas.setFocus();
        canvas.setSelection(new HexRange(2, 0x13));
        ImageData picture = bench.picture(canvas);
        for (long offset : new long[] {2, 9, 0x11}) {
            assertTrue(pixels(picture, cell(offset), HexColor.SELECTION) > 50, "cell " + offset);
        }
        Rectangle gap = new Rectangle(cell(7).x + cell(7).width, cell(7).y, 4, geometry().rowHeight());
        assertEquals(4 * geometry().rowHeight(), pixels(picture, gap, HexColor.SELECTION), "the band has a hole");
        assertTrue(pixels(picture, text(4), HexColor.SELECTION_INACTIVE) > 20);
        assertEquals(0, pixels(picture, cell(0x14), HexColor.SELECTION));
        assertEquals(0, pixels(picture, cell(1), HexColor.SELECTION));
    }

    @Test
    void changesGetFainterWithEveryRefresh() {
        TestModel model = show(1, 2, 3, 4);
        canvas.setOptions(HexOptions.DEFAULT.withText(TextEncoding.NONE));
        model.deliver(0, 1, 9, 3, 4);
        bench.settle();
        RGB strongest = background(1);
        assertEquals(LIGHT.color(HexColor.CHANGED_BACKGROUND).getRGB(), strongest);
        assertTrue(pixels(bench.picture(canvas), cell(1), HexColor.CHANGED) > 10);
        int green = strongest.green;
        for (int age = 1; age < ChangeHistory.DEPTH; age++) {
            model.deliver(0, 1, 9, 3, 4);
            bench.settle();
            int fainter = background(1).green;
            assertTrue(fainter > green, "age " + age);
            green = fainter;
        }
        canvas.setCaret(3);
        model.deliver(0, 1, 9, 3, 4);
        bench.settle();
        assertEquals(background(2), background(1), "no trace is left");
        assertEquals(0, pixels(bench.picture(canvas), cell(1), HexColor.CHANGED));
    }

    private RGB background(long offset) {
        Rectangle cell = cell(offset);
        ImageData picture = bench.picture(canvas);
        return picture.palette.getRGB(picture.getPixel(cell.x + 1, cell.y + 3));
    }

    @Test
    void rowsScrolledSidewaysGoBehindTheGutter() {
        show(new int[256]);
        canvas.setOptions(HexOptions.DEFAULT.withBytesPerRow(64));
        canvas.setSelection(new HexRange(0, 63));
        ImageData before = bench.picture(canvas);
        Rectangle gutter = new Rectangle(0, geometry().headerHeight(), geometry().gutterWidth(),
                4 * geometry().rowHeight());
        String plain = look(before, gutter);
        canvas.controller().shiftTo(60);
        assertEquals(60, canvas.controller().viewport().shift());
        assertEquals(plain, look(bench.picture(canvas), gutter));
    }

    @Test
    void marksAreDrawn() {
        TestModel model = show(new int[64]);
        canvas.setCaret(0x3f);
        ImageData bare = bench.picture(canvas);
        model.mark(new HexMark(new HexRange(0, 3), HexMark.Kind.REGISTER, "CTRL", ""),
                new HexMark(new HexRange(4, 7), HexMark.Kind.REGISTER, "STATUS", ""),
                new HexMark(new HexRange(0x10, 0x13), HexMark.Kind.BOOKMARK, "ring", ""),
                new HexMark(new HexRange(0x14, 0x17), HexMark.Kind.MATCH, "hit", ""),
                new HexMark(new HexRange(0x18, 0x1b), HexMark.Kind.DIFFERENCE, "other", ""),
                new HexMark(new HexRange(0x20, 0x23), HexMark.Kind.UNDESCRIBED, "", ""));
        bench.settle();
        ImageData picture = bench.picture(canvas);
        assertTrue(pixels(picture, cell(1), HexColor.REGISTER_EVEN) > 50);
        assertTrue(pixels(picture, cell(5), HexColor.REGISTER_ODD) > 50);
        assertTrue(pixels(picture, cell(0x10), HexColor.BOOKMARK) > 20);
        Rectangle flag = new Rectangle(0, cell(0x10).y, geometry().flagWidth(), geometry().rowHeight());
        assertTrue(pixels(picture, flag, HexColor.BOOKMARK) > 5);
        assertTrue(pixels(picture, cell(0x15), HexColor.MATCH) > 50);
        assertTrue(pixels(picture, cell(0x19), HexColor.DIFFERENCE) > 50);
        assertTrue(pixels(picture, cell(0x21), HexColor.UNDESCRIBED) > 3);
        assertEquals(look(bare, cell(0x30)), look(picture, cell(0x30)), "what has no mark looks as before");
    }

    @Test
    void followsItsSurroundingsUnlessGivenATheme() {
        show(1, 2, 3, 4);
        canvas.setTheme(Optional.empty());
        RGB night = new RGB(0x1e, 0x1e, 0x1e);
        canvas.setBackground(new Color(night));
        canvas.setForeground(new Color(0xdd, 0xdd, 0xdd));
        assertTrue(canvas.getTheme().isDark());
        Rectangle below = new Rectangle(geometry().cellsX(), 300, 100, 50);
        assertEquals(5000, WidgetTestBench.count(bench.picture(canvas), below, night));
        canvas.setTheme(Optional.of(LIGHT));
        assertEquals(5000, WidgetTestBench.count(bench.picture(canvas), below, WHITE));
        canvas.setTheme(Optional.empty());
        canvas.setBackground(null);
        assertEquals(HexTheme.of(bench.display()).isDark(), canvas.getTheme().isDark());
    }

    @Test
    void theHeaderNamesTheColumnOfTheCaret() {
        show(new int[64]);
        Rectangle column = new Rectangle(cell(5).x, 0, cell(5).width, geometry().headerHeight() - 1);
        canvas.setCaret(4);
        String other = look(bench.picture(canvas), column);
        canvas.setCaret(0x25);
        assertNotEquals(other, look(bench.picture(canvas), column));
        canvas.setCaret(6);
        assertEquals(other, look(bench.picture(canvas), column));
    }

    @Test
    void theSamePageIsPaintedAlikeHoweverLargeTheRegion() {
        TestModel small = TestModel.ofSize(1 << 16);
        TestModel whole = new TestModel(Optional.of(HexRange.WHOLE));
        HexOptions options = HexOptions.DEFAULT.withAddress("Offset", 0);
        for (TestModel model : new TestModel[] {small, whole}) {
            model.deliver(0, 1, 2, 3, 4, 5);
            canvas.setOptions(options);
            canvas.setModel(model);
            bench.settle();
            int before = canvas.renewals();
            bench.picture(canvas);
            bench.picture(canvas);
            assertTrue(canvas.renewals() - before <= geometry().shownRows(400) + 1);
            bench.key(canvas, SWT.END, SWT.CTRL);
            bench.picture(canvas);
            assertFalse(canvas.getVisibleRange().isEmpty());
        }
    }

    /** Drawing each character by itself is for speed; no eye may see it. */
    @Test
    void charactersDrawnByThemselvesLookAsShapedText() {
        TestModel model = TestModel.ofSize(4096);
        canvas.setModel(model);
        model.deliver(0, new Random(9).ints(1024, 0, 256).toArray());
        bench.settle();
        ImageData single = bench.picture(canvas);
        ImageData shaped;
        System.setProperty(GlyphPen.SHAPED, "true");
        try {
            canvas.setTheme(Optional.of(LIGHT));
            bench.settle();
            shaped = bench.picture(canvas);
        } finally {
            System.clearProperty(GlyphPen.SHAPED);
        }
        Rectangle client = canvas.getClientArea();
        assertTrue(pixels(single, client, HexColor.TEXT) > 100, "there is text");
        int other = 0;
        for (int y = 0; y < client.height; y++) {
            for (int x = 0; x < client.width; x++) {
                other += single.getPixel(x, y) == shaped.getPixel(x, y) ? 0 : 1;
            }
        }
        assertEquals(0, other, "pixels that differ");
    }

    /** Rows are written and shaped again only when something about them is new; setting the theme forgets them all. */
    @Test
    void whatWasKeptFromTheLastPaintLooksAsPaintedAnew() {
        TestModel model = TestModel.ofSize(4096);
        canvas.setModel(model);
        canvas.setEditHandler(Optional.of(edit -> new CompletableFuture<>()));
        canvas.setFocus();
        Random random = new Random(8);
        byte[] bytes = new byte[1024];
        random.nextBytes(bytes);
        Rectangle client = canvas.getClientArea();
        // They lie over the rows where the desktop wants them to, and fade by themselves.
        Rectangle withoutScrollBars = new Rectangle(0, 0, client.width - 24, client.height - 24);
        long generation = 1;
        model.deliver(HexSnapshot.ofValues(0, bytes, Instant.EPOCH, generation));
        for (int round = 0; round < 24; round++) {
            switch (round % 6) {
                case 0 -> canvas.setCaret(random.nextInt(300));
                case 1 -> {
                    bytes = bytes.clone();
                    bytes[random.nextInt(200)]++;
                    model.deliver(HexSnapshot.ofValues(0, bytes, Instant.EPOCH, ++generation));
                }
                case 2 -> canvas.controller().scrollRows(random.nextInt(-3, 4));
                case 3 -> bench.type(canvas, "a");
                case 4 -> canvas.setSelection(new HexRange(random.nextInt(64), 64 + random.nextInt(200)));
                default -> canvas.revertEdits();
            }
            bench.settle();
            ImageData kept = bench.picture(canvas);
            canvas.setTheme(Optional.of(LIGHT));
            ImageData anew = bench.picture(canvas);
            assertEquals("", differences(anew, kept, withoutScrollBars), "after step " + round);
        }
    }

    /** The first places where two pictures differ. */
    private static String differences(ImageData one, ImageData other, Rectangle area) {
        StringBuilder places = new StringBuilder();
        for (int y = area.y; y < area.y + area.height; y++) {
            for (int x = area.x; x < area.x + area.width && places.length() < 100; x++) {
                if (one.getPixel(x, y) != other.getPixel(x, y)) {
                    places.append(' ').append(x).append(',').append(y);
                }
            }
        }
        return places.toString();
    }
}
