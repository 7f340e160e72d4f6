// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.config;

/**
 * Adds capabilities to the list that starts at 0x34, in the order of the calls. Each method names the specification of
 * its layout; offsets must leave room for what the method writes.
 */
public final class Capabilities {

    private final ConfigBuilder config;

    Capabilities(ConfigBuilder config) {
        this.config = config;
    }

    /**
     * Power Management, version 3, 8 bytes (PCI Bus Power Management 1.2, section 3.2): D0 and D3hot, PME from both.
     */
    public Capabilities powerManagement(int offset) {
        config.capability(offset, 0x01).put(offset + 2, 2, 0x4803).put(offset + 4, 2, 0x0008);
        config.allowWrites(offset + 4, 2, 0x0103).allowClears(offset + 4, 2, 0x8000);
        return this;
    }

    /**
     * MSI, 64-bit addresses, 14 bytes, or 24 with per-vector masking (PCI Local Bus 3.0, section 6.8.1).
     *
     * @param vectorsLog2 how many vectors it can have: 0 for 1 to 5 for 32
     */
    public Capabilities msi(int offset, int vectorsLog2, boolean maskable) {
        config.capability(offset, 0x05).put(offset + 2, 2, 0x80 | vectorsLog2 << 1 | (maskable ? 0x100 : 0));
        config.allowWrites(offset + 2, 2, 0x0071).allowWrites(offset + 4, 4, 0xffff_fffcL)
                .allowWrites(offset + 8, 4, 0xffff_ffffL).allowWrites(offset + 12, 2, 0xffff);
        if (maskable) {
            config.allowWrites(offset + 16, 4, (1L << (1 << vectorsLog2)) - 1);
        }
        return this;
    }

    /** MSI-X, 12 bytes (PCI Local Bus 3.0, section 6.8.2). */
    public Capabilities msix(int offset, int vectors, int tableBar, int tableOffset, int pendingBar,
            int pendingOffset) {
        config.capability(offset, 0x11).put(offset + 2, 2, vectors - 1).allowWrites(offset + 2, 2, 0xc000);
        config.put(offset + 4, 4, tableOffset | tableBar).put(offset + 8, 4, pendingOffset | pendingBar);
        return this;
    }

    /** PCI Express, version 2, 60 bytes (PCI Express Base 6.0, section 7.5.3). */
    public Capabilities express(int offset, ExpressPort port) {
        boolean root = port.type() == ExpressPort.ROOT_PORT;
        config.capability(offset, 0x10).put(offset + 2, 2, 2 | port.type() << 4 | (root ? 0x100 : 0));
        device(offset, port);
        if (port.maxSpeed() > 0) {
            link(offset, port, root);
        }
        if (root) {
            slot(offset, port);
        }
        // Completion timeout ranges A and B, and that it can be disabled.
        config.put(offset + 0x24, 4, 0x0013).allowWrites(offset + 0x28, 2, 0x041f);
        return this;
    }

    private void device(int offset, ExpressPort port) {
        boolean endpoint = port.type() == ExpressPort.ENDPOINT;
        long capabilities = 0x8000 | port.maxPayload() | (port.resettable() ? 1L << 28 : 0) | (endpoint ? 0x0fc0 : 0);
        config.put(offset + 4, 4, capabilities);
        config.put(offset + 8, 2, 0x2810 | port.maxPayload() << 5).allowWrites(offset + 8, 2, 0x7fff);
        config.allowClears(offset + 0xa, 2, 0x000f);
    }

    private void link(int offset, ExpressPort port, boolean root) {
        long capabilities = port.maxSpeed() | port.maxWidth() << 4 | 0x0c00 | 0x3000 | (long) port.port() << 24
                | (root ? 1L << 20 : 0) | 1L << 22;
        config.put(offset + 0xc, 4, capabilities);
        config.put(offset + 0x10, 2, 0x0040).allowWrites(offset + 0x10, 2, 0x0fdb);
        config.put(offset + 0x12, 2, 0x1000 | port.currentSpeed() | port.currentWidth() << 4 | (root ? 0x2000 : 0));
        // Every speed up to the best one, bit 1 for the slowest.
        config.put(offset + 0x2c, 4, (1L << port.maxSpeed() + 1) - 2);
        config.put(offset + 0x30, 2, port.maxSpeed()).allowWrites(offset + 0x30, 2, 0xffff);
    }

    private void slot(int offset, ExpressPort port) {
        // Hot-plug capable with surprise removal, 25 W; a card is there.
        config.put(offset + 0x14, 4, 0x0060L | 25L << 7 | (long) port.port() << 19);
        config.put(offset + 0x18, 2, 0x03c0).allowWrites(offset + 0x18, 2, 0x1fff);
        config.put(offset + 0x1a, 2, 0x0040).allowClears(offset + 0x1a, 2, 0x011f);
        config.put(offset + 0x1e, 2, 0x0001).allowWrites(offset + 0x1c, 2, 0x001f);
    }

    /** The subsystem ids of a bridge, 8 bytes (PCI-to-PCI Bridge Architecture 1.2, section 3.2.5.15). */
    public Capabilities bridgeSubsystem(int offset, int vendor, int device) {
        config.capability(offset, 0x0d).put(offset + 4, 2, vendor).put(offset + 6, 2, device);
        return this;
    }

    /** SATA HBA, 8 bytes: no index/data pair in the BARs (SATA AHCI 1.3.1, section 2.4). */
    public Capabilities sata(int offset) {
        config.capability(offset, 0x12).put(offset + 2, 2, 0x0010).put(offset + 4, 4, 0x0048);
        return this;
    }

    /** Vendor-specific; the first byte after the header is its length (PCI Local Bus 3.0, appendix H). */
    public Capabilities vendorSpecific(int offset, byte[] content) {
        config.capability(offset, 0x09).put(offset + 2, 1, content.length + 3L);
        for (int i = 0; i < content.length; i++) {
            config.put(offset + 3 + i, 1, content[i]);
        }
        return this;
    }

    /** Back to the rest of the space. */
    public ConfigBuilder end() {
        return config;
    }
}
