// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.barscope.core.backend.Registration;
import org.barscope.core.control.InterruptCount;
import org.barscope.core.control.InterruptKind;
import org.barscope.linux.event.EventFd;
import org.barscope.linux.libc.ErrnoException;

/** The vectors of one kind that are enabled, each with its eventfd and its count. */
final class ConnectedVectors implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ConnectedVectors.class.getName());
    /** A pin that fires more often than this is stuck: nobody acknowledges the device's interrupt. */
    private static final int STORM = 1000;
    private static final long WINDOW = Duration.ofSeconds(1).toNanos();

    private final DeviceLease lease;
    private final InterruptKind kind;
    private final Runnable changed;
    private final List<EventFd> triggers = new ArrayList<>();
    private final List<Registration> watches = new ArrayList<>();
    private final long[] counts;
    private final boolean[] masked;
    private String problem = "";
    private long windowStart;
    private long windowCount;

    /** @param changed run after counts have changed, on the loop's thread */
    ConnectedVectors(DeviceLease lease, InterruptKind kind, int vectors, EventLoop events, Runnable changed)
            throws ErrnoException {
        this.lease = lease;
        this.kind = kind;
        this.changed = changed;
        this.counts = new long[vectors];
        this.masked = new boolean[vectors];
        try {
            for (int i = 0; i < vectors; i++) {
                int vector = i;
                EventFd trigger = EventFd.create(lease.address() + " " + kind.source() + " " + i);
                triggers.add(trigger);
                watches.add(events.watch(trigger, count -> happened(vector, count)));
            }
        } catch (ErrnoException refused) {
            closeEvents();
            throw refused;
        }
    }

    /** Enables them in the kernel. */
    void connect() throws ErrnoException {
        lease.handle().connectIrqs(index(), 0, triggers);
    }

    private int index() {
        return kind.source().ordinal();
    }

    InterruptKind kind() {
        return kind;
    }

    int size() {
        return counts.length;
    }

    private void happened(int vector, long count) {
        boolean unmask;
        synchronized (this) {
            counts[vector] += count;
            unmask = kind.automasked() && !stuck(count);
            masked[vector] |= kind.automasked() && !unmask;
        }
        if (unmask) {
            try {
                lease.handle().unmaskIrqs(index(), vector, 1);
            } catch (ErrnoException released) {
                LOG.log(System.Logger.Level.DEBUG, "the pin of " + lease.address() + " stays masked", released);
            }
        }
        changed.run();
    }

    private boolean stuck(long count) {
        long now = System.nanoTime();
        if (now - windowStart > WINDOW) {
            windowStart = now;
            windowCount = 0;
        }
        windowCount += count;
        if (windowCount > STORM) {
            problem = "it fired more than " + STORM + " times in a second and was left masked: nobody acknowledges it "
                    + "in the device";
            return true;
        }
        return false;
    }

    synchronized List<InterruptCount> counts() {
        List<InterruptCount> all = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            all.add(new InterruptCount(kind.source(), i, counts[i], masked[i], masked[i] ? problem : ""));
        }
        return List.copyOf(all);
    }

    void mask(int vector) throws ErrnoException {
        lease.handle().maskIrqs(index(), vector, 1);
        setMasked(vector, true);
    }

    void unmask(int vector) throws ErrnoException {
        // Before the kernel does it, because the interrupt may be there at once.
        setMasked(vector, false);
        lease.handle().unmaskIrqs(index(), vector, 1);
    }

    private synchronized void setMasked(int vector, boolean now) {
        masked[vector] = now;
        problem = "";
        windowCount = 0;
    }

    void trigger(int vector) throws ErrnoException {
        lease.handle().triggerIrqs(index(), vector, 1);
    }

    /** Disables them; what was signalled until then is counted. */
    @Override
    public void close() {
        try {
            lease.handle().disableIrqs(index());
        } catch (ErrnoException released) {
            // Closing the device disables them all the same.
            LOG.log(System.Logger.Level.DEBUG, "interrupts of " + lease.address() + " were disabled before", released);
        }
        closeEvents();
    }

    private void closeEvents() {
        watches.forEach(Registration::close);
        for (int i = 0; i < triggers.size(); i++) {
            try {
                long rest = triggers.get(i).drain();
                synchronized (this) {
                    counts[i] += rest;
                }
            } catch (ErrnoException impossible) {
                throw new IllegalStateException("an eventfd of our own cannot be read", impossible);
            } finally {
                triggers.get(i).close();
            }
        }
    }
}
