// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Objects;

/**
 * A named range on top of the bytes.
 *
 * @param range  the bytes
 * @param kind   how it shows
 * @param label  short name, such as a register's or a bookmark's
 * @param detail text for the tool tip, may be empty, may have several lines
 */
public record HexMark(HexRange range, Kind kind, String label, String detail) {

    /** Checks that nothing is missing. */
    public HexMark {
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(detail, "detail");
    }

    /** How a mark shows. */
    public enum Kind {

        /** A register or field of the description: tinted, alternating between neighbours. */
        REGISTER("Register"),

        /** Outside every described register: a dotted line below. */
        UNDESCRIBED("Not described"),

        /** A bookmark or comment: framed, and flagged in the gutter and the overview bar. */
        BOOKMARK("Bookmark"),

        /** A search hit: framed and tinted. */
        MATCH("Match"),

        /** Differs from the other side of a comparison: tinted, with a dashed frame. */
        DIFFERENCE("Difference"),

        /** Changed not long ago; shown in the overview bar only, because cells show their own changes. */
        CHANGE("Change");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /**
         * Short name for legends and screen readers.
         *
         * @return one or two words
         */
        public String label() {
            return label;
        }
    }
}
