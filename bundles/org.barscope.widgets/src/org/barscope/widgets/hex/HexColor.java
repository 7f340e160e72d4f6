// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

/** The roles of colours in the hex view; a theme gives each one a colour. */
public enum HexColor {

    /** Behind the bytes. */
    BACKGROUND,
    /** Bytes and text. */
    TEXT,
    /** Bytes that are zero, and full stops for unprintable bytes. */
    FAINT_TEXT,
    /** Behind addresses and column offsets. */
    GUTTER_BACKGROUND,
    /** Addresses and column offsets. */
    GUTTER_TEXT,
    /** Address and column offset of the caret. */
    GUTTER_CURRENT,
    /** Lines between the columns. */
    LINE,
    /** The row of the caret. */
    CURRENT_ROW,
    /** The byte under the pointer. */
    HOVER,
    /** Selected bytes while the view has the focus. */
    SELECTION,
    /** Selected bytes otherwise, and their counterparts in the other column. */
    SELECTION_INACTIVE,
    /** Frame of the caret. */
    CARET,
    /** Bytes that have changed. */
    CHANGED,
    /** Behind bytes that have just changed; older changes are mixed with the background. */
    CHANGED_BACKGROUND,
    /** Units not read because reading has side effects. */
    GUARDED,
    /** Units that read as all ones. */
    ALL_ONES,
    /** Units whose access failed. */
    FAULTED,
    /** Units withdrawn by their owner. */
    REVOKED,
    /** Units that the region does not have. */
    OUT_OF_RANGE,
    /** Units that no refresh has delivered. */
    NOT_YET_READ,
    /** Typed digits. */
    PENDING,
    /** Behind typed digits. */
    PENDING_BACKGROUND,
    /** Behind registers, every other one. */
    REGISTER_EVEN,
    /** Behind the registers between. */
    REGISTER_ODD,
    /** Below bytes outside every register. */
    UNDESCRIBED,
    /** Bookmarks. */
    BOOKMARK,
    /** Search hits. */
    MATCH,
    /** Differences from the other side of a comparison. */
    DIFFERENCE,
    /** The visible part in the overview bar. */
    VIEWPORT
}
