// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.IWorkbenchPart;

/** A view that shows a table. Any thread but the UI's. */
public final class ViewPage {

    private final String id;
    private final Composite control;

    private ViewPage(String id, Composite control) {
        this.id = id;
        this.control = control;
    }

    /** Brings a view to the front. */
    public static ViewPage show(String id) {
        return new ViewPage(id, Ui.get(() -> Widgets.of(Workbench.page().showView(id))));
    }

    /** Gives the view most of the width, so that nothing in it scrolls to the side when it is clicked on. */
    public void widen() {
        Ui.run(() -> {
            MPart part = Workbench.page().findView(id).getSite().getService(MPart.class);
            MUIElement stack = part.getCurSharedRef() == null ? part.getParent() : part.getCurSharedRef().getParent();
            for (MUIElement beside : stack.getParent().getChildren()) {
                beside.setContainerData(beside == stack ? "7000" : "3000");
            }
        });
        Ui.settle();
    }

    /** Selects the first row of what a part shows, as a click does. UI thread only. */
    public static void selectFirst(IWorkbenchPart part) {
        Widgets.find(Widgets.of(part), Table.class, table -> table.getItemCount() > 0).ifPresent(table -> {
            table.setSelection(0);
            Event event = new Event();
            event.item = table.getItem(0);
            table.notifyListeners(SWT.Selection, event);
        });
    }

    /** The table. UI thread only. */
    public Table table() {
        return Widgets.find(control, Table.class, table -> true).orElseThrow();
    }

    /** Where the row stands that begins so. UI thread only. */
    public int index(String first) {
        return row(first).map(table()::indexOf).orElseThrow(() -> new AssertionError("no row '" + first + "' in "
                + rowsNow()));
    }

    /** Scrolls the table until all of a cell is in sight, and returns where on the screen that is then. */
    public Supplier<Point> cell(String first, int column) {
        AtomicReference<List<Rectangle>> last = new AtomicReference<>(List.of());
        Ui.await("the cell of '" + first + "' is in sight", () -> {
            Rectangle bounds = bounds(first, column);
            // Below the heads of the columns, in the measure of the bounds, and as far aside as the table is scrolled.
            Rectangle sight = table().getClientArea();
            // One way after the other, and told again until it is so: the table scrolls in steps when it is drawn, and
            // forgets the one way when it is told the other. A click on a part of a cell would scroll to all of it,
            // and the second of two would come elsewhere.
            if (bounds.y < 0 || bounds.y + bounds.height > sight.y + sight.height) {
                table().showItem(table().getItem(index(first)));
            } else if (sight.intersection(bounds).width < Math.min(bounds.width, sight.width)) {
                table().showColumn(table().getColumn(column));
            } else {
                List<Rectangle> now = List.of(bounds, sight);
                return now.equals(last.getAndSet(now));
            }
            return false;
        }, () -> "but it is at " + bounds(first, column) + " of " + table().getClientArea());
        return () -> {
            Rectangle bounds = bounds(first, column);
            return table().toDisplay(bounds.x + Math.min(bounds.width / 2, 40), bounds.y + bounds.height / 2);
        };
    }

    private Rectangle bounds(String first, int column) {
        return table().getItem(index(first)).getBounds(column);
    }

    /** Waits until a row begins so, and a further column has that text. */
    public void await(String first, int column, String text) {
        Ui.await("a row '" + first + "' says '" + text + "'", () -> row(first)
                .filter(item -> item.getText(column).equals(text)), () -> "but " + rowsNow());
    }

    /** Waits for a number of rows. */
    public void awaitRows(int count) {
        Ui.await("there are " + count + " rows", () -> table().getItemCount() == count, () -> "but " + rowsNow());
    }

    /** Waits until a label says that. */
    public String awaitText(String part) {
        return Ui.await("the view says '" + part + "'", () -> Widgets.labels(control)
                .filter(text -> text.contains(part)).findFirst(), () -> "but " + Widgets.labels(control).toList());
    }

    /** All rows, columns joined. */
    public List<String> rows() {
        return Ui.get(this::rowsNow);
    }

    private List<String> rowsNow() {
        int columns = table().getColumnCount();
        return Arrays.stream(table().getItems()).map(item -> {
            StringBuilder text = new StringBuilder(item.getText(0));
            for (int i = 1; i < columns; i++) {
                text.append(" | ").append(item.getText(i));
            }
            return text.toString();
        }).toList();
    }

    private Optional<TableItem> row(String first) {
        return Arrays.stream(table().getItems()).filter(item -> item.getText(0).equals(first)).findFirst();
    }

    /** Selects a row and presses Enter on it. */
    public void enter(int row) {
        Ui.run(() -> {
            table().setFocus();
            table().setSelection(row);
            Event event = new Event();
            event.item = table().getItem(row);
            table().notifyListeners(SWT.DefaultSelection, event);
        });
    }
}
