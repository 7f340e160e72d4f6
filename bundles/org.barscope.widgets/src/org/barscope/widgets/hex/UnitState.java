// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

/**
 * What is known about one access unit, and how it shows.
 * <p>
 * Every state has its own glyph or decoration besides its colour, so that none depends on telling colours apart.
 * A unit without a value shows its glyph in place of digits; it never shows as zero.
 */
public enum UnitState {

    /** Read without incident. */
    VALUE('\0', false, "Value", "Read without incident"),

    /** The value differs from the one of an earlier refresh; derived by the canvas, never part of a snapshot. */
    CHANGED('\0', true, "Changed", "Differs from an earlier refresh; the mark fades over the next refreshes"),

    /** Reading has side effects, so nobody has read it. */
    GUARDED('·', false, "Guarded", "Not read, because reading it can have side effects"),

    /** Read as all ones, which is also what a missing device answers. */
    ALL_ONES('\0', false, "All ones", "Read as all ones, which is also what a device answers that is not there"),

    /** The access failed. */
    FAULTED('-', false, "Faulted", "The access failed"),

    /** The memory was withdrawn by its owner and may come back. */
    REVOKED('~', false, "Revoked", "The owner has withdrawn the memory; it may come back"),

    /** The region no longer, or never, had these bytes. */
    OUT_OF_RANGE('×', false, "Out of range", "The region has no such bytes"),

    /** No refresh has delivered it so far. */
    NOT_YET_READ('_', false, "Not yet read", "No refresh has delivered it so far"),

    /** Typed and not yet committed; derived by the canvas, never part of a snapshot. */
    PENDING_EDIT('\0', true, "Pending edit", "Typed but not written: Enter writes, Esc reverts");

    private final char glyph;
    private final boolean derived;
    private final String label;
    private final String description;

    UnitState(char glyph, boolean derived, String label, String description) {
        this.glyph = glyph;
        this.derived = derived;
        this.label = label;
        this.description = description;
    }

    /**
     * Tells whether the bytes of such a unit mean anything.
     *
     * @return true if there is a value to show
     */
    public boolean hasValue() {
        return glyph == '\0';
    }

    /**
     * The character that stands in for the digits of a unit without a value.
     *
     * @return the glyph, or NUL if {@link #hasValue()}
     */
    public char glyph() {
        return glyph;
    }

    /**
     * Tells whether the canvas finds this state by itself.
     *
     * @return true if a snapshot must not contain it
     */
    public boolean isDerived() {
        return derived;
    }

    /**
     * Short name for legends and screen readers.
     *
     * @return one to three words
     */
    public String label() {
        return label;
    }

    /**
     * One sentence for legends and tool tips.
     *
     * @return the sentence, without a full stop
     */
    public String description() {
        return description;
    }
}
