// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

/** How a device is changed. */
public enum ChangeKind {
    /** Bus accesses that write one value. */
    WRITE("write"),
    /** Many bytes written to memory. */
    BLOCK("block"),
    /** A read that has, or may have, a side effect. */
    READ("guarded read"),
    /** A reset of the function, its bus or its slot. */
    RESET("reset"),
    /** A driver was bound. */
    BIND("bind"),
    /** A driver was unbound. */
    UNBIND("unbind"),
    /** Memory was revoked on purpose. */
    REVOKE("revoke"),
    /** Memory was exported as a DMABUF. */
    EXPORT("export"),
    /** Memory of this process was mapped for the device, or unmapped. */
    DMA("DMA mapping"),
    /** Bus mastering was switched on or off. */
    BUS_MASTER("bus master"),
    /** Interrupts were enabled, disabled, masked, unmasked or triggered. */
    INTERRUPT("interrupts"),
    /** Something else, which the detail tells. */
    OTHER("other");

    private final String label;

    ChangeKind(String label) {
        this.label = label;
    }

    /** For people, one or two words. */
    public String label() {
        return label;
    }
}
