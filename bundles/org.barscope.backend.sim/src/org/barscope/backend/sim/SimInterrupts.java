// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.barscope.backend.sim.config.ConfigSpace;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.Registration;
import org.barscope.core.control.DeviceInterrupts;
import org.barscope.core.control.InterruptCount;
import org.barscope.core.control.InterruptKind;
import org.barscope.core.control.InterruptKind.Source;
import org.barscope.core.inventory.IrqRecord;

/**
 * The interrupts of a simulated function. Counts are the differences of what the function has raised; what a masked
 * vector raises stays pending and arrives once when it is unmasked, as message signalled interrupts do.
 */
final class SimInterrupts implements DeviceInterrupts {

    private static final long LOOK_MILLIS = 100;

    private final SimFunction function;
    private final String attempt;
    private final ScheduledExecutorService looker;
    private final List<Consumer<List<InterruptCount>>> listeners = new CopyOnWriteArrayList<>();
    private final List<Vector> vectors = new ArrayList<>();
    private Source enabled;
    private List<InterruptCount> told = List.of();
    private boolean closed;

    private static final class Vector {
        private final Source source;
        private final int number;
        private long raised;
        private long delivered;
        private boolean masked;
        private boolean pending;
        private String problem = "";

        Vector(Source source, int number, long raised) {
            this.source = source;
            this.number = number;
            this.raised = raised;
        }

        InterruptCount count() {
            return new InterruptCount(source, number, delivered, masked, problem);
        }
    }

    SimInterrupts(SimFunction function, String attempt) {
        this.function = function;
        this.attempt = attempt;
        looker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "demo machine interrupts");
            thread.setDaemon(true);
            return thread;
        });
        looker.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    synchronized boolean closed() {
        return closed;
    }

    @Override
    public List<InterruptKind> kinds() {
        List<IrqRecord> all = function.interruptRecords();
        List<InterruptKind> kinds = new ArrayList<>();
        for (IrqRecord.Kind kind : IrqRecord.Kind.values()) {
            int count = (int) all.stream().filter(i -> i.kind() == kind).count();
            if (count > 0) {
                kinds.add(new InterruptKind(Source.valueOf(kind.name()), count, kind != IrqRecord.Kind.MSI, false));
            }
        }
        return kinds;
    }

    @Override
    public synchronized void enable(Source source, int count) throws BackendException {
        requireOpen();
        InterruptKind kind = kinds().stream().filter(k -> k.source() == source).findFirst()
                .orElseThrow(() -> new BackendException(Reason.REFUSED, attempt, "the device has no " + source, ""));
        if (count < 1 || count > kind.vectors()) {
            throw new BackendException(Reason.USAGE, attempt, "it has " + kind.vectors() + " vectors of that kind, not "
                    + count, "");
        }
        vectors.clear();
        for (int i = 0; i < count; i++) {
            vectors.add(new Vector(source, i, raised(source, i)));
        }
        enabled = source;
    }

    private long raised(Source source, int vector) {
        return function.interruptRecords().stream()
                .filter(i -> i.kind().name().equals(source.name()) && i.vector() == vector)
                .mapToLong(IrqRecord::count).findFirst().orElse(0);
    }

    @Override
    public synchronized void disable() {
        settle();
        enabled = null;
    }

    @Override
    public synchronized List<InterruptCount> counts() {
        settle();
        return vectors.stream().map(Vector::count).toList();
    }

    /** Takes over what was raised since the last look. */
    private void settle() {
        if (enabled == null) {
            return;
        }
        for (Vector vector : vectors) {
            long now = raised(vector.source, vector.number);
            long more = now - vector.raised;
            vector.raised = now;
            boolean arrives = vector.source == Source.INTX || function.busMaster();
            if (more > 0 && arrives) {
                if (vector.masked) {
                    vector.pending = true;
                } else {
                    vector.delivered += more;
                }
            }
        }
    }

    @Override
    public synchronized void mask(int number) throws BackendException {
        Vector vector = vector(number);
        if (vector.source == Source.MSI) {
            throw new BackendException(Reason.REFUSED, "mask vector " + number, "MSI of this device cannot be masked",
                    "disable it instead");
        }
        settle();
        vector.masked = true;
    }

    @Override
    public synchronized void unmask(int number) throws BackendException {
        Vector vector = vector(number);
        settle();
        vector.masked = false;
        if (vector.pending) {
            vector.pending = false;
            vector.delivered++;
        }
    }

    @Override
    public synchronized void trigger(int number) throws BackendException {
        vector(number).delivered++;
    }

    private Vector vector(int number) throws BackendException {
        requireOpen();
        if (enabled == null || number < 0 || number >= vectors.size()) {
            throw new BackendException(Reason.USAGE, attempt, "vector " + number + " is not enabled",
                    "enable it first");
        }
        return vectors.get(number);
    }

    @Override
    public boolean busMaster() {
        return function.busMaster();
    }

    @Override
    public synchronized void busMaster(boolean on) throws BackendException {
        requireOpen();
        settle();
        function.lock().lock();
        try {
            ConfigSpace config = function.config();
            long command = config.get(ConfigSpace.COMMAND, 2);
            config.write(ConfigSpace.COMMAND, 2, on ? command | ConfigSpace.COMMAND_BUS_MASTER
                    : command & ~ConfigSpace.COMMAND_BUS_MASTER);
        } finally {
            function.lock().unlock();
        }
        try {
            function.told();
        } catch (IOException failed) {
            throw new BackendException(Reason.FAILED, attempt, failed.getMessage(), "", failed);
        }
    }

    @Override
    public Registration listen(Consumer<List<InterruptCount>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void look() {
        List<InterruptCount> now = counts();
        synchronized (this) {
            if (now.equals(told)) {
                return;
            }
            told = now;
        }
        listeners.forEach(listener -> listener.accept(now));
    }

    private void requireOpen() throws BackendException {
        if (closed) {
            throw new BackendException(Reason.FAILED, attempt, "they were let go", "take hold of them again");
        }
        if (!function.present()) {
            throw new BackendException(Reason.FAILED, attempt, "the device was removed", "");
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            enabled = null;
        }
        looker.shutdownNow();
        listeners.clear();
    }
}
