// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import org.barscope.ui.registers.page.RegisterPage;
import org.eclipse.core.commands.ExecutionEvent;

/** Edit Value: writes the selected register or field where its value stands. */
public final class EditValueHandler extends PageHandler {

    @Override
    void run(RegisterPage page, ExecutionEvent event) {
        page.editValue();
    }
}
