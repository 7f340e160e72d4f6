// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.Registration;
import org.barscope.core.control.DeviceInterrupts;
import org.barscope.core.control.InterruptCount;
import org.barscope.core.control.InterruptKind;
import org.barscope.core.control.InterruptKind.Source;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.memory.AccessWidth;
import org.barscope.linux.memory.MemoryAccessException;
import org.barscope.linux.uapi.vfio.VfioIrqInfo;

/**
 * A device's interrupts, each connected to an eventfd, whose counter is the exact number of signals. A {@link Source}'s
 * ordinal is its index in VFIO.
 */
final class VfioInterrupts implements DeviceInterrupts {

    private static final int COMMAND = 4;
    private static final long BUS_MASTER = 4;
    private static final String RELEASED = "the device was released";

    private final DeviceLease lease;
    private final EventLoop events;
    private final Runnable changed;
    private final Runnable whenClosed;
    private final List<InterruptKind> kinds;
    private final Registration taken;
    private final List<Consumer<List<InterruptCount>>> listeners = new CopyOnWriteArrayList<>();
    /** Held while something is enabled or disabled; never by the thread that counts. */
    private final Object turn = new Object();
    private volatile ConnectedVectors connected;
    private boolean enabled;
    private boolean closed;

    /**
     * @param lease      owned by this object
     * @param changed    run after something was enabled, disabled or counted; must be quick
     * @param whenClosed run once it is closed
     */
    VfioInterrupts(DeviceLease lease, EventLoop events, Runnable changed, Runnable whenClosed) throws IOException {
        this.lease = lease;
        this.events = events;
        this.changed = changed;
        this.whenClosed = whenClosed;
        this.kinds = kinds(lease.handle());
        this.taken = lease.whenTaken(why -> close());
    }

    private static List<InterruptKind> kinds(VfioHandle handle) throws IOException {
        List<InterruptKind> kinds = new ArrayList<>();
        for (Source source : Source.values()) {
            try {
                VfioIrqInfo info = handle.irq(source.ordinal());
                if (info.count() > 0 && info.eventfd()) {
                    kinds.add(new InterruptKind(source, info.count(), info.maskable(), info.automasked()));
                }
            } catch (ErrnoException absent) {
                // VFIO says EINVAL for the error interrupt of a device that is not PCI Express.
                if (absent.errno() != Errno.EINVAL) {
                    throw absent;
                }
            }
        }
        return List.copyOf(kinds);
    }

    @Override
    public List<InterruptKind> kinds() {
        return kinds;
    }

    private BackendException failed(String what, String why, Reason reason) {
        return new BackendException(reason, what + " of " + lease.address(), why, "");
    }

    @Override
    public void enable(Source source, int vectors) throws BackendException {
        String attempt = "enable " + source + " interrupts";
        InterruptKind kind = kinds.stream().filter(k -> k.source() == source).findFirst().orElseThrow(
                () -> failed(attempt, "the device has none", Reason.NOT_FOUND));
        if (vectors < 1 || vectors > kind.vectors()) {
            throw failed(attempt, "it has " + kind.vectors() + " of them, and not " + vectors, Reason.USAGE);
        }
        synchronized (turn) {
            requireOpen(attempt);
            disable();
            ConnectedVectors fresh = null;
            try {
                fresh = new ConnectedVectors(lease, kind, vectors, events, this::tell);
                fresh.connect();
                connected = fresh;
                enabled = true;
            } catch (ErrnoException refused) {
                if (fresh != null) {
                    fresh.close();
                }
                throw explained(attempt, refused);
            }
        }
        tell();
    }

    private BackendException explained(String attempt, ErrnoException refused) {
        String why = switch (refused.errno()) {
            case EBADF -> RELEASED;
            case EINVAL -> "the kernel does not do that for this kind of interrupt (EINVAL)";
            case EBUSY -> "another kind of interrupt is enabled (EBUSY)";
            case ENOSPC -> "the machine has not as many interrupt vectors left (ENOSPC)";
            default -> refused.getMessage();
        };
        return new BackendException(Reason.FAILED, attempt + " of " + lease.address(), why, "", refused);
    }

    private void requireOpen(String attempt) throws BackendException {
        if (closed) {
            throw failed(attempt, RELEASED, Reason.FAILED);
        }
    }

    @Override
    public void disable() throws BackendException {
        synchronized (turn) {
            if (enabled) {
                enabled = false;
                connected.close();
            }
        }
    }

    @Override
    public List<InterruptCount> counts() {
        ConnectedVectors now = connected;
        return now == null ? List.of() : now.counts();
    }

    @Override
    public void mask(int vector) throws BackendException {
        change("mask", vector, true, ConnectedVectors::mask);
    }

    @Override
    public void unmask(int vector) throws BackendException {
        change("unmask", vector, true, ConnectedVectors::unmask);
    }

    @Override
    public void trigger(int vector) throws BackendException {
        change("trigger", vector, false, ConnectedVectors::trigger);
    }

    /** Something that is done to one vector. */
    private interface Change {
        void make(ConnectedVectors vectors, int vector) throws ErrnoException;
    }

    private void change(String verb, int vector, boolean masking, Change change) throws BackendException {
        String attempt = verb + " interrupt " + vector;
        synchronized (turn) {
            requireOpen(attempt);
            if (!enabled || vector < 0 || vector >= connected.size()) {
                throw failed(attempt, "it is not enabled", Reason.USAGE);
            }
            if (masking && !connected.kind().maskable()) {
                throw failed(attempt, "VFIO cannot mask " + connected.kind().source() + " interrupts",
                        Reason.REFUSED);
            }
            try {
                change.make(connected, vector);
            } catch (ErrnoException refused) {
                throw explained(attempt, refused);
            }
        }
        tell();
    }

    @Override
    public boolean busMaster() throws BackendException {
        return (command("look at the command register") & BUS_MASTER) != 0;
    }

    @Override
    public void busMaster(boolean on) throws BackendException {
        String attempt = (on ? "let the device write memory" : "keep the device from writing memory")
                + " (bus master bit)";
        long before = command(attempt);
        try {
            lease.config().write(COMMAND, AccessWidth.BITS_16, ByteOrder.LITTLE_ENDIAN,
                    on ? before | BUS_MASTER : before & ~BUS_MASTER);
        } catch (MemoryAccessException refused) {
            throw new BackendException(Reason.FAILED, attempt + " of " + lease.address(), refused.getMessage(), "",
                    refused);
        }
    }

    private long command(String attempt) throws BackendException {
        try {
            return lease.config().read(COMMAND, AccessWidth.BITS_16, ByteOrder.LITTLE_ENDIAN);
        } catch (MemoryAccessException refused) {
            throw new BackendException(Reason.FAILED, attempt + " of " + lease.address(), refused.getMessage(), "",
                    refused);
        }
    }

    @Override
    public Registration listen(Consumer<List<InterruptCount>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell() {
        List<InterruptCount> now = counts();
        listeners.forEach(listener -> listener.accept(now));
        changed.run();
    }

    @Override
    public void close() {
        synchronized (turn) {
            if (closed) {
                return;
            }
            closed = true;
            if (enabled) {
                enabled = false;
                connected.close();
            }
        }
        taken.close();
        listeners.clear();
        lease.close();
        whenClosed.run();
    }
}
