// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.config;

/**
 * The configuration space of one simulated function while it has power. Not safe for several threads: the function's
 * lock guards it.
 */
public final class ConfigSpace {

    /** Offset of the command register (PCI Local Bus 3.0, section 6.2.2). */
    public static final int COMMAND = 0x04;
    private static final int COMMAND_MEMORY = 0x0002;
    /** Bus mastering in it. */
    public static final int COMMAND_BUS_MASTER = 0x0004;
    private static final int POWER_STATE_MASK = 0x3;

    private final ConfigTemplate template;
    private final byte[] bytes;
    private final int powerControl;

    /** The space after power-on. */
    public ConfigSpace(ConfigTemplate template) {
        this.template = template;
        this.bytes = template.image().clone();
        int pm = capability(0x01);
        this.powerControl = pm == 0 ? 0 : pm + 4;
    }

    public int size() {
        return bytes.length;
    }

    /** A copy of all of it. */
    public byte[] image() {
        return bytes.clone();
    }

    /**
     * A little-endian value.
     *
     * @param length 1 to 8 bytes, inside the space
     */
    public long get(int offset, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | bytes[offset + i] & 0xff;
        }
        return value;
    }

    /** Writes as software does: each bit reacts as its register says. */
    public void write(int offset, int length, long value) {
        for (int i = 0; i < length; i++) {
            int at = offset + i;
            int written = (int) (value >>> 8 * i) & 0xff;
            int writable = template.writable()[at];
            int cleared = template.clearByOnes()[at] & written;
            bytes[at] = (byte) ((bytes[at] & ~writable | written & writable) & ~cleared);
        }
    }

    /** True while the function answers accesses to its memory BARs. */
    public boolean memoryDecoding() {
        return (get(COMMAND, 2) & COMMAND_MEMORY) != 0;
    }

    /** True while the function may read and write memory by itself. */
    public boolean busMaster() {
        return (get(COMMAND, 2) & COMMAND_BUS_MASTER) != 0;
    }

    /** The power state, 0 for D0 to 3 for D3hot; 0 for a function without power management. */
    public int powerState() {
        return powerControl == 0 ? 0 : (int) get(powerControl, 1) & POWER_STATE_MASK;
    }

    /**
     * Finds a capability in the list that starts at 0x34.
     *
     * @return its offset, or 0
     */
    public int capability(int id) {
        int at = (int) get(0x34, 1);
        for (int steps = 0; at >= 0x40 && steps < 48; steps++) {
            if (get(at, 1) == id) {
                return at;
            }
            at = (int) get(at + 1, 1);
        }
        return 0;
    }
}
