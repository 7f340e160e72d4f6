// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.backend.linux.region.AccessErrors;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessException.Kind;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.StatusCell;
import org.barscope.linux.dmabuf.CpuAccess;
import org.barscope.linux.dmabuf.SyncDirection;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.memory.MemoryAccessException;
import org.barscope.linux.memory.MemoryFaultException;

/**
 * The memory of a DMABUF, mapped. Plain memory is bracketed with {@code DMA_BUF_IOCTL_SYNC}, each unit and block of
 * its own, so that caches are right and nobody else is kept out longer than that; registers are not.
 */
final class DmabufRegion implements MemoryRegion {

    private static final System.Logger LOG = System.getLogger(DmabufRegion.class.getName());

    /** Why some pages of an exported BAR are never touched. */
    static final String MSIX = "this page holds the MSI-X table or its pending bits, which are not reached through a "
            + "mapping";

    private final RegionInfo info;
    private final DmabufBytes bytes;
    private final FileDescriptor descriptor;
    private final Optional<ExportingDevices.Lease> lease;
    private final int bar;
    private final List<Span> forbidden;
    private final Registration deviceNews;
    private final StatusCell status = new StatusCell();
    /** Whether a bracket is open around what is being read; of the device's thread. */
    private boolean bracketOpen;

    /**
     * Takes ownership of bytes, descriptor and lease.
     *
     * @param lease     a hold on the device whose BAR it is, when it is exported here
     * @param bar       the index of that BAR
     * @param forbidden parts of the buffer that must not be touched: they hold the MSI-X table
     */
    DmabufRegion(RegionInfo info, DmabufBytes bytes, FileDescriptor descriptor,
            Optional<ExportingDevices.Lease> lease, int bar, List<Span> forbidden) {
        this.info = info;
        this.bytes = bytes;
        this.descriptor = descriptor;
        this.lease = lease;
        this.bar = bar;
        this.forbidden = List.copyOf(forbidden);
        this.deviceNews = lease.map(device -> device.listen(this::deviceSays)).orElse(() -> { });
    }

    private void deviceSays(RegionStatus news) {
        // That it is back is believed when an access succeeds.
        if (news.state() == RegionState.LOST) {
            status.lost(news.reason());
            // A mapping through the device would keep it, and with it the group, busy.
            bytes.close();
        } else if (news.state() == RegionState.REVOKED) {
            status.revoked(news.reason());
        }
    }

    @Override
    public RegionInfo info() {
        return info;
    }

    @Override
    public RegionStatus status() {
        return status.get();
    }

    private boolean isMemory() {
        return info.kind() == RegionKind.MEMORY;
    }

    /** Something to do with the bytes. */
    private interface Step<T> {
        T run() throws MemoryAccessException;
    }

    private <T> T bracketed(String verb, long offset, SyncDirection direction, Step<T> step) throws AccessException {
        requireUsable(verb, offset);
        try {
            T result;
            if (isMemory() && !bracketOpen) {
                try (CpuAccess bracket = CpuAccess.begin(descriptor, direction)) {
                    result = step.run();
                }
            } else {
                result = step.run();
            }
            status.live();
            return result;
        } catch (ErrnoException refused) {
            requireUsable(verb, offset);
            throw new AccessException(Kind.IO, offset, cannot(verb, offset) + "the exporter refuses access by the "
                    + "processor, " + refused.errno().symbol() + " (" + refused.errno().message() + ")", refused);
        } catch (MemoryAccessException problem) {
            requireUsable(verb, offset);
            if (problem instanceof MemoryFaultException) {
                revoked();
                throw new AccessException(Kind.FAULTED, offset, cannot(verb, offset) + status.get().reason(), problem);
            }
            throw AccessErrors.of(info.uri(), problem);
        }
    }

    private void revoked() {
        RegionStatus device = lease.map(open -> open.status(bar)).orElse(RegionStatus.LIVE);
        if (device.state() == RegionState.LOST) {
            status.lost(device.reason());
        } else {
            status.revoked(!device.live() ? device.reason() : isMemory() ? "the memory behind it was taken away"
                    : "the exporting device has it revoked: a reset, low power, memory decoding off, or closed");
        }
    }

    private String cannot(String verb, long offset) {
        return "cannot " + verb + " " + info.uri() + " at offset 0x" + Long.toHexString(offset) + ": ";
    }

    private void requireUsable(String verb, long offset) throws AccessException {
        switch (status.get().state()) {
            case LOST -> throw new AccessException(Kind.LOST, offset, cannot(verb, offset) + status.get().reason());
            case CLOSED -> throw new AccessException(Kind.CLOSED, offset, cannot(verb, offset) + "it is closed");
            case LIVE, REVOKED -> {
                // A revoked one is tried again: it may have come back.
            }
        }
    }

