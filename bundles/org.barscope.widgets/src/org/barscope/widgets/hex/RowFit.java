// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

/** How many bytes a row has. */
public enum RowFit {

    /** As many as the options say, whatever the width of the window. */
    FIXED,

    /** The largest power of two that fits; addresses of rows stay round. */
    POWER_OF_TWO,

    /** The largest multiple of eight that fits; wastes less of a wide window. */
    GROUPS
}
