// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.Registration;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.ChangeLog;

/**
 * Decides which regions may be written: none, until it is armed, and then only until the session it was armed with is
 * closed, the region is gone, or the time is over. Every write goes through a permit of this class, and every permit
 * through the journal it was made with. All methods may be called from any thread and return at once.
 */
public final class Arming implements AutoCloseable {

    private final ChangeLog log;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Map<RegionUri, Held> held = new LinkedHashMap<>();
    private final List<Consumer<RegionUri>> listeners = new CopyOnWriteArrayList<>();

    private record Held(Armed permit, List<Registration> watches) {
    }

    /**
     * How a region is to be armed.
     *
     * @param ranges          what may be written; empty for the whole region
     * @param limit           for how long; empty until the session ends
     * @param driverConfirmed the user was told what writing beside the kernel driver can do, and confirmed it apart
     *                        from the decision to open the region beside the driver
     */
    public record Request(List<Span> ranges, Optional<Duration> limit, boolean driverConfirmed) {

        public Request {
            ranges = List.copyOf(ranges);
            Objects.requireNonNull(limit);
            if (limit.isPresent() && (limit.get().isNegative() || limit.get().isZero())) {
                throw new IllegalArgumentException("a region is armed for some time, not for " + limit.get());
            }
            if (ranges.stream().anyMatch(range -> range.length() == 0)) {
                throw new IllegalArgumentException("a range to be armed has at least one byte");
            }
        }

        /** The whole region, until the session ends. */
        public static Request whole() {
            return new Request(List.of(), Optional.empty(), false);
        }

        /** The same limited to some time. */
        public Request during(Duration time) {
            return new Request(ranges, Optional.of(time), driverConfirmed);
        }

        /** The same limited to some ranges. */
        public Request only(List<Span> some) {
            return new Request(some, limit, driverConfirmed);
        }

        /** The same with the second confirmation. */
        public Request confirmedBesideDriver() {
            return new Request(ranges, limit, true);
        }
    }

    /** @param log where every write is put down before it is made */
    public Arming(ChangeLog log) {
        this(log, InstantSource.system(), System::nanoTime);
    }

    Arming(ChangeLog log, InstantSource clock, LongSupplier nanos) {
        this.log = Objects.requireNonNull(log);
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * Arms a region for writing; a permit it had before ends.
     *
     * @param session  a session of the region that was opened writable; when it is closed, the region is disarmed
     * @throws BackendException {@code REFUSED} when the region cannot be written at all, {@code DRIVER_OWNED} when it
     *         is open beside a kernel driver and that was not confirmed, {@code FAILED} when it is not live
     */
    public Armed arm(RegionSession session, Request request) throws BackendException {
        RegionInfo info = session.info();
        String attempt = "arm " + info.uri() + " for writing";
        if (!info.writable()) {
            throw new BackendException(Reason.REFUSED, attempt, session.options().writable()
                    ? "it cannot be written by the route '" + info.route().label() + "'" : "it is open read-only", "");
        }
        if (session.options().besideDriver() && !request.driverConfirmed()) {
            throw new BackendException(Reason.DRIVER_OWNED, attempt, "it is open beside the kernel driver that owns "
                    + "the device, and a write can break that driver, hang the machine or corrupt data on its way",
                    "confirm that apart from opening it, or unbind the driver first");
        }
        if (!session.status().live()) {
            throw new BackendException(Reason.FAILED, attempt, "the region is " + session.status().reason(), "");
        }
        for (Span range : request.ranges()) {
            if (range.end() > info.size()) {
                throw new BackendException(Reason.USAGE, attempt, "the range 0x" + Long.toHexString(range.offset())
                        + " to 0x" + Long.toHexString(range.end()) + " reaches past its end", "it is 0x"
                                + Long.toHexString(info.size()) + " bytes long");
            }
        }
        Armed permit = new Armed(info.uri(), request, clock.instant(), nanos, log);
        Held before;
        synchronized (held) {
            before = held.put(info.uri(), new Held(permit, new ArrayList<>()));
        }
        if (before != null) {
            release(before, "it was armed again");
        }
        watch(permit, session.onClose(() -> end(permit, "the session it was armed with is closed")));
        watch(permit, session.listen(status -> {
            if (status.state() == RegionState.LOST || status.state() == RegionState.CLOSED) {
                end(permit, "the region is " + status.reason());
            }
        }));
        if (!session.status().live() && session.status().state() != RegionState.REVOKED) {
            end(permit, "the region is " + session.status().reason());
        }
        tell(info.uri());
        return permit;
    }

    private void watch(Armed permit, Registration registration) {
        synchronized (held) {
            Held now = held.get(permit.uri());
            if (now != null && now.permit() == permit) {
                now.watches().add(registration);
                return;
            }
        }
        registration.close();
    }

    /** The permit of a region; empty while it is not armed. */
    public Optional<Armed> armed(RegionUri uri) {
        Held now;
        synchronized (held) {
            now = held.get(uri);
        }
        if (now == null) {
            return Optional.empty();
        }
        if (!now.permit().active()) {
            end(now.permit(), now.permit().whyEnded());
            return Optional.empty();
        }
        return Optional.of(now.permit());
    }

    /** What is armed at present, in the order of arming. */
    public List<Armed> all() {
        synchronized (held) {
            return held.values().stream().map(Held::permit).filter(Armed::active).toList();
        }
    }

    /** Ends a region's permit, if it has one. A write that is under way on the device's thread still ends. */
    public void disarm(RegionUri uri) {
        Held now;
        synchronized (held) {
            now = held.get(uri);
        }
        if (now != null) {
            end(now.permit(), "it was disarmed");
        }
    }

    /**
     * Tells which region was armed or disarmed, on the thread that did it. That the time is over is told when somebody
     * next asks: a view that shows it counts down by {@link Armed#until} itself.
     */
    public Registration listen(Consumer<RegionUri> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Disarms everything. */
    @Override
    public void close() {
        all().forEach(permit -> end(permit, "Barscope is closing"));
    }

    private void end(Armed permit, String why) {
        Held now;
        synchronized (held) {
            now = held.get(permit.uri());
            if (now == null || now.permit() != permit) {
                return;
            }
            held.remove(permit.uri());
        }
        release(now, why);
        tell(permit.uri());
    }

    private static void release(Held ended, String why) {
        ended.permit().end(why);
        ended.watches().forEach(Registration::close);
    }

    private void tell(RegionUri uri) {
        listeners.forEach(listener -> listener.accept(uri));
    }
}
