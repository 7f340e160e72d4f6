// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.barscope.backend.linux.discovery.PciScanner;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.netlink.KernelUevent;
import org.barscope.linux.netlink.KernelUevents;
import org.barscope.linux.netlink.UeventNotice;
import org.barscope.linux.netlink.UeventsLost;

/**
 * Turns the kernel's uevents about PCI devices into inventory changes. Listens, on a thread of its own, only while
 * somebody wants to know.
 */
final class PciHotplug implements AutoCloseable {

    /** One registration: the same listener may be there twice. */
    private final class Subscription implements Registration {
        private final Consumer<InventoryChange> listener;
        private volatile boolean ended;

        Subscription(Consumer<InventoryChange> listener) {
            this.listener = listener;
        }

        void tell(InventoryChange change) {
            if (ended) {
                return;
            }
            try {
                listener.accept(change);
            } catch (RuntimeException bug) {
                // One listener's defect must not leave the others without news; it is reported like any uncaught one.
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, bug);
            }
        }

        @Override
        public void close() {
            ended = true;
            stopHearing(this);
        }
    }

    /** Where the notices come from. */
    interface Source extends AutoCloseable {
        /** As {@link KernelUevents#next()}. */
        Optional<UeventNotice> next() throws ErrnoException;

        @Override
        void close();
    }

    /** Begins to listen. */
    interface Opening {
        Source open() throws ErrnoException;
    }

    /** The name of the thread that looks again. */
    static final String SETTLING = "devices settling";

    private static final System.Logger LOG = System.getLogger(PciHotplug.class.getName());
    /** Assigning resources to a bus takes the kernel milliseconds, and probing a driver after that some more. */
    static final Duration SETTLED = Duration.ofMillis(500);

    private final String machine;
    private final PciScanner scanner;
    private final Supplier<MachineRecord> rescan;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Opening opening;
    private final Duration settled;
    /** Held from looking at a device until all know, so that nobody hears the older state after the newer one. */
    private final Object telling = new Object();
    private final Set<PciAddress> soon = new HashSet<>();
    private Source uevents;
    private ScheduledExecutorService later;
    private volatile Optional<String> deaf = Optional.empty();

    /**
     * @param machine the id of the machine, for the changes
     * @param scanner looks at the device that an event names
     * @param rescan  looks at everything, after events were lost
     */
    PciHotplug(String machine, PciScanner scanner, Supplier<MachineRecord> rescan) {
        this(machine, scanner, rescan, PciHotplug::kernel, SETTLED);
    }

    /**
     * @param opening begins to listen
     * @param settled how long after its appearance a device is looked at again
     */
    PciHotplug(String machine, PciScanner scanner, Supplier<MachineRecord> rescan, Opening opening,
            Duration settled) {
        this.machine = machine;
        this.scanner = scanner;
        this.rescan = rescan;
        this.opening = opening;
        this.settled = settled;
    }

    static Source kernel() throws ErrnoException {
        KernelUevents uevents = KernelUevents.open();
        return new Source() {
            @Override
            public Optional<UeventNotice> next() throws ErrnoException {
                return uevents.next();
            }

            @Override
            public void close() {
                uevents.close();
            }
        };
    }

    /** When somebody wants to know of changes and they cannot be noticed, why. */
    Optional<String> deaf() {
        return deaf;
    }

    synchronized Registration listen(Consumer<InventoryChange> listener) {
        Subscription subscription = new Subscription(listener);
        subscriptions.add(subscription);
        if (uevents == null) {
            start();
        }
        return subscription;
    }

    private void start() {
        try {
            Source opened = opening.open();
            uevents = opened;
            deaf = Optional.empty();
            ScheduledThreadPoolExecutor looking = new ScheduledThreadPoolExecutor(1,
                    task -> daemon(task, SETTLING), new ThreadPoolExecutor.DiscardPolicy());
            later = looking;
            soon.clear();
            daemon(() -> hear(opened, looking), "kernel uevents").start();
        } catch (ErrnoException refused) {
            // The tree still shows what is there; it only has to be refreshed by hand.
            deaf = Optional.of(refused.getMessage());
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private synchronized void stopHearing(Subscription subscription) {
        subscriptions.remove(subscription);
        if (subscriptions.isEmpty()) {
            close();
        }
    }

    private void hear(Source source, ScheduledExecutorService looking) {
        String why = "listening to kernel uevents ended";
        try {
            Optional<UeventNotice> notice = source.next();
            while (notice.isPresent()) {
                handle(notice.get(), looking);
                notice = source.next();
            }
        } catch (ErrnoException broken) {
            why = broken.getMessage();
        } catch (RuntimeException bug) {
            why += ": " + bug;
            LOG.log(System.Logger.Level.WARNING, why, bug);
        } finally {
            forget(source, looking, why);
        }
    }

    /** One notice that cannot be handled must not keep the following ones from being heard. */
    private void handle(UeventNotice notice, ScheduledExecutorService looking) {
        try {
            synchronized (telling) {
                Optional<InventoryChange> change = changeOf(notice);
                change.ifPresent(this::tell);
                if (notice instanceof KernelUevent event && event.action().equals("add")
                        && change.orElse(null) instanceof InventoryChange.DeviceChanged added) {
                    looking.schedule(() -> lookAgain(added), settled.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.WARNING, "cannot handle the kernel's " + notice, bug);
        }
    }

    /**
     * The kernel announces a device as soon as it is there (pci_device_add, drivers/pci/probe.c), and gives it its
     * addresses after that, for which it has no event.
     */
    private void lookAgain(InventoryChange.DeviceChanged added) {
        try {
            synchronized (telling) {
                InventoryChange now = changeOf(added.device().address());
                if (!now.equals(added)) {
                    tell(now);
                }
            }
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.WARNING, "cannot look again at " + added.device().address(), bug);
        }
    }

    /** Passes on what this process has noticed itself, in order with what the kernel tells. */
    void report(InventoryChange change) {
        synchronized (telling) {
            tell(change);
        }
    }

    /** Looks at a device, of which something has changed that the kernel has no event for, and tells what it is now. */
    private void lookAt(PciAddress device) {
        synchronized (telling) {
            tell(changeOf(device));
        }
    }

    /**
     * As {@link #lookAt}, later and on another thread, and once however often it is asked for meanwhile: for what
     * changes often. Nothing while nobody listens.
     */
    synchronized void lookAtSoon(PciAddress device) {
        if (later != null && soon.add(device)) {
            later.schedule(() -> {
                synchronized (this) {
                    soon.remove(device);
                }
                lookAt(device);
            }, settled.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tell(InventoryChange change) {
        subscriptions.forEach(subscription -> subscription.tell(change));
    }

    /** The next to listen tries anew. Until then those who still want to hear are told why they do not. */
    private synchronized void forget(Source source, ScheduledExecutorService looking, String why) {
        source.close();
        looking.shutdownNow();
        if (uevents == source) {
            uevents = null;
            later = null;
            deaf = Optional.of(why);
        }
    }

    /** What a notice means; empty for what is not about PCI. Scans the device that it names. */
    Optional<InventoryChange> changeOf(UeventNotice notice) {
        return switch (notice) {
            case UeventsLost lost -> Optional.of(new InventoryChange.MachineChanged(rescan.get()));
            case KernelUevent event -> event.subsystem().equals("pci") ? changeOf(event) : Optional.empty();
        };
    }

    private Optional<InventoryChange> changeOf(KernelUevent event) {
        Optional<PciAddress> named = Optional.ofNullable(event.properties().get("PCI_SLOT_NAME"))
                .or(() -> Optional.of(event.devpath().substring(event.devpath().lastIndexOf('/') + 1)))
                .flatMap(PciAddress::tryParse);
        // A removal is looked at like everything else: the device may be back by the time we hear of it.
        return named.map(this::changeOf);
    }

    private InventoryChange changeOf(PciAddress address) {
        return scanner.device(address)
                .<InventoryChange>map(device -> new InventoryChange.DeviceChanged(machine, device))
                .orElseGet(() -> new InventoryChange.DeviceGone(machine, address));
    }

    @Override
    public synchronized void close() {
        if (uevents != null) {
            uevents.close();
            uevents = null;
            later.shutdownNow();
            later = null;
        }
    }
}
