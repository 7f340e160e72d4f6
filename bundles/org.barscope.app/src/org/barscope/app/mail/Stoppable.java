// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.barscope.mail.http.LoreException;
import org.barscope.mail.index.MailException;

/** Runs what stops on an interrupt for somebody who says by other means that he wants to stop. */
final class Stoppable {

    private static final long LOOK_EVERY_MILLIS = 100;

    /** Fetches into a file. */
    interface Fetch {
        long into(Path file) throws LoreException;
    }

    private Stoppable() {
    }

    /**
     * Runs the work on a thread of its own and waits for it.
     *
     * @return its result; empty when the watcher cancelled, or the waiting thread was interrupted
     */
    static <T> Optional<T> run(ImportWatcher watcher, Callable<T> work) throws LoreException, MailException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = Thread.ofPlatform().name("barscope-mail-fetch").daemon().start(task);
        boolean stopped = false;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return Optional.of(task.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
                } catch (TimeoutException stillRunning) {
                    if (!stopped && watcher.cancelled()) {
                        stopped = true;
                        thread.interrupt();
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    stopped = true;
                    thread.interrupt();
                }
            }
        } catch (ExecutionException e) {
            if (stopped) {
                return Optional.empty();
            }
            switch (e.getCause()) {
                case LoreException known -> throw known;
                case RuntimeException unexpected -> throw unexpected;
                case Throwable other -> throw new MailException("Fetching stopped: " + other, other);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
