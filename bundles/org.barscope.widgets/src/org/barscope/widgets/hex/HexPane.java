// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

/** The two linked columns of the hex view. */
public enum HexPane {

    /** Cells: the bytes as numbers. */
    CELLS,

    /** The bytes as text. */
    TEXT
}
