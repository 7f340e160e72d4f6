// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

/**
 * What a capability may need to know of the rest of its function.
 *
 * @param vendorId vendor id from the header
 * @param deviceId device id from the header
 * @param headerType layout of the header, without the multi-function bit
 * @param portType device or port type from the PCI Express capability ({@code PCI_EXP_TYPE_*}), or {@link #NO_PORT}
 * @param linkWidth lanes from the Link Capabilities register, 1 to 32; 0 if there is no link or the number is no width
 */
record FunctionFacts(int vendorId, int deviceId, int headerType, int portType, int linkWidth) {

    /** There is no PCI Express capability. */
    static final int NO_PORT = -1;

    static final int ENDPOINT = 0x0;
    static final int LEGACY_ENDPOINT = 0x1;
    static final int ROOT_PORT = 0x4;
    static final int UPSTREAM_PORT = 0x5;
    static final int DOWNSTREAM_PORT = 0x6;
    static final int PCIE_TO_PCI_BRIDGE = 0x7;
    static final int PCI_TO_PCIE_BRIDGE = 0x8;
    static final int INTEGRATED_ENDPOINT = 0x9;
    static final int EVENT_COLLECTOR = 0xa;

    boolean bridge() {
        return headerType == 1;
    }

    boolean portIs(int... types) {
        for (int type : types) {
            if (portType == type) {
                return true;
            }
        }
        return false;
    }
}
