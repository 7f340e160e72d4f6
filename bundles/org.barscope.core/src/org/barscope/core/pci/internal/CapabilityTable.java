// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import java.util.HashMap;
import java.util.Map;

/** Finds what is known of a capability id. */
final class CapabilityTable {

    /** An id with the group that decodes it. */
    record Entry(Definition definition, CapabilityGroup group) {
    }

    /** The standard list ({@code PCI_CAP_ID_*}). */
    static final CapabilityTable STANDARD = new CapabilityTable(new StandardCapabilities());

    /** The extended list ({@code PCI_EXT_CAP_ID_*}). */
    static final CapabilityTable EXTENDED = new CapabilityTable(
            new ErrorCapabilities(),
            new RoutingCapabilities(),
            new VirtualizationCapabilities(),
            new PowerCapabilities(),
            new LinkCapabilities(),
            new VendorCapabilities(),
            new MiscCapabilities());

    private final Map<Integer, Entry> byId = new HashMap<>();

    private CapabilityTable(CapabilityGroup... groups) {
        for (CapabilityGroup group : groups) {
            for (Definition definition : group.definitions()) {
                if (byId.put(definition.id(), new Entry(definition, group)) != null) {
                    throw new IllegalStateException("capability " + definition.id() + " is defined twice");
                }
            }
        }
    }

    /** The entry of an id, or null if the id is not known. */
    Entry find(int id) {
        return byId.get(id);
    }
}
