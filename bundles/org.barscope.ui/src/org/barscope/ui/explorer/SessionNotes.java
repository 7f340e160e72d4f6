// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.explorer;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.barscope.core.backend.BackendException;
import org.barscope.core.inventory.NotesStore;
import org.barscope.model.BarscopePackage;
import org.barscope.model.Session;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.emf.common.notify.Notification;
import org.eclipse.emf.common.notify.Notifier;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.util.EContentAdapter;
import org.eclipse.swt.widgets.Display;

/**
 * Keeps what the user notes in the session (bookmarks, links, watch lists, snapshots) in a file of the workspace, from
 * one start to the next. UI thread only.
 */
final class SessionNotes extends EContentAdapter {

    private static final Set<EStructuralFeature> NOTES = Set.of(BarscopePackage.Literals.SESSION__BOOKMARKS,
            BarscopePackage.Literals.SESSION__RATIONALE_LINKS, BarscopePackage.Literals.SESSION__WATCH_LISTS,
            BarscopePackage.Literals.SESSION__SNAPSHOTS);

    private final Session session;
    private final NotesStore store;
    private final Display display;
    private boolean waiting;

    private SessionNotes(Session session, NotesStore store, Display display) {
        this.session = session;
        this.store = store;
        this.display = display;
    }

    /** Fills a session with what was noted before, and follows it from then on. */
    static void attach(Session session, Path file, Display display) {
        NotesStore store = new NotesStore(file);
        try {
            store.load(session);
        } catch (BackendException damaged) {
            log(damaged);
            // The file stays as it is: what is in it may still be of use to somebody.
            return;
        }
        session.eAdapters().add(new SessionNotes(session, store, display));
    }

    private static void log(BackendException problem) {
        ILog.of(SessionNotes.class).log(new Status(IStatus.WARNING, "org.barscope.ui", problem.getMessage()));
    }

    /** Machines change all the time and are no notes. */
    @Override
    protected void setTarget(EObject target) {
        basicSetTarget(target);
        if (target == session) {
            NOTES.stream().map(feature -> (List<?>) session.eGet(feature)).flatMap(List::stream)
                    .forEach(note -> addAdapter((Notifier) note));
        } else {
            super.setTarget(target);
        }
    }

    @Override
    public void notifyChanged(Notification change) {
        if (change.getNotifier() == session && !NOTES.contains(change.getFeature())) {
            return;
        }
        super.notifyChanged(change);
        // A command changes several things at once; they are written once.
        if (!change.isTouch() && !waiting) {
            waiting = true;
            display.asyncExec(this::save);
        }
    }

    private void save() {
        waiting = false;
        try {
            // Some kilobytes: quicker than handing a copy to another thread and waiting for it at the end.
            store.save(session);
        } catch (BackendException problem) {
            log(problem);
        }
    }
}
