// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.pci.PciAddress;

/** A demo machine whose time only moves when a test moves it. */
final class DemoFixture implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    static final PciAddress EDU = PciAddress.parse("0000:01:00.0");
    static final PciAddress NETWORK = PciAddress.parse("0000:02:00.0");
    static final PciAddress NVME = PciAddress.parse("0000:03:00.0");
    static final PciAddress PHYSICAL = PciAddress.parse("0000:04:00.0");
    static final PciAddress VIRTUAL = PciAddress.parse("0000:04:10.0");
    static final PciAddress OHCI = PciAddress.parse("0000:06:00.0");
    static final PciAddress EHCI = PciAddress.parse("0000:06:00.1");
    static final PciAddress GPU = PciAddress.parse("0000:07:00.0");
    static final PciAddress SATA = PciAddress.parse("0000:00:1f.2");

    final ManualClock clock = new ManualClock();
    final SimMachine machine = SimMachine.demo(clock);
    final SimBackend backend = new SimBackend(machine);

    static RegionUri uri(PciAddress device, String region) {
        return new RegionUri("sim", device.toString(), region);
    }

    MemoryRegion open(PciAddress device, String region) throws BackendException {
        return backend.open(uri(device, region), OpenOptions.readWrite());
    }

    MemoryRegion openBesideDriver(PciAddress device, String region) throws BackendException {
        return backend.open(uri(device, region), new OpenOptions(true, true, Optional.empty()));
    }

    PciDeviceRecord device(PciAddress address) throws BackendException {
        return backend.discover().devices().stream().filter(d -> d.address().equals(address)).findFirst().orElseThrow();
    }

    void advanceMillis(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    Changes changes() {
        return new Changes();
    }

    /** Collects what the machine reports. */
    final class Changes implements AutoCloseable {
        private final List<InventoryChange> seen = new CopyOnWriteArrayList<>();
        private final Object arrived = new Object();
        private final Registration registration = backend.listen(change -> {
            seen.add(change);
            synchronized (arrived) {
                arrived.notifyAll();
            }
        });

        /** The first change like that, once it has come. */
        InventoryChange await(Predicate<InventoryChange> like) throws InterruptedException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            synchronized (arrived) {
                while (seen.stream().noneMatch(like)) {
                    long left = end - System.nanoTime();
                    if (left <= 0) {
                        throw new AssertionError("no such change came; these did: " + seen);
                    }
                    TimeUnit.NANOSECONDS.timedWait(arrived, left);
                }
            }
            return seen.stream().filter(like).findFirst().orElseThrow();
        }

        List<InventoryChange> seen() {
            return List.copyOf(seen);
        }

        @Override
        public void close() {
            registration.close();
        }
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("did not happen in time");
        }
    }

    @Override
    public void close() {
        backend.close();
    }
}
