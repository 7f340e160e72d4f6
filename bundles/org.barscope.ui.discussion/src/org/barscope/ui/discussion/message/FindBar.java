// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** The line below a text that finds words in it; hidden until asked for. UI thread only. */
final class FindBar extends Composite {

    /** Finds in the text; false when there is nothing to be found. */
    interface Finder {

        /** Selects the next, or the one before. */
        boolean find(String wanted, boolean forward);

        /** Goes back to the text. */
        void leave();

        /** Somebody begins or ends to type: letters are not commands meanwhile. */
        void typing(boolean on);
    }

    private final Text box;
    private final Label result;
    private final Finder finder;

    FindBar(Composite parent, Finder finder) {
        super(parent, SWT.NONE);
        this.finder = finder;
        GridLayoutFactory.fillDefaults().margins(4, 2).numColumns(5).applyTo(this);
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(this);
        new Label(this, SWT.NONE).setText("&Find:");
        box = new Text(this, SWT.SINGLE | SWT.SEARCH);
        GridDataFactory.fillDefaults().hint(220, SWT.DEFAULT).align(SWT.FILL, SWT.CENTER).applyTo(box);
        box.addListener(SWT.FocusIn, event -> finder.typing(true));
        box.addListener(SWT.FocusOut, event -> finder.typing(false));
        box.addListener(SWT.DefaultSelection, event -> find(true));
        box.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.ESC) {
                hide();
            } else if (event.keyCode == SWT.CR && (event.stateMask & SWT.SHIFT) != 0) {
                event.doit = false;
                find(false);
            }
        });
        button("&Next", true);
        button("&Previous", false);
        result = new Label(this, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(result);
        setVisible(false);
    }

    private void button(String label, boolean forward) {
        Button button = new Button(this, SWT.PUSH);
        button.setText(label);
        button.addListener(SWT.Selection, event -> find(forward));
    }

    private void find(boolean forward) {
        result.setText(finder.find(box.getText(), forward) ? "" : "Not found");
    }

    /** Appears with the cursor in its box. */
    void open() {
        exclude(false);
        box.setFocus();
        box.selectAll();
    }

    private void hide() {
        exclude(true);
        finder.leave();
    }

    private void exclude(boolean hidden) {
        ((GridData) getLayoutData()).exclude = hidden;
        setVisible(!hidden);
        getParent().layout(true, true);
    }
}
