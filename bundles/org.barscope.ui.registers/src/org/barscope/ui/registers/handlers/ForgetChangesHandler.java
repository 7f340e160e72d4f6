// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import org.barscope.ui.registers.page.RegisterPage;
import org.eclipse.core.commands.ExecutionEvent;

/** Clear Change Marks. */
public final class ForgetChangesHandler extends PageHandler {

    @Override
    void run(RegisterPage page, ExecutionEvent event) {
        page.forgetChanges();
    }
}
