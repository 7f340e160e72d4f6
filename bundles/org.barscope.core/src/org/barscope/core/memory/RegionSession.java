// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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
    private final Runnable release;
    private boolean closed;

    RegionSession(MemoryRegion region, DeviceThread thread, Runnable release) {
        this.region = region;
        this.thread = thread;
        this.release = release;
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
     * One write. Arming, the journal and the read-back are the caller's.
     *
     * @return completes when the write was issued, or exceptionally with an {@link AccessException}
     */
    public CompletableFuture<Void> write(long offset, AccessWidth width, long value) {
        return thread.submit(() -> {
            region.write(offset, width, value);
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

    /** A new sampler of this region, paused. The caller closes it before this session. */
    public Sampler sampler(Duration interval) {
        return new Sampler(region, thread, interval);
    }

    /**
     * Gives up this hold. Idempotent. The last one closes the region, which may block until the device has answered.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        release.run();
    }
}
