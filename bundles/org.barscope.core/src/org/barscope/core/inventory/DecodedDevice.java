// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.Objects;
import java.util.Optional;
import org.barscope.core.pci.ConfigSpace;

/**
 * A device with its configuration space decoded: the part of an update that takes time, done before the thread that
 * owns the model is bothered. Immutable.
 *
 * @param device what the backend saw
 * @param config its configuration space, with what the bytes that could be read give; empty when there are fewer than
 *               the 64 bytes of the header
 */
public record DecodedDevice(PciDeviceRecord device, Optional<ConfigSpace> config) {

    public DecodedDevice {
        Objects.requireNonNull(device);
        Objects.requireNonNull(config);
    }

    /** Decodes. Takes well under a millisecond; any thread. */
    public static DecodedDevice of(PciDeviceRecord device) {
        return new DecodedDevice(device, device.config().length() < ConfigSpace.HEADER_SIZE ? Optional.empty()
                : Optional.of(ConfigSpace.decode(device.config().bytes())));
    }
}
