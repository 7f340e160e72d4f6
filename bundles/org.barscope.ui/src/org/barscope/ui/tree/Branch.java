// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tree;

import java.util.List;
import org.barscope.model.PciDevice;
import org.eclipse.emf.ecore.EObject;

/**
 * A node of the tree that the model does not have: it gathers one kind of a device's parts.
 *
 * @param device whose parts
 * @param kind   which parts
 */
record Branch(PciDevice device, Kind kind) {

    /** What is gathered under a node of its own. */
    enum Kind {
        CAPABILITIES("Capabilities"), INTERRUPTS("Interrupts"), DMABUFS("DMABUFs");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    List<? extends EObject> parts() {
        return switch (kind) {
            case CAPABILITIES -> device.getCapabilities();
            case INTERRUPTS -> device.getIrqs();
            case DMABUFS -> device.getDmabufs();
        };
    }
}
