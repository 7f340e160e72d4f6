// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.barscope.backend.linux.discovery.PciScanner;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.backend.linux.vfio.VfioDevices;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionSource;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.dmabuf.AddressSpaces;
import org.barscope.core.dmabuf.BarExport;
import org.barscope.core.dmabuf.DmabufListing;
import org.barscope.core.dmabuf.DmabufReceiver;
import org.barscope.core.dmabuf.DmabufServer;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.DmabufSource;
import org.barscope.core.dmabuf.ExportCheck;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.dmabuf.HeldDmabuf.Origin;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.dmabuf.DmaBufs;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.uapi.vfio.DmaRange;

/** The DMABUFs of this computer. */
public final class LinuxDmabufs implements DmabufService, RegionSource, AutoCloseable {

    private final ExportingDevices devices;
    private final DmabufScanner scanner;
    private final MemorySources sources;
    private final HeldDmabufs held = new HeldDmabufs();
    private final ForeignDmabufs foreign;
    private final DmabufRegions regions;
    private final DmabufWatch watch;
    private final IommuSpaces spaces;

    /**
     * @param root    where the kernel's file systems are
     * @param scanner finds devices
     * @param vfio    the devices that are open through VFIO
     * @param changed told all DMABUFs after each change of one while somebody {@linkplain #watch watches}, on a thread
     *                of this; must return soon
     */
    public LinuxDmabufs(SystemRoot root, PciScanner scanner, VfioDevices vfio, Consumer<List<DmabufRecord>> changed) {
        this(root, new VfioExports(root, scanner, vfio), changed);
    }

    LinuxDmabufs(SystemRoot root, ExportingDevices devices, Consumer<List<DmabufRecord>> changed) {
        this.devices = devices;
        this.scanner = new DmabufScanner(root);
        this.sources = new MemorySources(root);
        this.foreign = new ForeignDmabufs(root, scanner);
        this.regions = new DmabufRegions(held, foreign, devices);
        this.watch = new DmabufWatch(scanner, held::enrich, DmabufWatch.INTERVAL, changed);
        this.spaces = new IommuSpaces(root, devices, new IommuSpaces.Buffers() {
            @Override
            public Optional<KernelDmabuf> find(RegionUri uri) {
                return held.find(uri);
            }

            @Override
            public KernelDmabuf hold(RegionUri uri) throws BackendException {
                return LinuxDmabufs.this.hold(uri);
            }
        });
        held.whenChanged(watch::soon);
    }

    /** Those there are now, for a whole look at the machine; what changes after it is told to {@link #watch}ers. */
    public List<DmabufRecord> discover() {
        // Quick, because every command that needs devices looks at the whole machine.
        List<DmabufRecord> now = held.enrich(scanner.scan(false).dmabufs());
        watch.assume(now);
        return now;
    }

    /**
     * To be told when a device that is open here was reset: that revokes for a moment all that was exported of it, and
     * cuts off for good what other devices had mapped.
     */
    public void deviceWasReset(PciAddress device) {
        if (devices instanceof VfioExports vfio) {
            vfio.wasReset(device);
        }
    }

    /** Looks for changes until the registration is closed. */
    public Registration watch() {
        return watch.begin();
    }

    @Override
    public Set<String> schemes() {
        return regions.schemes();
    }

    /** What a buffer is a part of shares the device's thread. */
    @Override
    public String device(RegionUri uri) {
        return held.find(uri).flatMap(KernelDmabuf::export).map(wish -> "pci:" + wish.device()).orElse(uri.device());
    }

    @Override
    public MemoryRegion open(RegionUri uri, OpenOptions options) throws BackendException {
        return regions.open(uri, options);
    }

    @Override
    public int pageSize() {
        return HostSystem.pageSize();
    }

    @Override
    public DmabufListing list() {
        DmabufListing seen = scanner.scan(true);
        return new DmabufListing(held.enrich(seen.dmabufs()), seen.problems());
    }

    @Override
    public List<DmabufSource> sources() {
        return sources.all();
    }

    @Override
    public HeldDmabuf create(String source, long size, String name) throws BackendException {
        String attempt = "make a DMABUF of " + size + " bytes from " + source;
        requireName(attempt, name);
        FileDescriptor descriptor = sources.allocate(attempt, source, size, name);
        return hold(attempt, descriptor, Origin.CREATED, name, Optional.empty(), Optional.empty());
    }

