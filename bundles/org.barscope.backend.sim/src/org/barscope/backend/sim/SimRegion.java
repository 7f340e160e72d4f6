// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.barscope.backend.sim.AccessCounts.Direction;
import org.barscope.backend.sim.device.RegionBehaviour;
import org.barscope.backend.sim.memory.DeviceMemory;
import org.barscope.backend.sim.memory.MappedView;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessException.Kind;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.StatusCell;
import org.barscope.linux.memory.MemoryFaultException;

/**
 * An open region of a simulated function: real accesses to a mapping of its own, with the device's behaviour around
 * each.
 *
 * <p>Unlike what {@link MemoryRegion} demands, it may be accessed from any thread, since the function's lock orders all
 * accesses. Status listeners are called under that lock.
 */
final class SimRegion implements MemoryRegion {

    private final SimFunction function;
    private final RegionInfo info;
    private final MappedView view;
    private final ReentrantLock lock;
    private final StatusCell status = new StatusCell();

    SimRegion(SimFunction function, RegionInfo info, MappedView view) {
        this.function = function;
        this.info = info;
        this.view = view;
        this.lock = function.lock();
    }

    String name() {
        return info.uri().region();
    }

    /** A reset gives the function new registers. */
    private RegionBehaviour behaviour() {
        return function.behaviour(name());
    }

    /** The device was taken from whoever has it open. */
    void taken(String reason) {
        status.lost(reason);
    }

    @Override
    public RegionInfo info() {
        return info;
    }

    @Override
    public RegionStatus status() {
        return status.get();
    }

    @Override
    public Registration listen(Consumer<RegionStatus> listener) {
        return status.listen(listener);
    }

    /** The function says how the region is now; under its lock. */
    void told(RegionStatus now) {
        if (now.live()) {
            status.live();
        } else {
            status.revoked(now.reason());
        }
    }

    @Override
    public long read(long offset, AccessWidth width) throws AccessException {
        check("read", offset, width);
        function.delay(status::closed, offset);
        lock.lock();
        try {
            if (!reachesDevice(offset, width, Direction.READ)) {
                return width.allOnes();
            }
            function.model().settle();
            DeviceMemory memory = function.memory(name());
            if (offset + width.bytes() <= memory.reach()) {
                behaviour().beforeRead(memory, offset, width.bytes());
            }
            long value = view.read(offset, width);
            behaviour().afterRead(memory, offset, width);
            status.live();
            return value;
        } catch (MemoryFaultException fault) {
            throw faulted("read " + width.bits() + " bits", offset, fault);
        } catch (IOException failed) {
            throw new AccessException(Kind.IO, offset, at("read", offset) + ": " + failed.getMessage(), failed);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(long offset, AccessWidth width, long value) throws AccessException {
        check("write", offset, width);
        if ((value & ~width.allOnes()) != 0) {
            throw new IllegalArgumentException("0x" + Long.toHexString(value) + " does not fit into " + width.bits()
                    + " bits");
        }
        if (!info.writable()) {
            throw new AccessException(Kind.NOT_WRITABLE, offset, at("write", offset) + ": it is open read-only");
        }
        function.delay(status::closed, offset);
        lock.lock();
        try {
            if (!reachesDevice(offset, width, Direction.WRITE)) {
                return;
            }
            function.model().settle();
            DeviceMemory memory = function.memory(name());
            view.write(offset, width, value);
            status.live();
            behaviour().afterWrite(memory, offset, width, value);
        } catch (MemoryFaultException fault) {
            throw faulted("write " + width.bits() + " bits", offset, fault);
        } catch (IOException failed) {
            throw new AccessException(Kind.IO, offset, at("write", offset) + ": " + failed.getMessage(), failed);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int readBlock(long offset, byte[] target, int from, int length) throws AccessException {
        if (info.kind() != RegionKind.MEMORY) {
            throw new AccessException(Kind.WIDTH, offset, at("copy", offset)
                    + ": it holds registers, which are read one at a time");
        }
        checkRange("copy", offset, length);
        function.delay(status::closed, offset);
        lock.lock();
        try {
            checkOpen(offset);
            function.counts().block(info.uri(), offset, length);
            if (!function.present()) {
                // All ones would be good data here, so nobody above could tell; a copy therefore looks for itself.
                lost();
                checkOpen(offset);
            }
            function.model().settle();
            behaviour().beforeRead(function.memory(name()), offset, length);
            int copied = view.copyOut(offset, target, from, length);
            status.live();
            return copied;
        } catch (MemoryFaultException fault) {
            throw faulted("copy", offset, fault);
        } catch (IOException failed) {
            throw new AccessException(Kind.IO, offset, at("copy", offset) + ": " + failed.getMessage(), failed);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public RegionStatus checkPresence() {
        lock.lock();
        try {
            if (!status.closed()) {
                function.counts().access(info.uri().sibling("config"), 0, AccessWidth.W16, Direction.READ);
                if (!function.present()) {
                    lost();
                }
            }
            return status.get();
        } finally {
            lock.unlock();
        }
    }

    private void lost() {
        status.lost("the device is gone: its vendor id reads as 0xffff");
    }

    /** Counts the access and says whether the device answers it. */
    private boolean reachesDevice(long offset, AccessWidth width, Direction direction) throws AccessException {
        checkOpen(offset);
        function.counts().access(info.uri(), offset, width, direction);
        return function.present() && behaviour().answers(offset, width);
    }

    private void checkOpen(long offset) throws AccessException {
        if (status.get().state() == RegionState.CLOSED) {
            throw new AccessException(Kind.CLOSED, offset, at("access", offset) + ": the region is closed");
        }
        if (status.get().state() == RegionState.LOST) {
            throw new AccessException(Kind.LOST, offset, at("access", offset) + ": " + status.get().reason());
        }
    }

    private void check(String verb, long offset, AccessWidth width) throws AccessException {
        checkRange(verb, offset, width.bytes());
        if (!width.aligned(offset)) {
            throw new AccessException(Kind.MISALIGNED, offset, at(verb, offset) + ": not a multiple of "
                    + width.bytes() + " bytes");
        }
        if (info.kind() == RegionKind.CONFIG && width == AccessWidth.W64) {
            throw new AccessException(Kind.WIDTH, offset, at(verb, offset)
                    + ": configuration space takes accesses of 8, 16 and 32 bits");
        }
    }

    private void checkRange(String verb, long offset, int length) throws AccessException {
        if (offset < 0 || offset > info.size() - length) {
            throw new AccessException(Kind.OUT_OF_RANGE, offset, at(verb, offset) + ": the region has 0x"
                    + Long.toHexString(info.size()) + " bytes");
        }
    }

    private AccessException faulted(String what, long offset, MemoryFaultException fault) {
        RegionStatus whole = function.faulted(name());
        if (!whole.live()) {
            status.revoked(whole.reason());
        }
        return new AccessException(Kind.FAULTED, offset, at(what, offset) + ": the mapping faulted (SIGBUS): "
                + function.withdrawal(name()).reason(), fault);
    }

    private String at(String verb, long offset) {
        return verb + " at 0x" + Long.toHexString(offset) + " of " + info.uri();
    }

    @Override
    public void close() {
        if (!status.close()) {
            return;
        }
        function.slowAccessesGiveUp();
        lock.lock();
        try {
            view.close();
            function.closed(this);
        } finally {
            lock.unlock();
        }
    }
}
