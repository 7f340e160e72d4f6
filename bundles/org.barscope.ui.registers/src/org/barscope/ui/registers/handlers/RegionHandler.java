// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

/** Does something about the description of the region in the active editor, whatever page is in front. */
abstract class RegionHandler extends AbstractHandler {

    @Override
    public final Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActiveEditor(event) instanceof RegionEditor editor) {
            editor.region().ifPresent(region -> run(region, event));
        }
        return null;
    }

    abstract void run(OpenRegion region, ExecutionEvent event);
}