    private static void requireName(String attempt, String name) throws BackendException {
        Optional<ExportCheck.Problem> problem = ExportCheck.nameProblem(name);
        if (problem.isPresent()) {
            throw new BackendException(Reason.USAGE, attempt, problem.get().why(), problem.get().remedy());
        }
    }

    /** Names a fresh buffer and holds it; closes it, and the lease, when that fails. */
    private KernelDmabuf hold(String attempt, FileDescriptor descriptor, Origin origin, String name,
            Optional<BarExport> export, Optional<ExportingDevices.Lease> lease) throws BackendException {
        try {
            if (!name.isEmpty()) {
                DmaBufs.setName(descriptor, name);
            }
            DmabufRecord record = KernelDmabuf.identify(descriptor).orElseThrow(() -> new IOException(
                    "the kernel does not say what it made"));
            if (export.isPresent()) {
                List<Span> parts = export.get().ranges().isEmpty() ? List.of(new Span(0, record.size()))
                        : export.get().ranges();
                record = record.from(export.get().device(), export.get().bar(), parts);
            }
            return KernelDmabuf.hold(descriptor, origin, record, export, lease, scanner, held);
        } catch (IOException refused) {
            descriptor.close();
            lease.ifPresent(ExportingDevices.Lease::close);
            throw new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
        }
    }

    @Override
    public HeldDmabuf export(BarExport wish, boolean acceptReset) throws BackendException {
        String attempt = "export bar" + wish.bar() + " of " + wish.device();
        PciDeviceRecord device = devices.device(attempt, wish.device());
        BarRecord bar = new ExportCheck(pageSize()).require(attempt, device, wish);
        ExportingDevices.Lease lease = devices.open(attempt, wish.device(), acceptReset);
        FileDescriptor descriptor;
        try {
            List<Span> parts = wish.ranges().isEmpty() ? List.of(new Span(0, bar.size())) : wish.ranges();
            descriptor = lease.export(wish.bar(), EnumSet.of(wish.writable() ? OpenFlag.READ_WRITE
                    : OpenFlag.READ_ONLY), parts.stream().map(p -> new DmaRange(p.offset(), p.length())).toList(),
                    "DMABUF of " + wish.device() + "/" + bar.regionName());
        } catch (ErrnoException refused) {
            lease.close();
            throw ExportRefusals.explain(attempt, device, wish.bar(), refused);
        } catch (RuntimeException | Error bug) {
            lease.close();
            throw bug;
        }
        return hold(attempt, descriptor, Origin.EXPORTED, wish.name(), Optional.of(wish), Optional.of(lease));
    }

    @Override
    public KernelDmabuf hold(RegionUri dmabuf) throws BackendException {
        String attempt = "hold " + dmabuf;
        Optional<KernelDmabuf> known = held.find(dmabuf);
        if (known.isPresent()) {
            return known.get();
        }
        ForeignDmabufs.Copy copy = foreign.copy(attempt, dmabuf);
        Optional<KernelDmabuf> same = held.find(copy.record().inode());
        if (same.isPresent()) {
            copy.descriptor().close();
            return same.get();
        }
        try {
            return KernelDmabuf.hold(copy.descriptor(), Origin.COPIED, copy.record(), Optional.empty(),
                    Optional.empty(), scanner, held);
        } catch (ErrnoException closed) {
            throw new BackendException(Reason.FAILED, attempt, closed.getMessage(), "", closed);
        }
    }

    @Override
    public List<HeldDmabuf> held() {
        return held.all();
    }

    @Override
    public Registration listenHeld(Consumer<List<HeldDmabuf>> listener) {
        return held.listen(listener);
    }

    @Override
    public DmabufReceiver receive(Path socket) throws BackendException {
        return SocketReceiver.listen(socket, scanner, held);
    }

    @Override
    public DmabufServer serve(HeldDmabuf dmabuf, Path socket) throws BackendException {
        KernelDmabuf ours = held.find(dmabuf.record().inode()).orElseThrow(() -> new BackendException(
                Reason.NOT_FOUND, "serve " + dmabuf.uri() + " on " + socket, "it is closed", ""));
        return SocketServer.start(ours, socket);
    }

    @Override
    public Optional<AddressSpaces> addressSpaces() {
        return Optional.of(spaces);
    }

    /** Ends watching and closes all that is held. */
    @Override
    public void close() {
        watch.close();
        spaces.close();
        held.close();
    }
}
