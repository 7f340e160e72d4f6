// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.decode;

import java.util.Objects;

/**
 * A reason against a write.
 *
 * @param kind what would go wrong
 * @param subject name of the field or register it is about
 * @param reason one sentence for the user
 */
public record Objection(Kind kind, String subject, String reason) {
    /** What would go wrong, and whether the user may overrule it. */
    public enum Kind {
        /** The register has no such field. */
        UNKNOWN_FIELD(false),
        /** The field cannot be written. */
        READ_ONLY(false),
        /** The value has more bits than the field. */
        DOES_NOT_FIT(false),
        /** The description allows only other values. */
        CONSTRAINT(true),
        /** Two fields share bits, and the write cannot do right by both. */
        OVERLAP(true),
        /** Another field would change its state, or lose its one write. */
        NEIGHBOUR_CHANGES(true),
        /** The present value is needed, and reading it has a side effect. */
        READ_SIDE_EFFECT(true);

        private final boolean acceptable;

        Kind(boolean acceptable) {
            this.acceptable = acceptable;
        }

        /** Whether the write can be done all the same once the user has accepted the consequence. */
        public boolean acceptable() {
            return acceptable;
        }
    }

    /** Refuses null. */
    public Objection {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(reason);
    }
}
