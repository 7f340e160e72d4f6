// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** What the view shows before any mail was imported. */
final class FirstUsePage extends Composite {

    private final Button button;

    FirstUsePage(Composite parent, Runnable importMail) {
        super(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(12, 8).spacing(0, 8).applyTo(this);
        Label text = new Label(this, SWT.WRAP);
        text.setText("There is no mail here yet. Import the discussion you want to search: mbox files, Maildir, single "
                + "messages, a public-inbox archive, or a thread or search from a server such as lore.kernel.org.");
        GridDataFactory.fillDefaults().grab(true, false).hint(300, SWT.DEFAULT).applyTo(text);
        button = new Button(this, SWT.PUSH);
        button.setText("&Import Mail…");
        button.addListener(SWT.Selection, event -> importMail.run());
    }

    @Override
    public boolean setFocus() {
        return button.setFocus();
    }
}
