// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;

/** A menu that a key opens over a control, for use without a mouse. */
final class PopupMenu {

    private PopupMenu() {
    }

    static void open(Control over, IContributionItem items) {
        MenuManager manager = new MenuManager();
        manager.add(items);
        Menu menu = manager.createContextMenu(over);
        menu.setLocation(over.toDisplay(over.getSize().x / 3, over.getSize().y / 4));
        // The item that was chosen is told of it after the menu is hidden.
        menu.addListener(SWT.Hide, hidden -> menu.getDisplay().asyncExec(manager::dispose));
        menu.setVisible(true);
    }
}
