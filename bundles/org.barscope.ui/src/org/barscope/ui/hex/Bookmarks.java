// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.List;
import org.barscope.core.backend.RegionUri;
import org.barscope.model.Bookmark;
import org.barscope.model.Session;

/** The user's bookmarks in the session. UI thread only. */
final class Bookmarks {

    private final Session session;

    Bookmarks(Session session) {
        this.session = session;
    }

    /** Those of a region, by offset. */
    List<Bookmark> of(RegionUri region) {
        String uri = region.toString();
        return session.getBookmarks().stream().filter(mark -> mark.getRegionUri().equals(uri))
                .sorted((a, b) -> Long.compareUnsigned(a.getOffset(), b.getOffset())).toList();
    }
}
