// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Sampler;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.registers.layout.RegisterInstance;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;

/**
 * Reads the registers of a page: those on screen again and again, all once when asked. Guarded ones and what no
 * description mentions are never among them. UI thread only; what was read is handed over there too.
 */
final class RegisterReading {

    /** So many registers are read in one turn of the device's thread, so that others get theirs. */
    private static final int TURN = 64;

    private final RegionSession session;
    private final Display display;
    private final Sampler sampler;
    private final Registration samples;
    private final AtomicReference<RegionSnapshot> latest = new AtomicReference<>();
    private final BiConsumer<RegionSnapshot, List<RegisterInstance>> taker;
    private RegionRegisters registers;
    private List<RegisterInstance> looked = List.of();
    private AtomicBoolean all = new AtomicBoolean();

    /** @param taker receives each reading and the registers that it was about, in the UI thread */
    RegisterReading(RegionSession session, Display display, RegionRegisters registers,
            BiConsumer<RegionSnapshot, List<RegisterInstance>> taker) {
        this.session = session;
        this.display = display;
        this.taker = taker;
        sampler = session.sampler(session.info().kind() == RegionKind.CONFIG ? Duration.ofSeconds(1)
                : RegisterPreferences.interval());
        samples = sampler.listen(this::sampled);
        describe(registers);
    }

    /** Reads by another description from now on. */
    void describe(RegionRegisters described) {
        registers = described;
        looked = List.of();
        sampler.show(List.of());
        sampler.access(described.access());
    }

    /** Reads these from now on. */
    void show(List<RegisterInstance> wanted) {
        looked = List.copyOf(wanted);
        sampler.show(registers.spans(wanted));
    }

    Sampler sampler() {
        return sampler;
    }

    /** On the device's thread. Of readings that the UI is too slow for, the latest counts. */
    private void sampled(RegionSnapshot snapshot) {
        if (latest.getAndSet(snapshot) == null) {
            later(() -> taker.accept(latest.getAndSet(null), looked));
        }
    }

    private void later(Runnable action) {
        try {
            display.asyncExec(action);
        } catch (SWTException gone) {
            if (gone.code != SWT.ERROR_DEVICE_DISPOSED) {
                throw gone;
            }
        }
    }

    /**
     * Reads registers once, each that is safe to read, in turns.
     *
     * @param progress is told how many are done after each turn, in the UI thread; not after {@link #stopAll}
     */
    void readOnce(List<RegisterInstance> wanted, Consumer<Integer> progress) {
        stopAll();
        AtomicBoolean wantedStill = new AtomicBoolean(true);
        all = wantedStill;
        List<RegisterInstance> safe = new ArrayList<>(wanted);
        safe.removeIf(register -> register.guard().isPresent() || registers.unreachable(register).isPresent());
        turn(safe, 0, wantedStill, progress);
    }

    private void turn(List<RegisterInstance> safe, int from, AtomicBoolean wanted, Consumer<Integer> progress) {
        if (from >= safe.size() || !wanted.get()) {
            return;
        }
        RegionRegisters described = registers;
        List<RegisterInstance> some = safe.subList(from, Math.min(safe.size(), from + TURN));
        CompletableFuture<RegionSnapshot> reading = session.snapshot(described.spans(some), described.access());
        reading.thenAccept(snapshot -> later(() -> {
            if (wanted.get() && described == registers) {
                taker.accept(snapshot, some);
                progress.accept(from + some.size());
                turn(safe, from + TURN, wanted, progress);
            }
        }));
    }

    /** Reads nothing more of what {@link #readOnce} was to read. */
    void stopAll() {
        all.set(false);
    }

    /** Ends reading. */
    void close() {
        stopAll();
        samples.close();
        sampler.close();
    }
}
