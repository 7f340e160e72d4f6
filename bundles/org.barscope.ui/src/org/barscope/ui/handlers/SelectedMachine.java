// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.handlers;

import java.util.Optional;
import org.barscope.model.Machine;
import org.barscope.ui.explorer.Explorer;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Which machine a command is about. */
final class SelectedMachine {

    private SelectedMachine() {
    }

    /** The machine of the selected node, else the first live one. */
    static Optional<Machine> of(ExecutionEvent event) {
        if (HandlerUtil.getCurrentSelection(event) instanceof IStructuredSelection selection
                && selection.getFirstElement() instanceof EObject selected) {
            for (EObject up = selected; up != null; up = up.eContainer()) {
                if (up instanceof Machine machine) {
                    return Optional.of(machine);
                }
            }
        }
        return PlatformUI.getWorkbench().getService(Explorer.class).session().getMachines().stream()
                .filter(machine -> !machine.isReadOnly()).findFirst();
    }
}
