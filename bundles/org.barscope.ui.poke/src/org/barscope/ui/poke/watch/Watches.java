// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.pci.PciAddress;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.watch.TriggerQueue;
import org.barscope.core.watch.Watch;
import org.barscope.core.watch.WatchEngine;
import org.barscope.core.watch.Watched;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.Session;
import org.barscope.model.WatchItem;
import org.barscope.model.WatchList;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.poke.watch.WatchRow.Held;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.work.Work;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;

/**
 * The watches of the window, as the session keeps them from one start to the next. Each has a hold on its region, so
 * that it goes on when the editor is closed; one whose region is not there waits for it. Lives as long as the view. UI
 * thread only: regions are opened and given back in jobs.
 *
 * <p>Nobody is told of a sample. The view asks for the state of what it shows, as often as it paints; what conditions
 * come to waits in a {@link TriggerQueue} until then.
 */
final class Watches implements AutoCloseable {

    private final Explorer explorer;
    private final Display display;
    private final WatchEngine engine = new WatchEngine();
    private final TriggerQueue triggers = new TriggerQueue();
    private final List<WatchRow> rows = new ArrayList<>();
    private final Runnable changed;
    private final Registration listening = engine.listen(triggers::add);
    private boolean closed;

    /** @param changed called when a line came, went, or found its region */
    Watches(Explorer explorer, Display display, Runnable changed) {
        this.explorer = explorer;
        this.display = display;
        this.changed = changed;
        list().getItems().forEach(item -> rows.add(new WatchRow(item)));
    }

    private WatchList list() {
        Session session = explorer.session();
        if (session.getWatchLists().isEmpty()) {
            WatchList list = BarscopeFactory.eINSTANCE.createWatchList();
            list.setId(UUID.randomUUID().toString());
            list.setCreatedAt(Instant.now());
            list.setName("Watch");
            session.getWatchLists().add(list);
        }
        return session.getWatchLists().getFirst();
    }

    /** All lines, in the order of the view. */
    List<WatchRow> rows() {
        return List.copyOf(rows);
    }

    /** What conditions have come to since the last call. */
    List<TriggerQueue.Came> triggers() {
        return triggers.take();
    }

    /**
     * Starts to watch something of an open region.
     *
     * @param failed is given the refusal, and the line is gone then
     */
    void add(OpenRegion region, Watched what, Duration interval, Consumer<BackendException> failed) {
        WatchItem item = BarscopeFactory.eINSTANCE.createWatchItem();
        item.setId(UUID.randomUUID().toString());
        item.setCreatedAt(Instant.now());
        item.setRegionUri(region.info().uri().toString());
        switch (what) {
            case Watched.Named named -> {
                item.setRegister(named.name());
                item.setOffset(named.target().register().address());
            }
            case Watched.Range range -> {
                int width = range.rules().unitAt(range.offset()).width().bytes();
                item.setOffset(range.offset());
                item.setWidth(width);
                item.setUnits(Math.max(1, range.length() / width));
            }
        }
        item.setIntervalMillis((int) Math.clamp(interval.toMillis(), 1, Integer.MAX_VALUE));
        list().getItems().add(item);
        WatchRow row = new WatchRow(item);
        rows.add(row);
        Wanted wanted = new Wanted(row, row.uri(), "", 0, 0, row.interval(), Optional.of(Source.of(region)),
                Optional.of(what));
        open(List.of(wanted), refused -> {
            remove(List.of(row));
            failed.accept(refused);
        });
        changed.run();
    }

    /** Ends some watches, and forgets them. */
    void remove(List<WatchRow> some) {
        rows.removeAll(some);
        some.forEach(row -> list().getItems().remove(row.item()));
        end(some.stream().flatMap(row -> row.release("it has ended").stream()).toList());
        changed.run();
    }

    /** Stops some watches, or lets them go on; the latter also looks again for regions that were not there. */
    void pause(List<WatchRow> some, boolean stop) {
        some.forEach(row -> row.item().setEnabled(!stop));
        some.stream().flatMap(row -> row.watch().stream()).forEach(stop ? engine::pause : engine::resume);
        if (!stop) {
            look(some);
        }
        changed.run();
    }

