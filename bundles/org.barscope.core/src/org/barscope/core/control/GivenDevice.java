// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.control;

import java.util.Objects;
import java.util.Optional;
import org.barscope.core.pci.PciAddress;

/**
 * A device that Barscope gave to VFIO.
 *
 * @param address        which device
 * @param originalDriver the driver it had before; empty when it had none
 * @param present        whether it is still there and bound to a driver of VFIO
 */
public record GivenDevice(PciAddress address, Optional<String> originalDriver, boolean present) {
    public GivenDevice {
        Objects.requireNonNull(address);
        Objects.requireNonNull(originalDriver);
    }
}
