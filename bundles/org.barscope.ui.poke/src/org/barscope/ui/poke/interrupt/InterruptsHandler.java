// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.interrupt;

import java.util.Optional;
import org.barscope.core.backend.Backend;
import org.barscope.core.pci.PciAddress;
import org.barscope.model.PciDevice;
import org.barscope.ui.poke.Poke;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.ILog;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Shows the interrupts of the selected device. */
public final class InterruptsHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        if (HandlerUtil.getCurrentSelection(event) instanceof IStructuredSelection nodes
                && nodes.getFirstElement() instanceof EObject first) {
            EObject up = first;
            while (up != null && !(up instanceof PciDevice)) {
                up = up.eContainer();
            }
            if (up instanceof PciDevice device && device.machine() != null) {
                show(event, device);
            }
        }
        return null;
    }

    private static void show(ExecutionEvent event, PciDevice device) {
        Optional<Backend> backend = Poke.explorer().backendOf(device.machine());
        Optional<PciAddress> address = PciAddress.tryParse(device.getAddress());
        if (backend.flatMap(Backend::devices).isEmpty() || address.isEmpty()) {
            return;
        }
        try {
            InterruptsView view = (InterruptsView) HandlerUtil.getActiveWorkbenchWindow(event).getActivePage()
                    .showView(InterruptsView.ID);
            view.show(backend.get().devices().get(), address.get(), device.getUri(), device.getDeviceName());
        } catch (PartInitException problem) {
            ILog.of(InterruptsHandler.class).log(problem.getStatus());
        }
    }
}
