// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.handlers;

import org.barscope.model.Machine;
import org.eclipse.core.expressions.PropertyTester;
import org.eclipse.emf.ecore.EObject;

/** Tests for menus: whether a node belongs to a machine that can be made to misbehave, or to one from a file. */
public final class MachineTester extends PropertyTester {

    @Override
    public boolean test(Object receiver, String property, Object[] arguments, Object expected) {
        for (EObject up = (EObject) receiver; up != null; up = up.eContainer()) {
            if (up instanceof Machine machine) {
                return switch (property) {
                    case "simulated" -> machine.getBackend().equals("sim") && !machine.isReadOnly();
                    case "saved" -> machine.isReadOnly();
                    default -> false;
                };
            }
        }
        return false;
    }
}
