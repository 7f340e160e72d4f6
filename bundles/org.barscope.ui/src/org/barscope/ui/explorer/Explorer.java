// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.explorer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.barscope.app.Machines;
import org.barscope.app.poke.Poking;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.BackendFactory;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.backend.RouteOffer;
import org.barscope.core.inventory.DecodedMachine;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.MachineStore;
import org.barscope.core.inventory.ModelUpdater;
import org.barscope.core.journal.JournalFolder;
import org.barscope.core.memory.RegionSession;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.Machine;
import org.barscope.model.Region;
import org.barscope.model.Session;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.osgi.framework.FrameworkUtil;

/**
 * Everything the workbench knows of machines: one model, owned by the UI thread, kept up to date by the backends; and
 * the regions that are open. An OSGi service; {@code PlatformUI.getWorkbench().getService(Explorer.class)} finds it.
 */
public final class Explorer {

    /** The family of jobs that fill the model for the first time. */
    public static final String INITIAL_DISCOVERY = "org.barscope.initialDiscovery";

    /** The system property that names another folder for the journal than the user's. */
    public static final String JOURNAL = "barscope.journal";

    private static final String PLUGIN = "org.barscope.ui";

    /** Set by declarative services before anything else happens. */
    private volatile List<BackendFactory> factories = List.of();

    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile Machines machines;
    private volatile Poking poking;
    private final ArmedRegions armed = new ArmedRegions(this::poking);
    private final List<Registration> registrations = new ArrayList<>();
    private volatile boolean closed;

    // Owned by the UI thread from here on.
    private Session session;
    private final List<LiveMachine> live = new ArrayList<>();
    private final List<Consumer<InventoryChange>> listeners = new ArrayList<>();

    /** One machine that a backend keeps up to date. */
    private record LiveMachine(Backend backend, ModelUpdater updater, ChangeQueue changes) {
    }

    /**
     * The model: all machines and what the user noted about them. The first call starts the backends and the discovery
     * in a job of the family {@link #INITIAL_DISCOVERY} and returns a session that fills itself. UI thread only.
     */
    public Session session() {
        if (session == null) {
            session = BarscopeFactory.eINSTANCE.createSession();
            Display display = Display.getCurrent();
            SessionNotes.attach(session, Platform.getStateLocation(FrameworkUtil.getBundle(Explorer.class))
                    .append("notes.xmi").toFile().toPath(), display);
            startJob("Looking for devices", INITIAL_DISCOVERY, monitor -> discover(display));
        }
        return session;
    }

    private void discover(Display display) {
        try {
            Machines started = Machines.start(factories);
            poking = new Poking(started, journalFolder());
            machines = started;
        } finally {
            // Whoever waits to open a region must hear of a failure, not wait for ever.
            ready.countDown();
        }
        machines.unavailable().forEach(Explorer::log);
        for (Backend backend : machines.backends()) {
            Machine machine = BarscopeFactory.eINSTANCE.createMachine();
            ModelUpdater updater = new ModelUpdater(machine);
            ChangeQueue changes = new ChangeQueue(display, updater, this::tell);
            // Listen first: what changes while we look is applied after what we saw.
            synchronized (registrations) {
                registrations.add(backend.listen(changes::add));
            }
            look(display, new LiveMachine(backend, updater, changes));
        }
        if (closed) {
            close();
        }
    }

    /** The user's, unless a system property names another one. */
    private static JournalFolder journalFolder() {
        String named = System.getProperty(JOURNAL);
        return named == null ? JournalFolder.ofUser() : new JournalFolder(Path.of(named));
    }

    /** All that is needed to change devices, and the journal; empty until the backends have started. Any thread. */
    public Optional<Poking> poking() {
        return Optional.ofNullable(poking);
    }

    /** Which regions the window has armed for writing. Any thread. */
    public ArmedRegions armed() {
        return armed;
    }

    /** The first look at a machine. One that cannot be seen yet is there all the same, so that F5 looks again. */
    private void look(Display display, LiveMachine machine) {
        Machine model = machine.updater().machine();
        try {
            // Until it is handed to the UI thread the model belongs to this one, which pays for making it.
            machine.updater().apply(DecodedMachine.of(machine.backend().discover()));
        } catch (BackendException problem) {
            model.setBackend(machine.backend().id());
            model.setSourceUri(machine.backend().id() + ":");
            model.setHostname(machine.backend().id());
            model.getProblems().add(problem.getMessage());
            log(problem);
        }
        onDisplay(display, () -> {
            session.getMachines().add(machineIndex(), model);
            live.add(machine);
            machine.changes().start();
        });
    }

    /** Live machines come before those from files, which may have been opened first. */
    private int machineIndex() {
        return (int) session.getMachines().stream().takeWhile(m -> !m.isReadOnly()).count();
    }

    /** Looks at all machines again, in a job; what changes meanwhile is applied after what was seen. UI thread only. */
    public void refresh() {
        List<LiveMachine> all = List.copyOf(live);
        startJob("Looking for devices", "refresh", monitor -> {
            for (LiveMachine machine : all) {
                try {
                    machine.changes().refreshing(machine.backend()::discover);
                } catch (BackendException problem) {
                    log(problem);
                }
            }
        });
    }

