// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleControlListener;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.accessibility.AccessibleListener;
import org.eclipse.swt.accessibility.AccessibleTextEvent;
import org.eclipse.swt.accessibility.AccessibleTextExtendedAdapter;
import org.eclipse.swt.accessibility.AccessibleTextExtendedListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/**
 * The hex view for screen readers: a table whose children are the cell of the caret and the visible rows, and a text
 * that reads as the screen does.
 * <p>
 * Only what is visible is exposed, so the number of children does not depend on the region. The cell of the caret gets
 * another identity at every move, because a reader speaks when the focus goes to another object, not when the one that
 * has it changes its name.
 */
final class HexAccessibility {

    private static final int FIRST_ROW = 1;
    private static final int FIRST_CELL = 1_000_000;
    private static final int CELLS = 1_000_000;

    private final HexCanvas canvas;
    private final HexController controller;
    private final Supplier<List<HexMark>> marks;
    private final Accessible accessible;
    private final Names names = new Names();
    private final Structure structure = new Structure();
    private final Text text = new Text();
    private String name = "Hex view";
    private int cellNumber;

    HexAccessibility(HexCanvas canvas, HexController controller, Supplier<List<HexMark>> marks) {
        this.canvas = canvas;
        this.controller = controller;
        this.marks = marks;
        this.accessible = canvas.getAccessible();
        accessible.addAccessibleListener(names);
        accessible.addAccessibleControlListener(structure);
        accessible.addAccessibleTextListener(text);
    }

    /** What answers questions for names; SWT offers no way to ask an {@link Accessible} itself. */
    AccessibleListener names() {
        return names;
    }

    /** What answers questions for children, places and states. */
    AccessibleControlListener structure() {
        return structure;
    }

    /** What answers questions for the text. */
    AccessibleTextExtendedListener text() {
        return text;
    }

    /** Names the view after what it shows. */
    void name(String newName) {
        name = newName;
        accessible.sendEvent(ACC.EVENT_NAME_CHANGED, null);
    }

    /** The caret is on another byte, or its cell has been typed into. */
    void caretMoved() {
        cellNumber = (cellNumber + 1) % CELLS;
        if (canvas.isFocusControl()) {
            accessible.setFocus(cellId());
        }
        accessible.textCaretMoved(caretIndex());
        accessible.textSelectionChanged();
    }

    private int cellId() {
        return FIRST_CELL + cellNumber;
    }

    private int rows() {
        return controller.visible().map(range -> (int) (controller.geometry().row(range.last())
                - controller.viewport().topRow()) + 1).orElse(0);
    }

    private boolean isRow(int child) {
        return child >= FIRST_ROW && child < FIRST_ROW + rows();
    }

    private boolean isCell(int child) {
        return child == cellId() && controller.selection().isPresent();
    }

    private String caretText() {
        return controller.selection()
                .map(at -> controller.describer().announcement(at.caret(), at.pane(), marks.get()))
                .orElse("Empty");
    }

    private PageText page() {
        return new PageText(rowText(0, rows()));
    }

    private String rowText(int firstLine, int count) {
        return controller.describer().rows(controller.viewport().topRow() + firstLine, count);
    }

    private int lineLength() {
        HexGeometry geometry = controller.geometry();
        return geometry.addressDigits() + 2 + geometry.rowColumns() + 1;
    }

    /** Index of a byte in the text of the page, at its end if it is below, 0 if above. */
    private int index(long offset, HexPane pane) {
        HexGeometry geometry = controller.geometry();
        long line = geometry.row(offset) - controller.viewport().topRow();
        if (line < 0) {
            return 0;
        }
        if (line >= rows()) {
            return rows() * lineLength();
        }
        int inRow = (int) (offset - geometry.rowStart(geometry.row(offset)));
        int column = pane == HexPane.TEXT ? geometry.textColumn(inRow)
                : geometry.cellColumn(inRow / geometry.options().cellSize());
        return (int) line * lineLength() + geometry.addressDigits() + 2 + column;
    }

    private int caretIndex() {
        return controller.selection().map(at -> index(at.caret(), at.pane())).orElse(0);
    }

    private Rectangle location(int child) {
        HexGeometry geometry = controller.geometry();
        Rectangle client = canvas.getClientArea();
        long top = controller.viewport().topRow();
        if (isRow(child)) {
            return new Rectangle(0, geometry.rowY(top + child - FIRST_ROW, top), client.width, geometry.rowHeight());
        }
        return controller.selection().filter(at -> isCell(child)).map(at -> {
            long row = geometry.row(at.caret());
            int inRow = (int) (at.caret() - geometry.rowStart(row));
            int column = at.pane() == HexPane.TEXT ? geometry.textColumn(inRow)
                    : geometry.cellColumn(inRow / geometry.options().cellSize());
            int columns = at.pane() == HexPane.TEXT ? 1 : geometry.cellWidth();
            int x = geometry.cellsX() - controller.viewport().shift() + geometry.x(column);
            return new Rectangle(x, geometry.rowY(row, top), geometry.x(columns), geometry.rowHeight());
        }).orElse(client);
    }

