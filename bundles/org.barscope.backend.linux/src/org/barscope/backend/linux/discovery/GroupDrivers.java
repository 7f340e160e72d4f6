// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.discovery;

import java.util.Set;

/** Which drivers leave a group usable by VFIO: its own, and those that never touch memory by DMA. */
public final class GroupDrivers {

    private static final Set<String> HARMLESS = Set.of("pci-stub", "pcieport", "shpchp");

    private GroupDrivers() {
    }

    /** Whether it is a driver of VFIO: {@code vfio-pci} or one of the variants ({@code mlx5_vfio_pci}). */
    public static boolean ofVfio(String driver) {
        return driver.startsWith("vfio") || driver.endsWith("-vfio-pci") || driver.endsWith("_vfio_pci");
    }

    /** Whether the other devices of its group can be used through VFIO while a device has this driver. */
    public static boolean harmless(String driver) {
        return ofVfio(driver) || HARMLESS.contains(driver);
    }
}
