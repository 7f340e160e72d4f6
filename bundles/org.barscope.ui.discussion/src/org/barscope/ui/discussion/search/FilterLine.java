// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.List;
import java.util.function.Consumer;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** The line between box and results: what was found, or what is wrong, and a button for each filter that removes it. */
final class FilterLine extends Composite {

    private final Label status;
    private final Button more;
    private final Composite filters;
    private final Consumer<String> remove;
    private List<String> shown = List.of();

    FilterLine(Composite parent, Consumer<String> remove, Runnable showMore) {
        super(parent, SWT.NONE);
        this.remove = remove;
        GridLayoutFactory.fillDefaults().margins(2, 0).numColumns(3).spacing(6, 0).applyTo(this);
        filters = new Composite(this, SWT.NONE);
        RowLayout row = new RowLayout();
        row.marginTop = row.marginBottom = row.marginLeft = row.marginRight = 0;
        filters.setLayout(row);
        GridDataFactory.fillDefaults().exclude(true).align(SWT.BEGINNING, SWT.CENTER).applyTo(filters);
        status = new Label(this, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(120, SWT.DEFAULT)
                .applyTo(status);
        more = new Button(this, SWT.PUSH | SWT.FLAT);
        more.setText("Show More");
        more.setToolTipText("Shows more of what was found");
        more.addListener(SWT.Selection, event -> showMore.run());
        GridDataFactory.fillDefaults().exclude(true).applyTo(more);
        more.setVisible(false);
    }

    /** Says something. */
    void say(String text, String detail) {
        status.setText(text.replace("&", "&&"));
        status.setToolTipText(detail.isEmpty() ? null : detail);
    }

    /** Offers to show more, or not. */
    void offerMore(boolean offered) {
        GridData data = (GridData) more.getLayoutData();
        if (data.exclude == offered) {
            data.exclude = !offered;
            more.setVisible(offered);
            getParent().layout(true, true);
        }
    }

    /** Shows a button for each clause. */
    void show(List<String> clauses) {
        if (shown.equals(clauses)) {
            return;
        }
        shown = List.copyOf(clauses);
        boolean focus = false;
        for (Control button : filters.getChildren()) {
            focus |= button.isFocusControl();
            button.dispose();
        }
        for (String clause : clauses) {
            Button button = new Button(filters, SWT.PUSH | SWT.FLAT);
            button.setText(clause + "  ✕");
            button.setToolTipText("Remove this filter");
            QueryBox.name(button, "Remove the filter " + clause);
            button.addListener(SWT.Selection, event -> remove.accept(clause));
            if (focus) {
                button.setFocus();
            }
        }
        filters.setVisible(!clauses.isEmpty());
        GridDataFactory.createFrom((GridData) filters.getLayoutData())
                .exclude(clauses.isEmpty()).applyTo(filters);
        filters.requestLayout();
        getParent().layout(true, true);
    }
}
