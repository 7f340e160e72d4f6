// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.List;
import java.util.Optional;

/**
 * Everything besides the bytes that decides what the screen looks like.
 *
 * @param topRow     first row shown
 * @param shift      how far rows are scrolled to the left, in points
 * @param selection  caret and selection, or nothing in an empty region
 * @param focused    whether keys go to this view
 * @param hover      byte under the pointer
 * @param caretDigit digit of the caret's cell that is typed next, when one was typed
 * @param marks      of the visible range
 */
record HexScene(long topRow, int shift, Optional<HexSelection> selection, boolean focused,
        Optional<HexGeometry.Hit> hover, int caretDigit, List<HexMark> marks) {
}
