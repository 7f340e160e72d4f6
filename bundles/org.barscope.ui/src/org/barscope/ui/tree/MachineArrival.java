// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tree;

import java.util.function.Consumer;
import org.barscope.model.BarscopePackage;
import org.barscope.model.Machine;
import org.eclipse.emf.common.notify.Notification;
import org.eclipse.emf.common.notify.impl.AdapterImpl;

/** Tells when a machine is added to the session. */
final class MachineArrival extends AdapterImpl {

    private final Consumer<Machine> arrived;

    MachineArrival(Consumer<Machine> arrived) {
        this.arrived = arrived;
    }

    @Override
    public void notifyChanged(Notification change) {
        if (change.getFeature() == BarscopePackage.Literals.SESSION__MACHINES
                && change.getNewValue() instanceof Machine machine) {
            arrived.accept(machine);
        }
    }
}
