// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.BackendFactory;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionSource;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.RouteOffer;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.memory.OpenRegions;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.file.FileRegions;
import org.barscope.core.pci.PciAddress;

/**
 * All machines that Barscope can see, each through its backend, and the regions that are open on them.
 *
 * <p>May be used from several threads.
 */
public final class Machines implements AutoCloseable {

    private final List<Backend> backends;
    private final List<BackendException> unavailable;
    private final List<RegionSource> sources;
    private final OpenRegions open = new OpenRegions();
    private final Map<RegionUri, String> forcedRoutes = new ConcurrentHashMap<>();

    private Machines(List<Backend> backends, List<BackendException> unavailable) {
        this.backends = List.copyOf(backends);
        this.unavailable = List.copyOf(unavailable);
        List<RegionSource> all = new ArrayList<>(backends);
        all.add(new FileRegions());
        this.sources = List.copyOf(all);
    }

    /** Starts a backend of each factory. One that cannot work here is left out and kept as {@link #unavailable}. */
    public static Machines start(Iterable<BackendFactory> factories) {
        List<Backend> backends = new ArrayList<>();
        List<BackendException> unavailable = new ArrayList<>();
        StreamSupport.stream(factories.spliterator(), false)
                .sorted(Comparator.comparingInt(BackendFactory::order)).forEach(factory -> {
                    try {
                        backends.add(factory.create());
                    } catch (BackendException notHere) {
                        unavailable.add(notHere);
                    }
                });
        return new Machines(backends, unavailable);
    }

    /** Starts every backend on the class path. */
    public static Machines startAll() {
        return start(ServiceLoader.load(BackendFactory.class));
    }

    /** The backends that work here, in the order their machines are shown. */
    public List<Backend> backends() {
        return backends;
    }

    /** Why the others do not. */
    public List<BackendException> unavailable() {
        return unavailable;
    }

    /**
     * Looks at all machines. Blocks.
     *
     * @throws BackendException when a machine cannot be seen at all
     */
    public List<MachineRecord> discover() throws BackendException {
        List<MachineRecord> machines = new ArrayList<>();
        for (Backend backend : backends) {
            machines.add(backend.discover());
        }
        return List.copyOf(machines);
    }

    /**
     * Opens a region, or joins it if it is open with the same options. Blocks. The caller closes the session.
     *
     * @throws BackendException as {@link RegionSource#open}; {@code NOT_FOUND} for a scheme that nobody serves
     */
    public RegionSession open(RegionUri named, OpenOptions options) throws BackendException {
        RegionUri uri = canonical(named);
        OpenOptions wanted = options.route().isPresent() ? options
                : forcedRoute(uri).map(options::withRoute).orElse(options);
        Optional<RegionSource> serving = source(uri);
        if (serving.isPresent()) {
            return open.open(serving.get(), uri, wanted);
        }
        TreeSet<String> known = new TreeSet<>();
        sources.forEach(source -> known.addAll(source.schemes()));
        throw new BackendException(Reason.NOT_FOUND, "open " + uri, "there is no backend '" + uri.scheme() + "'",
                "the backends here are " + String.join(", ", known));
    }

    private Optional<RegionSource> source(RegionUri uri) {
        return sources.stream().filter(source -> source.schemes().contains(uri.scheme())).findFirst();
    }

    /** The routes by which a region might be opened, as {@link RegionSource#routes}. Blocks for milliseconds. */
    public List<RouteOffer> routes(RegionUri named) {
        RegionUri uri = canonical(named);
        return source(uri).map(found -> found.routes(uri)).orElse(List.of());
    }

    /**
     * From now on opens a region by that route and no other, whoever asks without a route of his own; what is open
     * already stays as it is.
     *
     * @param route its id; empty for the best again
     */
    public void forceRoute(RegionUri named, Optional<String> route) {
        RegionUri uri = canonical(named);
        route.ifPresentOrElse(id -> forcedRoutes.put(uri, id), () -> forcedRoutes.remove(uri));
    }

    /** The route that a region is to be opened by; empty for the best. Does not block. */
    public Optional<String> forcedRoute(RegionUri named) {
        return Optional.ofNullable(forcedRoutes.get(canonical(named)));
    }

    /** Two ways to write one address ({@code 01:00.0}, {@code 0000:01:00.0}) must not give a device two threads. */
    private static RegionUri canonical(RegionUri uri) {
        return uri.region().isEmpty() ? uri : PciAddress.tryParse(uri.address())
                .map(address -> new RegionUri(uri.scheme(), address.toString(), uri.region())).orElse(uri);
    }

    /** How many regions are open. */
    public int openRegions() {
        return open.size();
    }

    /** Closes the regions, then the backends. Blocks. */
    @Override
    public void close() {
        open.close();
        backends.forEach(Backend::close);
    }
}
