// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IEditorPart;

/** The editor that shows the snapshot of a device. Not for the UI thread. */
public final class StatePage {

    private static final String TYPE = "StateEditor";

    private final Composite control;

    private StatePage(Composite control) {
        this.control = control;
    }

    /** Returns when the snapshot of that title is in front and its registers are there. */
    public static StatePage await(String title) {
        StatePage page = new StatePage(Ui.await("the editor of a snapshot is in front", () -> {
            IEditorPart editor = Workbench.page().getActiveEditor();
            return Optional.ofNullable(editor).filter(e -> e.getClass().getSimpleName().equals(TYPE))
                    .filter(e -> e.getTitle().equals(title)).map(Widgets::of);
        }));
        Ui.await("its registers are there", () -> page.tree().getItemCount() > 0, page::says);
        return page;
    }

    private Tree tree() {
        return Widgets.find(control, Tree.class, tree -> true).orElseThrow();
    }

    /** What stands above the registers. UI thread, or {@link Ui#get}. */
    public String says() {
        return Ui.get(() -> Widgets.labels(control).collect(Collectors.joining(" ")));
    }

    /** The rows that can be scrolled to, cells joined by bars, indented by two blanks a level. */
    public List<String> rows() {
        return Ui.get(() -> {
            List<String> rows = new ArrayList<>();
            collect(tree().getItems(), "", rows);
            return rows;
        });
    }

    private static void collect(TreeItem[] items, String indent, List<String> rows) {
        for (TreeItem item : items) {
            rows.add(indent + IntStream.range(0, item.getParent().getColumnCount()).mapToObj(item::getText)
                    .collect(Collectors.joining(" | ")));
            if (item.getExpanded()) {
                collect(item.getItems(), indent + "  ", rows);
            }
        }
    }

    /** The first row that contains that. */
    public String row(String part) {
        return rows().stream().filter(row -> row.contains(part)).findFirst()
                .orElseThrow(() -> new AssertionError("no row '" + part + "' in " + rows()));
    }

    /** Types into the filter. */
    public void filter(String text) {
        Ui.run(() -> Widgets.find(control, Text.class, box -> (box.getStyle() & SWT.SEARCH) != 0).orElseThrow()
                .setText(text));
    }

    /** Presses a button, or changes a check box; does not wait for what comes of it. */
    public void press(String label) {
        Ui.await("the button '" + label + "' can be pressed", () -> Widgets.button(control, label)
                .filter(Button::isEnabled).isPresent());
        Ui.display().asyncExec(() -> {
            Button button = Widgets.button(control, label).orElseThrow();
            if ((button.getStyle() & SWT.CHECK) != 0) {
                button.setSelection(!button.getSelection());
            }
            Widgets.press(button);
        });
    }
}
