// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.handlers;

import org.barscope.model.Machine;
import org.barscope.ui.explorer.Explorer;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Takes saved machines out of the tree; their files stay. */
public final class CloseMachineHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Explorer explorer = PlatformUI.getWorkbench().getService(Explorer.class);
        for (Object element : HandlerUtil.getCurrentStructuredSelection(event).toList()) {
            if (element instanceof Machine machine) {
                explorer.closeFile(machine);
            }
        }
        return null;
    }
}
