// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;

/**
 * Reads what a view shows of a region, again and again, and publishes each refresh as an immutable snapshot.
 *
 * <p>Only the ranges last given to {@link #show} are read. A refresh that takes longer than the interval delays the
 * next one; refreshes never pile up. All methods may be called from any thread and return at once.
 */
public final class Sampler implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Sampler.class.getName());

    private final DeviceThread thread;
    private final SnapshotReader reader;
    private final List<Consumer<RegionSnapshot>> listeners = new CopyOnWriteArrayList<>();

    private final Object lock = new Object();
    private List<Span> spans = List.of();
    private AccessMap access;
    private Duration interval;
    private boolean paused = true;
    private volatile boolean closed;
    /** The refresh under way is no longer wanted: it ends with the unit it is reading. */
    private volatile boolean abandoned;
    private boolean wanted;
    private Future<?> next;
    private long startedNanos;
    private CompletableFuture<RegionSnapshot> awaited = new CompletableFuture<>();

    private volatile RegionSnapshot latest;
    private volatile Duration achieved = Duration.ZERO;
    private long generation;

    Sampler(MemoryRegion region, DeviceThread thread, Duration interval) {
        this.thread = thread;
        this.reader = new SnapshotReader(region, () -> closed || abandoned);
        this.access = region.info().access();
        this.interval = Objects.requireNonNull(interval);
        this.latest = RegionSnapshot.empty(region.info().uri(), region.status());
    }

    /** Sets what is read from now on, and reads it soon unless the sampler is paused. */
    public void show(List<Span> visible) {
        synchronized (lock) {
            if (spans.equals(visible)) {
                return;
            }
            spans = List.copyOf(visible);
            if (!paused) {
                // Of a slow device the old ranges could take long, and nobody looks at them any more.
                abandoned = true;
                request();
            }
        }
    }

    /** Sets the rules by which it reads: another width, or the user's consent ({@link AccessMap#agreed()}). */
    public void access(AccessMap rules) {
        synchronized (lock) {
            access = Objects.requireNonNull(rules);
            if (!paused) {
                request();
            }
        }
    }

    /** The rules by which it reads. */
    public AccessMap access() {
        synchronized (lock) {
            return access;
        }
    }

    /**
     * Sets the time from the start of one refresh to the start of the next.
     *
     * @throws IllegalArgumentException for less than a millisecond
     */
    public void interval(Duration period) {
        if (period.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("the shortest refresh interval is 1 ms, not " + period);
        }
        synchronized (lock) {
            interval = period;
            if (!paused) {
                request();
            }
        }
    }

    /** The time asked for from one refresh to the next. */
    public Duration interval() {
        synchronized (lock) {
            return interval;
        }
    }

    /** The time between the starts of the two latest refreshes; zero before there were two. */
    public Duration achieved() {
        return achieved;
    }

    /** Stops reading. A refresh that is under way ends with the unit it is reading; what it has read is published. */
    public void pause() {
        synchronized (lock) {
            paused = true;
            abandoned = true;
            cancelNext();
        }
    }

    /** Starts reading, at once and then at the interval. */
    public void resume() {
        synchronized (lock) {
            paused = false;
            request();
        }
    }

    public boolean paused() {
        synchronized (lock) {
            return paused;
        }
    }

    /**
     * Reads once, as soon as the device's thread is free, also while paused.
     *
     * @return completes with a snapshot that began after this call; exceptionally when the sampler is closed first
     */
    public CompletableFuture<RegionSnapshot> refresh() {
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.failedFuture(new IllegalStateException("the sampler is closed"));
            }
            CompletableFuture<RegionSnapshot> result = awaited;
            request();
            return result;
        }
    }

    /** The latest snapshot; an empty one before the first refresh. */
    public RegionSnapshot latest() {
        return latest;
    }

    /** Publishes each snapshot to the listener, on the device's thread; the listener must return soon. */
    public Registration listen(Consumer<RegionSnapshot> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * Ends reading. A refresh that is under way ends with the unit that it is reading, and is not published; a listener
     * that runs already may still finish.
     */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            paused = true;
            cancelNext();
            listeners.clear();
            awaited.completeExceptionally(new IllegalStateException("the sampler is closed"));
        }
    }

    /** Asks for a refresh as soon as possible; several requests before it starts become one. */
    private void request() {
        if (closed || wanted) {
            return;
        }
        wanted = true;
        cancelNext();
        thread.submit(() -> {
            sample();
            return null;
        }).whenComplete((done, failed) -> {
            if (failed != null) {
                failed(failed);
            }
        });
    }

    /** The device's thread has ended, or reading has failed for a reason that no region may fail for. */
    private void failed(Throwable why) {
        CompletableFuture<RegionSnapshot> waiting;
        synchronized (lock) {
            wanted = false;
            waiting = awaited;
            awaited = new CompletableFuture<>();
        }
        if (!(why instanceof RejectedExecutionException)) {
            LOG.log(System.Logger.Level.ERROR, "refreshing " + latest.uri() + " failed", why);
        }
        waiting.completeExceptionally(why);
    }

    private void cancelNext() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private void sample() {
        List<Span> ranges;
        AccessMap rules;
        CompletableFuture<RegionSnapshot> waiting;
        synchronized (lock) {
            if (closed) {
                return;
            }
            wanted = false;
            abandoned = false;
            waiting = awaited;
            awaited = new CompletableFuture<>();
            ranges = spans;
            rules = access;
            long now = System.nanoTime();
            if (generation > 0) {
                achieved = Duration.ofNanos(now - startedNanos);
            }
            startedNanos = now;
        }
        try {
            RegionSnapshot snapshot = reader.read(ranges, rules, ++generation);
            if (closed) {
                waiting.completeExceptionally(new IllegalStateException("the sampler is closed"));
                return;
            }
            publish(snapshot);
            waiting.complete(snapshot);
        } catch (RuntimeException | Error bug) {
            waiting.completeExceptionally(bug);
            LOG.log(System.Logger.Level.ERROR, "refreshing " + latest.uri() + " failed", bug);
        }
        scheduleNext();
    }

    private void publish(RegionSnapshot snapshot) {
        latest = snapshot;
        for (Consumer<RegionSnapshot> listener : listeners) {
            try {
                listener.accept(snapshot);
            } catch (RuntimeException bug) {
                // A view that cannot paint must not stop the others from seeing the device.
                LOG.log(System.Logger.Level.ERROR, "a listener to " + snapshot.uri() + " failed", bug);
            }
        }
    }

    private void scheduleNext() {
        synchronized (lock) {
            if (closed || paused || wanted) {
                return;
            }
            long spent = System.nanoTime() - startedNanos;
            try {
                next = thread.schedule(this::sample, Duration.ofNanos(Math.max(0, interval.toNanos() - spent)));
            } catch (RejectedExecutionException ended) {
                // The device's thread ends while everything is closed: there is nothing left to refresh for.
                paused = true;
            }
        }
    }
}