    /** Samples at another interval from now on. What has been seen so far is forgotten. */
    void interval(List<WatchRow> some, Duration interval) {
        some.forEach(row -> {
            row.item().setIntervalMillis((int) Math.clamp(interval.toMillis(), 1, Integer.MAX_VALUE));
            row.held().ifPresent(held -> {
                engine.remove(held.watch());
                Watch again = engine.add(held.session(), held.watch().what(), row.interval(), List.of());
                row.hold(new Held(again, held.session(), held.registers(), held.rules()));
                if (!row.item().isEnabled()) {
                    engine.pause(again);
                }
            });
        });
        changed.run();
    }

    /** Gives up the regions of a device that was pulled out: all they answer from now on is ones. */
    void gone(PciAddress device) {
        end(rows.stream().filter(row -> row.uri().address().equals(device.toString())
                && explorer.region(row.uri()).isEmpty()).flatMap(row -> row.release("the device has gone").stream())
                .toList());
        changed.run();
    }

    /** Looks for regions that were not there, and gives up those that have gone for good. */
    void look() {
        look(rows);
    }

    private void look(List<WatchRow> some) {
        end(some.stream().filter(WatchRow::lost).flatMap(row -> row.release("its region has gone").stream()).toList());
        List<Wanted> wanted = some.stream().filter(row -> row.watch().isEmpty() && !row.opening())
                .map(row -> new Wanted(row, row.uri(), row.item().getRegister(), row.item().getOffset(),
                        row.item().getWidth() * row.item().getUnits(), row.interval(), Source.inEditor(row.uri()),
                        Optional.empty())).toList();
        if (!wanted.isEmpty()) {
            open(wanted, refused -> {
            });
        }
    }

    /** One job for all: hundreds of lines may wait for one device. */
    private void open(List<Wanted> wanted, Consumer<BackendException> failed) {
        wanted.forEach(each -> each.row().opening(true));
        Job.createSystem("Opening what is watched", (ICoreRunnable) monitor -> {
            try (Opening opening = new Opening(explorer)) {
                for (Wanted each : wanted) {
                    try {
                        Opening.Ready ready = opening.open(each);
                        Work.later(display, () -> opened(each, ready));
                    } catch (BackendException refused) {
                        Work.later(display, () -> refused(each.row(), refused, failed));
                    }
                }
            }
        }).schedule();
    }

    private void refused(WatchRow row, BackendException refused, Consumer<BackendException> failed) {
        row.opening(false);
        row.release(refused.why());
        if (!closed) {
            failed.accept(refused);
            changed.run();
        }
    }

    private void opened(Wanted wanted, Opening.Ready ready) {
        WatchRow row = wanted.row();
        row.opening(false);
        if (closed || !rows.contains(row)) {
            close(ready.session());
            return;
        }
        Watch watch = engine.add(ready.session(), ready.what(), row.interval(), List.of());
        row.hold(new Held(watch, ready.session(), ready.registers(), ready.rules()));
        if (!row.item().isEnabled()) {
            engine.pause(watch);
        }
        changed.run();
    }

    private void end(List<Held> some) {
        some.forEach(held -> {
            engine.remove(held.watch());
            close(held.session());
        });
    }

    /** Closing may wait for the device. */
    private static void close(RegionSession session) {
        Job.createSystem("Giving a region back", (ICoreRunnable) monitor -> session.close()).schedule();
    }

    @Override
    public void close() {
        closed = true;
        listening.close();
        engine.close();
        end(rows.stream().flatMap(row -> row.release("the view is closed").stream()).toList());
    }

    /** What is to be opened, taken from the session: its objects stay in the UI thread. */
    record Wanted(WatchRow row, RegionUri uri, String register, long offset, int length, Duration interval,
            Optional<Source> source, Optional<Watched> what) {
    }

    /** What an editor knows of the region already, its user's consent included. */
    record Source(OpenOptions options, Optional<RegionRegisters> registers, AccessMap rules) {

        static Source of(OpenRegion region) {
            return new Source(region.session().options(), region.description().registers(), region.access());
        }

        static Optional<Source> inEditor(RegionUri uri) {
            return Opening.inEditor(uri).map(Source::of);
        }
    }
}
