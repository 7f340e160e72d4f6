// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

/** What a byte of a snapshot is: a value, or the reason there is none. */
public enum UnitState {
    /** Not read yet. */
    NOT_READ,
    /** Read; the byte is the device's answer. */
    VALUE,
    /** Read, and the whole access unit was ones while the device is known to be there. */
    ALL_ONES,
    /** Never read, because reading would change the device or because it cannot be read. */
    GUARDED,
    /** Reading it failed although other parts of the region answer. */
    FAULTED,
    /** The region is revoked, lost or closed. */
    REVOKED,
    /** Past the end of the region. */
    OUT_OF_RANGE;

    private static final UnitState[] VALUES = values();

    /** True when the byte beside this state came from the device. */
    public boolean hasValue() {
        return this == VALUE || this == ALL_ONES;
    }

    static UnitState ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }
}
