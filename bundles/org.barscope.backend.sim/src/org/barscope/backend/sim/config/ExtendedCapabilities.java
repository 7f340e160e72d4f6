// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.config;

/**
 * Adds capabilities to the list that starts at 0x100, in the order of the calls. Layouts: PCI Express Base 6.0,
 * sections 7.7 to 7.9, and 9.3 for SR-IOV.
 */
public final class ExtendedCapabilities {

    private final ConfigBuilder config;

    ExtendedCapabilities(ConfigBuilder config) {
        this.config = config;
    }

    /** Advanced Error Reporting, version 2, 72 bytes. */
    public ExtendedCapabilities errors(int offset) {
        config.extended(offset, 0x0001, 2);
        config.allowClears(offset + 0x04, 4, 0x07ff_f030L).allowWrites(offset + 0x08, 4, 0x07ff_f030L);
        config.put(offset + 0x0c, 4, 0x0046_2030L).allowWrites(offset + 0x0c, 4, 0x07ff_f030L);
        config.allowClears(offset + 0x10, 4, 0x0000_f1c1L);
        config.put(offset + 0x14, 4, 0x0000_2000L).allowWrites(offset + 0x14, 4, 0x0000_f1c1L);
        config.put(offset + 0x18, 4, 0x00a0).allowWrites(offset + 0x18, 4, 0x0140);
        return this;
    }

    /** Device Serial Number, 12 bytes. */
    public ExtendedCapabilities serialNumber(int offset, long serial) {
        config.extended(offset, 0x0003, 1).put(offset + 4, 8, serial);
        return this;
    }

    /** Access Control Services of a port, 8 bytes: everything needed to keep devices apart, switched on. */
    public ExtendedCapabilities accessControl(int offset) {
        config.extended(offset, 0x000d, 1).put(offset + 4, 2, 0x001f);
        config.put(offset + 6, 2, 0x001d).allowWrites(offset + 6, 2, 0x001f);
        return this;
    }

    /** Alternative Routing-ID Interpretation, 8 bytes. */
    public ExtendedCapabilities alternativeRouting(int offset, int nextFunction) {
        config.extended(offset, 0x000e, 1).put(offset + 4, 2, nextFunction << 8);
        return this;
    }

    /** Latency Tolerance Reporting, 8 bytes, with the limits that the firmware wrote. */
    public ExtendedCapabilities latencyTolerance(int offset) {
        config.extended(offset, 0x0018, 1).put(offset + 4, 4, 0x1003_1003L).allowWrites(offset + 4, 4, 0x1fff_1fffL);
        return this;
    }

    /** Secondary PCI Express, for links of 8 GT/s and more, 12 bytes and 2 for each lane. */
    public ExtendedCapabilities secondaryExpress(int offset, int lanes) {
        config.extended(offset, 0x0019, 1);
        for (int lane = 0; lane < lanes; lane++) {
            config.put(offset + 0x0c + 2 * lane, 2, 0x7f7f);
        }
        return this;
    }

    /**
     * Resizable BAR, one BAR.
     *
     * @param bar      its number
     * @param sizes    one bit for each size it can have, bit 0 for 1 MiB
     * @param sizeLog2 the size it has: 0 for 1 MiB, 8 for 256 MiB
     */
    public ExtendedCapabilities resizableBar(int offset, int bar, int sizes, int sizeLog2) {
        config.extended(offset, 0x0015, 1).put(offset + 4, 4, (long) sizes << 4);
        config.put(offset + 8, 4, bar | 1 << 5 | (long) sizeLog2 << 8);
        return this;
    }

    /**
     * Single Root I/O Virtualization, 64 bytes.
     *
     * @param total        how many virtual functions there can be
     * @param enabled      how many there are
     * @param firstOffset  from this function's routing id to that of the first one
     * @param stride       from one to the next
     * @param deviceId     what they are
     * @param bar0         where the BAR 0s of all of them start, 64-bit memory
     * @param bar3         where the BAR 3s start
     */
    public ExtendedCapabilities virtualFunctions(int offset, int total, int enabled, int firstOffset, int stride,
            int deviceId, long bar0, long bar3) {
        config.extended(offset, 0x0010, 1);
        config.put(offset + 0x08, 2, enabled > 0 ? 0x0019 : 0).allowWrites(offset + 0x08, 2, 0x001f);
        config.put(offset + 0x0c, 2, total).put(offset + 0x0e, 2, total).put(offset + 0x10, 2, enabled);
        config.put(offset + 0x14, 2, firstOffset).put(offset + 0x16, 2, stride).put(offset + 0x1a, 2, deviceId);
        config.put(offset + 0x1c, 4, 0x0553).put(offset + 0x20, 4, 0x0001).allowWrites(offset + 0x20, 4, 0x0553);
        config.put(offset + 0x24, 8, bar0 | 0x4).put(offset + 0x30, 8, bar3 | 0x4);
        return this;
    }

    /** Address Translation Service, 8 bytes. */
    public ExtendedCapabilities addressTranslation(int offset, int queueDepth) {
        config.extended(offset, 0x000f, 1).put(offset + 4, 2, queueDepth).allowWrites(offset + 6, 2, 0x801f);
        return this;
    }

    /** Back to the rest of the space. */
    public ConfigBuilder end() {
        return config;
    }
}
