// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks for the name and the comment of a bookmark. */
final class BookmarkDialog extends Dialog {

    private static final int WIDTH = 400;
    private static final int COMMENT_LINES = 4;

    private final String title;
    private String label;
    private String comment;
    private Text labelBox;
    private Text commentBox;

    BookmarkDialog(Shell parent, String title, String label, String comment) {
        super(parent);
        this.title = title;
        this.label = label;
        this.comment = comment;
    }

    String label() {
        return label;
    }

    String comment() {
        return comment;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(title);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().margins(12, 12).numColumns(2).applyTo(area);
        new Label(area, SWT.NONE).setText("&Name:");
        labelBox = new Text(area, SWT.BORDER);
        labelBox.setText(label);
        labelBox.selectAll();
        labelBox.addListener(SWT.Modify, event -> validate());
        GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(labelBox);
        new Label(area, SWT.NONE).setText("&Comment:");
        commentBox = new Text(area, SWT.BORDER | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
        commentBox.setText(comment);
        // A comment needs no tabs, and the keyboard must find its way out.
        commentBox.addListener(SWT.Traverse, event -> event.doit |= event.detail == SWT.TRAVERSE_TAB_NEXT
                || event.detail == SWT.TRAVERSE_TAB_PREVIOUS);
        GridDataFactory.fillDefaults().grab(true, true).hint(WIDTH, COMMENT_LINES * commentBox.getLineHeight())
                .applyTo(commentBox);
        return area;
    }

    private void validate() {
        getButton(IDialogConstants.OK_ID).setEnabled(!labelBox.getText().isBlank());
    }

    @Override
    protected void okPressed() {
        label = labelBox.getText().strip();
        comment = commentBox.getText().strip();
        super.okPressed();
    }
}
