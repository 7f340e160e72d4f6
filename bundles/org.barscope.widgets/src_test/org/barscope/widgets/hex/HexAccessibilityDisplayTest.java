// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.barscope.widgets.testing.WidgetTestBench;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.accessibility.AccessibleTextEvent;
import org.eclipse.swt.graphics.Point;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HexAccessibilityDisplayTest {

    private WidgetTestBench bench;
    private HexCanvas canvas;
    private TestModel model;

    @BeforeEach
    void open() {
        bench = new WidgetTestBench();
        canvas = new HexCanvas(bench.shell(), SWT.NONE);
        canvas.setOptions(HexOptions.DEFAULT.withCellSize(4));
        bench.open();
        int[] bytes = new int[4096];
        Arrays.setAll(bytes, i -> i * 3);
        model = TestModel.ofBytes(bytes);
        canvas.setModel(model);
        canvas.setFocus();
        bench.await("the focus", canvas::isFocusControl);
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private AccessibleControlEvent control(int child) {
        AccessibleControlEvent event = new AccessibleControlEvent(canvas);
        event.childID = child;
        return event;
    }

    private int focused() {
        AccessibleControlEvent event = control(ACC.CHILDID_SELF);
        canvas.accessibility().structure().getFocus(event);
        return event.childID;
    }

    private String name(int child) {
        AccessibleEvent event = new AccessibleEvent(canvas);
        event.childID = child;
        canvas.accessibility().names().getName(event);
        return event.result;
    }

    private Object[] children() {
        AccessibleControlEvent event = control(ACC.CHILDID_SELF);
        canvas.accessibility().structure().getChildren(event);
        return event.children;
    }

    private AccessibleTextEvent text(int type, int start, int end) {
        AccessibleTextEvent event = new AccessibleTextEvent(canvas);
        event.type = type;
        event.start = start;
        event.end = end;
        canvas.accessibility().text().getText(event);
        return event;
    }

    @Test
    void theFocusedChildSpeaksForTheCaret() {
        assertEquals("0x0000, 0x09060300", name(focused()));
        int before = focused();
        bench.key(canvas, SWT.ARROW_RIGHT, 0);
        assertNotEquals(before, focused(), "a reader speaks when another object gets the focus");
        assertEquals("0x0004, 0x15120f0c", name(focused()));
        model.deliver(0, 0, 3, 6, 9, 99, 15, 18, 21);
        bench.settle();
        assertEquals("0x0004, 0x15120f63, changed", name(focused()));
        AccessibleControlEvent role = control(focused());
        canvas.accessibility().structure().getRole(role);
        assertEquals(ACC.ROLE_TABLECELL, role.detail);
        AccessibleControlEvent state = control(focused());
        canvas.accessibility().structure().getState(state);
        assertTrue((state.detail & ACC.STATE_FOCUSED) != 0);
    }

    @Test
    void childrenAreTheCaretCellAndTheVisibleRows() {
        Object[] children = children();
        HexRange visible = canvas.getVisibleRange().orElseThrow();
        assertEquals(1 + visible.length() / 16, children.length);
        assertEquals(focused(), children[0]);
        assertEquals("0000  09060300 15120f0c  211e1b18 2d2a2724  ...........!$'*-", name((int) children[1]));
        canvas.setTopOffset(0x100);
        assertTrue(name((int) children()[1]).startsWith("0100  "));
        AccessibleControlEvent count = control(ACC.CHILDID_SELF);
        canvas.accessibility().structure().getChildCount(count);
        assertEquals(children().length, count.detail);
    }

    @Test
    void theViewHasANameARoleAndADescription() {
        canvas.setAccessibleName("bar0 of 0000:01:00.0");
        assertEquals("bar0 of 0000:01:00.0", name(ACC.CHILDID_SELF));
        AccessibleControlEvent role = control(ACC.CHILDID_SELF);
        canvas.accessibility().structure().getRole(role);
        assertEquals(ACC.ROLE_TABLE, role.detail);
        AccessibleEvent description = new AccessibleEvent(canvas);
        description.childID = ACC.CHILDID_SELF;
        canvas.accessibility().names().getDescription(description);
        assertEquals("Offsets 0x0..0xfff, 4-byte cells, little-endian, Hexadecimal", description.result);
        AccessibleControlEvent value = control(ACC.CHILDID_SELF);
        canvas.accessibility().structure().getValue(value);
        assertEquals("0x0000, 0x09060300", value.result);
    }

    @Test
    void theTextIsThePageAndHasCaretAndSelection() {
        bench.key(canvas, SWT.ARROW_DOWN, 0);
        AccessibleTextEvent caret = new AccessibleTextEvent(canvas);
        canvas.accessibility().text().getCaretOffset(caret);
        AccessibleTextEvent word = text(ACC.TEXT_BOUNDARY_WORD, caret.offset, caret.offset);
        assertEquals("39363330", word.result);
        AccessibleTextEvent line = text(ACC.TEXT_BOUNDARY_LINE, caret.offset, caret.offset);
        assertTrue(line.result.startsWith("0010  39363330 "), line.result);
        AccessibleTextEvent length = new AccessibleTextEvent(canvas);
        canvas.accessibility().text().getCharacterCount(length);
        assertEquals(length.count, text(ACC.TEXT_BOUNDARY_ALL, 0, -1).result.length());
        canvas.setSelection(new HexRange(0x10, 0x17));
        AccessibleTextEvent selection = new AccessibleTextEvent(canvas);
        canvas.accessibility().text().getSelection(selection);
        assertEquals("39363330 4", text(ACC.TEXT_BOUNDARY_ALL, selection.start, selection.end).result);
    }

    @Test
    void placesAreWhereThingsAreDrawn() {
        canvas.setCaret(0x24);
        AccessibleControlEvent place = control(focused());
        canvas.accessibility().structure().getLocation(place);
        Point inCanvas = canvas.toControl(place.x, place.y);
        HexGeometry.Hit hit = canvas.controller().geometry().hit(inCanvas.x + 2, inCanvas.y + 2, 0, 0).orElseThrow();
        assertEquals(0x24, hit.offset());
        AccessibleControlEvent under = control(ACC.CHILDID_NONE);
        under.x = place.x;
        under.y = place.y + 1;
        canvas.accessibility().structure().getChildAtPoint(under);
        assertTrue(name(under.childID).startsWith("0020  "));
    }

    @Test
    void questionsReadNothing() {
        int[] announced = {0};
        canvas.addVisibleRangeListener(range -> announced[0]++);
        HexSnapshot before = model.snapshot();
        for (Object child : children()) {
            name((int) child);
        }
        text(ACC.TEXT_BOUNDARY_ALL, 0, -1);
        assertEquals(0, announced[0]);
        assertEquals(before, model.snapshot());
    }
}
