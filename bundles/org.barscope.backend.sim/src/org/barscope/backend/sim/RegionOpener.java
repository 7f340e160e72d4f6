// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.barscope.backend.sim.config.ConfigSpace;
import org.barscope.backend.sim.device.RegionBehaviour;
import org.barscope.backend.sim.memory.DeviceMemory;
import org.barscope.backend.sim.memory.MappedView;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.RouteOffer;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Route;
import org.barscope.linux.dmabuf.Udmabuf;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Protection;

/** Opens one region of one function: decides whether that is allowed and by which route. */
final class RegionOpener {

    private static final String DMABUF = "dmabuf";
    private static final String MEMFD = "memfd";
    private static final String DMABUF_LABEL = "mmap of a DMABUF (udmabuf) of the demo machine";
    private static final String MEMFD_LABEL = "mmap of a memfd of the demo machine";
    /** udmabuf pins all pages of a buffer; its own default limit is the same. */
    private static final long LARGEST_PINNED = 64L << 20;

    private final SimFunction function;
    private final String region;
    private final OpenOptions options;
    private final String attempt;
    private final List<Route.Refusal> refused = new ArrayList<>();

    RegionOpener(SimFunction function, String region, OpenOptions options, String attempt) {
        this.function = function;
        this.region = region;
        this.options = options;
        this.attempt = attempt;
    }

    SimRegion open() throws BackendException {
        checkRegion();
        checkDriver();
        checkRoute();
        checkReset();
        RegionBehaviour behaviour = function.behaviour(region);
        function.lock().lock();
        try {
            if (!function.present()) {
                throw new BackendException(Reason.NOT_FOUND, attempt, "the device was removed", "");
            }
            boolean writable = writable();
            MappedView view = map(behaviour, writable ? Protection.READ_WRITE : Protection.READ_ONLY);
            RegionUri uri = new RegionUri(SimBackend.ID, function.spec().address().toString(), region);
            SimRegion opened = new SimRegion(function, new RegionInfo(uri, behaviour.kind(), function.size(region),
                    ByteOrder.LITTLE_ENDIAN, writable, busAddress(), behaviour.access(), route(view)), view);
            function.opened(opened);
            RegionStatus known = function.withdrawal(region).known();
            if (!known.live()) {
                opened.told(known);
            }
            return opened;
        } catch (IOException failed) {
            throw new BackendException(Reason.FAILED, attempt, failed.getMessage(), "", failed);
        } finally {
            function.lock().unlock();
        }
    }

    private void checkRegion() throws BackendException {
        if (function.isIo(region)) {
            throw new BackendException(Reason.REFUSED, attempt, "it decodes I/O ports, which cannot be mapped",
                    "open one of its memory BARs");
        }
        if (function.behaviour(region) == null) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "the device has no region "
                    + (region.isEmpty() ? "without a name" : region), "its regions are "
                    + String.join(", ", function.regionNames()));
        }
    }

    private void checkDriver() throws BackendException {
        if (owned() && !config() && !options.besideDriver()) {
            throw new BackendException(Reason.DRIVER_OWNED, attempt, "the kernel driver "
                    + function.driver().orElseThrow()
                    + " owns the device, and reading its registers may disturb it",
                    "open it beside the driver, for reading only");
        }
    }

    private void checkRoute() throws BackendException {
        String asked = options.route().orElse(MEMFD);
        boolean known = asked.equals(MEMFD) || asked.equals(DMABUF) && !config();
        if (!known) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "there is no route " + asked + " to it",
                    "its routes are " + (config() ? MEMFD : DMABUF + " and " + MEMFD));
        }
    }

    /** As with VFIO, the first to open a device resets it and switches bus mastering off. */
    private void checkReset() throws BackendException {
        if (!function.withVfio() || function.users() > 0) {
            return;
        }
        if (!options.acceptReset()) {
            throw new BackendException(Reason.RESETS_DEVICE, attempt, "opening the device through VFIO resets it and"
                    + " switches bus mastering off", "open it all the same, or look at it without VFIO");
        }
        function.lock().lock();
        try {
            function.freshRegisters();
            function.config().write(ConfigSpace.COMMAND, 2,
                    function.config().get(ConfigSpace.COMMAND, 2) & ~ConfigSpace.COMMAND_BUS_MASTER);
        } catch (IOException failed) {
            throw new BackendException(Reason.FAILED, attempt, failed.getMessage(), "", failed);
        } finally {
            function.lock().unlock();
        }
    }

    private boolean owned() {
        return function.driver().isPresent() && !function.withVfio();
    }

    private boolean config() {
        return region.equals("config");
    }

    private boolean writable() {
        return options.writable() && (!owned() || options.besideDriver()) && !region.equals("rom");
    }

    private OptionalLong busAddress() {
        return Stream.concat(
                function.spec().bars().stream().filter(b -> b.regionName().equals(region)).map(b -> b.busAddress()),
                function.spec().buffers().stream().filter(b -> b.region().equals(region)).map(b -> b.busAddress()))
                .mapToLong(Long::longValue).findFirst();
    }

    private MappedView map(RegionBehaviour behaviour, Protection protection) throws IOException, BackendException {
        MemoryKind kind = behaviour.kind() == RegionKind.MEMORY ? MemoryKind.MEMORY : MemoryKind.DEVICE;
        DeviceMemory memory = function.memory(region);
        boolean forced = options.route().isPresent();
        if (!config() && (!forced || options.route().get().equals(DMABUF))) {
            String why = whyNoDmabuf(memory);
            if (why.isEmpty()) {
                try {
                    return MappedView.dmabuf(memory, protection, kind);
                } catch (IOException no) {
                    why = no.getMessage();
                }
            }
            if (forced) {
                throw new BackendException(Reason.FAILED, attempt + " as a DMABUF", why, "leave the route open");
            }
            refused.add(new Route.Refusal(DMABUF, why));
        }
        return MappedView.memfd(memory, protection, kind);
    }

    /** The routes that there are, each with the reason if it is refused. */
    List<RouteOffer> routes() {
        List<RouteOffer> offers = new ArrayList<>();
        if (function.isIo(region) || function.behaviour(region) == null) {
            return offers;
        }
        function.lock().lock();
        try {
            if (!config()) {
                String why = whyNoDmabuf(function.memory(region));
                offers.add(new RouteOffer(DMABUF, DMABUF_LABEL, true, why.isEmpty() ? Optional.empty()
                        : Optional.of(why)));
            }
        } catch (IOException failed) {
            offers.add(RouteOffer.refused(DMABUF, DMABUF_LABEL, failed.getMessage()));
        } finally {
            function.lock().unlock();
        }
        offers.add(RouteOffer.works(MEMFD, MEMFD_LABEL));
        return offers;
    }

    private static String whyNoDmabuf(DeviceMemory memory) {
        if (!Files.exists(Udmabuf.DEVICE)) {
            return "this kernel has no " + Udmabuf.DEVICE + " to make a DMABUF of simulated memory";
        }
        if (memory.size() > LARGEST_PINNED) {
            return "udmabuf would pin all " + (memory.size() >> 20) + " MiB of it";
        }
        return memory.reach() < memory.size() ? "it is revoked at present" : "";
    }

    private Route route(MappedView view) {
        return view.isDmabuf() ? new Route(DMABUF, DMABUF_LABEL, refused) : new Route(MEMFD, MEMFD_LABEL, refused);
    }
}
