// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

/**
 * How a field of configuration space reacts to software, in the words of the PCI Express Base Specification 5.0,
 * section 7.4.
 */
public enum FieldAccess {

    /** Writes have no effect. */
    RO("read-only"),
    /** Set by hardware or firmware before software runs, then read-only. */
    HWINIT("hardware-initialized"),
    /** What is written is read back. */
    RW("read-write"),
    /** As {@link #RW}, and the value survives a reset while auxiliary power is there. */
    RWS("read-write, sticky"),
    /** Writing 1 clears the bit. */
    RW1C("write 1 to clear"),
    /** As {@link #RW1C}, and the value survives a reset while auxiliary power is there. */
    RW1CS("write 1 to clear, sticky"),
    /** As {@link #RO}, and the value survives a reset while auxiliary power is there. */
    ROS("read-only, sticky");

    private final String description;

    FieldAccess(String description) {
        this.description = description;
    }

    /**
     * The access in words.
     *
     * @return for example {@code write 1 to clear}
     */
    public String description() {
        return description;
    }

    /**
     * Whether a write of software can change the field.
     *
     * @return false for {@link #RO}, {@link #ROS} and {@link #HWINIT}
     */
    public boolean writable() {
        return this == RW || this == RWS || this == RW1C || this == RW1CS;
    }
}
