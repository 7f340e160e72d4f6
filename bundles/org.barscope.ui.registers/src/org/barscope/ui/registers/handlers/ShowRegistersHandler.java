// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import java.util.Optional;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.registers.page.RegisterPage;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

/** Show in Register Page: the register of the bytes that are selected in the hex page. */
public final class ShowRegistersHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActiveEditor(event) instanceof RegionEditor editor) {
            editor.show(Optional.of(RegisterPage.ID), Optional.empty());
        }
        return null;
    }
}
