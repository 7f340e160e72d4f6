// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.inventory.DmabufRecord.Owner;

/**
 * Looks for DMABUFs again and again while somebody wants to know, because the kernel does not tell when one appears or
 * its owner ends. Cheap: while debugfs shows the same buffers with the same number of references and all owners live,
 * processes are walked only now and then; and looking never takes more than a twentieth of the time.
 */
final class DmabufWatch implements AutoCloseable {

    /** The name of the thread that looks. */
    static final String THREAD = "dmabuf watch";
    /** How soon a change is noticed at best. */
    static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger(DmabufWatch.class.getName());
    private static final int SHARE_OF_TIME = 20;
    private static final int SKIPPED_AT_MOST = 10;

    private final DmabufScanner scanner;
    private final Function<List<DmabufRecord>, List<DmabufRecord>> enrich;
    private final Duration interval;
    private final Consumer<List<DmabufRecord>> sink;
    private int users;
    private ScheduledThreadPoolExecutor looking;
    /** What was told last, or is known from a whole look at the machine. */
    private volatile List<DmabufRecord> known = List.of();
    private List<BufInfo> lastBufInfo = List.of();
    private List<DmabufRecord> lastSeen = List.of();
    private int skipped = SKIPPED_AT_MOST;

    /**
     * @param enrich adds what only Barscope knows of buffers that it holds
     * @param sink   told all buffers after each change, on the thread that looks; must return soon
     */
    DmabufWatch(DmabufScanner scanner, Function<List<DmabufRecord>, List<DmabufRecord>> enrich, Duration interval,
            Consumer<List<DmabufRecord>> sink) {
        this.scanner = scanner;
        this.enrich = enrich;
        this.interval = interval;
        this.sink = sink;
    }

    /** What a listener is taken to know already: what was found when the machine was looked at. */
    void assume(List<DmabufRecord> seen) {
        known = List.copyOf(seen);
    }

    /** Looks until the registration is closed, and all others. */
    synchronized Registration begin() {
        users++;
        if (looking == null) {
            looking = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, THREAD);
                thread.setDaemon(true);
                return thread;
            }, new ThreadPoolExecutor.DiscardPolicy());
            look(looking);
        }
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                end();
            }
        };
    }

    private synchronized void end() {
        users--;
        if (users == 0) {
            close();
        }
    }

    /** Looks at once instead of waiting: Barscope itself has changed something. */
    synchronized void soon() {
        if (looking != null) {
            looking.execute(() -> lookNow(true));
        }
    }

    private void look(ScheduledThreadPoolExecutor thread) {
        thread.execute(() -> {
            long start = System.nanoTime();
            lookNow(false);
            long took = System.nanoTime() - start;
            thread.schedule(() -> look(thread), Math.max(interval.toNanos(), took * SHARE_OF_TIME),
                    TimeUnit.NANOSECONDS);
        });
    }

    private void lookNow(boolean certain) {
        try {
            if (certain || somethingChanged()) {
                lastSeen = scanner.scan(false).dmabufs();
                skipped = 0;
            }
            List<DmabufRecord> now = enrich.apply(lastSeen);
            if (!now.equals(known)) {
                known = now;
                sink.accept(now);
            }
        } catch (RuntimeException bug) {
            // The next look must take place all the same.
            LOG.log(System.Logger.Level.WARNING, "cannot look for DMABUFs", bug);
        }
    }

    /** What can be told without walking over all processes; true when it cannot be told. */
    private boolean somethingChanged() {
        List<BufInfo> now = scanner.bufInfo(new ArrayList<>()).orElse(null);
        boolean same = now != null && Objects.equals(now, lastBufInfo) && ++skipped < SKIPPED_AT_MOST
                && lastSeen.stream().flatMap(d -> d.owners().stream()).mapToInt(Owner::pid).distinct()
                        .allMatch(scanner::isAlive);
        lastBufInfo = now == null ? List.of() : now;
        return !same;
    }

    @Override
    public synchronized void close() {
        if (looking != null) {
            looking.shutdownNow();
            looking = null;
        }
    }
}
