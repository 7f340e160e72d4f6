// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RouteOffer;
import org.barscope.core.memory.Route;
import org.barscope.core.memory.Route.Refusal;
import org.barscope.core.memory.Span;
import org.barscope.linux.dmabuf.DmaBufs;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Protection;
import org.barscope.linux.uapi.vfio.DmaRange;
import org.barscope.linux.uapi.vfio.VfioRegionInfo;

/**
 * Finds the best way to the bytes of a region by trying: mmap of a DMABUF of it, mmap of the device, pread. What a
 * mapping does not cover is reached by pread.
 */
final class RegionRoutes {

    private static final System.Logger LOG = System.getLogger(RegionRoutes.class.getName());

    static final String DMABUF = "dmabuf";
    static final String MMAP = "mmap";
    static final String PREAD = "pread";

    /**
     * A mapped part of a region.
     *
     * @param offset where it begins in the region
     */
    record Window(long offset, Mapping mapping) {
    }

    /**
     * The route in use.
     *
     * @param windows its mapped parts, by offset; none for pread
     */
    record Chosen(Route route, List<Window> windows) {
    }

    /** What is to be reached, and how. */
    record Wish(String attempt, VfioRegionInfo region, String name, List<Span> areas, Optional<String> whyNoMapping,
            Protection protection, Optional<String> forced) {
    }

    private final VfioHandle handle;
    private final long page;
    private final Consumer<String> dmabufMmap;

    /** @param dmabufMmap told how each attempt to map a DMABUF ends: empty for well, else why not */
    RegionRoutes(VfioHandle handle, long page, Consumer<String> dmabufMmap) {
        this.handle = handle;
        this.page = page;
        this.dmabufMmap = dmabufMmap;
    }

    /** @throws BackendException when the forced route is refused or unknown */
    Chosen choose(Wish wish) throws BackendException {
        String forced = wish.forced().orElse("");
        if (!Set.of("", DMABUF, MMAP, PREAD).contains(forced)) {
            throw new BackendException(Reason.NOT_FOUND, wish.attempt(), "there is no route '" + forced + "' to it",
                    "the routes of a VFIO device are dmabuf, mmap and pread");
        }
        List<Refusal> refused = new ArrayList<>();
        for (String id : List.of(DMABUF, MMAP)) {
            if (!forced.isEmpty() && !forced.equals(id)) {
                refused.add(new Refusal(id, "the route " + forced + " was asked for"));
                continue;
            }
            List<Window> windows = new ArrayList<>();
            Optional<String> why = map(id, wish, windows);
            if (why.isEmpty()) {
                return new Chosen(new Route(id, label(id) + rest(wish), refused), List.copyOf(windows));
            }
            windows.forEach(window -> window.mapping().close());
            if (forced.equals(id)) {
                throw new BackendException(Reason.REFUSED, wish.attempt(), "the route " + id + " is refused: "
                        + why.get(), "leave the choice of the route to Barscope");
            }
            refused.add(new Refusal(id, why.get()));
        }
        return new Chosen(new Route(PREAD, label(PREAD), refused), List.of());
    }

    /** Tries all routes and keeps none. No register is touched by that. */
    List<RouteOffer> offers(Wish wish) {
        List<RouteOffer> offers = new ArrayList<>();
        for (String id : List.of(DMABUF, MMAP)) {
            List<Window> windows = new ArrayList<>();
            Optional<String> why = map(id, wish, windows);
            windows.forEach(window -> window.mapping().close());
            offers.add(new RouteOffer(id, label(id), true, why));
        }
        offers.add(RouteOffer.works(PREAD, label(PREAD)));
        return offers;
    }

    static String label(String id) {
        return switch (id) {
            case DMABUF -> "mmap of a DMABUF of the BAR";
            case MMAP -> "mmap of the VFIO device";
            default -> "pread of the VFIO device";
        };
    }

    private Optional<String> map(String id, Wish wish, List<Window> windows) {
        return wish.whyNoMapping().isPresent() ? wish.whyNoMapping()
                : id.equals(DMABUF) ? mapDmabufs(wish, windows) : mapDevice(wish, windows);
    }

