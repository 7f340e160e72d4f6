// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;

/** Opens the menu of forms for copying at the page, for use without a mouse. */
public final class CopyMenuHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        HexViewMenu.activePage().filter(CopyAs::possible)
                .ifPresent(page -> PopupMenu.open(page.canvas(), new CopyMenu()));
        return null;
    }
}
