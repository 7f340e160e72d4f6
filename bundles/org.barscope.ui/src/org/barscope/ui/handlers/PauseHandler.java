// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.handlers;

import org.barscope.ui.region.RegionEditor;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

/** Pauses or resumes the refreshes of the page in front of the active region editor. */
public final class PauseHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActiveEditor(event) instanceof RegionEditor editor) {
            editor.activePage().ifPresent(page -> page.paused().ifPresent(paused -> page.pause(!paused)));
        }
        return null;
    }
}
