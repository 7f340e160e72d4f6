// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio;

import java.util.Optional;
import org.barscope.core.backend.Backend;
import org.barscope.core.pci.PciAddress;
import org.barscope.model.Bar;
import org.barscope.model.Machine;
import org.barscope.model.PciDevice;
import org.barscope.ui.explorer.Explorer;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/**
 * The live device that a command is about. Made and used in the UI thread; backend and address may go elsewhere.
 *
 * @param backend keeps its machine up to date
 * @param machine its machine
 * @param device  the device
 * @param address its address
 * @param bar     the BAR that is selected in it
 */
public record Target(Backend backend, Machine machine, PciDevice device, PciAddress address, Optional<Bar> bar) {

    /** The device of the current selection; empty for none and for one from a file. */
    public static Optional<Target> of(ExecutionEvent event) {
        return of(HandlerUtil.getCurrentSelection(event));
    }

    /** The device of a selection; empty for none and for one from a file. */
    public static Optional<Target> of(ISelection selection) {
        if (!(selection instanceof IStructuredSelection nodes) || !(nodes.getFirstElement() instanceof EObject first)) {
            return Optional.empty();
        }
        Optional<Bar> bar = Optional.ofNullable(first instanceof Bar selected ? selected : null);
        for (EObject up = first; up != null; up = up.eContainer()) {
            if (up instanceof PciDevice device) {
                Machine machine = device.machine();
                return backend(machine).flatMap(backend -> PciAddress.tryParse(device.getAddress())
                        .map(address -> new Target(backend, machine, device, address, bar)));
            }
        }
        return Optional.empty();
    }

    /** The backend of a live machine. */
    public static Optional<Backend> backend(Machine machine) {
        return machine == null ? Optional.empty() : explorer().backendOf(machine);
    }

    /** All live machines' backends, this computer's first. */
    public static Explorer explorer() {
        return PlatformUI.getWorkbench().getService(Explorer.class);
    }

    /** How the journal names the device. */
    public String uri() {
        return device.getUri();
    }

    /** What people call the device. */
    public String title() {
        String name = device.getDeviceName().isEmpty() ? "" : "  " + device.getDeviceName();
        return address + name;
    }
}
