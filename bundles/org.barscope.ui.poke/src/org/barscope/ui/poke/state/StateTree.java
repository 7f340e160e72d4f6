// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.barscope.widgets.gtk.AccessibleName;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;

/**
 * The rows of a snapshot as a tree that makes only those items that come on screen. What differs begins with “≠”: that
 * is seen without colours, and found by the keys that search the tree.
 */
final class StateTree {

    private static final int VALUE = 2;
    private static final int OTHER = 3;
    private static final String MARK = "≠ ";
    private static final int OPEN_AT_MOST = 400;

    private final Composite frame;
    private final Tree tree;
    private List<StateRow> rows = List.of();

    StateTree(Composite parent) {
        frame = new Composite(parent, SWT.NONE);
        TreeColumnLayout layout = new TreeColumnLayout();
        frame.setLayout(layout);
        tree = new Tree(frame, SWT.VIRTUAL | SWT.BORDER | SWT.FULL_SELECTION | SWT.MULTI);
        tree.setHeaderVisible(true);
        tree.setFont(JFaceResources.getTextFont());
        String[] names = {"Register", "Where", "Value", "", "Meaning"};
        int[] weights = {6, 2, 5, 5, 4};
        for (int i = 0; i < names.length; i++) {
            TreeColumn column = new TreeColumn(tree, SWT.NONE);
            column.setText(names[i]);
            layout.setColumnData(column, new ColumnWeightData(weights[i], 60, true));
        }
        tree.addListener(SWT.SetData, event -> fill((TreeItem) event.item, event.index));
        AccessibleName.set(tree, "Registers of the snapshot");
    }

    Control control() {
        return frame;
    }

    /**
     * Shows some rows.
     *
     * @param text  only those with that in their names, or in those of what is in them; in lower case
     * @param only  only what differs
     * @param left  when the snapshot was taken
     * @param right what it is compared with; empty when it is not
     */
    void show(List<StateRow> all, String text, boolean only, String left, String right) {
        rows = chosen(all, text, only);
        tree.setRedraw(false);
        try {
            tree.removeAll();
            tree.getColumn(VALUE).setText(left);
            tree.getColumn(OTHER).setText(right.isEmpty() ? "" : right.substring(0, 1).toUpperCase(Locale.ROOT)
                    + right.substring(1));
            tree.setItemCount(rows.size());
            boolean fields = (only || !text.isEmpty())
                    && rows.stream().mapToLong(row -> row.below().size()).sum() <= OPEN_AT_MOST;
            for (int i = 0; i < rows.size(); i++) {
                open(tree.getItem(i), fields ? 2 : 1);
            }
        } finally {
            tree.setRedraw(true);
        }
    }

    /** What passes, each with what of it passes; of a register that is named itself all fields. */
    private static List<StateRow> chosen(List<StateRow> all, String text, boolean only) {
        List<StateRow> some = new ArrayList<>();
        for (StateRow row : all) {
            if (only && !row.differs() || !row.named(text)) {
                continue;
            }
            boolean itself = text.isEmpty() || row.name().toLowerCase(Locale.ROOT).contains(text);
            some.add(new StateRow(row.name(), row.where(), row.left(), row.right(), row.meaning(), row.differs(),
                    chosen(row.below(), itself ? "" : text, only)));
        }
        return some;
    }

    private void fill(TreeItem item, int index) {
        List<StateRow> siblings = item.getParentItem() == null ? rows : row(item.getParentItem()).below();
        if (index < siblings.size()) {
            set(item, siblings.get(index));
        }
    }

    private static StateRow row(TreeItem item) {
        if (item.getData() == null) {
            // Asking for a text makes the tree ask for the data.
            item.getText();
        }
        return (StateRow) item.getData();
    }

    private static void set(TreeItem item, StateRow row) {
        item.setData(row);
        item.setText(new String[] {(row.differs() ? MARK : "") + row.name(), row.where(), row.left(), row.right(),
            row.meaning()});
        item.setItemCount(row.below().size());
    }

    private static void open(TreeItem item, int levels) {
        row(item);
        if (levels > 0 && item.getItemCount() > 0) {
            item.setExpanded(true);
            if (levels > 1) {
                for (TreeItem below : item.getItems()) {
                    open(below, levels - 1);
                }
            }
        }
    }
}
