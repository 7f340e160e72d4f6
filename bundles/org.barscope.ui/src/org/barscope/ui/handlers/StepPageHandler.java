// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.handlers;

import org.barscope.ui.region.RegionEditor;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

/** Brings another page of the active region editor to the front: the next, or the one before. */
public final class StepPageHandler extends AbstractHandler {

    private static final String PREVIOUS = "org.eclipse.ui.navigate.previousSubTab";

    @Override
    public Object execute(ExecutionEvent event) {
        boolean back = event.getCommand().getId().equals(PREVIOUS);
        if (HandlerUtil.getActiveEditor(event) instanceof RegionEditor editor) {
            editor.stepPage(back ? -1 : 1);
        }
        return null;
    }
}