    /**
     * Reports each change of a live machine after the model shows it, in the UI thread. Called in the UI thread.
     */
    public Registration listen(Consumer<InventoryChange> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell(InventoryChange change) {
        List.copyOf(listeners).forEach(listener -> listener.accept(change));
    }

    /** The region of the model that a URI names; empty while its machine is not there yet. UI thread only. */
    public Optional<Region> region(RegionUri uri) {
        return session().getMachines().stream().filter(m -> !m.isReadOnly())
                .map(m -> m.findAddressable(uri.toString())).filter(Region.class::isInstance).map(Region.class::cast)
                .findFirst();
    }

    /**
     * Opens a region. Blocks, also until the backends have started: not for the UI thread. The caller closes the
     * session.
     *
     * @throws BackendException as {@link Machines#open} does
     */
    public RegionSession open(RegionUri uri, OpenOptions options) throws BackendException {
        return machines("open " + uri).open(uri, options);
    }

    private Machines machines(String attempt) throws BackendException {
        try {
            ready.await();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new BackendException(Reason.FAILED, attempt, "the request was cancelled", "", cancelled);
        }
        Machines all = machines;
        if (all == null) {
            throw new BackendException(Reason.FAILED, attempt, "the backends could not be started",
                    "see the Error Log");
        }
        return all;
    }

    /**
     * The routes by which a region might be opened. Blocks as {@link #open} does: not for the UI thread.
     *
     * @throws BackendException when the backends could not be started
     */
    public List<RouteOffer> routes(RegionUri uri) throws BackendException {
        return machines("look at the routes to " + uri).routes(uri);
    }

    /** Opens a region by a route from now on, as {@link Machines#forceRoute}. Does nothing without machines. */
    public void forceRoute(RegionUri uri, Optional<String> route) {
        Machines all = machines;
        if (all != null) {
            all.forceRoute(uri, route);
        }
    }

    /** The route that a region is to be opened by; empty for the best. */
    public Optional<String> forcedRoute(RegionUri uri) {
        Machines all = machines;
        return all == null ? Optional.empty() : all.forcedRoute(uri);
    }

    /**
     * Opens a saved machine beside the others, in a job. UI thread only.
     *
     * @param failed called in the UI thread when the file cannot be opened
     */
    public void openFile(Path file, Consumer<BackendException> failed) {
        Session all = session();
        Display display = Display.getCurrent();
        startJob("Opening " + file.getFileName(), "open file", monitor -> {
            try {
                // A loaded machine belongs to nobody until it is handed to the UI thread.
                Machine machine = new MachineStore().load(file);
                onDisplay(display, () -> {
                    all.getMachines().removeIf(m -> m.getSourceUri().equals(machine.getSourceUri()));
                    all.getMachines().add(machine);
                });
            } catch (BackendException problem) {
                // Not waited for: what it shows may stay open long after this job should have ended.
                later(display, () -> failed.accept(problem));
            }
        });
    }

    /** Takes a saved machine out of the session; its file stays. UI thread only. */
    public void closeFile(Machine machine) {
        if (machine.isReadOnly()) {
            session().getMachines().remove(machine);
        }
    }

    /** The backend that keeps a machine up to date; empty for one from a file. UI thread only. */
    public Optional<Backend> backendOf(Machine machine) {
        return live.stream().filter(l -> l.updater().machine() == machine).map(LiveMachine::backend).findFirst();
    }

    private static void startJob(String name, Object family, ICoreRunnable work) {
        new Job(name) {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                try {
                    work.run(monitor);
                    return Status.OK_STATUS;
                } catch (CoreException problem) {
                    return problem.getStatus();
                }
            }

            @Override
            public boolean belongsTo(Object other) {
                return family.equals(other);
            }
        }.schedule();
    }

    /** Runs something in the UI thread and waits for it, unless the window is gone. */
    private static void onDisplay(Display display, Runnable action) {
        try {
            display.syncExec(action);
        } catch (SWTException gone) {
            requireDisposed(gone);
        }
    }

    private static void later(Display display, Runnable action) {
        try {
            display.asyncExec(action);
        } catch (SWTException gone) {
            requireDisposed(gone);
        }
    }

    /** The window may go at any moment: that is no failure of what wanted to show something in it. */
    private static void requireDisposed(SWTException problem) {
        if (problem.code != SWT.ERROR_DEVICE_DISPOSED) {
            throw problem;
        }
    }

    private static void log(BackendException problem) {
        ILog.of(Explorer.class).log(new Status(IStatus.WARNING, PLUGIN, problem.getMessage()));
    }

    /** Called by declarative services when the application ends: closes regions and backends. */
    void close() {
        closed = true;
        synchronized (registrations) {
            registrations.forEach(Registration::close);
            registrations.clear();
        }
        Poking changing = poking;
        if (changing != null) {
            changing.close();
        }
        Machines open = machines;
        if (open != null) {
            open.close();
        }
    }
}
