// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

/** What a key means to the hex view. */
sealed interface HexAction {

    /** Moves the caret; extends the selection when asked to. */
    record Move(CaretMove move, boolean extend) implements HexAction {
    }

    /** Scrolls by rows and leaves the caret where it is. */
    record Scroll(int rows) implements HexAction {
    }

    /** Types a character into the cell or the text column. */
    record Type(char character) implements HexAction {
    }

    /** The ones without parameters. */
    enum Simple implements HexAction {
        /** Caret to the other column. */
        SWITCH_PANE,
        /** Everything selected. */
        SELECT_ALL,
        /** Pending edit reverted, or else selection cleared. */
        CANCEL,
        /** Pending edit written. */
        COMMIT,
        /** Last typed digit taken back. */
        ERASE
    }
}
