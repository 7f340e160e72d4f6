// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.outline;

/** The columns of the register page, in order. */
public enum Column {
    /** Name of the block, register or field. */
    NAME("Name"),
    /** Address of a register, bits of a field. */
    ADDRESS("Address"),
    /** Value, or why there is none. */
    VALUE("Value"),
    /** What the value means. */
    MEANING("Meaning"),
    /** Who may read and write, and what that does. */
    ACCESS("Access"),
    /** Value after a reset. */
    RESET("Reset");

    private final String label;

    Column(String label) {
        this.label = label;
    }

    /** Its heading. */
    public String label() {
        return label;
    }
}
