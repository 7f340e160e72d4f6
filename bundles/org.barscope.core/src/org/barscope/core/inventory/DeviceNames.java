// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.Objects;

/**
 * The names that belong to a device's numbers, from pci.ids or the backend; each empty when unknown.
 */
public record DeviceNames(String vendor, String device, String subsystem, String deviceClass) {

    /** Nothing is known. */
    public static final DeviceNames UNKNOWN = new DeviceNames("", "", "", "");

    public DeviceNames {
        Objects.requireNonNull(vendor);
        Objects.requireNonNull(device);
        Objects.requireNonNull(subsystem);
        Objects.requireNonNull(deviceClass);
    }
}
