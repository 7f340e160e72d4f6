// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux;

import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.BackendFactory;
import org.barscope.core.pci.PciIds;

/** Makes the backend of this computer. */
public final class LinuxBackendFactory implements BackendFactory {

    @Override
    public String id() {
        return LinuxBackend.ID;
    }

    @Override
    public int order() {
        return 0;
    }

    @Override
    public Backend create() throws BackendException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new BackendException(Reason.FAILED, "look at this computer's devices", "it does not run Linux",
                    "use the demo machine or open a saved one");
        }
        return new LinuxBackend(SystemRoot.running(), PciIds.ofSystem());
    }
}
