// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import org.barscope.ui.registers.page.RegisterPage;
import org.eclipse.core.commands.ExecutionEvent;

/** Show in Hex Page: the bytes of the selected register. */
public final class ShowInHexHandler extends PageHandler {

    @Override
    void run(RegisterPage page, ExecutionEvent event) {
        page.showInHex();
    }
}
