// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import org.barscope.core.backend.RegionUri;
import org.barscope.widgets.hex.HexRange;

/**
 * Bytes of a region that are selected.
 *
 * @param uri   the region
 * @param range which bytes
 */
public record SelectedBytes(RegionUri uri, HexRange range) {
}
