// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.library;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

import org.barscope.app.mail.MailLibrary;
import org.barscope.app.mail.MailPlaces;
import org.barscope.mail.index.MailException;
import org.eclipse.swt.widgets.Display;

/**
 * The user's mail, opened by whoever needs it first and shared by all views and editors until the workbench ends. A
 * declarative service. Safe on any thread.
 */
public final class MailDesk {

    /** What happened that views may want to show. Called on any thread but usually not the UI's. */
    public interface Listener {

        /** There is new mail to be found, or mail has gone. */
        default void mailChanged() {
        }

        /** The work under way began, went on or ended. */
        default void workChanged() {
        }

        /** A saved search was saved, renamed, removed or looked at. */
        default void searchesChanged() {
        }
    }

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final BooleanSupplier inUiThread;
    private MailLibrary library;
    private MailWork work;
    private boolean closed;

    /** Called by the framework. */
    public MailDesk() {
        this(() -> Display.getCurrent() != null);
    }

    /** @param inUiThread whether the calling thread paints windows */
    MailDesk(BooleanSupplier inUiThread) {
        this.inUiThread = inUiThread;
    }

    /**
     * The library. Opens it on the first call, which reads a little from disk. Everything that it can do blocks, so the
     * UI thread does not get it: this is the only way to it, and so keeps all of that in jobs.
     *
     * @throws IllegalStateException in the UI thread
     * @throws MailException when the directory of the mail cannot be used, or the workbench is ending
     */
    public MailLibrary library() throws MailException {
        if (inUiThread.getAsBoolean()) {
            throw new IllegalStateException("mail is read and searched in jobs, not in the UI thread");
        }
        return open();
    }

    private synchronized MailLibrary open() throws MailException {
        if (closed) {
            throw new MailException("The mail is closed: Barscope is ending.");
        }
        if (library == null) {
            library = MailLibrary.open(MailPlaces.ofUser());
            library.onChange(() -> listeners.forEach(Listener::mailChanged));
        }
        return library;
    }

    /** Begins to tell somebody. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Ends it. */
    public void forget(Listener listener) {
        listeners.remove(listener);
    }

    /** Tells everybody that the saved searches are others now. */
    public void searchesChanged() {
        listeners.forEach(Listener::searchesChanged);
    }

    /** The import or update that runs, or the last one that ran; empty when there was none. */
    public synchronized Optional<MailWork> work() {
        return Optional.ofNullable(work);
    }

    /**
     * Starts to import or update, unless that is being done already.
     *
     * @return what runs now, started by this call or by an earlier one
     */
    public MailWork start(MailTask task) {
        MailWork started;
        synchronized (this) {
            if (work != null && work.running()) {
                return work;
            }
            work = new MailWork(this, task, () -> listeners.forEach(Listener::workChanged));
            started = work;
        }
        started.schedule();
        listeners.forEach(Listener::workChanged);
        return started;
    }

    /** Called by the framework when the workbench has ended; what is being imported is kept as far as it came. */
    public void close() {
        MailLibrary open;
        synchronized (this) {
            closed = true;
            open = library;
            library = null;
            if (work != null) {
                work.cancel();
            }
        }
        if (open != null) {
            open.close();
        }
    }
}