    private void requireAllowed(String verb, long offset, AccessWidth width) throws AccessException {
        if (forbidden.stream().anyMatch(span -> offset < span.end() && offset + width.bytes() > span.offset())) {
            throw new AccessException(Kind.IO, offset, cannot(verb, offset) + MSIX);
        }
    }

    private void requireInside(String verb, long offset, int length) throws AccessException {
        if (offset < 0 || length < 0 || offset > info.size() - length) {
            throw new AccessException(Kind.OUT_OF_RANGE, offset, "cannot " + verb + " " + length + " bytes of "
                    + info.uri() + " at offset " + (offset < 0 ? Long.toString(offset)
                            : "0x" + Long.toHexString(offset)) + ": it ends at 0x" + Long.toHexString(info.size()));
        }
    }

    private static org.barscope.linux.memory.AccessWidth unit(AccessWidth width) {
        return org.barscope.linux.memory.AccessWidth.ofBytes(width.bytes());
    }

    @Override
    public long read(long offset, AccessWidth width) throws AccessException {
        requireInside("read", offset, width.bytes());
        requireAllowed("read", offset, width);
        return bracketed("read", offset, SyncDirection.READ, () -> bytes.read(offset, unit(width)));
    }

    @Override
    public void write(long offset, AccessWidth width, long value) throws AccessException {
        requireInside("write", offset, width.bytes());
        requireAllowed("write", offset, width);
        requireWritable(offset);
        bracketed("write", offset, SyncDirection.WRITE, () -> {
            bytes.write(offset, unit(width), value);
            return null;
        });
    }

    private void requireWritable(long offset) throws AccessException {
        if (!info.writable()) {
            throw new AccessException(Kind.NOT_WRITABLE, offset, "cannot write " + info.uri()
                    + ": it was opened for reading");
        }
    }

    private void requireMemory(String verb, long offset) throws AccessException {
        if (!isMemory()) {
            throw new AccessException(Kind.WIDTH, offset, "cannot " + verb + " many bytes of " + info.uri()
                    + " at once: registers take one access at a time");
        }
    }

    @Override
    public int readBlock(long offset, byte[] target, int from, int length) throws AccessException {
        requireMemory("read", offset);
        requireInside("read", offset, length);
        int[] good = {length};
        bracketed("read", offset, SyncDirection.READ, () -> {
            try {
                bytes.copyOut(offset, target, from, length);
            } catch (MemoryFaultException fault) {
                good[0] = (int) (fault.offset() - offset);
                if (good[0] == 0) {
                    throw fault;
                }
            }
            return null;
        });
        return good[0];
    }

    /** One bracket for all: the kernel may walk every page of the buffer for each. */
    @Override
    public void readBlocks(Runnable reads) {
        if (!isMemory() || status.get().state() == RegionState.LOST || status.get().state() == RegionState.CLOSED) {
            reads.run();
            return;
        }
        CpuAccess bracket;
        try {
            bracket = CpuAccess.begin(descriptor, SyncDirection.READ);
        } catch (ErrnoException refused) {
            LOG.log(System.Logger.Level.DEBUG, "each read will say for itself what is wrong", refused);
            reads.run();
            return;
        }
        bracketOpen = true;
        try {
            reads.run();
        } finally {
            bracketOpen = false;
            end(bracket);
        }
    }

    private void end(CpuAccess bracket) {
        try {
            bracket.close();
        } catch (ErrnoException refused) {
            // What was read is good all the same; the next access says what is wrong if it stays so.
            LOG.log(System.Logger.Level.WARNING, "cannot end reading " + info.uri(), refused);
        }
    }

    @Override
    public void writeBlock(long offset, byte[] source, int from, int length) throws AccessException {
        requireMemory("write", offset);
        requireInside("write", offset, length);
        requireWritable(offset);
        bracketed("write", offset, SyncDirection.WRITE, () -> {
            bytes.copyIn(offset, source, from, length);
            return null;
        });
    }

    @Override
    public RegionStatus checkPresence() {
        lease.map(open -> open.status(bar)).filter(device -> !device.live()).ifPresent(this::deviceSays);
        return status.get();
    }

    @Override
    public Registration listen(Consumer<RegionStatus> listener) {
        return status.listen(listener);
    }

    @Override
    public void close() {
        if (status.close()) {
            deviceNews.close();
            bytes.close();
            descriptor.close();
            lease.ifPresent(ExportingDevices.Lease::close);
        }
    }
}
