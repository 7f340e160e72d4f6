// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.RegionSession;

/** Opens regions: {@link Machines#open}, or whatever the workbench has in front of it. */
@FunctionalInterface
public interface RegionOpener {

    /**
     * Opens a region, or joins it. Blocks. The caller closes the session.
     *
     * @throws BackendException as {@link Machines#open}
     */
    RegionSession open(RegionUri uri, OpenOptions options) throws BackendException;
}
