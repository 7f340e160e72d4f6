// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.explorer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.barscope.app.poke.Poking;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.Armed;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.RegionSession;

/**
 * The regions that the workbench has armed for writing, each with the writable session that it is written through. A
 * region is armed once for the whole window, whichever view or page writes to it, and its session is given back when it
 * is disarmed, by the user, by time or because the region has gone.
 */
public final class ArmedRegions {

    private final Supplier<Optional<Poking>> poking;
    private final Map<RegionUri, RegionSession> sessions = new HashMap<>();
    private Registration listening;

    ArmedRegions(Supplier<Optional<Poking>> poking) {
        this.poking = poking;
    }

    /**
     * Opens a region for writing and arms it. Blocks: not for the UI thread.
     *
     * @param besideDriver the user has accepted to open it although a kernel driver owns the device
     * @throws BackendException as opening does, and as {@link Arming#arm} does
     */
    public Armed arm(RegionUri uri, boolean besideDriver, Arming.Request request) throws BackendException {
        Poking all = poking.get().orElseThrow(() -> new BackendException(Reason.FAILED, "arm " + uri,
                "the machines are still being looked at", "try again in a moment"));
        listen(all);
        RegionSession before;
        synchronized (this) {
            before = sessions.get(uri);
        }
        RegionSession session = all.open(uri, besideDriver);
        try {
            Armed armed = all.arm(session, request);
            synchronized (this) {
                sessions.put(uri, session);
            }
            session = null;
            return armed;
        } finally {
            if (session != null) {
                session.close();
            } else if (before != null) {
                before.close();
            }
        }
    }

    private synchronized void listen(Poking all) {
        if (listening == null) {
            listening = all.arming().listen(uri -> {
                if (all.arming().armed(uri).isEmpty()) {
                    giveBack(uri);
                }
            });
        }
    }

    /** Closing may wait for the device, and whoever tells of a disarming must not. */
    private void giveBack(RegionUri uri) {
        RegionSession session;
        synchronized (this) {
            session = sessions.remove(uri);
        }
        if (session != null) {
            Thread.ofVirtual().name("closing " + uri).start(session::close);
        }
    }

    /** The permit of a region; empty while it is not armed. Any thread. */
    public Optional<Armed> armed(RegionUri uri) {
        return poking.get().flatMap(all -> all.arming().armed(uri));
    }

    /** What an armed region is written through; empty while it is not armed. Any thread. */
    public Optional<RegionSession> session(RegionUri uri) {
        if (armed(uri).isEmpty()) {
            return Optional.empty();
        }
        synchronized (this) {
            return Optional.ofNullable(sessions.get(uri));
        }
    }

    /** Disarms a region. Does nothing when it is not armed. Any thread. */
    public void disarm(RegionUri uri) {
        poking.get().ifPresent(all -> all.arming().disarm(uri));
    }

    /** Reports which region was armed or disarmed, on the thread that did it; none before the machines are there. */
    public Registration listen(Consumer<RegionUri> listener) {
        return poking.get().map(all -> all.arming().listen(listener)).orElse(() -> {
        });
    }
}
