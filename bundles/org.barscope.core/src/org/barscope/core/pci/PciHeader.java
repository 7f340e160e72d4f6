// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.util.List;

/**
 * The part of the header that depends on its type (bits 6:0 of {@code PCI_HEADER_TYPE}).
 */
public sealed interface PciHeader {

    /**
     * Header type 0: an endpoint.
     *
     * @param subsystemVendorId {@code PCI_SUBSYSTEM_VENDOR_ID}; 0 if there is none
     * @param subsystemId {@code PCI_SUBSYSTEM_ID}
     * @param cardbusCis CardBus CIS pointer; 0 nearly always
     * @param rom expansion ROM register
     * @param minGrant length of a burst, in units of 250 ns; 0 if the device does not care
     * @param maxLatency how often the device wants the bus, in units of 250 ns; 0 if it does not care
     */
    record Device(int subsystemVendorId, int subsystemId, long cardbusCis, ExpansionRom rom, int minGrant,
            int maxLatency) implements PciHeader {
    }

    /**
     * Header type 1: a PCI-to-PCI bridge or a PCI Express port.
     *
     * @param primaryBus bus the bridge sits on, as firmware or the kernel wrote it
     * @param secondaryBus bus behind the bridge
     * @param subordinateBus highest bus number behind the bridge
     * @param secondaryLatency latency timer of the secondary bus, in clocks
     * @param secondaryStatus {@code PCI_SEC_STATUS}
     * @param bridgeControl {@code PCI_BRIDGE_CONTROL}
     * @param windows I/O, memory and prefetchable memory, in this order
     * @param rom expansion ROM register
     */
    record Bridge(int primaryBus, int secondaryBus, int subordinateBus, int secondaryLatency, int secondaryStatus,
            int bridgeControl, List<BridgeWindow> windows, ExpansionRom rom) implements PciHeader {

        /** Copies the list. */
        public Bridge {
            windows = List.copyOf(windows);
        }
    }

    /**
     * Header type 2: a CardBus bridge. Its subsystem ids lie behind the first 64 bytes.
     *
     * @param primaryBus PCI bus
     * @param secondaryBus CardBus bus
     * @param subordinateBus highest bus number behind the bridge
     * @param secondaryLatency CardBus latency timer, in clocks
     * @param secondaryStatus {@code PCI_CB_SEC_STATUS}
     * @param bridgeControl {@code PCI_CB_BRIDGE_CONTROL}
     * @param windows two of memory and two of I/O, in this order
     * @param subsystemVendorId {@code PCI_CB_SUBSYSTEM_VENDOR_ID}; 0 if there is none or it was not read
     * @param subsystemId {@code PCI_CB_SUBSYSTEM_ID}; 0 if it was not read
     * @param legacyBase low half of the I/O base register of the 16-bit interface ({@code PCI_CB_LEGACY_MODE_BASE}),
     *     bit 0 included; 0 if it was not read
     */
    record CardBus(int primaryBus, int secondaryBus, int subordinateBus, int secondaryLatency, int secondaryStatus,
            int bridgeControl, List<BridgeWindow> windows, int subsystemVendorId, int subsystemId, int legacyBase)
            implements PciHeader {

        /** Copies the list. */
        public CardBus {
            windows = List.copyOf(windows);
        }
    }

    /**
     * A type that no specification defines; a device that is gone reads as 7f.
     *
     * @param type bits 6:0 of the header type register
     */
    record Unknown(int type) implements PciHeader {
    }
}
