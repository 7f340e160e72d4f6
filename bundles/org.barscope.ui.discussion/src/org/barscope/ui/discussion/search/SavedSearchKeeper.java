// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.barscope.app.mail.SavedSearches;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.ui.discussion.library.MailDesk;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;

/** Reads and changes the saved searches in the background, and counts what is new in them. */
final class SavedSearchKeeper {

    private interface Change {
        void apply(SavedSearches searches) throws MailException;
    }

    private final MailDesk desk;
    private final Display display;
    private final Consumer<List<SideNode.Saved>> receiver;
    private final Job refresh;
    private volatile boolean stopped;

    SavedSearchKeeper(MailDesk desk, Display display, Consumer<List<SideNode.Saved>> receiver) {
        this.desk = desk;
        this.display = display;
        this.receiver = receiver;
        refresh = new Refresh();
    }

    /** Reads and counts again; the receiver is called in the UI thread. */
    void refresh() {
        refresh.schedule();
    }

    void stop() {
        stopped = true;
        refresh.cancel();
    }

    /** Saves a search. */
    void save(String name, String query) {
        change("Saving a search", searches -> searches.save(name, query));
    }

    /** Gives it another name. */
    void rename(String name, String other) {
        change("Renaming a saved search", searches -> searches.rename(name, other));
    }

    /** Forgets it. */
    void remove(String name) {
        change("Removing a saved search", searches -> searches.remove(name));
    }

    /** What it finds now is not new any more. */
    void looked(String name) {
        change("Noting that a saved search was looked at", searches -> {
            if (desk.library().isEmpty()) {
                return;
            }
            try (ArchiveView view = desk.library().view()) {
                searches.looked(name, view);
            }
        });
    }

    private void change(String what, Change change) {
        Job job = Job.create(what, monitor -> {
            try {
                change.apply(desk.library().searches());
            } catch (MailException e) {
                return Status.error(e.getMessage());
            }
            desk.searchesChanged();
            return Status.OK_STATUS;
        });
        job.setSystem(false);
        job.schedule();
    }

    private final class Refresh extends Job {

        Refresh() {
            super("Looking for news in saved searches");
            setSystem(true);
            setPriority(DECORATE);
        }

        @Override
        protected IStatus run(IProgressMonitor monitor) {
            try {
                List<SideNode.Saved> found = read();
                display.asyncExec(() -> {
                    if (!stopped) {
                        receiver.accept(found);
                    }
                });
            } catch (MailException e) {
                ILog.of(SavedSearchKeeper.class).warn(e.getMessage(), e);
            }
            return Status.OK_STATUS;
        }

        private List<SideNode.Saved> read() throws MailException {
            SavedSearches searches = desk.library().searches();
            List<SavedSearches.SavedSearch> all = searches.list();
            Map<String, Long> news = Map.of();
            if (!all.isEmpty() && !desk.library().isEmpty()) {
                try (ArchiveView view = desk.library().view()) {
                    news = searches.news(view);
                }
            }
            Map<String, Long> counted = news;
            return all.stream().map(search -> new SideNode.Saved(search, counted.getOrDefault(search.name(), 0L)))
                    .toList();
        }
    }
}
