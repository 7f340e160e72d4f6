// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import org.barscope.ui.registers.page.OverrideDialog;
import org.barscope.ui.registers.page.RegisterPage;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

/** Edit Properties: the user's corrections to the description of the selected register. */
public final class EditPropertiesHandler extends PageHandler {

    @Override
    void run(RegisterPage page, ExecutionEvent event) {
        page.selectedRegister().ifPresent(register -> OverrideDialog.open(HandlerUtil.getActiveShell(event),
                page.region(), register));
    }
}
