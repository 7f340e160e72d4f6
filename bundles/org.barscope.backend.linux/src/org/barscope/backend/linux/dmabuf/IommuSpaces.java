// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.barscope.backend.linux.dmabuf.ExportingDevices.Lease;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.dmabuf.AddressSpaces;
import org.barscope.core.dmabuf.IommuMapping;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.process.PidFd;
import org.barscope.linux.vfio.Iommufd;

/** DMABUFs in the address spaces that iommufd gives to devices opened as character devices. */
final class IommuSpaces implements AddressSpaces, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(IommuSpaces.class.getName());

    /** Gives buffers to map. */
    interface Buffers {
        /** One that is held already. */
        Optional<KernelDmabuf> find(RegionUri uri);

        /** One that is held from now on. */
        KernelDmabuf hold(RegionUri uri) throws BackendException;
    }

    /** A mapping and what keeps it. */
    private static final class Entry {
        private final Lease target;
        private final Lease.Space space;
        private final KernelDmabuf dmabuf;
        /** Keeps the exporting device open, whatever becomes of the buffer's descriptor: closing it would revoke. */
        private final Optional<Lease> exporter;
        private final List<Registration> news = new ArrayList<>();
        private IommuMapping mapping;
        /** False between an unmapping and a mapping anew that was refused. */
        private boolean inSpace = true;

        Entry(Lease target, Lease.Space space, KernelDmabuf dmabuf, Optional<Lease> exporter, IommuMapping mapping) {
            this.exporter = exporter;
            this.target = target;
            this.space = space;
            this.dmabuf = dmabuf;
            this.mapping = mapping;
        }

        void release() {
            news.forEach(Registration::close);
            target.close();
            exporter.ifPresent(Lease::close);
        }
    }

    private final SystemRoot root;
    private final ExportingDevices devices;
    private final Buffers buffers;
    private final List<Entry> entries = new ArrayList<>();
    private final MappingWatch watch = new MappingWatch(this::look);
    private final List<Consumer<List<IommuMapping>>> listeners = new CopyOnWriteArrayList<>();
    private int lastId;

    IommuSpaces(SystemRoot root, ExportingDevices devices, Buffers buffers) {
        this.root = root;
        this.devices = devices;
        this.buffers = buffers;
    }

    @Override
    public Optional<String> refusal() {
        Path node = root.dev().resolve("iommu");
        if (!Files.exists(node)) {
            return Optional.of("this kernel has no iommufd, " + node
                    + " is not there; it takes one with CONFIG_IOMMUFD and CONFIG_VFIO_DEVICE_CDEV");
        }
        return Files.isReadable(node) && Files.isWritable(node) ? Optional.empty()
                : Optional.of("this user may not open " + node + "; run as root");
    }

    @Override
    public synchronized List<IommuMapping> mappings() {
        return entries.stream().map(entry -> entry.mapping).toList();
    }

    @Override
    public IommuMapping map(IommuMapping.Wish wish, boolean acceptReset) throws BackendException {
        String attempt = "map " + wish.dmabuf() + " for " + wish.target();
        Optional<String> refusal = refusal();
        if (refusal.isPresent()) {
            String[] parts = refusal.get().split("; ", 2);
            throw new BackendException(Reason.REFUSED, attempt, parts[0], parts[1]);
        }
        Optional<KernelDmabuf> known = buffers.find(wish.dmabuf());
        KernelDmabuf dmabuf = known.isPresent() ? known.get() : buffers.hold(wish.dmabuf());
        boolean done = false;
        try {
            IommuMapping mapping = map(attempt, wish, dmabuf, acceptReset);
            done = true;
            return mapping;
        } finally {
            if (!done && known.isEmpty()) {
                dmabuf.close();
            }
        }
    }

    private IommuMapping map(String attempt, IommuMapping.Wish wish, KernelDmabuf dmabuf, boolean acceptReset)
            throws BackendException {
        long length = wish.length().orElse(dmabuf.record().size() - wish.offset());
        requireFits(attempt, wish, length, dmabuf.record().size());
        Lease target = devices.open(attempt, wish.target(), acceptReset);
        Optional<Lease> exporter = Optional.empty();
        boolean done = false;
        try {
            if (dmabuf.export().isPresent()) {
                exporter = Optional.of(devices.open(attempt, dmabuf.export().get().device(), false));
            }
            Lease.Space space = target.space().orElseThrow(() -> new BackendException(Reason.REFUSED, attempt,
                    wish.target() + " is open through its group, and only a device opened as character device has an "
                            + "address space of iommufd", "close it, and have devices opened as character devices "
                                    + "(BARSCOPE_VFIO=cdev)"));
            long iova = mapFile(attempt, space, dmabuf, wish, length, wish.iova());
            IommuMapping mapping;
            Entry entry;
            synchronized (this) {
                mapping = new IommuMapping(++lastId, wish, space.ioas(), iova, length, true, "");
                entry = new Entry(target, space, dmabuf, exporter, mapping);
                entries.add(entry);
                watch.wanted(true);
            }
            done = true;
            follow(entry);
            tell();
            return mapping;
        } finally {
            if (!done) {
                target.close();
                exporter.ifPresent(Lease::close);
            }
        }
    }

    private static void requireFits(String attempt, IommuMapping.Wish wish, long length, long size)
            throws BackendException {
        long page = HostSystem.pageSize();
        if (wish.offset() < 0 || length <= 0 || wish.offset() > size - length) {
            throw new BackendException(Reason.USAGE, attempt, "0x" + Long.toHexString(wish.offset()) + "+0x"
                    + Long.toHexString(length) + " is not inside of the buffer", "it has 0x" + Long.toHexString(size)
                            + " bytes");
        }
        if (wish.offset() % page != 0 || length % page != 0 || wish.iova().orElse(0) % page != 0) {
            throw new BackendException(Reason.USAGE, attempt, "offset, length and address must be multiples of the "
                    + "page size, 0x" + Long.toHexString(page), "");
        }
    }

    private static long mapFile(String attempt, Lease.Space space, KernelDmabuf dmabuf, IommuMapping.Wish wish,
            long length, OptionalLong iova) throws BackendException {
        try {
            return space.iommufd().mapFile(space.ioas(), new Iommufd.FileMap(dmabuf.descriptor(), wish.offset(),
                    length, iova, true, wish.writable()));
        } catch (ErrnoException refused) {
            throw refusal(attempt, dmabuf, refused);
        }
    }

    /** {@code iopt_map_file_pages} and {@code iopt_map_dmabuf}, drivers/iommu/iommufd. */
    private static BackendException refusal(String attempt, KernelDmabuf dmabuf, ErrnoException refused) {
        String exporter = dmabuf.record().exporter();
        return switch (refused.errno()) {
            case EOPNOTSUPP -> exporter.equals(DmabufScanner.VFIO_EXPORTER)
                    ? new BackendException(Reason.REFUSED, attempt, "iommufd maps only buffers of a single range "
                            + "(EOPNOTSUPP)", "export each range as a buffer of its own", refused)
                    : new BackendException(Reason.REFUSED, attempt, "iommufd maps only buffers that VFIO exported, and "
                            + "this one is of '" + exporter + "' (EOPNOTSUPP)", "", refused);
            case ENODEV -> new BackendException(Reason.REFUSED, attempt, "the buffer is revoked at present (ENODEV)",
                    "try again when its device is back: awake, decoding memory, and open", refused);
            case EEXIST, EADDRINUSE -> new BackendException(Reason.REFUSED, attempt,
                    "something is mapped at that address", "choose another, or let the kernel choose", refused);
            case EINVAL, ERANGE, EOVERFLOW -> new BackendException(Reason.REFUSED, attempt, "the IOMMU does not reach "
                    + "that address, or it is reserved (" + refused.errno().symbol() + ")", "let the kernel choose",
                    refused);
            case ENOTTY -> new BackendException(Reason.REFUSED, attempt, "this kernel's iommufd cannot map files "
                    + "(ENOTTY)", "it takes Linux 6.13 or newer", refused);
            case EPERM, EACCES -> new BackendException(Reason.REFUSED, attempt, "the buffer is for reading only ("
                    + refused.errno().symbol() + ")", "map it for reading", refused);
            default -> new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
        };
    }

    /** What is revoked is cut off until it is mapped again, however soon it comes back. */
    private void follow(Entry entry) {
        entry.exporter.ifPresent(exporter -> entry.news.add(exporter.listen(news -> cutOff(entry, news))));
        entry.news.add(entry.dmabuf.listen(record -> cutOff(entry, record.status())));
        entry.news.add(entry.target.listen(news -> {
            if (news.state() == RegionState.LOST) {
                forget(entry);
            }
        }));
    }

    /** Asks for all mappings whether what they lead to is revoked: another program may have done it. */
    private void look() {
        List<Entry> valid;
        synchronized (this) {
            valid = entries.stream().filter(entry -> entry.mapping.valid()).toList();
        }
        valid.forEach(entry -> cutOff(entry, ask(entry)));
    }

    /**
     * Whether a buffer is revoked at present. The device answers for what was exported here; of another program's
     * export the kernel tells only by refusing to map it, which is tried in an address space that no device has.
     */
    private static RegionStatus ask(Entry entry) {
        if (entry.exporter.isPresent()) {
            return entry.dmabuf.askDevice();
        }
        Iommufd iommufd = entry.space.iommufd();
        try {
            int nobodys = iommufd.allocateIoas();
            try {
                iommufd.mapFile(nobodys, new Iommufd.FileMap(entry.dmabuf.descriptor(), entry.mapping.wish().offset(),
                        HostSystem.pageSize(), OptionalLong.empty(), true, false));
            } finally {
                iommufd.destroy(nobodys);
            }
        } catch (ErrnoException refused) {
            if (refused.errno() == Errno.ENODEV) {
                return new RegionStatus(RegionState.REVOKED, "its exporter has revoked it");
            }
            // Closed in the middle of it, most likely: who closed it tells.
            LOG.log(System.Logger.Level.DEBUG, "cannot ask whether " + entry.dmabuf.uri() + " is revoked", refused);
        }
        return RegionStatus.LIVE;
    }

    private void cutOff(Entry entry, RegionStatus news) {
        if (news.live()) {
            return;
        }
        synchronized (this) {
            IommuMapping now = entry.mapping;
            if (!now.valid() || !entries.contains(entry)) {
                return;
            }
            entry.mapping = new IommuMapping(now.id(), now.wish(), now.addressSpace(), now.iova(), now.length(), false,
                    news.reason() + ": the device reaches it no longer until it is mapped again");
        }
        tell();
    }

    private void forget(Entry entry) {
        synchronized (this) {
            if (!entries.remove(entry)) {
                return;
            }
            watch.wanted(!entries.isEmpty());
        }
        entry.release();
        tell();
    }

    private void tell() {
        List<IommuMapping> now = mappings();
        listeners.forEach(listener -> listener.accept(now));
    }

    private synchronized Optional<Entry> find(IommuMapping mapping) {
        return entries.stream().filter(entry -> entry.mapping.id() == mapping.id()).findFirst();
    }

    @Override
    public void unmap(IommuMapping mapping) throws BackendException {
        Optional<Entry> entry = find(mapping);
        if (entry.isPresent()) {
            try {
                takeOut(entry.get());
            } catch (ErrnoException refused) {
                throw new BackendException(Reason.FAILED, "unmap " + mapping.wish().dmabuf() + " from "
                        + mapping.wish().target(), refused.getMessage(), "", refused);
            } finally {
                forget(entry.get());
            }
        }
    }

    @Override
    public void unmapElsewhere(int pid, int addressSpace, long iova, long length) throws BackendException {
        String attempt = "unmap 0x" + Long.toHexString(iova) + " in process " + pid;
        List<Integer> managers = managers(attempt, pid);
        try (PidFd process = PidFd.open(pid)) {
            for (int number : managers) {
                try (Iommufd manager = Iommufd.of(process.copyDescriptor(number, "iommufd of process " + pid))) {
                    manager.unmap(addressSpace, iova, length);
                    return;
                } catch (ErrnoException refused) {
                    if (refused.errno() != Errno.ENOENT) {
                        throw refused;
                    }
                }
            }
        } catch (ErrnoException refused) {
            throw switch (refused.errno()) {
                case ESRCH -> new BackendException(Reason.NOT_FOUND, attempt, "there is no such process", "", refused);
                case EPERM -> new BackendException(Reason.REFUSED, attempt, "this user may not copy its descriptors",
                        "run as root", refused);
                default -> new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
            };
        }
        throw new BackendException(Reason.NOT_FOUND, attempt, managers.isEmpty() ? "it has no iommufd open"
                : "no address space " + addressSpace + " of it has a mapping of 0x" + Long.toHexString(length)
                        + " bytes there", "");
    }

    /** The descriptors of a process that are managers of address spaces. */
    private List<Integer> managers(String attempt, int pid) throws BackendException {
        List<Integer> found = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(root.proc().resolve(pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).equals(Iommufd.DEVICE)) {
                    found.add(Integer.parseInt(descriptor.getFileName().toString()));
                }
            }
            return found;
        } catch (NoSuchFileException ended) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "there is no such process", "", ended);
        } catch (AccessDeniedException denied) {
            throw new BackendException(Reason.REFUSED, attempt, "this user may not look at its descriptors",
                    "run as root", denied);
        } catch (IOException | DirectoryIteratorException unreadable) {
            throw new BackendException(Reason.FAILED, attempt, "" + unreadable.getMessage(), "", unreadable);
        }
    }

    @Override
    public IommuMapping mapAgain(IommuMapping mapping) throws BackendException {
        String attempt = "map " + mapping.wish().dmabuf() + " for " + mapping.wish().target() + " again";
        Entry entry = find(mapping).orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt,
                "it is not mapped", "map it"));
        // Looks at the whole machine, so that a buffer that was closed is told.
        entry.dmabuf.refresh();
        RegionStatus now = ask(entry);
        if (!now.live()) {
            throw new BackendException(Reason.REFUSED, attempt, "the buffer is revoked at present: " + now.reason(),
                    "try again when it is valid");
        }
        try {
            takeOut(entry);
        } catch (ErrnoException refused) {
            throw new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
        }
        long iova = mapFile(attempt, entry.space, entry.dmabuf, mapping.wish(), mapping.length(),
                OptionalLong.of(mapping.iova()));
        IommuMapping again = new IommuMapping(mapping.id(), mapping.wish(), mapping.addressSpace(), iova,
                mapping.length(), true, "");
        synchronized (this) {
            entry.inSpace = true;
            entry.mapping = again;
        }
        tell();
        return again;
    }

    /** Takes a mapping out of the address space, if it is there: another process may have done so. */
    private synchronized void takeOut(Entry entry) throws ErrnoException {
        if (!entry.inSpace) {
            return;
        }
        IommuMapping mapping = entry.mapping;
        try {
            entry.space.iommufd().unmap(mapping.addressSpace(), mapping.iova(), mapping.length());
        } catch (ErrnoException refused) {
            if (refused.errno() != Errno.ENOENT) {
                throw refused;
            }
        }
        entry.inSpace = false;
    }

    @Override
    public Registration listen(Consumer<List<IommuMapping>> listener) {
        Consumer<List<IommuMapping>> own = listener::accept;
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** Unmaps all. */
    @Override
    public void close() {
        watch.close();
        for (IommuMapping mapping : mappings().reversed()) {
            try {
                unmap(mapping);
            } catch (BackendException gone) {
                // The address space goes with its device, which closes next.
                LOG.log(System.Logger.Level.DEBUG, "at the end", gone);
            }
        }
    }
}
