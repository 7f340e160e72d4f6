// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio;

import org.barscope.model.Machine;
import org.barscope.model.PciDevice;
import org.eclipse.core.expressions.PropertyTester;
import org.eclipse.emf.ecore.EObject;

/** Tests for menus: whether a node belongs to a live device, and whether that is with VFIO. */
public final class DeviceTester extends PropertyTester {

    @Override
    public boolean test(Object receiver, String property, Object[] arguments, Object expected) {
        for (EObject up = (EObject) receiver; up != null; up = up.eContainer()) {
            if (up instanceof PciDevice device) {
                Machine machine = device.machine();
                boolean live = machine != null && !machine.isReadOnly() && device.isPresent();
                boolean vfio = device.getDriver().startsWith("vfio");
                return switch (property) {
                    case "live" -> live;
                    case "withVfio" -> live && vfio;
                    case "withoutVfio" -> live && !vfio;
                    default -> false;
                };
            }
        }
        return false;
    }
}
