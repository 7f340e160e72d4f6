// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.registers.page.RegisterPage;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

/** Does something to the register page in front of the active region editor; nothing when another page is. */
abstract class PageHandler extends AbstractHandler {

    @Override
    public final Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActiveEditor(event) instanceof RegionEditor editor) {
            editor.activePage().filter(RegisterPage.class::isInstance).map(RegisterPage.class::cast)
                    .ifPresent(page -> run(page, event));
        }
        return null;
    }

    abstract void run(RegisterPage page, ExecutionEvent event);
}
