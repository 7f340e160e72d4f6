// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.Objects;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.Span;

/**
 * Bytes of a region that are selected: what the workbench's selection holds while a region editor is active, unless its
 * page has something more telling.
 *
 * @param uri  the region
 * @param span which bytes
 */
public record SelectedBytes(RegionUri uri, Span span) {

    public SelectedBytes {
        Objects.requireNonNull(uri);
        Objects.requireNonNull(span);
    }
}
