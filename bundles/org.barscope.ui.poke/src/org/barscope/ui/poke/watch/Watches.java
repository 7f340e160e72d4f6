// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.watch.Watch;
import org.barscope.core.watch.WatchEngine;
import org.barscope.core.watch.WatchTrigger;
import org.barscope.core.watch.Watched;
import org.barscope.ui.explorer.Explorer;

/**
 * The watches of the window, each with a hold on its region, so that it goes on when the editor is closed. Lives as
 * long as the view. Adding and removing block; the rest may be called from any thread.
 */
final class Watches implements AutoCloseable {

    private final WatchEngine engine = new WatchEngine();
    private final List<Held> held = new ArrayList<>();

    private record Held(Watch watch, RegionSession session) {
    }

    /** Starts to watch. Blocks. */
    Watch add(Explorer explorer, RegionUri uri, OpenOptions options, Watched what, Duration interval)
            throws BackendException {
        RegionSession session = explorer.open(uri, options);
        Watch watch = engine.add(session, what, interval, List.of());
        synchronized (held) {
            held.add(new Held(watch, session));
        }
        return watch;
    }

    /** Ends a watch. Blocks until the device has answered. */
    void remove(Watch watch) {
        Optional<Held> found;
        synchronized (held) {
            found = held.stream().filter(h -> h.watch == watch).findFirst();
            found.ifPresent(held::remove);
        }
        engine.remove(watch);
        found.ifPresent(h -> h.session.close());
    }

    void pause(Watch watch, boolean stop) {
        if (stop) {
            engine.pause(watch);
        } else {
            engine.resume(watch);
        }
    }

    Registration listen(Consumer<WatchTrigger> listener) {
        return engine.listen(listener);
    }

    List<Watch> all() {
        synchronized (held) {
            return held.stream().map(Held::watch).toList();
        }
    }

    @Override
    public void close() {
        engine.close();
        synchronized (held) {
            held.forEach(h -> h.session.close());
            held.clear();
        }
    }
}
