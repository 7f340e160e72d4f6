// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.series;

/** How a patch relates to the one of the same title in the version before. */
public enum PatchState {
    /** There was none of that title, or there was no version before. */
    NEW,
    /** Its diff is the same: the stable patch-ids are equal. */
    SAME,
    /** Its diff is another. */
    CHANGED
}
