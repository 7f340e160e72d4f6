// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.Locale;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.inventory.PciDeviceRecord;

/** How a device is called in one line. */
final class DeviceText {

    private DeviceText() {
    }

    /** {@code Ethernet controller [0200]: Vendor Device [vvvv:dddd] (rev 01)}, as lspci words it. */
    static String headline(PciDeviceRecord device) {
        DeviceIds ids = device.ids();
        String kind = device.names().deviceClass().isEmpty() ? "Class" : device.names().deviceClass();
        // lspci says "Device" once when it knows neither name, so that an unknown vendor has no word of its own.
        String vendor = device.names().vendor().isEmpty() ? "" : device.names().vendor() + " ";
        String name = device.names().device().isEmpty() ? "Device" : device.names().device();
        String revision = ids.revision() == 0 ? "" : String.format(Locale.ROOT, " (rev %02x)", ids.revision());
        return String.format(Locale.ROOT, "%s [%04x]: %s%s [%04x:%04x]%s", kind, ids.classCode() >>> 8, vendor, name,
                ids.vendor(), ids.device(), revision);
    }

    /** A size as PCI people write it: 4K, 16M, 256G; plain bytes when it is no whole multiple. */
    static String size(long bytes) {
        String[] units = {"", "K", "M", "G", "T", "P", "E"};
        int unit = 0;
        long value = bytes;
        while (unit < units.length - 1 && value >= 1024 && value % 1024 == 0) {
            value /= 1024;
            unit++;
        }
        return value + units[unit];
    }
}
