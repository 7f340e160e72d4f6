// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionSource;
import org.barscope.core.backend.RegionUri;

/**
 * All regions that are open, each once, and the thread of each device that has one.
 */
public final class OpenRegions implements AutoCloseable {

    private final Map<String, SharedThread> threads = new HashMap<>();
    private final Map<Key, SharedRegion> regions = new HashMap<>();
    private boolean closed;

    private record Key(RegionUri uri, OpenOptions options) {
    }

    private static final class SharedThread {
        private final DeviceThread thread;
        /**
         * Held while a region of the device is opened or closed: the kernel refuses an open until the close before it
         * is complete. Taken before the lock of the whole.
         */
        private final Object turn = new Object();
        private int users;

        SharedThread(String device) {
            thread = new DeviceThread(device);
        }
    }

    private static final class SharedRegion {
        private final MemoryRegion region;
        private int users;

        SharedRegion(MemoryRegion region) {
            this.region = region;
        }
    }

    /**
     * Opens a region on its device's thread, or joins one that is open with the same options. Blocks.
     *
     * @throws BackendException as {@link RegionSource#open} does
     */
    public RegionSession open(RegionSource source, RegionUri uri, OpenOptions options) throws BackendException {
        Key key = new Key(uri, options);
        String device = source.device(uri);
        SharedThread shared = acquireThread(uri, device);
        CompletableFuture<MemoryRegion> opening = shared.thread.submit(() -> acquireRegion(source, key, shared));
        try {
            return new RegionSession(opening.get(), shared.thread, options,
                    () -> release(key, device, shared));
        } catch (ExecutionException problem) {
            releaseThread(device, shared);
            switch (problem.getCause()) {
                case BackendException refused -> throw refused;
                case RuntimeException bug -> throw bug;
                case Error bug -> throw bug;
                case null, default -> throw new CompletionException(problem.getCause());
            }
        } catch (InterruptedException interrupted) {
            // The open may still succeed later on the device's thread; what it opened is given back there.
            opening.whenComplete((region, failed) -> {
                if (region != null) {
                    releaseRegion(key, shared);
                }
                releaseThread(device, shared);
            });
            Thread.currentThread().interrupt();
            throw new BackendException(BackendException.Reason.FAILED, "open " + uri, "the request was cancelled", "",
                    interrupted);
        }
    }

    /** How many regions are open at present. */
    public synchronized int size() {
        return regions.size();
    }

    /**
     * Closes whatever is still open; nothing can be opened afterwards. Blocks until accesses under way have returned.
     */
    @Override
    public void close() {
        Map<String, SharedThread> rest;
        Map<Key, SharedRegion> open;
        synchronized (this) {
            closed = true;
            rest = Map.copyOf(threads);
            open = Map.copyOf(regions);
            threads.clear();
            regions.clear();
        }
        open.values().forEach(shared -> shared.region.close());
        rest.values().forEach(t -> t.thread.close());
    }

    private MemoryRegion acquireRegion(RegionSource source, Key key, SharedThread device) throws BackendException {
        synchronized (device.turn) {
            return acquireInTurn(source, key);
        }
    }

    private MemoryRegion acquireInTurn(RegionSource source, Key key) throws BackendException {
        synchronized (this) {
            SharedRegion open = regions.get(key);
            if (open != null) {
                open.users++;
                return open.region;
            }
        }
        // Two opens of one region cannot meet here: both run on the device's one thread.
        SharedRegion opened = new SharedRegion(source.open(key.uri(), key.options()));
        synchronized (this) {
            if (!closed) {
                opened.users = 1;
                regions.put(key, opened);
                return opened.region;
            }
        }
        opened.region.close();
        throw endedAlready(key.uri());
    }

    private static BackendException endedAlready(RegionUri uri) {
        return new BackendException(BackendException.Reason.FAILED, "open " + uri, "Barscope is closing", "");
    }

    private void release(Key key, String device, SharedThread thread) {
        releaseRegion(key, thread);
        releaseThread(device, thread);
    }

    /**
     * Closes the region if nobody else holds it: here and not on the device's thread, so that an access which takes
     * long ends early instead of being waited for.
     */
    private void releaseRegion(Key key, SharedThread device) {
        synchronized (device.turn) {
            MemoryRegion last = null;
            synchronized (this) {
                SharedRegion shared = regions.get(key);
                if (shared != null && --shared.users == 0) {
                    regions.remove(key);
                    last = shared.region;
                }
            }
            if (last != null) {
                last.close();
            }
        }
    }

    private synchronized SharedThread acquireThread(RegionUri uri, String device) throws BackendException {
        if (closed) {
            throw endedAlready(uri);
        }
        SharedThread shared = threads.computeIfAbsent(device, SharedThread::new);
        shared.users++;
        return shared;
    }

    private void releaseThread(String device, SharedThread shared) {
        synchronized (this) {
            if (--shared.users > 0) {
                return;
            }
            threads.remove(device, shared);
        }
        shared.thread.close();
    }
}
