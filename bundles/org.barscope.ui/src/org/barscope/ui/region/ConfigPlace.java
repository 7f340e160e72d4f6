// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.Optional;
import org.barscope.core.memory.Span;
import org.barscope.model.CapabilityField;
import org.barscope.model.ConfigSpace;
import org.barscope.model.PciCapability;
import org.barscope.model.PciDevice;
import org.eclipse.emf.ecore.EObject;

/**
 * Where something decoded from configuration space stands in it.
 *
 * @param space the configuration space
 * @param span  the bytes
 */
public record ConfigPlace(ConfigSpace space, Span span) {

    private static final int BITS = 8;

    /** The place of a node of the model; empty for what was not decoded from configuration space. UI thread only. */
    public static Optional<ConfigPlace> of(Object node) {
        return switch (node) {
            case PciCapability capability -> at(capability, capability.getOffset(), 1);
            case CapabilityField field -> at(field, field.getOffset() + field.getLsb() / BITS,
                    (field.getLsb() % BITS + field.getWidth() + BITS - 1) / BITS);
            case null, default -> Optional.empty();
        };
    }

    private static Optional<ConfigPlace> at(EObject node, int offset, int length) {
        for (EObject up = node; up != null; up = up.eContainer()) {
            if (up instanceof PciDevice device && device.getConfigSpace() != null && offset >= 0) {
                return Optional.of(new ConfigPlace(device.getConfigSpace(), new Span(offset, Math.max(1, length))));
            }
        }
        return Optional.empty();
    }
}
