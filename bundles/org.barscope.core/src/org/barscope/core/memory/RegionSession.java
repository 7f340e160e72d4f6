// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.Registration;

/**
 * One user's hold on an open region: a page of an editor, a watch, a command. Several sessions of the same region share
 * one mapping and one device thread; the last one to close closes the region.
 *
 * <p>All methods may be called from any thread. None but {@link #close} blocks.
 */
public final class RegionSession implements AutoCloseable {

    private final MemoryRegion region;
    private final DeviceThread thread;
    private final OpenOptions options;
    private final Runnable release;
    private final List<Runnable> closing = new ArrayList<>();
    private boolean closed;

    RegionSession(MemoryRegion region, DeviceThread thread, OpenOptions options, Runnable release) {
        this.region = region;
        this.thread = thread;
        this.options = options;
        this.release = release;
    }

    /** How it was opened. */
    public OpenOptions options() {
        return options;
    }

    public RegionInfo info() {
        return region.info();
    }

    public RegionStatus status() {
        return region.status();
    }

    /** Reports each change of the region's status, on the thread that noticed it. */
    public Registration listen(Consumer<RegionStatus> listener) {
        return region.listen(listener);
    }

    /**
     * One read, whatever its policy: this is what "read once" does.
     *
     * @return completes with the value, or exceptionally with an {@link AccessException}
     */
    public CompletableFuture<Long> read(long offset, AccessWidth width) {
        return thread.submit(() -> region.read(offset, width));
    }

    /**
     * Runs reads and writes that belong together on the device's thread, with nothing else in between.
     *
     * @param permit from {@link Arming#arm}: without one nothing can be written, and with one nothing that it does not
     *               cover
     * @return completes with the task's result, or exceptionally with what it threw: an {@link AccessException}
     */
    public <T> CompletableFuture<T> write(Armed permit, ArmedTask<T> task) {
        Objects.requireNonNull(permit);
        return thread.submit(() -> {
            ArmedAccess access = new ArmedAccess(region, permit);
            try {
                return task.run(access);
            } finally {
                access.end();
            }
        });
    }

    /** Runs reads that belong together on the device's thread; completes as {@link #write}. */
    public <T> CompletableFuture<T> readTogether(ReadTask<T> task) {
        return thread.submit(() -> task.run(region::read));
    }

    /**
     * Runs reads of blocks that belong together on the device's thread, for whoever looks at much memory and keeps
     * little of it: nothing is copied twice or handed from thread to thread.
     *
     * @return completes when the task has ended, or exceptionally with what it threw
     * @throws IllegalStateException when the region is not memory: registers take one access at a time
     */
    public CompletableFuture<Void> readBlocks(BlockTask task) {
        if (region.info().kind() != RegionKind.MEMORY) {
            throw new IllegalStateException("blocks of " + region.info().uri() + " cannot be read: it is not memory");
        }
        return thread.submit(() -> {
            region.readBlocks(() -> task.run(new MemoryBlocks(region)));
            return null;
        });
    }

    /**
     * Reads some ranges once, by the region's rules or others.
     *
     * @param spans  at most 2^31-1 bytes each
     * @param access usually {@code info().access()}, or that after the user has agreed to read
     */
    public CompletableFuture<RegionSnapshot> snapshot(List<Span> spans, AccessMap access) {
        return thread.submit(() -> new SnapshotReader(region).read(spans, access, 1));
    }

    /**
     * Asks whether the device is still there, as {@link MemoryRegion#checkPresence} does: for values that are all ones.
     *
     * @return completes with the status after asking
     */
    public CompletableFuture<RegionStatus> checkPresence() {
        return thread.submit(region::checkPresence);
    }

    /**
     * Runs some reads at an interval, from now on. The caller closes it before this session.
     *
     * @param interval from the start of one turn to the start of the next, at least 100 µs
     */
    public Cadence every(Duration interval, Cadence.Turn turn) {
        return new Cadence(thread, region::read, interval, turn);
    }

    /** A new sampler of this region, paused. The caller closes it before this session. */
    public Sampler sampler(Duration interval) {
        return new Sampler(region, thread, interval);
    }

    /** Runs something when this session is closed, before the region is; at once when it is closed already. */
    Registration onClose(Runnable action) {
        synchronized (this) {
            if (!closed) {
                closing.add(action);
                return () -> {
                    synchronized (this) {
                        closing.remove(action);
                    }
                };
            }
        }
        action.run();
        return () -> {
        };
    }

    /**
     * Gives up this hold. Idempotent. The last one closes the region, which may block until the device has answered.
     */
    @Override
    public void close() {
        List<Runnable> last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = List.copyOf(closing);
            closing.clear();
        }
        last.forEach(Runnable::run);
        release.run();
    }
}
