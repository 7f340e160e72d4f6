// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.config;

/**
 * Builds a configuration space. Offsets and layouts: {@code linux/pci_regs.h}; PCI Local Bus Specification 3.0, chapter
 * 6; PCI-to-PCI Bridge Architecture Specification 1.2, chapter 3. Capabilities go through {@link Capabilities} and
 * {@link ExtendedCapabilities} and are linked in the order in which they are added.
 */
public final class ConfigBuilder {

    private static final int STATUS_CAPABILITIES = 0x0010;
    private static final int STATUS_ERRORS = 0xf900;
    private static final int FIRST_CAPABILITY = 0x34;
    private static final int FIRST_EXTENDED = 0x100;

    private final byte[] image;
    private final byte[] writable;
    private final byte[] clearByOnes;
    private int lastCapability;
    private int lastExtended;

    private ConfigBuilder(int size) {
        image = new byte[size];
        writable = new byte[size];
        clearByOnes = new byte[size];
    }

    /** A conventional function: 256 bytes. */
    public static ConfigBuilder conventional(int vendor, int device, int classCode, int revision) {
        return new ConfigBuilder(256).identity(vendor, device, classCode, revision);
    }

    /** A PCI Express function: 4096 bytes. */
    public static ConfigBuilder express(int vendor, int device, int classCode, int revision) {
        return new ConfigBuilder(4096).identity(vendor, device, classCode, revision);
    }

    private ConfigBuilder identity(int vendor, int device, int classCode, int revision) {
        put(0x00, 2, vendor);
        put(0x02, 2, device);
        allowWrites(0x04, 2, 0x0547);
        allowClears(0x06, 2, STATUS_ERRORS);
        put(0x08, 4, (long) classCode << 8 | revision);
        allowWrites(0x0c, 1, 0xff);
        allowWrites(0x3c, 1, 0xff);
        return this;
    }

    /** The command register after the firmware has run. */
    public ConfigBuilder command(int value) {
        return put(0x04, 2, value);
    }

    /** The subsystem ids of an endpoint. */
    public ConfigBuilder subsystem(int vendor, int device) {
        return put(0x2c, 2, vendor).put(0x2e, 2, device);
    }

    /** Says that the device has more than one function. */
    public ConfigBuilder multiFunction() {
        return put(0x0e, 1, get(0x0e, 1) | 0x80);
    }

    /** The interrupt pin, 1 for INTA# to 4, and the line that the firmware routed it to. */
    public ConfigBuilder interrupt(int pin, int line) {
        return put(0x3c, 1, line).put(0x3d, 1, pin);
    }

    /** A 32-bit memory BAR; the size is a power of two and answers the usual sizing writes. */
    public ConfigBuilder memory32(int index, long address, long size) {
        int at = 0x10 + 4 * index;
        return put(at, 4, address).allowWrites(at, 4, -size & 0xffff_fff0L);
    }

    /** A 64-bit memory BAR, which takes two registers. */
    public ConfigBuilder memory64(int index, boolean prefetchable, long address, long size) {
        int at = 0x10 + 4 * index;
        return put(at, 8, address | (prefetchable ? 0xc : 0x4)).allowWrites(at, 8, -size & ~0xfL);
    }

    /** An I/O BAR. */
    public ConfigBuilder io(int index, long address, long size) {
        int at = 0x10 + 4 * index;
        return put(at, 4, address | 1).allowWrites(at, 4, -size & 0xffff_fffcL);
    }

    /** The expansion ROM of an endpoint. */
    public ConfigBuilder rom(long address, long size, boolean enabled) {
        return put(0x30, 4, address | (enabled ? 1 : 0)).allowWrites(0x30, 4, -size & 0xffff_f801L);
    }

