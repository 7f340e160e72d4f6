// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.List;
import java.util.Optional;

/**
 * The memory a {@link HexCanvas} shows.
 * <p>
 * The canvas calls every method on the UI thread, often, and expects an answer from what is already there: none may
 * block or touch a device. The canvas announces which bytes it shows through
 * {@link HexCanvas#addVisibleRangeListener}; reading them is somebody else's decision.
 */
public interface HexModel {

    /**
     * All bytes of the region, from offset 0.
     *
     * @return the extent, or nothing for a region without bytes
     */
    Optional<HexRange> extent();

    /**
     * The newest snapshot.
     *
     * @return what is known now, never null
     */
    HexSnapshot snapshot();

    /**
     * Width of the bus access that reads or writes a byte. A pending edit covers one such unit; units are aligned to
     * their size.
     *
     * @param offset unsigned
     * @return 1, 2, 4 or 8
     */
    default int unitSize(long offset) {
        return 1;
    }

    /**
     * Why a byte cannot be edited.
     *
     * @param offset unsigned
     * @return a sentence for the user, such as "Writing to bar0 is not armed", or nothing where typing is allowed
     */
    default Optional<String> editRefusal(long offset) {
        return Optional.of("This view is read-only");
    }

    /**
     * Named ranges to tint, outline or list. The canvas asks once per change for the visible range, and the overview
     * bar once per change for the whole extent.
     *
     * @param range the range of interest
     * @return the marks that touch the range, outermost first
     */
    default List<HexMark> marks(HexRange range) {
        return List.of();
    }

    /**
     * What else is to be said of a byte when the pointer rests on it: made only then, so that it may cost something and
     * be about the newest snapshot.
     *
     * @param offset unsigned
     * @return further lines of the tool tip, or an empty text
     */
    default String detail(long offset) {
        return "";
    }

    /**
     * Registers for changes.
     *
     * @param listener to add
     */
    void addListener(HexModelListener listener);

    /**
     * Removes a listener; removing one that is not registered does nothing.
     *
     * @param listener to remove
     */
    void removeListener(HexModelListener listener);
}
