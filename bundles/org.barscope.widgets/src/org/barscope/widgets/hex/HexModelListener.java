// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

/**
 * Hears what changes in a {@link HexModel}. May be called on any thread; must return at once.
 */
public interface HexModelListener {

    /** {@link HexModel#snapshot()} answers with another snapshot. */
    void snapshotChanged();

    /** {@link HexModel#marks} answers with other marks. */
    default void marksChanged() {
    }

    /** {@link HexModel#extent()} answers with another extent. */
    default void extentChanged() {
    }
}
