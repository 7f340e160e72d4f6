// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.region;

import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessException.Kind;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.StatusCell;
import org.barscope.linux.memory.MemoryAccessException;
import org.barscope.linux.memory.UnitAccess;

/**
 * A region behind a file of sysfs, opened for reading: configuration space, or a BAR. PCI is little-endian.
 */
final class SysfsRegion implements MemoryRegion {

    private final RegionInfo info;
    private final UnitAccess access;
    private final AccessWidth widest;
    private final Supplier<RegionStatus> check;
    private final AutoCloseable resource;
    private final StatusCell status = new StatusCell();
    /** The last check found the device unable to answer: it is asked before the next read, which would give ones. */
    private volatile boolean silent;

    /**
     * @param access   reads one unit; the offset 0 is the region's
     * @param widest   the widest access that is one on the bus: configuration space and I/O ports have none of 64 bits
     * @param check    asks the device, but not through this region, whether it can answer
     * @param resource what closing must free
     */
    SysfsRegion(RegionInfo info, UnitAccess access, AccessWidth widest, Supplier<RegionStatus> check,
            AutoCloseable resource) {
        this.info = info;
        this.access = access;
        this.widest = widest;
        this.check = check;
        this.resource = resource;
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
    public long read(long offset, AccessWidth width) throws AccessException {
        requireUsable(offset);
        if (width.compareTo(widest) > 0) {
            throw new AccessException(Kind.WIDTH, offset, "cannot read " + info.uri() + " with " + width.bits()
                    + " bits: the bus has accesses of at most " + widest.bits() + " bits there");
        }
        if (silent && !checkPresence().live()) {
            requireUsable(offset);
            throw new AccessException(Kind.FAULTED, offset, "cannot read " + info.uri() + ": "
                    + status.get().reason());
        }
        try {
            long value = access.read(offset, org.barscope.linux.memory.AccessWidth.ofBytes(width.bytes()),
                    ByteOrder.LITTLE_ENDIAN);
            status.live();
            return value;
        } catch (MemoryAccessException problem) {
            // Closed by another thread in the middle of it: the descriptor's own error says less.
            requireUsable(offset);
            AccessException refused = AccessErrors.of(info.uri(), problem);
            boolean fault = refused.kind() == Kind.FAULTED;
            if ((fault || refused.kind() == Kind.IO) && checkPresence().live() && fault) {
                status.revoked("the kernel has taken the mapping away");
            }
            throw refused;
        }
    }

    private void requireUsable(long offset) throws AccessException {
        switch (status.get().state()) {
            case LOST -> throw new AccessException(Kind.LOST, offset, "cannot read " + info.uri()
                    + ": the device is gone");
            case CLOSED -> throw new AccessException(Kind.CLOSED, offset, "cannot read " + info.uri()
                    + ": it is closed");
            case LIVE, REVOKED -> {
                // A revoked region is asked again: it may have come back.
            }
        }
    }

    @Override
    public void write(long offset, AccessWidth width, long value) throws AccessException {
        throw new AccessException(Kind.NOT_WRITABLE, offset, "cannot write " + info.uri()
                + ": a device is written through VFIO, sysfs is for looking");
    }

    @Override
    public int readBlock(long offset, byte[] target, int from, int length) throws AccessException {
        throw new AccessException(Kind.WIDTH, offset, "cannot copy from " + info.uri()
                + ": registers are read one access at a time");
    }

    @Override
    public RegionStatus checkPresence() {
        if (status.get().state() == RegionState.CLOSED) {
            return status.get();
        }
        RegionStatus now = check.get();
        switch (now.state()) {
            case LIVE -> {
                // Only what the check itself has revoked: a mapping may be gone though the device is well.
                if (silent) {
                    silent = false;
                    status.live();
                }
            }
            case REVOKED -> {
                silent = true;
                status.revoked(now.reason());
            }
            case LOST, CLOSED -> status.lost(now.reason());
        }
        return status.get();
    }

    @Override
    public Registration listen(Consumer<RegionStatus> listener) {
        return status.listen(listener);
    }

    @Override
    public void close() {
        if (!status.close()) {
            return;
        }
        try {
            resource.close();
        } catch (RuntimeException bug) {
            throw bug;
        } catch (Exception problem) {
            throw new IllegalStateException("closing " + info.uri() + " failed", problem);
        }
    }
}
