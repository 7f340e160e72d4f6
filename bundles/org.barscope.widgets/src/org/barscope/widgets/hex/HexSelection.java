// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Objects;
import java.util.Optional;

/**
 * Caret and selected bytes.
 *
 * @param caret    first byte of the cell (or the byte of the text column) the caret is on, unsigned
 * @param anchor   where the selection began, unsigned; equals the caret when nothing is selected
 * @param selected the selected bytes, or nothing
 * @param pane     the column that has the caret
 */
public record HexSelection(long caret, long anchor, Optional<HexRange> selected, HexPane pane) {

    /** Checks that nothing is missing. */
    public HexSelection {
        Objects.requireNonNull(selected, "selected");
        Objects.requireNonNull(pane, "pane");
    }
}
