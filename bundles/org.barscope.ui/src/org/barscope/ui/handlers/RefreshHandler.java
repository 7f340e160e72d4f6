// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.handlers;

import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionPage;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Reads again what the active part shows: the visible bytes of a region, or the list of devices. */
public final class RefreshHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActivePart(event) instanceof RegionEditor editor) {
            editor.activePage().ifPresent(RegionPage::refresh);
        } else {
            PlatformUI.getWorkbench().getService(Explorer.class).refresh();
        }
        return null;
    }
}
