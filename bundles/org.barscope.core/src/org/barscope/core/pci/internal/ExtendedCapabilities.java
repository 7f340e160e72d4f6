// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import java.util.Map;

/** The table of extended capability ids ({@code PCI_EXT_CAP_ID_*}). */
final class ExtendedCapabilities {

    private static final Map<Integer, Definition> BY_ID = Definition.table(
            ErrorCapabilities.ALL,
            RoutingCapabilities.ALL,
            VirtualizationCapabilities.ALL,
            PowerCapabilities.ALL,
            LinkCapabilities.ALL,
            VendorCapabilities.EXTENDED_ONES,
            MiscCapabilities.ALL);

    private ExtendedCapabilities() {
    }

    /** What is known of an id; for an unknown id a definition that shows the id only. */
    static Definition of(int id) {
        Definition known = BY_ID.get(id);
        if (known != null) {
            return known;
        }
        String name = String.format("Extended Capability ID %#x", id);
        return Definition.nameOnly(id, String.format("ECAP%04x", id), name);
    }
}
