// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Menu;

/** Opens the menu of forms for copying at the page, for use without a mouse. */
public final class CopyMenuHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        HexViewMenu.activePage().filter(CopyAs::possible).ifPresent(page -> {
            MenuManager manager = new MenuManager();
            manager.add(new CopyMenu());
            Menu menu = manager.createContextMenu(page.canvas());
            Point at = page.canvas().toDisplay(page.canvas().getSize().x / 3, page.canvas().getSize().y / 4);
            menu.setLocation(at);
            // The item that was chosen is told of it after the menu is hidden.
            menu.addListener(SWT.Hide, hidden -> menu.getDisplay().asyncExec(manager::dispose));
            menu.setVisible(true);
        });
        return null;
    }
}