    /** Makes it a bridge between two buses with nothing forwarded yet. */
    public ConfigBuilder bridge(int primary, int secondary, int subordinate) {
        put(0x0e, 1, get(0x0e, 1) | 0x01);
        put(0x18, 1, primary).put(0x19, 1, secondary).put(0x1a, 1, subordinate);
        allowWrites(0x18, 4, 0xffff_ffffL);
        allowWrites(0x1c, 2, 0xf0f0);
        allowClears(0x1e, 2, STATUS_ERRORS);
        allowWrites(0x20, 4, 0xfff0_fff0L);
        allowWrites(0x24, 4, 0xfff0_fff0L);
        allowWrites(0x28, 8, -1);
        allowWrites(0x3e, 2, 0x0fff);
        // A window whose limit is below its base forwards nothing.
        put(0x1c, 2, 0x01f1).put(0x20, 4, 0x0000_fff0L).put(0x24, 4, 0x0001_fff1L);
        return put(0x3e, 2, 0x0002);
    }

    /** What a bridge forwards as non-prefetchable memory, in whole MiB. */
    public ConfigBuilder memoryWindow(long base, long limit) {
        return put(0x20, 2, base >>> 16 & 0xfff0).put(0x22, 2, limit >>> 16 & 0xfff0);
    }

    /** What a bridge forwards as prefetchable memory, in whole MiB, anywhere in 64 bits. */
    public ConfigBuilder prefetchableWindow(long base, long limit) {
        put(0x24, 2, base >>> 16 & 0xfff0 | 1).put(0x26, 2, limit >>> 16 & 0xfff0 | 1);
        return put(0x28, 4, base >>> 32).put(0x2c, 4, limit >>> 32);
    }

    /** What a bridge forwards as I/O ports, in whole 4 KiB. */
    public ConfigBuilder ioWindow(int base, int limit) {
        return put(0x1c, 1, base >>> 8 & 0xf0 | 1).put(0x1d, 1, limit >>> 8 & 0xf0 | 1);
    }

    /**
     * Adds a capability's header and links it.
     *
     * @param offset where it starts, a multiple of 4 in 0x40 … 0xfc
     */
    ConfigBuilder capability(int offset, int id) {
        if (lastCapability == 0) {
            put(0x06, 2, get(0x06, 2) | STATUS_CAPABILITIES);
            put(FIRST_CAPABILITY, 1, offset);
        } else {
            put(lastCapability + 1, 1, offset);
        }
        lastCapability = offset;
        return put(offset, 1, id);
    }

    /**
     * Adds an extended capability's header and links it; the first one must start at 0x100.
     */
    ConfigBuilder extended(int offset, int id, int version) {
        if (lastExtended == 0) {
            if (offset != FIRST_EXTENDED) {
                throw new IllegalArgumentException("the first extended capability starts at 0x100, not at 0x"
                        + Integer.toHexString(offset));
            }
        } else {
            put(lastExtended, 4, get(lastExtended, 4) | (long) offset << 20);
        }
        lastExtended = offset;
        return put(offset, 4, id | version << 16);
    }

    /** Sets a little-endian value of 1 to 8 bytes. */
    ConfigBuilder put(int offset, int length, long value) {
        return store(image, offset, length, value);
    }

    /** Lets software change bits. */
    ConfigBuilder allowWrites(int offset, int length, long mask) {
        return store(writable, offset, length, mask);
    }

    /** Lets software clear bits by writing ones. */
    ConfigBuilder allowClears(int offset, int length, long mask) {
        return store(clearByOnes, offset, length, mask);
    }

    private ConfigBuilder store(byte[] target, int offset, int length, long value) {
        for (int i = 0; i < length; i++) {
            target[offset + i] = (byte) (value >>> 8 * i);
        }
        return this;
    }

    private long get(int offset, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | image[offset + i] & 0xff;
        }
        return value;
    }

    /** Starts adding to the list at 0x34. */
    public Capabilities capabilities() {
        return new Capabilities(this);
    }

    /** Starts adding to the list at 0x100. */
    public ExtendedCapabilities extendedCapabilities() {
        return new ExtendedCapabilities(this);
    }

    /** What has been built. */
    public ConfigTemplate build() {
        return new ConfigTemplate(image.clone(), writable.clone(), clearByOnes.clone());
    }
}