    /** Names and descriptions. */
    private final class Names extends AccessibleAdapter {

        @Override
        public void getName(AccessibleEvent event) {
            if (isRow(event.childID)) {
                event.result = rowText(event.childID - FIRST_ROW, 1).stripTrailing();
            } else if (isCell(event.childID)) {
                event.result = caretText();
            } else {
                event.result = name;
            }
        }

        @Override
        public void getDescription(AccessibleEvent event) {
            if (event.childID != ACC.CHILDID_SELF) {
                return;
            }
            HexOptions options = controller.options();
            Optional<HexRange> extent = controller.geometry().extent();
            event.result = extent.map(range -> "Offsets " + range + ", " + options.cellSize() + "-byte cells, "
                    + (options.order() == ByteOrder.BIG_ENDIAN ? "big-endian, " : "little-endian, ")
                    + options.format().label()).orElse("No bytes");
        }

        @Override
        public void getHelp(AccessibleEvent event) {
            event.result = canvas.getToolTipText();
        }
    }

    /** Children, places, states. */
    private final class Structure extends AccessibleControlAdapter {

        @Override
        public void getRole(AccessibleControlEvent event) {
            event.detail = isRow(event.childID) ? ACC.ROLE_ROW
                    : event.childID == ACC.CHILDID_SELF ? ACC.ROLE_TABLE : ACC.ROLE_TABLECELL;
        }

        @Override
        public void getChildCount(AccessibleControlEvent event) {
            event.detail = controller.selection().isPresent() ? 1 + rows() : 0;
        }

        @Override
        public void getChildren(AccessibleControlEvent event) {
            if (event.childID != ACC.CHILDID_SELF || controller.selection().isEmpty()) {
                return;
            }
            Object[] children = new Object[1 + rows()];
            children[0] = cellId();
            for (int i = 1; i < children.length; i++) {
                children[i] = FIRST_ROW + i - 1;
            }
            event.children = children;
        }

        @Override
        public void getChildAtPoint(AccessibleControlEvent event) {
            Point point = canvas.toControl(event.x, event.y);
            int line = (point.y - controller.geometry().headerHeight()) / controller.geometry().rowHeight();
            boolean inHeader = point.y < controller.geometry().headerHeight();
            event.childID = !inHeader && isRow(FIRST_ROW + line) ? FIRST_ROW + line : ACC.CHILDID_SELF;
        }

        @Override
        public void getFocus(AccessibleControlEvent event) {
            event.childID = !canvas.isFocusControl() ? ACC.CHILDID_NONE
                    : controller.selection().isPresent() ? cellId() : ACC.CHILDID_SELF;
        }

        @Override
        public void getLocation(AccessibleControlEvent event) {
            Rectangle place = location(event.childID);
            Point origin = canvas.toDisplay(place.x, place.y);
            event.x = origin.x;
            event.y = origin.y;
            event.width = place.width;
            event.height = place.height;
        }

        @Override
        public void getState(AccessibleControlEvent event) {
            event.detail = ACC.STATE_FOCUSABLE;
            boolean focused = canvas.isFocusControl();
            if (isCell(event.childID)) {
                boolean selected = controller.selection().flatMap(HexSelection::selected).isPresent();
                event.detail |= ACC.STATE_SELECTABLE | (focused ? ACC.STATE_FOCUSED : 0)
                        | (selected ? ACC.STATE_SELECTED : 0);
            } else if (event.childID == ACC.CHILDID_SELF && focused) {
                event.detail |= ACC.STATE_FOCUSED;
            }
        }

        @Override
        public void getValue(AccessibleControlEvent event) {
            if (event.childID == ACC.CHILDID_SELF || isCell(event.childID)) {
                event.result = caretText();
            }
        }
    }

    /** The page as text. */
    private final class Text extends AccessibleTextExtendedAdapter {

        @Override
        public void getText(AccessibleTextEvent event) {
            PageText page = page();
            PageText.Piece piece = page.piece(event.type, event.start, event.end, event.count);
            event.start = piece.start();
            event.end = piece.end();
            event.count = 0;
            event.result = page.cut(piece);
        }

        @Override
        public void getCharacterCount(AccessibleTextEvent event) {
            event.count = rows() * lineLength();
        }

        @Override
        public void getCaretOffset(AccessibleTextEvent event) {
            event.offset = caretIndex();
        }

        @Override
        public void getSelectionCount(AccessibleTextEvent event) {
            event.count = controller.selection().flatMap(HexSelection::selected).isPresent() ? 1 : 0;
        }

        @Override
        public void getSelection(AccessibleTextEvent event) {
            controller.selection().ifPresent(at -> at.selected().ifPresent(range -> {
                event.start = index(range.first(), at.pane());
                event.end = index(range.last(), at.pane()) + 1;
            }));
        }
    }
}
