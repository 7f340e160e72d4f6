// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** A line above a page that says what keeps it from showing values, and offers what can be done; else takes no room. */
final class Banner extends Composite {

    private final Label icon;
    private final Label text;
    private final Button button;
    private Runnable action;

    Banner(Composite parent) {
        super(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(8, 6).spacing(8, 0).numColumns(3).applyTo(this);
        icon = new Label(this, SWT.NONE);
        text = new Label(this, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(200, SWT.DEFAULT)
                .applyTo(text);
        button = new Button(this, SWT.PUSH);
        GridDataFactory.fillDefaults().applyTo(button);
        button.addListener(SWT.Selection, event -> action.run());
        setVisible(false);
    }

    /** Asks for a decision. */
    void ask(String question, String answer, Runnable onAnswer) {
        action = onAnswer;
        button.setText(answer);
        show(Dialog.DLG_IMG_MESSAGE_INFO, question, true);
    }

    /** Says what is wrong. */
    void warn(String message) {
        show(Dialog.DLG_IMG_MESSAGE_WARNING, message, false);
    }

    void clear() {
        exclude(true);
    }

    /** True while a decision is asked for. */
    boolean asking() {
        return getVisible() && button.getVisible();
    }

    /** What it says; empty when it says nothing. */
    String message() {
        return ((GridData) getLayoutData()).exclude ? "" : text.getText();
    }

    private void show(String kind, String message, boolean withButton) {
        icon.setImage(JFaceResources.getImage(kind));
        text.setText(message);
        button.setVisible(withButton);
        ((GridData) button.getLayoutData()).exclude = !withButton;
        exclude(false);
    }

    private void exclude(boolean hidden) {
        ((GridData) getLayoutData()).exclude = hidden;
        setVisible(!hidden);
        layout(true, true);
        getParent().layout(true, true);
    }

    @Override
    public boolean setFocus() {
        return asking() ? button.setFocus() : super.setFocus();
    }
}
