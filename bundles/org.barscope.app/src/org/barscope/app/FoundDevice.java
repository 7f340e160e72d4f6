// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.inventory.PciDeviceRecord;

/**
 * A device and the machine it belongs to.
 */
public record FoundDevice(MachineRecord machine, PciDeviceRecord device) {
}