    private static String rest(Wish wish) {
        long mapped = wish.areas().stream().mapToLong(Span::length).sum();
        return mapped < wish.region().size() ? "; pages with the MSI-X table or that the kernel excludes by pread" : "";
    }

    private Optional<String> mapDmabufs(Wish wish, List<Window> windows) {
        for (Span area : wish.areas()) {
            if (area.length() % page != 0) {
                return Optional.of(noWholePages(area.length()));
            }
            Optional<String> why = mapDmabuf(wish, area, windows);
            if (why.isPresent()) {
                return why;
            }
        }
        return Optional.empty();
    }

    static String noWholePages(long length) {
        return "only whole pages can be exported, and it is 0x" + Long.toHexString(length) + " bytes long";
    }

    private Optional<String> mapDmabuf(Wish wish, Span area, List<Window> windows) {
        // Writable also for a mapping that only reads: the kernel takes a shared mapping of a read-only file for a
        // private one (do_mmap, mm/mmap.c), which the exporter refuses.
        Set<OpenFlag> flags = EnumSet.of(OpenFlag.READ_WRITE);
        // The mapping holds the buffer; its descriptor is not needed any longer.
        try (FileDescriptor buffer = handle.export(wish.region().index(), flags,
                List.of(new DmaRange(area.offset(), area.length())), "DMABUF of " + wish.name())) {
            name(buffer, wish.name());
            windows.add(new Window(area.offset(), Mapping.map(buffer, 0, area.length(), wish.protection(),
                    MemoryKind.DEVICE, wish.name())));
            dmabufMmap.accept("");
            return Optional.empty();
        } catch (ErrnoException no) {
            if (!no.call().equals("mmap")) {
                return Optional.of(noExport(no.errno()));
            }
            dmabufMmap.accept(noMmap(no.errno()));
            return Optional.of(noMmap(no.errno()));
        }
    }

    /** For those who look at the list of all buffers; nothing depends on it. */
    private static void name(FileDescriptor buffer, String name) {
        try {
            DmaBufs.setName(buffer, name.length() < DmaBufs.MAX_NAME_BYTES ? name
                    : name.substring(0, DmaBufs.MAX_NAME_BYTES - 1));
        } catch (ErrnoException refused) {
            LOG.log(System.Logger.Level.DEBUG, "the buffer of " + name + " stays without a name", refused);
        }
    }

    private static String noMmap(Errno errno) {
        return switch (errno) {
            case EINVAL -> "this kernel's exporter of BARs has no mmap (EINVAL)";
            case ENODEV -> "the buffer is revoked at present (ENODEV)";
            default -> "the buffer cannot be mapped (" + errno.symbol() + ")";
        };
    }

    /** {@code vfio_pci_core_feature_dma_buf}, drivers/vfio/pci/vfio_pci_dmabuf.c. */
    private static String noExport(Errno errno) {
        return switch (errno) {
            case ENOTTY -> "this kernel does not export BARs as DMABUFs (ENOTTY: CONFIG_VFIO_PCI_DMABUF)";
            case EOPNOTSUPP -> "the device's VFIO driver does not export BARs (EOPNOTSUPP)";
            case EINVAL -> "the kernel does not export this range (EINVAL)";
            case ENODEV -> "this region is no BAR in memory (ENODEV)";
            case EBUSY -> "the BAR is claimed elsewhere in the kernel (EBUSY)";
            default -> "it cannot be exported (" + errno.symbol() + ")";
        };
    }

    private Optional<String> mapDevice(Wish wish, List<Window> windows) {
        for (Span area : wish.areas()) {
            try {
                windows.add(new Window(area.offset(), handle.map(wish.region(), area.offset(), area.length(),
                        wish.protection(), wish.name())));
            } catch (ErrnoException no) {
                return Optional.of(no.errno() == Errno.EINVAL ? "the kernel does not map this region (EINVAL)"
                        : "the kernel refuses to map it (" + no.errno().symbol() + ")");
            }
        }
        return Optional.empty();
    }
}
