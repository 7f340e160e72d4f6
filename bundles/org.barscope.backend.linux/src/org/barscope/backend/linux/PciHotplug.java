// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private final String machine;
    private final PciScanner scanner;
    private final Supplier<MachineRecord> rescan;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private KernelUevents uevents;
    private volatile Optional<String> deaf = Optional.empty();

    /**
     * @param machine the id of the machine, for the changes
     * @param scanner looks at the device that an event names
     * @param rescan  looks at everything, after events were lost
     */
    PciHotplug(String machine, PciScanner scanner, Supplier<MachineRecord> rescan) {
        this.machine = machine;
        this.scanner = scanner;
        this.rescan = rescan;
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
            KernelUevents opened = KernelUevents.open();
            uevents = opened;
            deaf = Optional.empty();
            Thread thread = new Thread(() -> hear(opened), "kernel uevents");
            thread.setDaemon(true);
            thread.start();
        } catch (ErrnoException refused) {
            // The tree still shows what is there; it only has to be refreshed by hand.
            deaf = Optional.of(refused.getMessage());
        }
    }

    private synchronized void stopHearing(Subscription subscription) {
        subscriptions.remove(subscription);
        if (subscriptions.isEmpty()) {
            close();
        }
    }

    private void hear(KernelUevents source) {
        try {
            Optional<UeventNotice> notice = source.next();
            while (notice.isPresent()) {
                changeOf(notice.get()).ifPresent(this::tell);
                notice = source.next();
            }
        } catch (ErrnoException broken) {
            deaf = Optional.of(broken.getMessage());
            forget(source);
        }
    }

    private void tell(InventoryChange change) {
        subscriptions.forEach(subscription -> subscription.tell(change));
    }

    /** The next to listen tries anew. */
    private synchronized void forget(KernelUevents source) {
        source.close();
        if (uevents == source) {
            uevents = null;
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
        return named.map(address -> scanner.device(address)
                .<InventoryChange>map(device -> new InventoryChange.DeviceChanged(machine, device))
                .orElseGet(() -> new InventoryChange.DeviceGone(machine, address)));
    }

    @Override
    public synchronized void close() {
        if (uevents != null) {
            uevents.close();
            uevents = null;
        }
    }
}
