// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionSource;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.Route;
import org.barscope.core.memory.Route.Refusal;
import org.barscope.core.memory.Span;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Protection;

/**
 * Opens {@code dmabuf:INODE} and {@code dmabuf:PID/FD}: a buffer that Barscope holds, or a copy of another process's
 * descriptor. Memory is readable at once; registers, which is what VFIO exports, only after asking.
 */
final class DmabufRegions implements RegionSource {

    private static final String DMABUF = "dmabuf";
    private static final String MMAP = "mmap";

    private final HeldDmabufs held;
    private final ForeignDmabufs foreign;
    private final ExportingDevices devices;

    DmabufRegions(HeldDmabufs held, ForeignDmabufs foreign, ExportingDevices devices) {
        this.devices = devices;
        this.held = held;
        this.foreign = foreign;
    }

    /** A buffer about to be opened. */
    private record Source(FileDescriptor descriptor, DmabufRecord record, String whose,
            Optional<ExportingDevices.Lease> lease, Optional<List<Span>> parts) {

        void close() {
            descriptor.close();
            lease.ifPresent(ExportingDevices.Lease::close);
        }
    }

    @Override
    public Set<String> schemes() {
        return Set.of(DmabufRecord.SCHEME);
    }

    @Override
    public MemoryRegion open(RegionUri uri, OpenOptions options) throws BackendException {
        String attempt = "open " + uri;
        requireRoute(attempt, options);
        Source source = source(attempt, uri);
        try {
            return open(attempt, uri, options, source);
        } catch (IOException unreadable) {
            source.close();
            throw new BackendException(Reason.FAILED, attempt, unreadable.getMessage(), "", unreadable);
        } catch (BackendException | RuntimeException | Error failed) {
            source.close();
            throw failed;
        }
    }

