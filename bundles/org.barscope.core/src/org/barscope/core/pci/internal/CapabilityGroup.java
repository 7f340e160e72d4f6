// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import java.util.List;

/** Capabilities that belong together: their names, and how they are decoded. */
interface CapabilityGroup {

    /** The ids that this group knows. */
    List<Definition> definitions();

    /**
     * Decodes what follows the header of a capability. The headline is the name unless this sets another one.
     *
     * @param id one of the {@link #definitions()}
     * @param d the decoding, at the start of the capability
     */
    void decode(int id, Decoding d);
}
