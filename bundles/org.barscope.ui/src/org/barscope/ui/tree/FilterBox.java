// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tree;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;

/**
 * A box above the tree that filters it as one types. What was expanded before comes back when the box is emptied.
 */
final class FilterBox extends Composite {

    /** Long enough that a word is typed, short enough to seem at once. */
    private static final int DELAY_MILLIS = 150;

    private final Text text;
    private TreeViewer viewer;
    private NodeFilter filter;
    private Object[] expandedBefore = {};
    private final Runnable apply = this::apply;

    FilterBox(Composite parent) {
        super(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(4, 4).applyTo(this);
        text = new Text(this, SWT.SEARCH | SWT.ICON_CANCEL | SWT.ICON_SEARCH | SWT.SINGLE);
        text.setMessage("Filter by address, name, id or driver");
        GridDataFactory.fillDefaults().grab(true, false).applyTo(text);
        text.addListener(SWT.Modify, event -> getDisplay().timerExec(DELAY_MILLIS, apply));
        text.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.ARROW_DOWN) {
                viewer.getControl().setFocus();
            } else if (event.keyCode == SWT.ESC) {
                text.setText("");
            }
        });
    }

    /** The viewer that is filtered. */
    void connect(TreeViewer tree, NodeFilter nodes) {
        viewer = tree;
        filter = nodes;
        viewer.addFilter(nodes);
    }

    /** The box itself. */
    Control control() {
        return text;
    }

    /** The nodes that are expanded, or that will be once the box is emptied. */
    Object[] expanded() {
        return filter.active() ? expandedBefore : viewer.getVisibleExpandedElements();
    }

    private void apply() {
        if (isDisposed() || viewer.getControl().isDisposed()) {
            return;
        }
        if (!filter.active()) {
            expandedBefore = viewer.getExpandedElements();
        }
        filter.pattern(text.getText());
        viewer.getControl().setRedraw(false);
        try {
            viewer.refresh(false);
            if (filter.active()) {
                filter.onTheWay(viewer.getInput()).forEach(node -> viewer.setExpandedState(node, true));
            } else {
                viewer.setExpandedElements(expandedBefore);
            }
        } finally {
            viewer.getControl().setRedraw(true);
        }
    }
}
