// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.Objects;

/**
 * A PCI Express link.
 *
 * @param currentSpeed for people, "8.0 GT/s PCIe"; empty when unknown
 * @param currentWidth lanes; 0 when unknown
 * @param maxSpeed     as {@code currentSpeed}
 * @param maxWidth     as {@code currentWidth}
 */
public record LinkRecord(String currentSpeed, int currentWidth, String maxSpeed, int maxWidth) {

    public LinkRecord {
        Objects.requireNonNull(currentSpeed);
        Objects.requireNonNull(maxSpeed);
    }
}
