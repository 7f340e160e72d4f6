// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.barscope.widgets.testing.WidgetTestBench;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HexCanvasDisplayTest {

    private WidgetTestBench bench;
    private HexCanvas canvas;

    @BeforeEach
    void open() {
        bench = new WidgetTestBench();
        canvas = new HexCanvas(bench.shell(), SWT.NONE);
        bench.open();
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private TestModel show(int size) {
        int[] bytes = new int[size];
        Arrays.setAll(bytes, i -> i);
        TestModel model = TestModel.ofBytes(bytes);
        canvas.setModel(model);
        bench.settle();
        return model;
    }

    private HexSelection selection() {
        return canvas.getSelection().orElseThrow();
    }

    /** Middle of a cell on the screen. */
    private int[] cell(long offset) {
        HexGeometry geometry = canvas.controller().geometry();
        long row = geometry.row(offset);
        int inRow = (int) (offset - geometry.rowStart(row));
        int column = geometry.cellColumn(inRow / canvas.getOptions().cellSize());
        return new int[] {geometry.cellsX() + geometry.x(column) + 3,
            geometry.rowY(row, canvas.controller().viewport().topRow()) + geometry.rowHeight() / 2};
    }

    private int[] text(long offset) {
        HexGeometry geometry = canvas.controller().geometry();
        int column = geometry.textColumn((int) (offset % geometry.bytesPerRow()));
        return new int[] {geometry.cellsX() + geometry.x(column) + 3, cell(offset)[1]};
    }

    private void mouse(int type, int mask, int[] at) {
        bench.mouse(canvas, type, 1, mask, at[0], at[1], 1);
    }

    @Test
    void keysMoveTheCaretAndScroll() {
        show(4096);
        canvas.setFocus();
        bench.key(canvas, SWT.ARROW_RIGHT, 0);
        bench.key(canvas, SWT.ARROW_DOWN, 0);
        assertEquals(0x11, selection().caret());
        bench.key(canvas, SWT.END, SWT.CTRL);
        assertEquals(0xfff, selection().caret());
        assertEquals(0xfff, canvas.getVisibleRange().orElseThrow().last());
        int bottom = canvas.getVerticalBar().getSelection();
        assertEquals(canvas.getVerticalBar().getMaximum() - canvas.getVerticalBar().getThumb(), bottom);
        bench.key(canvas, SWT.PAGE_UP, 0);
        assertEquals(0xfff - 16L * canvas.controller().viewport().pageRows(), selection().caret());
        bench.key(canvas, SWT.HOME, SWT.CTRL | SWT.SHIFT);
        assertEquals(0, canvas.getTopOffset());
        assertEquals(0, selection().selected().orElseThrow().first());
        bench.key(canvas, SWT.ESC, 0, SWT.ESC);
        assertEquals(Optional.empty(), selection().selected());
    }

    @Test
    void tabChangesThePaneAndControlTabLeaves() {
        show(64);
        canvas.setFocus();
        Event tab = new Event();
        tab.detail = SWT.TRAVERSE_TAB_NEXT;
        tab.doit = true;
        canvas.notifyListeners(SWT.Traverse, tab);
        assertEquals(HexPane.TEXT, selection().pane());
        assertFalse(tab.doit);
        tab.stateMask = SWT.CTRL;
        tab.doit = true;
        canvas.notifyListeners(SWT.Traverse, tab);
        assertTrue(tab.doit);
        assertEquals(HexPane.TEXT, selection().pane());
    }

    @Test
    void dragSelectsAndLinksBothPanes() {
        show(4096);
        mouse(SWT.MouseDown, 0, cell(5));
        assertEquals(5, selection().caret());
        mouse(SWT.MouseMove, SWT.BUTTON1, cell(0x27));
        mouse(SWT.MouseUp, SWT.BUTTON1, cell(0x27));
        assertEquals(Optional.of(new HexRange(5, 0x27)), selection().selected());
        mouse(SWT.MouseMove, 0, cell(0x50));
        assertEquals(Optional.of(new HexRange(5, 0x27)), selection().selected(), "the button is up");
        mouse(SWT.MouseDown, 0, text(0x33));
        assertEquals(new HexSelection(0x33, 0x33, Optional.empty(), HexPane.TEXT), selection());
        mouse(SWT.MouseDown, SWT.SHIFT, text(0x13));
        assertEquals(Optional.of(new HexRange(0x13, 0x33)), selection().selected());
        mouse(SWT.MouseUp, 0, text(0x13));
    }

    @Test
    void doubleClickSelectsACell() {
        show(64);
        canvas.setOptions(HexOptions.DEFAULT.withCellSize(4));
        mouse(SWT.MouseDown, 0, cell(8));
        mouse(SWT.MouseDoubleClick, 0, cell(8));
        assertEquals(Optional.of(new HexRange(8, 11)), selection().selected());
    }

    @Test
    void draggingBelowTheEdgeScrollsUntilReleased() {
        show(4096);
        mouse(SWT.MouseDown, 0, cell(0x10));
        int below = canvas.getClientArea().height + 30;
        mouse(SWT.MouseMove, SWT.BUTTON1, new int[] {cell(0x10)[0], below});
        bench.await("scrolling by itself", () -> canvas.getTopOffset() >= 0x100);
        mouse(SWT.MouseUp, SWT.BUTTON1, new int[] {cell(0x10)[0], below});
        long stopped = canvas.getTopOffset();
        boolean[] later = {false};
        bench.display().timerExec(150, () -> later[0] = true);
        bench.await("time to pass", () -> later[0]);
        assertEquals(stopped, canvas.getTopOffset());
        assertEquals(0x10, selection().anchor());
        assertTrue(selection().caret() > 0x100);
    }

    @Test
    void theWheelScrollsByRows() {
        show(4096);
        Event wheel = bench.mouse(canvas, SWT.MouseVerticalWheel, 0, 0, 200, 100, -3);
        assertEquals(0x30, canvas.getTopOffset());
        assertFalse(wheel.doit, "or the toolkit would scroll as well");
        bench.mouse(canvas, SWT.MouseVerticalWheel, 0, SWT.CTRL, 200, 100, -3);
        assertEquals(0x30, canvas.getTopOffset());
    }

    @Test
    void aHugeRegionIsReachedFromEndToEndByBarWheelAndKeys() {
        TestModel whole = new TestModel(Optional.of(HexRange.WHOLE));
        canvas.setModel(whole);
        bench.settle();
        bar(SWT.END, 0);
        assertEquals(-1L, canvas.getVisibleRange().orElseThrow().last());
        bench.mouse(canvas, SWT.MouseVerticalWheel, 0, 0, 200, 100, 1);
        assertEquals(-17L, canvas.getVisibleRange().orElseThrow().last());
        bar(SWT.NONE, canvas.getVerticalBar().getMaximum() / 2);
        long middle = canvas.getTopOffset();
        assertTrue(Long.compareUnsigned(middle, 0x7f00_0000_0000_0000L) > 0, Long.toHexString(middle));
        assertTrue(Long.compareUnsigned(middle, 0x8100_0000_0000_0000L) < 0, Long.toHexString(middle));
        bar(SWT.ARROW_DOWN, canvas.getVerticalBar().getSelection() + 1);
        assertEquals(middle + 16, canvas.getTopOffset());
        bench.key(canvas, SWT.END, SWT.CTRL);
        assertEquals(-1L, selection().caret());
        canvas.setCaret(0x123456789abcdef0L);
        assertTrue(canvas.getVisibleRange().orElseThrow().contains(0x123456789abcdef0L));
    }

    private void bar(int detail, int selection) {
        Event event = new Event();
        event.detail = detail;
        canvas.getVerticalBar().setSelection(selection);
        canvas.getVerticalBar().notifyListeners(SWT.Selection, event);
        bench.settle();
    }

    @Test
    void aNarrowWindowScrollsSideways() {
        show(4096);
        canvas.setOptions(HexOptions.DEFAULT.withBytesPerRow(64));
        bench.settle();
        assertTrue(canvas.getHorizontalBar().getVisible());
        bench.key(canvas, SWT.END, 0);
        assertTrue(canvas.controller().viewport().shift() > 0);
        HexGeometry geometry = canvas.controller().geometry();
        int right = geometry.cellsX() + geometry.x(geometry.cellColumn(63) + 2)
                - canvas.controller().viewport().shift();
        assertTrue(right <= canvas.getClientArea().width);
        bench.key(canvas, SWT.HOME, 0);
        assertEquals(0, canvas.controller().viewport().shift());
    }

    @Test
    void fittedRowsFollowTheWindow() {
        show(4096);
        canvas.setOptions(HexOptions.DEFAULT.withFit(RowFit.GROUPS));
        int narrow = canvas.getBytesPerRow();
        bench.shell().setSize(1400, 400);
        bench.await("wider rows", () -> canvas.getBytesPerRow() > narrow);
        assertFalse(canvas.getHorizontalBar().getVisible());
        assertTrue(canvas.controller().geometry().contentWidth() <= canvas.getClientArea().width);
    }

    @Test
    void announcesTheVisibleRangeToItsListeners() {
        List<Optional<HexRange>> announced = new ArrayList<>();
        canvas.addVisibleRangeListener(announced::add);
        show(4096);
        assertEquals(1, announced.size());
        assertEquals(0, announced.getFirst().orElseThrow().first());
        bench.picture(canvas);
        mouse(SWT.MouseMove, 0, cell(0x21));
        canvas.setTheme(Optional.of(HexTheme.of(bench.display())));
        canvas.getAccessible().setFocus(-1);
        bench.picture(canvas);
        assertEquals(1, announced.size(), "painting, hovering and another theme show nothing new");
        canvas.setTopOffset(0x200);
        assertEquals(0x200, announced.getLast().orElseThrow().first());
    }

    @Test
    void snapshotsFromAnotherThreadShowAndOnlyChangedRowsAreShapedAgain() throws InterruptedException {
        TestModel model = show(4096);
        bench.picture(canvas);
        int shaped = canvas.renewals();
        assertTrue(shaped > 0);
        byte[] bytes = model.snapshot().bytes(new HexRange(0, 4095)).orElseThrow();
        bytes[0x25] = 0x77;
        Thread refresh = new Thread(() -> model.deliver(HexSnapshot.ofValues(0, bytes, Instant.EPOCH, 2)));
        refresh.start();
        refresh.join();
        bench.await("the new snapshot", () -> canvas.controller().history().age(0x25) == 0);
        bench.picture(canvas);
        assertEquals(shaped + 1, canvas.renewals());
        assertEquals("0x0025, 0x77, changed", canvas.describe(0x25));
    }

    @Test
    void aFloodOfNewsDoesNotFloodTheEventQueue() {
        TestModel model = show(64);
        int[] selections = {0};
        canvas.addHexSelectionListener(selection -> selections[0]++);
        for (int i = 0; i < 10_000; i++) {
            model.deliver(0, i, i >> 8);
        }
        model.resize(32);
        model.resize(16);
        int events = 0;
        while (bench.display().readAndDispatch()) {
            events++;
        }
        assertTrue(events < 100, events + " events");
        assertEquals(new HexRange(0, 15), canvas.getVisibleRange().orElseThrow());
    }

    @Test
    void editsArePendingUntilEnterAndUntilWritten() {
        TestModel model = show(64);
        List<HexEdit> edits = new ArrayList<>();
        CompletableFuture<Void> written = new CompletableFuture<>();
        canvas.setEditHandler(Optional.of(edit -> {
            edits.add(edit);
            return written;
        }));
        canvas.setCaret(0x10);
        bench.type(canvas, "c3");
        assertEquals(0x11, selection().caret());
        assertEquals("0x0010, 0xc3, pending edit", canvas.describe(0x10));
        assertEquals(List.of(), edits);
        bench.key(canvas, SWT.CR, 0, SWT.CR);
        assertEquals(1, edits.size());
        assertEquals(1, canvas.getPendingEdits());
        model.deliver(0x10, 0xc3);
        written.complete(null);
        bench.await("the write", () -> canvas.getPendingEdits() == 0);
        assertTrue(canvas.describe(0x10).startsWith("0x0010, 0xc3"));
        bench.type(canvas, "1");
        bench.key(canvas, SWT.ESC, 0, SWT.ESC);
        assertEquals(0, canvas.getPendingEdits());
        assertEquals(1, edits.size());
    }

    @Test
    void textReadsAsTheScreenDoes() {
        TestModel model = TestModel.ofSize(32).units(4);
        model.deliver(0, "Hello, bus! 0123".getBytes(StandardCharsets.US_ASCII),
                UnitState.VALUE, UnitState.VALUE, UnitState.GUARDED, UnitState.VALUE);
        canvas.setModel(model);
        assertEquals("""
                0000  48 65 6c 6c 6f 2c 20 62  ·· ·· ·· ·· 30 31 32 33  Hello, b····0123
                0010  __ __ __ __ __ __ __ __  __ __ __ __ __ __ __ __  ________________
                """, canvas.getText(new HexRange(0, 31)));
    }

    @Test
    void theToolTipSaysWhatIsUnderThePointer() {
        TestModel model = show(64);
        model.mark(new HexMark(new HexRange(8, 11), HexMark.Kind.REGISTER, "STATUS", "Device status"));
        bench.settle();
        mouse(SWT.MouseMove, 0, cell(9));
        assertEquals("0x0009  0x09\nSTATUS\nDevice status", canvas.getToolTipText());
        model.deliver(8, 0, 0xaa);
        bench.settle();
        assertEquals("0x0009  0xaa  (changed)\nSTATUS\nDevice status", canvas.getToolTipText());
        bench.mouse(canvas, SWT.MouseExit, 0, 0, 0, 0, 0);
        assertEquals(null, canvas.getToolTipText());
    }

    /** Through the toolkit instead of straight to the listeners. Posted clicks have no place in GTK, so none here. */
    @Test
    void realEventsArriveAsWell() {
        show(4096);
        bench.shell().forceActive();
        canvas.forceFocus();
        bench.await("the focus", canvas::isFocusControl);
        // The window manager may still be moving the window, so its place is asked for anew; and a pointer that is
        // there already gives no event, so it comes from elsewhere each time.
        bench.await("the pointer", () -> {
            Point at = canvas.toDisplay(cell(0x22)[0], cell(0x22)[1]);
            bench.display().setCursorLocation(at.x, at.y + 2 * canvas.controller().geometry().rowHeight());
            bench.display().setCursorLocation(at);
            // Without an event of its own the loop would sleep on where the window is elsewhere.
            bench.display().timerExec(50, () -> { });
            return "0x0022  0x22".equals(canvas.getToolTipText());
        });
        press(SWT.ARROW_DOWN);
        bench.await("the arrow key", () -> selection().caret() == 0x10);
        press(SWT.TAB);
        bench.await("the tab key", () -> selection().pane() == HexPane.TEXT);
        assertTrue(canvas.isFocusControl());
    }

    private void press(int keyCode) {
        for (int type : new int[] {SWT.KeyDown, SWT.KeyUp}) {
            Event event = new Event();
            event.type = type;
            event.keyCode = keyCode;
            assertTrue(bench.display().post(event));
            bench.settle();
        }
    }

    @Test
    void theSecondaryButtonKeepsTheSelectionItIsOn() {
        show(64);
        canvas.setSelection(new HexRange(4, 9));
        bench.mouse(canvas, SWT.MouseDown, 3, 0, cell(6)[0], cell(6)[1], 1);
        assertEquals(Optional.of(new HexRange(4, 9)), selection().selected());
        bench.mouse(canvas, SWT.MouseDown, 3, 0, cell(0x20)[0], cell(0x20)[1], 1);
        assertEquals(Optional.empty(), selection().selected());
        assertEquals(Optional.of(new HexRange(0x20, 0x20)), canvas.getTarget());
    }

    @Test
    void letsGoOfItsModel() {
        TestModel first = show(64);
        assertEquals(1, first.listenerCount());
        TestModel second = show(64);
        assertEquals(0, first.listenerCount());
        canvas.dispose();
        assertEquals(0, second.listenerCount());
        second.deliver(0, 1, 2, 3);
        bench.settle();
    }
}