    private static void requireRoute(String attempt, OpenOptions options) throws BackendException {
        if (options.route().filter(id -> !id.equals(DMABUF) && !id.equals(MMAP)).isPresent()) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "there is no route '" + options.route().get()
                    + "' to it", "its routes are " + DMABUF + " and, for a BAR that is exported here, " + MMAP);
        }
    }

    private Source source(String attempt, RegionUri uri) throws BackendException {
        Optional<KernelDmabuf> ours = held.find(uri);
        if (ours.isPresent()) {
            return ofOurs(attempt, uri, ours.get());
        }
        ForeignDmabufs.Copy copy = foreign.copy(attempt, uri);
        return new Source(copy.descriptor(), copy.record(), " of process " + copy.from().pid()
                + (copy.from().command().isEmpty() ? "" : " (" + copy.from().command() + ")"), Optional.empty(),
                Optional.empty());
    }

    /** A view of a BAR holds the device itself: a mapping of it would outlast the export, and keep its group busy. */
    private Source ofOurs(String attempt, RegionUri uri, KernelDmabuf ours) throws BackendException {
        if (ours.record().status().state() == RegionState.LOST) {
            throw new BackendException(Reason.REFUSED, attempt, "it is dead for good: " + ours.record().status()
                    .reason(), "export it again");
        }
        Optional<ExportingDevices.Lease> lease = ours.export().isEmpty() ? Optional.empty()
                : Optional.of(devices.open(attempt, ours.export().get().device(), false));
        try {
            return new Source(ours.descriptor().duplicate("DMABUF " + uri.address()), ours.record(), "", lease,
                    ours.parts());
        } catch (ErrnoException closedMeanwhile) {
            lease.ifPresent(ExportingDevices.Lease::close);
            throw new BackendException(Reason.NOT_FOUND, attempt, "it has just been closed", "", closedMeanwhile);
        }
    }

    private MemoryRegion open(String attempt, RegionUri uri, OpenOptions options, Source source)
            throws BackendException, IOException {
        DmabufRecord record = source.record();
        boolean registers = record.exporter().equals(DmabufScanner.VFIO_EXPORTER);
        Protection protection = options.writable() ? Protection.READ_WRITE : Protection.READ_ONLY;
        List<Refusal> refused = new ArrayList<>();
        List<Span> forbidden = forbidden(source);
        boolean throughDevice = options.route().filter(MMAP::equals).isPresent();
        DmabufBytes bytes = null;
        if (!throughDevice) {
            try {
                bytes = new DmabufBytes(List.of(Mapping.map(source.descriptor(), 0, record.size(), protection,
                        registers ? MemoryKind.DEVICE : MemoryKind.MEMORY, uri.toString())));
            } catch (ErrnoException refusal) {
                refused.add(new Refusal(DMABUF, MapRefusals.explain(refusal)));
                if (source.lease().isEmpty() || options.route().isPresent()) {
                    throw unmappable(attempt, record, refusal);
                }
                throughDevice = true;
            }
        }
        Route route = new Route(DMABUF, "mmap of the DMABUF" + source.whose(), refused);
        if (throughDevice) {
            bytes = mapThroughDevice(attempt, uri, source, protection);
            route = new Route(MMAP, "mmap of the VFIO device that it is exported from", refused);
        }
        AccessMap access = !registers ? AccessMap.safe(AccessWidth.W8) : source.lease().isPresent()
                ? source.lease().get().rules(record.bar().getAsInt()) : AccessMap.ask(AccessWidth.W32,
                        "it is a part of a device, and reading some of its registers may change it");
        RegionInfo info = new RegionInfo(uri, registers ? RegionKind.MMIO : RegionKind.MEMORY, record.size(),
                ByteOrder.LITTLE_ENDIAN, options.writable(), OptionalLong.empty(), access.with(forbidden.stream()
                        .map(span -> new AccessRule(span.offset(), span.length(), AccessWidth.W32, ReadPolicy.GUARDED,
                                DmabufRegion.MSIX)).toList()), route);
        return new DmabufRegion(info, bytes, source.descriptor(), source.lease(), record.bar().orElse(0), forbidden);
    }

    /** Which parts of the buffer show what must not be touched through a mapping. */
    private static List<Span> forbidden(Source source) throws IOException {
        if (source.lease().isEmpty() || source.parts().isEmpty()) {
            return List.of();
        }
        List<Span> found = new ArrayList<>();
        long start = 0;
        for (Span part : source.parts().get()) {
            for (Span span : source.lease().get().forbidden(source.record().bar().getAsInt())) {
                long from = Math.max(span.offset(), part.offset());
                long to = Math.min(span.end(), part.end());
                if (from < to) {
                    found.add(new Span(start + from - part.offset(), to - from));
                }
            }
            start += part.length();
        }
        return found;
    }

    private static BackendException unmappable(String attempt, DmabufRecord record, ErrnoException refused) {
        boolean bar = record.exporter().equals(DmabufScanner.VFIO_EXPORTER);
        String why = "exporter '" + record.exporter() + "': " + MapRefusals.explain(refused);
        return switch (refused.errno()) {
            case EINVAL -> new BackendException(Reason.REFUSED, attempt, why, bar ? "this kernel cannot map DMABUFs "
                    + "of VFIO: open the BAR itself in the process that has the device" : "only devices can reach it",
                    refused);
            case EACCES -> new BackendException(Reason.REFUSED, attempt, why, "open it for reading", refused);
            case ENODEV -> new BackendException(Reason.REFUSED, attempt, why,
                    "try again when its device is back", refused);
            default -> new BackendException(refused.errno() == Errno.EPERM ? Reason.REFUSED : Reason.FAILED, attempt,
                    why, "", refused);
        };
    }

    private static DmabufBytes mapThroughDevice(String attempt, RegionUri uri, Source source, Protection protection)
            throws BackendException {
        if (source.lease().isEmpty() || source.parts().isEmpty()) {
            throw new BackendException(Reason.REFUSED, attempt, "the device behind it is not open here",
                    "leave the route open");
        }
        List<Mapping> mappings = new ArrayList<>();
        try {
            for (Span part : source.parts().get()) {
                mappings.add(source.lease().get().map(source.record().bar().getAsInt(), part, protection,
                        uri.toString()));
            }
            return new DmabufBytes(mappings);
        } catch (IOException refused) {
            mappings.forEach(Mapping::close);
            throw new BackendException(Reason.REFUSED, attempt, "neither the DMABUF nor the device it is exported from "
                    + "can be mapped: " + refused.getMessage(), "", refused);
        }
    }
}
