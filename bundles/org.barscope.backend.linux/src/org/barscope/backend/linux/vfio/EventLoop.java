// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.barscope.core.backend.Registration;
import org.barscope.linux.event.EventFd;
import org.barscope.linux.event.Poll;
import org.barscope.linux.libc.ErrnoException;

/**
 * One thread that waits for all eventfds of all devices, there only while there is something to wait for.
 */
final class EventLoop {

    static final String THREAD = "vfio events";

    private static final System.Logger LOG = System.getLogger(EventLoop.class.getName());

    private static final class Watch {
        private final EventFd event;
        private final LongConsumer action;

        Watch(EventFd event, LongConsumer action) {
            this.event = event;
            this.action = action;
        }
    }

    private final List<Watch> watches = new ArrayList<>();
    /** Counts the times that the thread has looked at {@link #watches}. */
    private long rounds;
    private Thread thread;
    private EventFd wake;

    /**
     * Calls the action, on the loop's thread, with the number of signals each time there are some.
     *
     * @return once closed, the action is not called again and the eventfd is not polled, so that it can be closed;
     *         closing it on the loop's own thread returns at once
     */
    synchronized Registration watch(EventFd event, LongConsumer action) throws ErrnoException {
        if (thread == null) {
            wake = EventFd.create("vfio events changed");
            thread = new Thread(this::run, THREAD);
            thread.setDaemon(true);
            thread.start();
        }
        Watch watch = new Watch(event, action);
        watches.add(watch);
        wake.signal();
        return () -> end(watch);
    }

    private synchronized void end(Watch watch) {
        if (!watches.remove(watch) || Thread.currentThread() == thread) {
            return;
        }
        // What the thread waits for at present, or acts on, may still include it; its next round does not.
        long now = rounds;
        boolean interrupted = false;
        while (thread != null && rounds < now + 1) {
            try {
                wake.signal();
                wait();
            } catch (InterruptedException later) {
                interrupted = true;
            } catch (ErrnoException impossible) {
                throw new IllegalStateException("the loop's own eventfd is gone", impossible);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            List<Watch> current = next();
            while (!current.isEmpty()) {
                await(current);
                current = next();
            }
        } catch (ErrnoException | RuntimeException | Error broken) {
            LOG.log(System.Logger.Level.ERROR, "interrupts are no longer heard", broken);
            stop();
        }
    }

    /** @return what to wait for now; empty when the thread is to end */
    private synchronized List<Watch> next() throws ErrnoException {
        rounds++;
        if (watches.isEmpty()) {
            stop();
        } else {
            wake.drain();
            notifyAll();
        }
        return List.copyOf(watches);
    }

    private synchronized void stop() {
        wake.close();
        wake = null;
        thread = null;
        notifyAll();
    }

    private void await(List<Watch> current) throws ErrnoException {
        List<Poll.Interest> interests = new ArrayList<>();
        synchronized (this) {
            interests.add(Poll.Interest.readable(wake.descriptor()));
        }
        current.forEach(watch -> interests.add(Poll.Interest.readable(watch.event.descriptor())));
        List<Poll.Ready> ready = Poll.await(null, interests.toArray(Poll.Interest[]::new));
        for (Watch watch : current) {
            boolean signalled = ready.stream().anyMatch(r -> r.descriptor() == watch.event.descriptor());
            synchronized (this) {
                // Ended by an earlier action of this round, or by another thread: its eventfd may be closed by now.
                signalled &= watches.contains(watch);
            }
            if (signalled) {
                act(watch);
            }
        }
    }

    private static void act(Watch watch) throws ErrnoException {
        long count = watch.event.drain();
        if (count > 0) {
            try {
                watch.action.accept(count);
            } catch (RuntimeException bug) {
                LOG.log(System.Logger.Level.ERROR, "an event of " + watch.event.descriptor().description()
                        + " was not handled", bug);
            }
        }
    }
}
