// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import org.barscope.ui.registers.page.RegisterPage;
import org.eclipse.core.commands.ExecutionEvent;

/** Read All: every register once that is safe to read. */
public final class ReadAllHandler extends PageHandler {

    @Override
    void run(RegisterPage page, ExecutionEvent event) {
        page.readAll();
    }
}
