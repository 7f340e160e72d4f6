// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.barscope.backend.linux.region.AccessErrors;
import org.barscope.backend.linux.vfio.RegionRoutes.Window;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessException.Kind;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.StatusCell;
import org.barscope.linux.memory.MappedAccess;
import org.barscope.linux.memory.MemoryAccessException;
import org.barscope.linux.memory.UnitAccess;

/**
 * A region of an open VFIO device: mapped in part or as a whole, and by pread where it is not. A fault of a mapping, or
 * {@code EIO} of a pread, means that the device cannot answer at present; the device is asked why in configuration
 * space, and the region is tried again at the next access.
 */
final class VfioRegion implements MemoryRegion {

    /** One mapped part. */
    private record Part(Span span, MappedAccess access) {
    }

    private final RegionInfo info;
    private final UnitAccess whole;
    private final AccessWidth widest;
    private final List<Part> parts;
    private final List<Window> windows;
    private final Optional<Span> msix;
    private final Supplier<RegionStatus> check;
    private final DeviceLease lease;
    private final Registration taken;
    private final StatusCell status = new StatusCell();
    /** The last check found the device unable to answer: it is asked before the next access, which might not fault. */
    private volatile boolean silent;

    /**
     * @param whole   reaches all of the region by pread
     * @param widest  the widest access that is one on the bus
     * @param windows the mapped parts, owned by the region
     * @param msix    the MSI-X table, which is never touched
     * @param check   asks the device, but not through this region, whether it can answer
     * @param lease   keeps the device open, owned by the region
     */
    VfioRegion(RegionInfo info, UnitAccess whole, AccessWidth widest, List<Window> windows, Optional<Span> msix,
            Supplier<RegionStatus> check, DeviceLease lease) {
        this.info = info;
        this.whole = whole;
        this.widest = widest;
        this.windows = windows;
        this.parts = windows.stream().map(w -> new Part(new Span(w.offset(), w.mapping().length()),
                w.mapping().access())).toList();
        this.msix = msix;
        this.check = check;
        this.lease = lease;
        this.taken = lease.whenTaken(this::taken);
    }

    private void taken(String why) {
        status.lost(why);
        unmap();
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
        UnitAccess access = prepare("read", offset, width);
        try {
            long value = access.read(offset - base(offset), linux(width), ByteOrder.LITTLE_ENDIAN);
            status.live();
            return value;
        } catch (MemoryAccessException problem) {
            throw failed("read", offset, problem);
        }
    }

    @Override
    public void write(long offset, AccessWidth width, long value) throws AccessException {
        if (!info.writable()) {
            throw new AccessException(Kind.NOT_WRITABLE, offset, "cannot write " + info.uri()
                    + ": it was opened for reading");
        }
        UnitAccess access = prepare("write", offset, width);
        try {
            access.write(offset - base(offset), linux(width), ByteOrder.LITTLE_ENDIAN, value);
            status.live();
        } catch (MemoryAccessException problem) {
            throw failed("write", offset, problem);
        }
    }

    private static org.barscope.linux.memory.AccessWidth linux(AccessWidth width) {
        return org.barscope.linux.memory.AccessWidth.ofBytes(width.bytes());
    }

    /** Makes sure that the access may be made, and finds what makes it. */
    private UnitAccess prepare(String verb, long offset, AccessWidth width) throws AccessException {
        requireUsable(verb, offset);
        if (width.compareTo(widest) > 0) {
            throw new AccessException(Kind.WIDTH, offset, "cannot " + verb + " " + info.uri() + " with " + width.bits()
                    + " bits: the bus has accesses of at most " + widest.bits() + " bits there");
        }
        if (msix.isPresent() && offset < msix.get().end() && offset + width.bytes() > msix.get().offset()) {
            throw new AccessException(Kind.IO, offset, "cannot " + verb + " " + info.uri() + " at 0x"
                    + Long.toHexString(offset) + ": " + VfioRegions.MSIX_WHY);
        }
        if (silent && !checkPresence().live()) {
            requireUsable(verb, offset);
            throw new AccessException(Kind.FAULTED, offset, "cannot " + verb + " " + info.uri() + ": "
                    + status.get().reason());
        }
        return part(offset).<UnitAccess>map(Part::access).orElse(whole);
    }

    private Optional<Part> part(long offset) {
        for (Part part : parts) {
            if (offset >= part.span().offset() && offset < part.span().end()) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    private long base(long offset) {
        return part(offset).map(part -> part.span().offset()).orElse(0L);
    }

    private AccessException failed(String verb, long offset, MemoryAccessException problem) {
        try {
            // Closed or taken by another thread in the middle of it: that says more than the descriptor's own error.
            requireUsable(verb, offset);
        } catch (AccessException unusable) {
            return unusable;
        }
        AccessException refused = AccessErrors.of(info.uri(), problem);
        boolean fault = refused.kind() == Kind.FAULTED;
        if (!fault && refused.kind() != Kind.IO) {
            return refused;
        }
        RegionStatus now = checkPresence();
        if (now.state() == RegionState.LOST) {
            return new AccessException(Kind.LOST, offset, "cannot " + verb + " " + info.uri() + ": " + now.reason());
        }
        if (!now.live()) {
            return new AccessException(Kind.FAULTED, offset, "cannot " + verb + " " + info.uri() + ": "
                    + now.reason(), problem);
        }
        if (fault) {
            status.revoked("the kernel has taken the mapping away");
        }
        return refused;
    }

    private void requireUsable(String verb, long offset) throws AccessException {
        RegionStatus now = status.get();
        switch (now.state()) {
            case LOST -> throw new AccessException(Kind.LOST, offset, "cannot " + verb + " " + info.uri() + ": "
                    + now.reason());
            case CLOSED -> throw new AccessException(Kind.CLOSED, offset, "cannot " + verb + " " + info.uri()
                    + ": it is closed");
            case LIVE, REVOKED -> {
                // A revoked region is asked again: it may have come back.
            }
        }
    }

    @Override
    public int readBlock(long offset, byte[] target, int from, int length) throws AccessException {
        throw new AccessException(Kind.WIDTH, offset, "cannot copy from " + info.uri()
                + ": registers are read one access at a time");
    }

    @Override
    public RegionStatus checkPresence() {
        RegionStatus before = status.get();
        if (before.state() == RegionState.CLOSED || before.state() == RegionState.LOST) {
            return before;
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

    private void unmap() {
        windows.forEach(window -> window.mapping().close());
    }

    @Override
    public void close() {
        if (status.close()) {
            taken.close();
            unmap();
            lease.close();
        }
    }
}
