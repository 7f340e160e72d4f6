// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;

/** A view that is a table with details beside it. Not for the UI thread, but for {@link #rows} in {@link Ui#await}. */
public final class TablePage {

    private final Composite control;

    private TablePage(Composite control) {
        this.control = control;
    }

    /** Brings the view of that id to the front. */
    public static TablePage show(String id) {
        return new TablePage(Ui.get(() -> Widgets.of(Workbench.page().showView(id))));
    }

    /** The rows, their cells joined by bars. */
    public List<String> rows() {
        return Ui.get(() -> Widgets.find(control, Table.class, table -> true)
                .map(table -> Arrays.stream(table.getItems()).map(DialogPage::row).toList()).orElse(List.of()));
    }

    /** Selects all rows, and gives the table the focus. */
    public void selectAll() {
        Ui.run(() -> Widgets.find(control, Table.class, table -> true).ifPresent(table -> {
            table.setFocus();
            table.selectAll();
            table.notifyListeners(SWT.Selection, new Event());
        }));
    }

    /** Selects the first row that contains that, and gives the table the focus. */
    public void select(String part) {
        Ui.run(() -> {
            Table table = Widgets.find(control, Table.class, each -> true).orElseThrow();
            int at = IntStream.range(0, table.getItemCount())
                    .filter(i -> DialogPage.row(table.getItem(i)).contains(part)).findFirst()
                    .orElseThrow(() -> new AssertionError("no row '" + part + "'"));
            table.setFocus();
            table.setSelection(at);
            table.notifyListeners(SWT.Selection, new Event());
        });
    }

    /** Whether a button of the view can be pressed. */
    public boolean enabled(String button) {
        return Ui.get(() -> Widgets.button(control, button).filter(found -> found.isEnabled()).isPresent());
    }

    /** Presses a button of the view; a toggle changes. */
    public void press(String button) {
        Ui.run(() -> Widgets.press(Widgets.button(control, button).orElseThrow()));
        Ui.settle();
    }

    /** The same as {@link #press}, said of a button that stays in. */
    public void toggle(String button) {
        press(button);
    }

    /** What stands beside the table. */
    public String details() {
        return Ui.get(() -> Widgets.find(control, Text.class, text -> (text.getStyle() & SWT.MULTI) != 0)
                .map(Text::getText).orElse(""));
    }

    /** Types into its filter. */
    public void filter(String words) {
        Ui.run(() -> Widgets.find(control, Text.class, text -> (text.getStyle() & SWT.MULTI) == 0).orElseThrow()
                .setText(words));
    }
}
