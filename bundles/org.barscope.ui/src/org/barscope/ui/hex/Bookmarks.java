// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.barscope.core.backend.Registration;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.Span;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.BarscopePackage;
import org.barscope.model.Bookmark;
import org.barscope.model.Session;
import org.eclipse.emf.common.notify.Notification;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.util.EContentAdapter;

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

    /** All, as they were made. */
    List<Bookmark> all() {
        return List.copyOf(session.getBookmarks());
    }

    void add(RegionUri region, Span span, String label, String comment) {
        Bookmark mark = BarscopeFactory.eINSTANCE.createBookmark();
        mark.setId(UUID.randomUUID().toString());
        mark.setCreatedAt(Instant.now());
        mark.setRegionUri(region.toString());
        mark.setOffset(span.offset());
        mark.setLength(span.length());
        mark.setLabel(label);
        mark.setComment(comment);
        session.getBookmarks().add(mark);
    }

    void remove(Bookmark mark) {
        session.getBookmarks().remove(mark);
    }

    /** Reports each change of any bookmark. */
    Registration listen(Runnable changed) {
        EContentAdapter adapter = new EContentAdapter() {
            @Override
            protected void setTarget(EObject target) {
                basicSetTarget(target);
                if (target == session) {
                    session.getBookmarks().forEach(this::addAdapter);
                }
            }

            @Override
            public void notifyChanged(Notification change) {
                boolean bookmarks = change.getFeature() == BarscopePackage.Literals.SESSION__BOOKMARKS
                        || change.getNotifier() instanceof Bookmark;
                if (bookmarks) {
                    super.notifyChanged(change);
                    changed.run();
                }
            }
        };
        session.eAdapters().add(adapter);
        return () -> session.eAdapters().remove(adapter);
    }
}
