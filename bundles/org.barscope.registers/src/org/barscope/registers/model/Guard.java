// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.Objects;

/**
 * Why a register must not be read without being asked for by name. A guarded register is skipped by refresh, polling,
 * snapshots and by wider accesses that would cover it.
 *
 * @param kind what a read would do
 * @param reason one sentence for the user, naming the register or field
 */
public record Guard(Kind kind, String reason) {
    /** What a read of a guarded register would do. */
    public enum Kind {
        /** It changes the register, one of its fields, or something else in the device. */
        READ_ACTION,
        /** It returns nothing meaningful, and the device may treat it as an error. */
        WRITE_ONLY,
        /** The user's own note says that it must not be read. */
        NOTE,
        /** It would cover bytes of another register that is guarded. */
        OVERLAP
    }

    /** Refuses null. */
    public Guard {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(reason);
    }
}
