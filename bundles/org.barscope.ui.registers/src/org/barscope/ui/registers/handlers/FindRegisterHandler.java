// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import org.barscope.ui.registers.page.RegisterPage;
import org.eclipse.core.commands.ExecutionEvent;

/** Find Register: the cursor goes into the filter. */
public final class FindRegisterHandler extends PageHandler {

    @Override
    void run(RegisterPage page, ExecutionEvent event) {
        page.focusFilter();
    }
}
